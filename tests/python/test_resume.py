"""--resume: a run that was killed, however often, ends as if it had never been."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import CANTON

DAYS = ["--set", "run.days=90", "--set", "record.trajectories=false"]
PLANNED = [
    "--set",
    "run.days=3",
    "--set",
    "dispatch.policy=rolling_plan",
    "--set",
    "dispatch.rolling_plan.iterations=60",
]
UNFORESEEN = [  # the forecast of a day is of those before it
    value
    for key in (
        "run.days=6",
        "dispatch.policy=batch",
        "rebalancing.strategy=feedforward",
        "booking.cancelled_share=0.1",
        "booking.no_show_share=0.05",
        "disturbances.driving_noise=0.1",
        "disturbances.breakdowns_per_1000_h=20",
        "fleet.max_continuous_driving=16200",
    )
    for value in ("--set", key)
]
SEEDS = ["--replications", "400"]


class Runs:
    """Runs of the canton that take a few seconds and write to one name, with one cache."""

    def __init__(self, executable: Path, folder: Path, options: list[str]) -> None:
        self.out = folder / "out" / "long.h5"
        self.out.parent.mkdir()
        self.command = [str(executable), "run", str(CANTON), "-o", str(self.out), *options]
        self.environment = os.environ | {"NAVETTE_CACHE": str(folder / "cache")}
        begin = time.monotonic()
        assert self.run().returncode == 0
        self.seconds = time.monotonic() - begin
        self.complete = self.out.read_bytes()
        self.out.unlink()
        assert not self.left()

    def start(self, *more: str, **options: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.command, *more],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *more: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*more)
        _, said = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, "", said)

    def segments(self) -> list[Path]:
        found = [path for path in self.out.parent.iterdir() if re.fullmatch(r"long\.h5\.segment-\d+", path.name)]
        return sorted(found, key=lambda path: int(path.name.rpartition("-")[2]))

    def left(self) -> list[str]:
        return sorted(path.name for path in self.out.parent.iterdir() if path != self.out)

    def start_until(self, segments: int, *more: str) -> subprocess.Popen[str]:
        """A run that has at least so many segments on the disk, or has ended."""
        process = self.start(*more)
        until = time.monotonic() + 120
        while len(self.segments()) < segments and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        return process

    def check_resumed(self) -> str:
        """Resumes to the end; what was said."""
        done = self.run("--resume")
        assert done.returncode == 0, done.stderr
        assert self.out.read_bytes() == self.complete, "not the bytes of the run that was never interrupted"
        assert not self.left()
        return done.stderr


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    "options", [DAYS, PLANNED, UNFORESEEN, SEEDS], ids=["days", "planned anew", "unforeseen", "replications"]
)
@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.slow)])
def test_a_run_killed_again_and_again_ends_as_if_it_had_not_been(
    executable: Path, tmp_path: Path, options: list[str], kills: int
) -> None:
    runs = Runs(executable, tmp_path, options)
    moments = random.Random(3)
    kept = 0
    for _ in range(kills):
        process = runs.start_until(len(runs.segments()) + 1, "--resume")
        time.sleep(moments.uniform(0, 0.3 * runs.seconds / kills))
        kill(process)
        kept = max(kept, len(runs.segments()))
        if runs.out.exists():  # it was faster
            assert runs.out.read_bytes() == runs.complete
            runs.out.unlink()
        assert all(re.fullmatch(r"long\.h5\.(segment-\d+(\.tmp-\d+)?|tmp-\d+)", name) for name in runs.left())
    assert kept, "no segment was ever written: the test sees nothing"
    segments = runs.segments()
    said = runs.check_resumed()
    assert ("goes on from" in said) == bool(segments)


@pytest.mark.parametrize("options", [DAYS, SEEDS], ids=["days", "replications"])
def test_an_interrupted_run_says_how_to_go_on(executable: Path, tmp_path: Path, options: list[str]) -> None:
    runs = Runs(executable, tmp_path, options)
    process = runs.start_until(1)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and not runs.out.exists()
    assert re.search(r"long\.h5 was not written; what was finished is kept .* with --resume goes on", said)
    runs.check_resumed()


def test_what_cannot_be_gone_on_from_is_told(executable: Path, tmp_path: Path) -> None:
    runs = Runs(executable, tmp_path, DAYS)
    kill(runs.start_until(2))
    one, two = runs.segments()[:2]
    # Of another run: refused, and left where it is.
    for other in (["--seed", "2"], ["--set", "fleet.size=4"], SEEDS):
        done = runs.run("--resume", *other)
        assert done.returncode == 2 and "segment-1: was left by another run" in done.stderr
        assert one.exists() and not runs.out.exists()
    # Damaged: told, removed with all that builds on it, and done again.
    content = bytearray(two.read_bytes())
    content[-1] ^= 1
    two.write_bytes(content)
    said = runs.check_resumed()
    assert "segment-2 is not used and removed: its content is damaged" in said
    assert "goes on from 1 segment" in said
    # Without --resume it begins anew, and what was left is cleaned away.
    kill(runs.start_until(1))
    runs.out.unlink(missing_ok=True)
    done = runs.run()
    assert "is removed; with --resume it would have been gone on from" in done.stderr
    assert runs.out.read_bytes() == runs.complete and not runs.left()


def test_with_a_full_disk_the_run_goes_on_but_says_that_it_cannot_be_resumed(executable: Path, tmp_path: Path) -> None:
    runs = Runs(executable, tmp_path, DAYS)
    process = runs.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
    _, said = process.communicate(timeout=600)
    assert process.returncode == 4, said  # the results do not fit either
    assert said.count("no longer kept for --resume") == 1
    assert "cannot be written" in said and not runs.out.exists() and not runs.left()


def test_more_replications_go_on_from_fewer(executable: Path, tmp_path: Path) -> None:
    runs = Runs(executable, tmp_path, ["--replications", "40"])
    few = runs.command
    runs.command = [*few[:-1], "100000"]
    kill(runs.start_until(1))
    runs.command = few
    runs.check_resumed()
