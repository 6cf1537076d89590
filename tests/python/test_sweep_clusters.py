"""Sweeps on a Dask scheduler of one's own, and on Dask workers that are Slurm jobs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.sweep import dask_workers
from navette.sweep.command import main
from navette.sweep.plan import Plan
from navette.sweep.shards import list_shards, open_shard

SWEEP = f"""
scenario = "{CANTON}"
seeds = 4

[grid]
"fleet.size" = [3, 5]
"""


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    path = tmp_path / "sweep.toml"
    path.write_text(SWEEP)
    return path


def check_done(folder: Path) -> None:
    sweep = navette.Sweep(folder)
    assert str(sweep.status()) == "8 of 8 done"
    rows = [open_shard(Plan(folder), shard)["run"].to_pylist() for shard in list_shards(Plan(folder))]
    assert sorted(run for runs in rows for run in runs) == list(range(8))
    alone = navette.run_many(CANTON, seeds=4, progress=False).indicators
    results = sweep.results
    five = results[results["fleet.size"] == 5].set_index("seed")[list(alone.columns)]
    pd.testing.assert_frame_equal(five, alone.droplevel("scenario"), check_names=False, check_index_type=False)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def program(*arguments: str) -> Iterator[None]:
    """One of Dask's commands, as a user starts it on another machine."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


def test_a_scheduler_that_is_running_is_used_with_its_workers(definition: Path, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask"))
    with ExitStack() as started:
        port = address.rsplit(":", 1)[1]
        started.enter_context(program("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"))
        for _ in range(2):
            started.enter_context(program(*worker, "--no-nanny"))
        told = main(
            ["run", str(definition), "--out", str(tmp_path / "out"), "--scheduler", address, "--insecure", "--quiet"]
        )
        assert told == 0
    check_done(tmp_path / "out")


def test_a_worker_that_comes_late_is_waited_for(
    definition: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    sweep = navette.Sweep.plan(definition, tmp_path / "out")
    with ExitStack() as started:
        port = address.rsplit(":", 1)[1]
        started.enter_context(program("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"))
        late = ExitStack()

        def come(*_told: Any) -> None:
            late.enter_context(program("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                                       "--local-directory", str(tmp_path / "dask")))  # fmt: skip

        started.enter_context(late)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(dask_workers._log, "warning", come)  # the worker comes when its absence is told
            assert str(sweep.run(scheduler=address, insecure=True, progress=False)) == "8 of 8 done"
    check_done(tmp_path / "out")


def test_an_address_at_which_nobody_answers_is_told(
    definition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dask_workers, "ANSWER_WITHIN", 1)
    for address in (f"tcp://127.0.0.1:{free_port()}", "nonsense://x"):
        told = main(
            ["run", str(definition), "--out", str(tmp_path / "out"), "--scheduler", address, "--insecure", "--quiet"]
        )
        assert told == 2
        assert f"no Dask scheduler answers at {address}" in capsys.readouterr().err
    assert str(navette.Sweep(tmp_path / "out").status()) == "0 of 8 done"


# What sbatch does as far as Dask can see: it takes a script, tells a number, and runs the script later, elsewhere.
SBATCH = """#!/bin/sh
for script; do :; done
cp "$script" {folder}/job-$$.sh
sh {folder}/job-$$.sh > {folder}/job-$$.out 2>&1 &
echo $! >> {folder}/pids
echo "Submitted batch job $$"
"""


def test_dask_workers_as_slurm_jobs(definition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for sbatch; tests/cluster has a real Slurm."""
    import dask

    folder = tmp_path / "slurm"
    folder.mkdir()
    for name, script in (("sbatch", SBATCH.format(folder=folder)), ("scancel", "#!/bin/sh\n")):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    site = {"cores": 1, "processes": 1, "memory": "1GB", "queue": "all", "walltime": "00:10:00", "interface": None,
            "local-directory": str(tmp_path / "dask"), "job-extra-directives": ["--exclusive=user"]}  # fmt: skip
    with dask.config.set({f"jobqueue.slurm.{key}": value for key, value in site.items()}):
        told = main(["run", str(definition), "--out", str(tmp_path / "out"), "--slurm-jobs", "2", "--quiet"])
    assert told == 0
    check_done(tmp_path / "out")
    jobs = sorted(folder.glob("job-*.sh"))
    assert len(jobs) >= 1
    text = jobs[0].read_text()
    assert "#SBATCH -p all" in text and "#SBATCH --exclusive=user" in text and "-t 00:10:00" in text
    for pid in (folder / "pids").read_text().split():  # the workers go when their scheduler has gone
        until = time.monotonic() + 60
        while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            assert time.monotonic() < until, f"a worker is left: {(folder / 'pids').read_text()}"
            time.sleep(0.2)
