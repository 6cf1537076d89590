"""The layers of the Python package: a module imports only what lies below it, and no two go in a circle."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT

PACKAGE = ROOT / "python" / "navette"
BOTTOM_TO_TOP = [
    {"common"},
    {"results"},
    {"disclosure", "scenario"},
    {"network"},
    {"dispatch"},
    {"running"},
    {"indicators"},
    {"plot"},
    {"calibration", "comparison", "export", "importing", "sweep"},
    {"report"},
]
"""Layers that stand side by side do not import each other either."""
RANK = {layer: rank for rank, beside in enumerate(BOTTOM_TO_TOP) for layer in sorted(beside)}

ON_TOP = {"navette", "navette._own_symbols", "navette.attached", "navette.travel_times"}
"""What `import navette` gives; these stand on all layers."""
COMPILED = "navette._core"

LATE = {"SALib", "bokeh", "charset_normalizer", "cloudpickle", "dask", "dask_jobqueue", "distributed", "geopandas",
        "matplotlib", "openpyxl", "pandas", "pyarrow", "pyogrio", "pyproj", "python_calamine", "scipy", "shapely",
        "tqdm", "xarray"}  # fmt: skip
"""What takes long to import and may therefore be imported in a function."""


class Import(NamedTuple):
    """One module that a module imports."""

    target: str
    line: int
    in_function: bool


def modules() -> dict[str, Path]:
    """All modules of the package by name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("navette", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(source: str, known: Mapping[str, object]) -> Iterator[Import]:
    """Everything that a module imports, also in functions and for type checkers only."""

    def walk(node: ast.AST, in_function: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(alias.name, child.lineno, in_function) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"line {child.lineno}: imports are written out"
                for alias in child.names:
                    inner = f"{child.module}.{alias.name}"
                    target = inner if inner in known or inner == COMPILED else str(child.module)
                    yield Import(target, child.lineno, in_function)
            else:
                function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                yield from walk(child, in_function or function)

    yield from walk(ast.parse(source), False)


def wrong_imports(module: str, source: str, known: Mapping[str, object]) -> list[str]:
    """Imports that a module may not have, each with its line and why."""
    wrong = []
    for found in imports(source, known):
        ours = found.target.split(".")[0] == "navette"
        if found.in_function and (ours or found.target.split(".")[0] not in LATE):
            wrong.append(f"{found.line}: imports {found.target} in a function")
        if not ours or found.target == COMPILED or module in ON_TOP:
            continue
        layer, other = module.split(".")[1], found.target.partition(".")[2].split(".")[0]
        if found.target in ON_TOP or (other != layer and RANK[other] >= RANK[layer]):
            wrong.append(f"{found.line}: imports {found.target}, which lies above or beside {layer}")
    return wrong


def circles(edges: Mapping[str, set[str]]) -> list[set[str]]:
    """The sets of modules that reach each other."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        left = list(edges[start])
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                left += edges[node]
        return seen

    reach = {name: reached(name) for name in edges}
    found = {frozenset(other for other in reach[name] if name in reach[other]) for name in edges if name in reach[name]}
    return [set(circle) for circle in sorted(found, key=sorted)]


def edges() -> dict[str, set[str]]:
    known = modules()
    return {
        name: {found.target for found in imports(path.read_text(), known)} & set(known) for name, path in known.items()
    }


def test_every_folder_is_a_layer_and_every_other_module_is_on_top() -> None:
    known = modules()
    assert {name.split(".")[1] for name in known if name not in ON_TOP} == set(RANK)
    assert set(known) >= ON_TOP


@pytest.mark.parametrize("layer", ["navette", *RANK])
def test_a_module_imports_what_lies_below_and_in_functions_only_what_takes_long(layer: str) -> None:
    known = modules()
    chosen = {name for name in known if (name in ON_TOP if layer == "navette" else name.split(".")[1:2] == [layer])}
    wrong = {
        str(known[name].relative_to(ROOT)): found
        for name in sorted(chosen)
        if (found := wrong_imports(name, known[name].read_text(), known))
    }
    assert chosen and not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(edges()) == []


def test_modules_are_imported_by_name_at_run_time_only_on_top() -> None:
    """So that no import escapes the tests above."""
    late = {
        name
        for name, path in modules().items()
        if "import_module" in (text := path.read_text()) or "__import__" in text
    }
    assert late <= ON_TOP


def folders(root: str) -> set[str]:
    """The folders below `root` that hold files of the project."""
    listed = subprocess.run(["git", "ls-files", "-z", root], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {str(Path(file).parent.relative_to(root)) for file in listed.stdout.split("\0") if file}
    return found - {"."}


@pytest.mark.parametrize(("root", "title"), [("sim", "# Architecture"), ("python/navette", "## The Python package")])
def test_the_page_on_architecture_names_every_folder_and_no_other(root: str, title: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    part = re.split(r"^#+ ", page.split(f"{title}\n")[1], flags=re.MULTILINE)[0]
    there = folders(root)
    named = {name.removeprefix(f"{root}/") for name in re.findall(r"`([\w/]+)/?`", part)}
    rows = {cell.strip() for cell in re.findall(r"^\|([^|`]*)\|", part, flags=re.MULTILINE)}
    assert there <= named | rows
    below = {name for name in named if "/" in name and name.split("/")[0] in {folder.split("/")[0] for folder in there}}
    assert below and below <= there


def test_the_page_on_architecture_draws_the_layers_in_their_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawn = re.search(r"^common → .*?→ import navette$", page, flags=re.MULTILINE | re.DOTALL)
    assert drawn is not None
    assert [set(beside.split(", ")) for beside in re.split(r"\s+→\s+", drawn.group())][:-1] == BOTTOM_TO_TOP


def test_what_is_attached_later_is_there() -> None:
    """Names in strings, which nothing else checks."""
    tree = ast.parse((PACKAGE / "attached.py").read_text())
    places = [
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "later"
    ]
    assert len(places) > 3
    for place in places:
        module, _, name = place.partition(":")
        assert callable(getattr(importlib.import_module(f"navette.{module}"), name)), place


def test_the_standard_library_is_never_imported_late() -> None:
    assert not LATE & set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("module", "line", "caught"),
    [
        ("navette.results.run", "from navette.plot.map import plot_map", True),
        ("navette.results.run", "import navette", True),
        ("navette.results.run", "from navette import travel_times", True),
        ("navette.results.run", "if TYPE_CHECKING:\n    from navette.running import Runs", True),
        ("navette.sweep.plan", "from navette.comparison import compare", True),
        ("navette.plot.map", "def f():\n    from navette.results import Run", True),
        ("navette.plot.map", "class A:\n    def f(self):\n        import json", True),
        ("navette.plot.map", "def f():\n    import matplotlib.pyplot as plt", False),
        ("navette.plot.map", "from navette.results.run import Run\nfrom navette import _core", False),
        ("navette.attached", "from navette.plot import RunPlots", False),
    ],
)
def test_the_check_sees_an_import_upward_or_late(module: str, line: str, caught: bool) -> None:
    """The canary: were it blind, the tests above would hold for any tree."""
    assert bool(wrong_imports(module, f"{line}\n", modules())) is caught


def test_the_check_sees_a_circle() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a", "d"}}) == [{"b", "c"}, {"d"}]


@pytest.mark.parametrize(
    ("what", "places"),
    [
        (r"os\.(replace|rename|fsync)\(|mkstemp|NamedTemporaryFile", {"common/files.py"}),
        (r"_core\.run\(", {"running/simulate.py"}),
        (r"_core\.replicate\(", {"running/replicate.py"}),
        (r"def _?hear\(", {"common/listening.py"}),
        (r'"error: ', {"common/text.py"}),
        (r"\bPolicyMaker\(", {"running/prepared.py"}),
        (r"\bSMALLEST = ", {"disclosure/people.py"}),
    ],
)
def test_what_all_need_is_done_in_one_place(what: str, places: set[str]) -> None:
    """Files that appear complete, calls of the simulation, who hears what is said, messages of commands."""
    found = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if re.search(what, path.read_text())}
    assert found == places
