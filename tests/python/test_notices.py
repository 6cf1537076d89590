"""The licences of what the executable has in it can be had, with where the sources are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT


def test_all_libraries_have_their_licence_and_the_place_of_their_source(executable: Path) -> None:
    if shutil.which("dpkg-query") is None:
        pytest.skip("no dpkg: licences are gathered from Debian's packages")
    program = ROOT / "sim" / "cmake" / "third_party_notices.py"
    done = subprocess.run(["python3", program, executable], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "coinor-cbc" in done.stdout and "Eclipse Public License - v 1.0" in done.stdout
    assert "https://sources.debian.org/src/coinor-cbc/" in done.stdout
    for source in ("hdf5", "libosmium", "fmtlib", "openssl", "liblemon"):
        assert f"https://sources.debian.org/src/{source}/" in done.stdout, source
