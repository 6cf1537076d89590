"""Running the days of a comparison, and what is kept of each."""

from __future__ import annotations

import hashlib
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import NamedTuple

import pandas as pd

from navette.common.errors import InputError, ScenarioWarning
from navette.common.listening import Warnings
from navette.common.progress import bar
from navette.comparison.plan import CENTRAL, changes, days_of
from navette.dispatch import PolicyMaker
from navette.indicators import asked, by_service
from navette.results import Run
from navette.running.prepared import Prepared, prepared
from navette.running.seeds import Stopped
from navette.running.simulate import simulate
from navette.scenario import Scenario

_NUMBER = re.compile(r"\d[\d.,:]*")

INDEX = ["option", "level", "day", "seed"]


class Task(NamedTuple):
    """One day to be simulated."""

    option: str
    level: str
    day: str
    per_year: float
    seed: int
    what: Prepared


class DayOutcome(NamedTuple):
    """What is kept of one simulated day."""

    kpi: pd.Series
    requests: pd.DataFrame
    demand: str
    """A fingerprint of who wanted to go where and when."""
    run: Run | None
    warnings: list[str]
    decision_seconds: float
    """[s] of processor time, of all decisions."""
    services: pd.DataFrame | None = None
    """`by_service` of the day, if there are several services."""


def tasks_of(
    scenarios: Mapping[str, Scenario],
    levels: Mapping[str, float],
    seeds: Sequence[int],
    own: Mapping[str, PolicyMaker],
) -> list[Task]:
    """Every option on every kind of day, at every level, with every seed. `own`: options that Python decides."""
    return [
        Task(name, level, day.name, day.per_year, seed,
             prepared(scenario, changes(scenario, day.name, factor, seed), threads=1)._replace(make=own.get(name)))
        for name, scenario in scenarios.items()
        for day in days_of(scenario)
        for level, factor in levels.items()
        for seed in seeds
    ]  # fmt: skip


def run_days(tasks: Sequence[Task], *, workers: int, progress: bool, said: Iterable[str] = ()) -> list[DayOutcome]:
    """Runs all of them, several at a time; the first that fails ends it. Keeps whole the first day of each option.

    Warns once of what was `said` before and of what the days say, also if they say it with other numbers.
    """
    stop = threading.Event()
    whole: dict[str, int] = {}
    for rank, task in enumerate(tasks):
        if task.level == CENTRAL or len({t.level for t in tasks}) == 1:
            whole.setdefault(task.option, rank)
    kept = set(whole.values())
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(_run, task, rank in kept, stop.is_set) for rank, task in enumerate(tasks)]
        place = dict(zip(futures, tasks, strict=True))
        try:
            with bar(total=len(tasks), unit="day", disable=not progress) as shown:
                for future in as_completed(futures):
                    if (error := future.exception()) is not None:
                        task = place[future]
                        error.add_note(f"option {task.option!r}, {task.day}, level {task.level}, seed {task.seed}")
                        raise error
                    shown.update()
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    good = [future.result() for future in futures]
    for message in _told_once([*said, *(message for outcome in good for message in outcome.warnings)]):
        warnings.warn(message, ScenarioWarning, stacklevel=4)
    return good


def _told_once(messages: Iterable[str]) -> list[str]:
    """Each message once; of those that differ in their numbers alone the first, and how many more there are."""
    alike: dict[str, dict[str, None]] = {}
    for message in messages:
        alike.setdefault(_NUMBER.sub("#", message), {})[message] = None
    return [
        first if not others else f"{first} (and {len(others)} more like it, with other numbers)"
        for first, *others in map(list, alike.values())
    ]


def _run(task: Task, keep: bool, stopped: Callable[[], bool]) -> DayOutcome:
    said = Warnings()

    def look(_share: float) -> None:
        if stopped():
            raise Stopped

    run, seconds = simulate(task.what, said, look)
    requests = asked(run)
    services = by_service(run) if len(run.services) > 1 else None
    return DayOutcome(run.kpi["value"], requests, fingerprint(requests), run if keep else None, said, seconds, services)


WISH = ["request_id", "earliest_departure", "origin_lon", "origin_lat", "destination_lon", "destination_lat",
        "party_size", "wheelchairs"]  # fmt: skip
"""What makes two requests the same wish, whatever the service makes of it."""


def fingerprint(requests: pd.DataFrame) -> str:
    """Equal for the same demand, in whatever order it was told."""
    wishes = requests[WISH].sort_values("request_id")
    return hashlib.sha256(wishes.to_csv(index=False).encode()).hexdigest()


def check_same_demand(tasks: Sequence[Task], outcomes: Sequence[DayOutcome]) -> None:
    """Raises InputError if two options did not see the same wishes on the same day: then they cannot be compared."""
    first: dict[tuple[str, str, int], tuple[str, DayOutcome]] = {}
    for task, outcome in zip(tasks, outcomes, strict=True):
        option, other = first.setdefault((task.level, task.day, task.seed), (task.option, outcome))
        if outcome.demand == other.demand:
            continue
        one, two = (set(found.requests["request_id"]) for found in (other, outcome))
        raise InputError(
            f"{option!r} and {task.option!r} do not see the same demand ({task.day}, level {task.level}, seed "
            f"{task.seed}): {len(one)} and {len(two)} requests, {len(one & two)} of them in both by name. Options are "
            "compared over the same days: give them the same [population], [demand] and territory"
        )
