"""The runs of a sweep, parted into tasks for whoever works: processes on this machine, Slurm jobs, a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from navette.common.progress import bar
from navette.sweep.dask_workers import DaskWorkers, of_scheduler, of_slurm
from navette.sweep.plan import Plan
from navette.sweep.pool import Pool
from navette.sweep.shards import Outcome, list_shards, missing, write_shard
from navette.sweep.work import work
from navette.sweep.workers import Task, Workers, WorkersDied

if TYPE_CHECKING:
    from distributed import Client

MOST_RUNS_PER_TASK = 200


def tasks_of(
    gaps: Sequence[tuple[int, int]], workers: int, seeds: int, most: int | None = None
) -> list[tuple[int, int]]:
    """Parts the runs that are missing into tasks: large ones first, so that little is told, small ones last, so that
    all workers end together. Where it can, a task takes whole points (`seeds` runs each), since they share roads and
    residents."""
    left = sum(last - first + 1 for first, last in gaps)
    tasks = []
    for first, last in gaps:
        at = first
        while at <= last:
            size = max(1, min(most or MOST_RUNS_PER_TASK, left // (4 * workers)))
            end = at + size
            whole = end - end % seeds  # up to the border of a point
            if whole > at and size >= seeds:
                end = whole
            end = min(end, last + 1)
            tasks.append((at, end - 1))
            left -= end - at
            at = end
    return tasks


def run_on(workers: Workers, plan: Plan, gaps: Sequence[tuple[int, int]], *, progress: bool) -> None:
    """Makes the runs of the ranges `gaps`, and returns when all are written. Raises OutputError if one cannot be.

    A worker that dies is no error: another gets its task, finds what was written and goes on. A task on which worker
    after worker dies is parted into its runs; one that still kills them is written down as failed.
    """
    done = sum(last - first + 1 for first, last in gaps)
    folder = str(plan.folder)
    errors: list[BaseException] = []
    with bar(total=done, unit="run", disable=not progress, smoothing=0.05) as shown:
        tasks = tasks_of(gaps, workers.count, len(plan.seeds), plan.runs_per_task)
        fatal: list[Task] = []
        for task, error in workers.completed(work, folder, tasks):
            if isinstance(error, WorkersDied):
                fatal.append(task)
            elif error is not None:
                errors.append(error)
            else:
                shown.update(task[1] - task[0] + 1)
        alone = [
            (run, run) for first, last in fatal for gap in missing(list_shards(plan), first, last) for run in _runs(gap)
        ]
        # One at a time, so that none is blamed for the death of a worker on which it only waited.
        for task, error in (each for run in alone for each in workers.completed(work, folder, [run])):
            if isinstance(error, WorkersDied):
                what = f"every worker that tried this run died ({error} the last); out of memory?"
                write_shard(plan, [Outcome(plan.key(task[0]), 0.0, what)])
            elif error is not None:
                errors.append(error)
            shown.update()
    if errors:
        raise errors[0]


def workers_of(client: Client | Workers) -> Workers:
    """What a user gave: a Dask client, or workers of `cluster`."""
    if hasattr(client, "completed"):
        return client
    return DaskWorkers(client)


def _runs(gap: tuple[int, int]) -> range:
    return range(gap[0], gap[1] + 1)


@contextmanager
def cluster(
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    slurm_jobs: int | None = None,
    insecure: bool = False,
    folder: Path | None = None,
) -> Iterator[Workers]:
    """The workers of: the scheduler at an address; or Slurm jobs; or processes on this machine, one per processor it
    may use, which nobody else can speak to. `folder`: one that Slurm jobs see."""
    if scheduler is not None:
        with of_scheduler(scheduler, insecure=insecure) as made:
            yield made
    elif slurm_jobs is not None:
        with TemporaryDirectory(prefix=".keys-", dir=folder) as keys, of_slurm(slurm_jobs, Path(keys)) as made:
            yield made
    else:
        with Pool(workers or len(os.sched_getaffinity(0))) as pool:
            yield pool
