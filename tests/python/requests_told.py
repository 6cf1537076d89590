"""What became of the requests of a scenario that a test wrote, by the executable alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import h5py

from conftest import ROOT

EXECUTABLE = os.environ.get("NAVETTE_EXECUTABLE", ROOT / "build" / "release" / "navette")
Told = TypeVar("Told")


def navette(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Calls the command."""
    return subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True, check=False)


def told(scenario: Path, out: Path, *more: object, of: Callable[[h5py.Group, int, str], Told]) -> dict[str, Told]:
    """Runs and verifies; by the name of each request what `of(requests, row, reason)` tells of it."""
    ran = navette("run", scenario, "-o", out, *more)
    assert ran.returncode == 0, ran.stderr
    verified = navette("verify", out)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    with h5py.File(out) as file:
        requests = file["requests"]
        about = requests["reason"].attrs
        words = about["flag_meanings"]
        reasons = (words.decode() if isinstance(words, bytes) else str(words)).split()
        by_code = dict(zip((int(code) for code in about["flag_values"]), reasons, strict=True))
        return {
            name.decode(): of(requests, row, by_code[int(requests["reason"][row])])
            for row, name in enumerate(requests["request_id"][()])
        }
