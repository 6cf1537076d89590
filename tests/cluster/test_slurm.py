"""A sweep on a real Slurm, all of it on this machine: an array with a cancelled and a requeued task, and collation.

Needs root and the Debian packages slurm-wlm and munge; without them it says so and is skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import navette
from navette.sweep.command import main

pytestmark = pytest.mark.slow
CANTON = Path(__file__).parents[2] / "scenarios" / "canton" / "scenario.toml"
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def configuration(folder: Path, host: str) -> str:
    return f"""
ClusterName=here
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SchedulerType=sched/backfill
ReturnToService=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def call(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """munged, slurmctld and slurmd as children of this test."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing or os.geteuid() != 0:
        reason = f"{missing[0]} is not there" if missing else "it needs root"
        print(f"skipped: {reason}")
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("slurm")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    (folder / "munge.key").write_bytes(os.urandom(128))
    (folder / "munge.key").chmod(0o600)
    host = socket.gethostname().split(".")[0]
    (folder / "slurm.conf").write_text(configuration(folder, host))
    munge = {name: f"{folder}/munge.{name}" for name in ("socket", "key", "pid", "log", "seed")}
    commands = [
        ["munged", "--foreground", "--force", f"--socket={munge['socket']}", f"--key-file={munge['key']}",
         f"--pid-file={munge['pid']}", f"--log-file={munge['log']}", f"--seed-file={munge['seed']}"],
        ["slurmctld", "-D", "-c", "-f", f"{folder}/slurm.conf"],
        ["slurmd", "-D", "-c", "-f", f"{folder}/slurm.conf", "-N", host],
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLURM_CONF", f"{folder}/slurm.conf")
        running = []
        try:
            for command in commands:
                with open(folder / f"{command[0]}.out", "w") as out:
                    running.append(subprocess.Popen(command, stdout=out, stderr=out))
                time.sleep(1)
            wait_until(lambda: "idle" in subprocess.run(["sinfo"], capture_output=True, text=True).stdout, 60)
            yield
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait(30)


def wait_until(done: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.5)


def submit(folder: Path) -> str:
    return str(re.search(r"array (\d+)", call(folder / "slurm" / "submit.sh"))[1])  # type: ignore[index]


def queue() -> list[str]:
    return call("squeue", "--noheader", "--array", "--format=%i %T").split("\n")[:-1]


def test_an_array_with_a_cancelled_and_a_requeued_task_is_completed(slurm: None, tmp_path: Path) -> None:
    definition = {"scenario": str(CANTON), "seeds": 20, "grid": {"fleet.size": [3, 5]}}
    sweep = navette.Sweep.plan(definition, tmp_path / "sweep")
    assert main(["slurm", str(sweep.folder), "--runs-per-task", "5"]) == 0
    job = submit(sweep.folder)
    call("scancel", f"{job}_8")  # a task that fails
    wait_until(lambda: any(line.endswith("RUNNING") for line in queue()), 60)
    running = next(line.split()[0] for line in queue() if line.endswith("RUNNING"))
    subprocess.run(["scontrol", "requeue", running], check=False)  # it may have ended meanwhile
    # A requeued task waits for minutes; what matters is that the rest goes on without it.
    wait_until(lambda: sweep.status().done >= 30, 120)
    for line in queue():
        call("scancel", line.split()[0])
    wait_until(lambda: not queue(), 60)
    before = sweep.status()
    assert before.done <= 35 and before.failed == 0

    # The missing runs again, and only they.
    assert main(["slurm", str(sweep.folder), "--runs-per-task", "5"]) == 0
    missing = (sweep.folder / "slurm" / "tasks.txt").read_text().splitlines()
    assert sum(int(last) - int(first) + 1 for first, last in map(str.split, missing)) == 40 - before.done
    submit(sweep.folder)
    wait_until(lambda: not queue(), 180)
    assert str(sweep.status()) == "40 of 40 done"
    results = pd.read_parquet(sweep.folder / "results.parquet")  # collated by Slurm, after the array
    assert list(results["run"]) == list(range(40))
    alone = navette.run_many(CANTON, seeds=20, progress=False).indicators  # the canton's own fleet is 5
    five = results[results["fleet.size"] == 5].set_index("seed")[list(alone.columns)]
    pd.testing.assert_frame_equal(five, alone.droplevel("scenario"), check_names=False, check_index_type=False)


def test_dask_workers_as_slurm_jobs_make_a_sweep(slurm: None, tmp_path: Path) -> None:
    import dask

    definition = {"scenario": str(CANTON), "seeds": 10, "grid": {"fleet.size": [3, 5]}}
    sweep = navette.Sweep.plan(definition, tmp_path / "sweep")
    site = {
        "cores": 1,
        "processes": 1,
        "memory": "1GB",
        "walltime": "00:10:00",
        "queue": "all",
        "local-directory": str(tmp_path / "dask"),
        "log-directory": str(tmp_path / "log"),
    }
    with dask.config.set({f"jobqueue.slurm.{key}": value for key, value in site.items()}):
        assert str(sweep.run(slurm_jobs=2, progress=False)) == "20 of 20 done"
    assert list((tmp_path / "log").iterdir()), "no job of Slurm has worked"
    wait_until(lambda: not queue(), 60)  # the workers go with their scheduler
    alone = navette.run_many(CANTON, seeds=10, progress=False).indicators
    results = sweep.results
    five = results[results["fleet.size"] == 5].set_index("seed")[list(alone.columns)]
    pd.testing.assert_frame_equal(five, alone.droplevel("scenario"), check_names=False, check_index_type=False)
