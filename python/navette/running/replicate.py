"""One scenario with many seeds over one territory, all in one call."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from navette import _core
from navette.common.errors import ScenarioWarning
from navette.common.progress import ShareBar
from navette.results.store import Store
from navette.results.tables import read_table
from navette.running.simulate import maker_of
from navette.scenario import Scenario
from navette.scenario.overrides import Value, assignments

if TYPE_CHECKING:
    from navette.dispatch import PolicyGiven

_log = logging.getLogger("navette")


def replicate(
    scenario: str | PathLike[str] | Scenario,
    count: int,
    *,
    overrides: Mapping[str, Value] | None = None,
    policy: PolicyGiven | None = None,
    threads: int | None = None,
    out: str | PathLike[str] | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Runs a scenario with `count` seeds from `run.seed` on, and returns the indicators: one row per seed.

    Roads and residents are made once, so that a thousand days of a small territory take seconds. Each row is what
    `navette.run` gives with that seed, to the last bit. NaN: cannot be known.

    Parameters
    ----------
    scenario, overrides, threads
        As for `navette.run`; the threads share the seeds.
    count
        How many seeds, 1 to 1,000,000.
    policy
        A dispatch policy in Python: decides in place of the scenario's. Each seed has one of its own: a copy, or what
        the class or function makes. Python asks one of them at a time, however many threads work.
    out
        Results file to be written, for `navette kpi` and `navette verify`; None: none.
    progress
        Whether there is a progress bar.
    """
    given = dict(overrides or {})
    if threads is not None:
        given["run.threads"] = threads

    def hear(kind: str, message: str) -> None:
        if kind == "warning":
            warnings.warn(message, ScenarioWarning, stacklevel=3)  # told where the user called replicate
        else:
            _log.info(message)

    make = maker_of(policy)
    if isinstance(scenario, Scenario):
        path, assigned = scenario.path, scenario.assignments(given)
    else:
        path, assigned = Path(scenario), assignments(given)
    with ShareBar(shown=progress) as bar:
        image = _core.replicate(path, assigned, count, hear, bar if progress else None, make)
    if out is not None:
        _core.write_file(Path(out), image)
    with Store(image).open() as file:
        return read_table(file["replications"]).set_index("seed")
