"""One scenario with many seeds over one territory, all in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path

import pandas as pd

from navette import _core
from navette.common.listening import Hear, warner
from navette.common.progress import ShareBar
from navette.dispatch import PolicyGiven
from navette.results.store import Store
from navette.running.prepared import Prepared, prepared
from navette.scenario import Given
from navette.scenario.overrides import Value


def indicators_of(
    what: Prepared,
    count: int,
    hear: Hear,
    look: Callable[[float], object] | None = None,
    out: Path | None = None,
) -> pd.DataFrame:
    """Makes the runs of `count` seeds, and returns their indicators by seed; `out`: a results file to write too."""
    image = _core.replicate(what.path, what.assigned, count, hear, look, what.make)
    if out is not None:
        _core.write_file(out, image)
    return Store(image).table("replications").set_index("seed")


def replicate(
    scenario: Given,
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
    what = prepared(scenario, overrides, policy, threads=threads)
    with ShareBar(shown=progress) as bar:
        return indicators_of(what, count, warner(4), bar if progress else None, None if out is None else Path(out))
