"""Nothing half: whenever a run is killed or runs out of disk, its results file is absent or complete."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import time
from pathlib import Path

import pytest

from conftest import CANTON


class Runs:
    """Runs of the canton that write to the same name, one after the other."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self.out = folder / "out" / "canton.h5"
        self.out.parent.mkdir()
        self.command = [str(executable), "--quiet", "run", str(CANTON), "-o", str(self.out)]
        self.environment = os.environ | {"NAVETTE_CACHE": str(folder / "cache")}
        begin = time.monotonic()
        subprocess.run(self.command, check=True, env=self.environment, stdout=subprocess.DEVNULL)  # fills the cache
        self.seconds = time.monotonic() - begin
        self.complete = self.out.read_bytes()
        self.out.unlink()

    def start(self, **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **options,
        )

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.out.parent.iterdir() if path != self.out)

    def check_whole_or_absent(self) -> bool:
        """Whether the file is there; the same run makes the same bytes, so a whole one is the same as the first."""
        if not self.out.exists():
            return False
        assert self.out.read_bytes() == self.complete
        return True


@pytest.fixture
def runs(executable: Path, tmp_path: Path) -> Runs:
    return Runs(executable, tmp_path)


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_run_leaves_no_half_file_and_the_next_one_cleans_up(runs: Runs, kills: int) -> None:
    moments = random.Random(1)
    finished = growing = 0
    for kill in range(kills):
        runs.out.unlink(missing_ok=True)
        process = runs.start()
        temporary = runs.out.with_name(f"{runs.out.name}.tmp-{process.pid}")
        if kill % 2:  # at any moment of the run
            time.sleep(moments.uniform(0, 1.2 * runs.seconds))
        else:  # while the file grows
            until = time.monotonic() + 60
            while process.poll() is None and not temporary.exists() and time.monotonic() < until:
                pass
            time.sleep(moments.uniform(0, 0.01))
        process.kill()
        process.wait()
        finished += runs.check_whole_or_absent()
        growing += temporary.exists()
        assert all(re.fullmatch(r"canton\.h5\.tmp-\d+", name) for name in runs.leftovers())
    assert growing or kills < 100, "no run was killed while its file grew: the test sees nothing"
    runs.out.unlink(missing_ok=True)
    assert runs.start().wait() == 0
    assert runs.check_whole_or_absent() and not runs.leftovers()
    print(f"{kills} runs killed: {finished} files complete, {kills - finished} absent, {growing} while the file grew")


def test_a_killed_run_leaves_the_file_of_an_earlier_one(runs: Runs) -> None:
    runs.out.write_bytes(runs.complete)
    for share in (0.2, 0.5, 0.8):
        process = runs.start()
        time.sleep(share * runs.seconds)
        process.kill()
        process.wait()
        assert runs.check_whole_or_absent()


@pytest.mark.parametrize("full", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_a_run_that_finds_the_disk_full_says_so_and_leaves_nothing(runs: Runs, full: int) -> None:
    moments = random.Random(2)
    for _ in range(full):
        limit = moments.randrange(len(runs.complete))
        process = runs.start(preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        _, said = process.communicate()
        assert process.returncode == 4, said
        assert re.search(r"canton\.h5: cannot be written: .*; no half file was left", said.decode())
        assert not runs.out.exists() and not runs.leftovers(), f"limit {limit}"
