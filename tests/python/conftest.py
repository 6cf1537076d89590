"""The executable, and one run of the shipped canton for all tests that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

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
