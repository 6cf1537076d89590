"""Out of memory: a run says so in one line and leaves nothing half, wherever it was."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest

from conftest import CANTON

MEGABYTES = 1 << 20


def limited(command: list[str], megabytes: int, folder: Path) -> subprocess.CompletedProcess[str]:
    limit = megabytes * MEGABYTES
    return subprocess.run(
        command,
        env=os.environ | {"NAVETTE_CACHE": str(folder / "cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )


@pytest.mark.parametrize("step", [24, pytest.param(2, marks=pytest.mark.slow)])
def test_a_run_without_enough_memory_says_so_and_leaves_nothing_half(
    executable: Path, tmp_path: Path, step: int
) -> None:
    out = tmp_path / "out" / "canton.h5"
    out.parent.mkdir()
    command = [str(executable), "--quiet", "run", str(CANTON), "-o", str(out), "--threads", "1"]
    whole = limited(command, 8_000, tmp_path)  # also fills the cache
    assert whole.returncode == 0, whole.stderr
    complete = out.read_bytes()
    ended: set[int] = set()
    for megabytes in range(40, 200, step):
        out.unlink(missing_ok=True)
        done = limited(command, megabytes, tmp_path)
        ended.add(done.returncode)
        if done.returncode == 127:  # not even the program fits
            continue
        assert done.returncode in (0, 1), f"{megabytes} MiB: {done.returncode}, {done.stderr}"
        if done.returncode == 1:
            assert done.stderr == "error: out of memory; a smaller territory or record.trajectories=false need less\n"
            assert not out.exists()
        else:
            assert out.read_bytes() == complete
    assert {0, 1} <= ended, "the limits tried show nothing"
    assert limited(command, 8_000, tmp_path).returncode == 0
    assert [path.name for path in out.parent.iterdir()] == ["canton.h5"], "leftovers were not cleaned"


def test_a_json_log_has_it_as_json(executable: Path, tmp_path: Path) -> None:
    command = [
        str(executable),
        "--log-format",
        "json",
        "run",
        str(CANTON),
        "-o",
        str(tmp_path / "a.h5"),
        "--threads",
        "1",
    ]
    done = limited(command, 60, tmp_path)
    assert done.returncode == 1
    last = json.loads(done.stderr.splitlines()[-1])
    assert last["level"] == "error"
    assert last["message"].startswith("out of memory; ")
