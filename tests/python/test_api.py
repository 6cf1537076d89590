"""What the package shows: typed, documented, and its stub as the compiled module is."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import navette
from navette import _core

PACKAGE = Path(navette.__file__).parent


def stub() -> ast.Module:
    return ast.parse((PACKAGE / "_core.pyi").read_text())


def parameters_of(function: object) -> list[tuple[str, bool]]:
    """Names of a compiled function's parameters, and whether each may be left out, from the signature it tells."""
    signature = str(function.__doc__).splitlines()[0]
    definition = ast.parse(f"def {signature}: ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return _parameters(definition)


def _parameters(definition: ast.FunctionDef) -> list[tuple[str, bool]]:
    names = [argument.arg for argument in definition.args.args]
    without = len(names) - len(definition.args.defaults)
    return [(name, rank >= without) for rank, name in enumerate(names)]


def public(thing: object) -> set[str]:
    return {name for name in vars(thing) if not name.startswith("_")}


def test_the_stub_names_what_the_module_holds_and_nothing_else() -> None:
    classes = {node.name: node for node in stub().body if isinstance(node, ast.ClassDef)}
    functions = {node.name: node for node in stub().body if isinstance(node, ast.FunctionDef)}
    assert set(classes) | set(functions) == public(_core)
    for name, node in classes.items():
        declared = {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
        declared = {member for member in declared if not member.startswith("_")}
        assert declared == public(getattr(_core, name)), name


def test_the_stub_gives_each_function_the_parameters_it_has() -> None:
    functions = [node for node in stub().body if isinstance(node, ast.FunctionDef)]
    assert functions
    for node in functions:
        assert _parameters(node) == parameters_of(getattr(_core, node.name)), node.name
        assert node.returns is not None and all(argument.annotation for argument in node.args.args)


def test_a_compiled_signature_is_read_as_it_is() -> None:
    """The canary of the test above."""

    class Example:
        __doc__ = "f(a: int, b: str | None = None) -> None\n\nText."

    assert parameters_of(Example) == [("a", False), ("b", True)]


def test_mypy_finds_the_stub_and_the_module_alike(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.txt"  # classes of pybind11 have a metaclass and a way to be made of their own
    allowed.write_text(r"navette\._core\.[A-Z]\w+(\.__init__)?" "\n")
    command = [sys.executable, "-m", "mypy.stubtest", "navette._core", "--ignore-missing-stub", "--allowlist", allowed]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_users_typed_program_passes_mypy(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import navette\n"
        "def served(path: str) -> float:\n"
        '    run: navette.Run = navette.run(path, seed=1, overrides={"fleet.size": 6}, progress=print)\n'
        '    run.save("day.h5")\n'
        "    scenario = navette.Scenario.read(path).with_({'fleet.size': 6}, **{'demand.level': 2})\n"
        "    runs: navette.Runs = navette.run_many([scenario, path], seeds=3)\n"
        "    fit = navette.calibrate(scenario, 'days.csv', {'demand.level': (0.5, 2.0)})\n"
        "    sweep = navette.Sweep.plan({'scenario': path, 'seeds': 3}, 'out')\n"
        "    print(runs['canton', 1].plot.interactive_map().html, fit.scenario == scenario, sweep.run().done)\n"
        "    run.plot.load().savefig('load.png')\n"
        '    return float(run.kpi["value"]["served"])\n'
    )
    own = tmp_path / "own.py"
    own.write_text(
        "import numpy as np\n"
        "import navette\n"
        "from navette.dispatch import Best, Board, GivenShuttle, Insertion, OneByOne, Policy, Proposal, Request, View\n"
        "class Short(OneByOne):\n"
        "    def choose(self, view: View, request: Request) -> Insertion | None:\n"
        "        return view.best(request, lambda way: way.wait + 0.5 * way.ride)\n"
        "class Later(Policy):\n"
        "    def decide(self, view: View) -> Proposal:\n"
        "        proposal = Proposal().wake_at(view.now + 60_000)\n"
        "        for request in view.pending:\n"
        "            proposal.defer(request)\n"
        "        for shuttle in view.shuttles:\n"
        "            proposal.plan(shuttle, shuttle.stops)\n"
        "        return proposal\n"
        "def day(path: str) -> np.ndarray:\n"
        "    navette.run(path, policy=Short())\n"
        "    navette.run(path, policy=Best({'cost': 1, 'wait': 0.5}))\n"
        "    network = navette.network.of(path)\n"
        "    board = Board(network, [GivenShuttle((1.97, 44.0))], now=3_600_000)\n"
        "    request = board.ask((1.97, 44.0), (1.99, 44.0), wheelchairs=1)\n"
        "    way = board.cheapest(request)\n"
        "    if way is not None:\n"
        "        board.accept(request, way)\n"
        "    return network.travel_times([(1.97, 44.0)], [(1.98, 44.0), board.shuttles[0].place])\n"
    )
    wrong = tmp_path / "wrong.py"
    wrong.write_text('import navette\nnavette.run("x.toml", sed=1)\n')
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(tmp_path / "cache"),
        "--follow-imports=silent",
    ]
    done = subprocess.run([*command, program, own], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    done = subprocess.run([*command, wrong], capture_output=True, text=True, cwd=tmp_path)
    assert 'Unexpected keyword argument "sed"' in done.stdout


def documented(thing: object, name: str) -> list[str]:
    """The public functions, classes and properties of `thing` that have no docstring."""
    missing = [] if inspect.getdoc(thing) else [name]
    if inspect.isclass(thing):
        members = {
            member: value
            for base in reversed(thing.__mro__)
            if base.__module__ != "builtins"
            for member, value in vars(base).items()
        }
        for member, value in members.items():
            if member.startswith("_") or not (callable(value) or hasattr(value, "__get__")):
                continue
            missing += [] if inspect.getdoc(value) else [f"{name}.{member}"]
    return missing


@pytest.mark.parametrize("name", [name for name in navette.__all__ if name != "__version__"])
def test_all_that_is_public_is_documented(name: str) -> None:
    assert not documented(getattr(navette, name), name)


@pytest.mark.parametrize("name", sorted(public(_core)))
def test_all_that_is_compiled_is_documented(name: str) -> None:
    assert not documented(getattr(_core, name), name)


def test_what_has_no_docstring_is_seen() -> None:
    class Silent:
        def method(self) -> None: ...

    assert documented(Silent, "Silent") == ["Silent", "Silent.method"]


def test_the_version_is_that_of_the_command(navette_command) -> None:
    assert navette_command("--version").stdout.strip() == f"navette {navette.__version__}"


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_the_citation_is_of_this_version() -> None:
    citation = Path(__file__).parents[2] / "CITATION.cff"
    assert f"\nversion: {navette.__version__}\n" in citation.read_text()


def test_importing_navette_does_not_import_what_takes_long() -> None:
    heavy = ["geopandas", "xarray", "matplotlib", "scipy", "statsmodels", "distributed", "bokeh", "SALib"]
    program = f"import navette, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
