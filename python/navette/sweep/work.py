"""What one task of a sweep does: some consecutive runs, in this process, from the plan to the files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from navette.running.seeds import Pace, run_seeds
from navette.sweep.plan import PLAN, Plan, RunKey
from navette.sweep.shards import Outcome, list_shards, missing, write_shard

FLUSH_AFTER = 30.0
"""[s] of work after which results are written, so that a task that dies later has not worked for nothing."""


class Done(NamedTuple):
    """What a task came to."""

    runs: int
    failed: int
    seconds: float
    """Of the runs themselves."""


def work(folder: str | Path, first: int, last: int) -> Done:
    """Makes the runs `first` to `last` of the plan in `folder` that no file holds yet, and writes them.

    A run that fails is written with its message; only what keeps results from being written is raised (OutputError).
    """
    plan, pace = _opened(Path(folder), (Path(folder) / PLAN).stat().st_mtime_ns)
    total = Done(0, 0, 0.0)
    # A file that another task writes meanwhile does no harm; its runs are the same.
    for gap in missing(list_shards(plan), first, last):
        held: list[Outcome] = []
        since = time.monotonic()
        for outcome in _outcomes(plan, pace, *gap):
            held.append(outcome)
            if time.monotonic() - since > FLUSH_AFTER or outcome.key.run == gap[1]:
                write_shard(plan, held)
                failed = sum(each.error is not None for each in held)
                seconds = sum(each.seconds for each in held)
                total = Done(total.runs + len(held), total.failed + failed, total.seconds + seconds)
                held, since = [], time.monotonic()
    return total


@lru_cache(maxsize=1)
def _opened(folder: Path, _written: int) -> tuple[Plan, Pace]:
    """The plan, and how long its runs take here; anew if it was written anew."""
    return Plan(folder), Pace()


def _outcomes(plan: Plan, pace: Pace, first: int, last: int) -> Iterator[Outcome]:
    for point, group in groupby((plan.key(run) for run in range(first, last + 1)), lambda key: key.point):
        yield from _of_point(plan, pace, point, list(group))


def _of_point(plan: Plan, pace: Pace, point: int, keys: list[RunKey]) -> Iterator[Outcome]:
    """One after another; what is wrong with the point itself is said once for each of its runs."""
    try:
        scenario = plan.point_scenario(point)
    except Exception as error:
        yield from (Outcome(key, 0.0, _message(error)) for key in keys)
        return
    results = run_seeds(scenario, [key.seed for key in keys], pace=pace)
    for key, result in zip(keys, results, strict=True):
        if isinstance(result.answer, Exception):
            yield Outcome(key, result.seconds, _message(result.answer))
        else:
            yield Outcome(key, result.seconds, None, result.answer)


def _message(error: Exception) -> str:
    return str(error) or type(error).__name__
