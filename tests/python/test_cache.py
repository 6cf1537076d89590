"""Prepared networks are kept between runs; nothing that comes out depends on it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from conftest import CANTON


@pytest.fixture
def run(executable: Path, tmp_path: Path):
    """Runs the canton with a cache of its own, and returns the results' bytes and the words."""

    def call(cache: str, name: str = "out.h5") -> tuple[bytes, str]:
        command = [executable, "run", CANTON, "-o", tmp_path / name]
        environment = os.environ | {"NAVETTE_CACHE": cache, "NO_COLOR": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return (tmp_path / name).read_bytes(), done.stderr

    return call


def test_results_are_the_same_with_and_without_a_cache(run, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "deep"
    without, _ = run("")
    assert not cache.exists()
    first, words = run(str(cache))
    (kept,) = cache.iterdir()
    second, words_again = run(str(cache))
    assert first == second == without
    assert "1161 junctions" in words and "1161 junctions" in words_again

    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    damaged, words = run(str(cache))
    assert damaged == without and "is not used: its content is damaged; it is made anew" in words
    assert kept.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _, words = run(str(tmp_path / "file" / "cache"))
    assert "the prepared network is not kept" in words


def test_processes_at_once_do_not_disturb_each_other(executable: Path, tmp_path: Path) -> None:
    environment = os.environ | {"NAVETTE_CACHE": str(tmp_path / "cache")}
    command = [executable, "run", CANTON, "--quiet", "-o"]
    runs = [
        subprocess.Popen([*command, tmp_path / f"{k}.h5"], env=environment, stderr=subprocess.PIPE) for k in range(4)
    ]
    for process in runs:
        _, words = process.communicate(timeout=300)
        assert (process.returncode, words) == (0, b"")
    assert len({(tmp_path / f"{k}.h5").read_bytes() for k in range(4)}) == 1
    assert len(list((tmp_path / "cache").iterdir())) == 1
