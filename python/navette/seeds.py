"""The indicators of one scenario for many seeds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from navette import _core
from navette.results import Run
from navette.scenario import Scenario


class Replication(NamedTuple):
    """What one seed came to."""

    seed: int
    seconds: float
    """Of real time."""
    answer: Mapping[str, float] | Exception
    """The indicators by name; or what went wrong."""


def replicate(scenario: Scenario, seeds: Iterable[int], *, threads: int) -> Iterator[Replication]:
    """Runs the scenario with one seed after another. A run that fails does not keep the next from being made."""
    for seed in seeds:
        began = time.perf_counter()
        answer: Mapping[str, float] | Exception
        try:
            assigned = scenario.assignments({"run.seed": seed, "run.threads": threads, "record.trajectories": False})
            run = Run(_core.run(scenario.path, assigned, _not_told, None))
            answer = {str(name): float(value) for name, value in run.kpi["value"].items()}
        except Exception as error:
            answer = error
        yield Replication(seed, time.perf_counter() - began, answer)


def _not_told(_kind: str, _message: str) -> None:
    """What a run says it says for each seed; a sweep tells it once, from its plan."""
