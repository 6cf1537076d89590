"""Fits keys of a scenario to what was observed: trips of a day, a mean wait, whatever is an indicator."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from os import PathLike

import numpy as np
import pandas as pd

from navette.calibration.calibration import Calibration
from navette.calibration.search import Search
from navette.calibration.targets import bounds_of, days_of, observed_days
from navette.common.progress import bar
from navette.scenario import Given, scenario_of


def calibrate(
    scenario: Given,
    targets: pd.DataFrame | str | PathLike[str],
    parameters: Mapping[str, tuple[float, float]],
    *,
    hold_out: Iterable[str | datetime.date] = (),
    seeds: int = 5,
    evaluations: int = 60,
    weights: Mapping[str, float] | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> Calibration:
    """Fits keys of a scenario to observed days.

    Each day is simulated on its own date with seeds of its own, the same at every point tried, so that points differ by
    their values and not by chance. Minimised is the sum of squares of (simulated - observed) / mean observed: first
    over a Sobol sequence within the bounds, then by the method of Nelder and Mead from the best of it (scipy).

    Raises InputError if the targets, a key or a bound is wrong.

    Parameters
    ----------
    targets
        A CSV or a table: a row per observed day (column `date`, as 2026-01-05), a column per indicator, by its name and
        in its unit (docs/indicators.md): `requests`, `passengers`, `wait_mean` [s]. Empty: not observed.
    parameters
        The keys to fit and their bounds: `{"demand.level": (0.5, 2.0)}`. Whole where both bounds are.
    hold_out
        Dates that are not fitted, but compared: does the scenario tell days that it has not seen?
    seeds
        How many runs each day is the mean of: 1 to 5 for the first day, 6 to 10 for the second.
    evaluations
        How many points are tried at most.
    weights
        How much an indicator counts; 1 where it is not named.
    """
    base = scenario_of(scenario)
    observed = observed_days(targets)
    held = days_of(hold_out, observed.index)
    ranks = {day: rank for rank, day in enumerate(observed.index)}
    search = Search(base, observed[~held], ranks, bounds_of(parameters), seeds, weights or {}, workers)
    with bar(total=evaluations, unit="point", disable=not progress) as shown:
        best = search.run(evaluations, shown.update)
    keys = list(search.bounds)
    values = search.values(best)
    start = [base.get(key, np.nan) for key in keys]
    low, high = (np.array([bounds[side] for bounds in search.bounds.values()]) for side in (0, 1))
    table = pd.DataFrame({"low": low, "high": high, "before": start, "best": list(values.values())}, index=keys)
    table["at_bound"] = (np.abs(best) < 0.01) | (np.abs(best - 1) < 0.01)
    before, after = (search.simulated(changes, observed) for changes in ({}, values))
    found = base.with_(values).named(f"{base.name}, calibrated")
    return Calibration(found, table.rename_axis("key"), _residuals(observed, held, before, after), search.history())


def _residuals(observed: pd.DataFrame, held: np.ndarray, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    def long(table: pd.DataFrame) -> pd.Series:
        return table.stack()

    seen = long(observed).dropna()
    means, spread = (after.xs(what, axis="columns", level=1) for what in ("mean", "std"))
    table = pd.DataFrame({"observed": seen})
    table.insert(0, "held_out", [bool(held[observed.index.get_loc(day)]) for day, _ in seen.index])
    table["before"] = long(before.xs("mean", axis="columns", level=1)).reindex(seen.index)
    table["simulated"] = long(means).reindex(seen.index)
    pooled = (spread**2).mean() ** 0.5
    table["spread"] = pooled.loc[seen.index.get_level_values("indicator")].to_numpy()
    table["residual"] = table["simulated"] - table["observed"]
    scale = observed.abs().mean()
    table["relative"] = table["residual"] / scale.loc[seen.index.get_level_values("indicator")].to_numpy()
    return table
