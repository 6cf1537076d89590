"""Runs of one scenario that differ by their seed, of which only the indicators are wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from navette.common.errors import InputError
from navette.common.listening import Hear, nothing
from navette.dispatch import PolicyMaker
from navette.running.prepared import Prepared
from navette.running.replicate import indicators_of
from navette.scenario import Scenario

AT_ONCE_FOR = 20.0
"""[s] that one call of the compiled module takes at most, about, before its results are handed on."""

_FIRST = 2
"""Seeds of the first call, before it is known how long a run takes."""


class Stopped(Exception):
    """Nobody waits for the runs any more: to be raised by `look`, and never taken for a failure of a run."""


class SeedOutcome(NamedTuple):
    """What one seed came to."""

    seed: int
    seconds: float
    """Of real time, roads and residents included, which the seeds of one call share."""
    answer: Mapping[str, float] | Exception
    """The indicators that are known, by name; or what went wrong."""
    definitions: Mapping[str, tuple[str, str]]
    """Unit and definition of each indicator."""


class Pace:
    """How long a run takes, as far as was seen: how many seeds make one call."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._seconds: float | None = None

    def seeds(self) -> int:
        """Of the next call."""
        return _FIRST if self._seconds is None else max(1, int(AT_ONCE_FOR / max(self._seconds, 1e-6)))

    def saw(self, seconds: float) -> None:
        """The seconds that a run took."""
        self._seconds = seconds


def run_seeds(
    scenario: Scenario,
    seeds: Iterable[int],
    *,
    make: PolicyMaker | None = None,
    pace: Pace | None = None,
    hear: Hear = nothing,
    look: Callable[[float], object] | None = None,
) -> Iterator[SeedOutcome]:
    """Runs the scenario with each seed, in one thread. Roads and residents are made once per call of the module, which
    takes seeds that follow each other; a run that fails does not keep the others from being made.

    `make`: of policies in Python; `hear`, `look`: as `hear` and `progress` of the compiled module, and what these raise
    ends it.
    """
    pace = pace or Pace()
    left = list(seeds)
    while left:
        count = next((n for n in range(1, len(left)) if left[n] != left[0] + n), len(left))
        count = min(count, pace.seeds())
        began = time.perf_counter()
        answers = _answers(scenario, left[0], count, make, hear, look)
        about = next((answer.attrs for answer in answers if isinstance(answer, pd.Series)), {})
        definitions = {name: (unit, about["long_name"][name]) for name, unit in about.get("units", {}).items()}
        seconds = (time.perf_counter() - began) / count
        pace.saw(seconds)
        for seed, answer in zip(left[:count], answers, strict=True):
            known = answer.dropna().to_dict() if isinstance(answer, pd.Series) else answer
            yield SeedOutcome(seed, seconds, known, definitions)
        left = left[count:]


def _answers(
    scenario: Scenario,
    seed: int,
    count: int,
    make: PolicyMaker | None,
    hear: Hear,
    look: Callable[[float], object] | None,
) -> list[pd.Series | Exception]:
    try:
        assigned = scenario.assignments({"run.seed": seed, "run.threads": 1, "record.trajectories": False})
        table = indicators_of(Prepared(scenario.path, assigned, make), count, hear, look)
    except InputError as error:  # of the files: the same for every seed
        return [error] * count
    except Stopped:
        raise
    except Exception as error:
        if make is None and not isinstance(error, (RuntimeError, MemoryError, OSError, ValueError)):
            raise  # no run fails so; a policy in Python may raise anything
        if count == 1:
            return [error]
        # One of them failed; which one it is, and the others, is seen one by one.
        return [answer for n in range(count) for answer in _answers(scenario, seed + n, 1, make, hear, look)]
    return [row for _, row in table.iterrows()]
