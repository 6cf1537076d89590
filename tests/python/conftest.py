"""What several files of tests share: the executable, and the shipped canton with its run, roads and scenario."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # tests of the executable alone do without the package
    import navette

ROOT = Path(__file__).parents[2]
CANTON = ROOT / "scenarios" / "canton" / "scenario.toml"
Navette = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What runs in this process leaves nothing in the user's cache."""
    os.environ["NAVETTE_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def executable() -> Path:
    """$NAVETTE_EXECUTABLE, else build/release/navette."""
    path = Path(os.environ.get("NAVETTE_EXECUTABLE", ROOT / "build" / "release" / "navette"))
    if not path.is_file():
        pytest.fail(f"there is no executable {path}: `make test` builds it")
    return path


@pytest.fixture(scope="session")
def navette_command(executable: Path, tmp_path_factory: pytest.TempPathFactory) -> Navette:
    """Calls `navette ARGUMENTS...` with a cache of its own and returns what it did; never raises."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    environment = os.environ | {
        "NAVETTE_CACHE": str(tmp_path_factory.mktemp("cache")),
        "NO_COLOR": "1",
        "PATH": programs,
    }

    def call(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command: Sequence[str] = [str(executable), *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=600,
        )

    return call


def succeed(done: subprocess.CompletedProcess[str]) -> str:
    """What a command printed, if it ended well."""
    assert done.returncode == 0, f"{' '.join(done.args)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def canton(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results file of the shipped canton, as the scenario stands."""
    out = tmp_path_factory.mktemp("canton") / "canton.h5"
    succeed(navette_command("run", CANTON, "-o", out))
    return out


@pytest.fixture(scope="session")
def run(canton: Path) -> navette.Run:
    """The same, opened. Files of tests that look at another run have a fixture `run` of their own."""
    import navette

    return navette.open(canton)


@pytest.fixture(scope="session")
def network() -> navette.Network:
    """The roads of the canton."""
    import navette

    return navette.network.of(CANTON)


@pytest.fixture(scope="session")
def canton_scenario() -> navette.Scenario:
    """The scenario of the canton."""
    import navette

    return navette.Scenario.read(CANTON)


def verified_run(navette_command: Navette, scenario: Path, out: Path, *settings: str) -> navette.Run:
    """Runs a scenario with settings as `--set` takes them, verifies what comes of it, and opens it."""
    import navette

    overrides = [word for setting in settings for word in ("--set", setting)]
    succeed(navette_command("run", scenario, "-o", out, "--quiet", *overrides))
    assert succeed(navette_command("verify", out)).strip().endswith(", 0 violations")
    return navette.open(out)
