"""A sweep on Dask: a cluster on this machine, on Slurm, or any scheduler that answers."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from navette.errors import InputError
from navette.progress import bar
from navette.sweep.plan import Plan
from navette.sweep.shards import Outcome, list_shards, missing, write_shard
from navette.sweep.work import work

if TYPE_CHECKING:
    from distributed import Client

MOST_RUNS_PER_TASK = 200
ANSWER_WITHIN = 20
"""[s] that a scheduler has for its first answer."""

_log = logging.getLogger("navette")


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


def run_on(client: Client, plan: Plan, gaps: Sequence[tuple[int, int]], *, progress: bool) -> None:
    """Makes the runs of the ranges `gaps`, and returns when all are written. Raises OutputError if one cannot be.

    A worker that dies is no error: Dask gives its task to another, which finds what was written and goes on. A task on
    which worker after worker dies is parted into its runs; one that still kills them is written down as failed.
    """
    workers = max(1, sum(client.nthreads().values()))
    done = sum(last - first + 1 for first, last in gaps)
    errors: list[BaseException] = []
    with bar(total=done, unit="run", disable=not progress, smoothing=0.05) as shown:
        tasks = tasks_of(gaps, workers, len(plan.seeds), plan.runs_per_task)
        fatal = []
        for task, error in _completed(client, plan, tasks):
            if isinstance(error, _killed_worker()):
                fatal.append(task)
            elif error is not None:
                errors.append(error)
            else:
                shown.update(task[1] - task[0] + 1)
        alone = [
            (run, run) for first, last in fatal for gap in missing(list_shards(plan), first, last) for run in _runs(gap)
        ]
        # One at a time, so that none is blamed for the death of a worker on which it only waited.
        for task, error in (each for run in alone for each in _completed(client, plan, [run], attempt="alone")):
            if isinstance(error, _killed_worker()):
                what = f"every worker that tried this run died ({error.last_worker.address} the last); out of memory?"
                write_shard(plan, [Outcome(plan.key(task[0]), 0.0, what)])
            elif error is not None:
                errors.append(error)
            shown.update()
    if errors:
        raise errors[0]


def _completed(
    client: Client, plan: Plan, tasks: list[tuple[int, int]], attempt: str = "first"
) -> Iterator[tuple[tuple[int, int], Any]]:
    """Each task as it ends, with what it raised, if so."""
    from distributed import as_completed

    # A name per attempt: Dask remembers the answer of a name. Earlier tasks come first.
    futures = {
        client.submit(
            work,
            str(plan.folder),
            *task,
            key=f"navette-{plan.hash[:12]}-{os.getpid()}-{attempt}-{task[0]}-{task[1]}",
            pure=False,
            priority=-rank,
        ): task
        for rank, task in enumerate(tasks)
    }
    try:
        for future in as_completed(futures):
            error = future.exception()
            yield futures[future], error
            future.release()
    finally:
        if not all(future.done() for future in futures):  # Ctrl-C, or an error here
            client.cancel(list(futures))


def _runs(gap: tuple[int, int]) -> range:
    return range(gap[0], gap[1] + 1)


def _killed_worker() -> Any:
    from distributed.scheduler import KilledWorker

    return KilledWorker


def _client_of(scheduler: str) -> Client:
    """Raises InputError if nobody answers at that address."""
    from distributed import Client

    try:
        return Client(scheduler, timeout=ANSWER_WITHIN)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"no Dask scheduler answers at {scheduler}: {reason}") from None


@contextmanager
def cluster(
    *, workers: int | None = None, scheduler: str | None = None, slurm_jobs: int | None = None
) -> Iterator[Client]:
    """A client of: the scheduler at an address; or Dask workers as Slurm jobs; or workers on this machine, one per
    processor it may use."""
    import dask

    # A worker that dies is no news: its task moves on. Tasks do not queue at workers, or they would be blamed with it.
    dask.config.set({"logging.distributed": "critical", "distributed.scheduler.worker-saturation": 1.0})
    from distributed import Client, LocalCluster

    if scheduler is not None:
        with _client_of(scheduler) as client:
            if not client.nthreads():
                _log.warning("the scheduler %s has no worker yet; the sweep begins when one comes", scheduler)
                client.wait_for_workers(1)
            yield client
        return
    if slurm_jobs is not None:
        from dask_jobqueue import SLURMCluster  # how a job is asked for stands in the site's jobqueue.yaml

        with SLURMCluster() as slurm, Client(slurm) as client:
            slurm.adapt(minimum_jobs=slurm_jobs, maximum_jobs=slurm_jobs)  # a job whose time is over is asked for anew
            client.wait_for_workers(1)
            yield client
        return
    count = workers or len(os.sched_getaffinity(0))
    # No limit of memory per worker: one that is needed would be killed by Dask, where the machine may still have some.
    about: dict[str, Any] = {"n_workers": count, "threads_per_worker": 1, "dashboard_address": ":0", "memory_limit": 0}
    with LocalCluster(silence_logs=logging.CRITICAL, **about) as local, Client(local) as client:
        local.adapt(minimum=count, maximum=count)  # one that Dask failed to start again is made anew
        yield client
