"""Fits keys of a scenario to what was observed: trips of a day, a mean wait, whatever is an indicator."""

from __future__ import annotations

import datetime
import difflib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from navette import _core
from navette.common.errors import InputError
from navette.common.progress import bar
from navette.running.seeds import Pace, run_seeds
from navette.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_START_POINTS = 8
"""Of a Sobol sequence, of which the best is where the search begins."""


@dataclass(frozen=True)
class Calibration:
    """What a calibration came to."""

    scenario: Scenario
    """The scenario with the best values in place."""
    parameters: pd.DataFrame
    """By key: low, high, before, best, and at_bound: whether the best is where the bounds end, which says that they are
    too narrow, or that the targets do not tell the key's value."""
    residuals: pd.DataFrame
    """By date and indicator: held_out, observed, before and simulated (means over seeds), spread (standard deviation of
    a single day over seeds, pooled over the days), residual (simulated - observed), relative (residual / mean
    observed)."""
    history: pd.DataFrame
    """The points tried, in their order, and the error of each."""

    @cached_property
    def errors(self) -> pd.DataFrame:
        """Root mean square of the relative residuals, of the days fitted and of those held out, before and after."""
        table = self.residuals.assign(days=np.where(self.residuals["held_out"], "held out", "fitted"))
        scale = table.groupby("indicator")["observed"].transform(lambda values: values.abs().mean())
        table["before"] = (table["before"] - table["observed"]) / scale
        squares = table.groupby("days")[["before", "relative"]].agg(lambda values: float(np.sqrt((values**2).mean())))
        return squares.rename(columns={"relative": "after"})

    def plot(self, axes: Sequence[Axes] | None = None) -> Figure:
        """Observed and simulated, day by day, of each indicator; held-out days hollow, the spread of a day as a bar."""
        from navette.plot.calibration import plot_calibration

        return plot_calibration(self, axes)

    def _repr_html_(self) -> str:
        tables = (self.parameters, self.errors, self.residuals)
        return "".join(table.to_html(float_format=lambda value: f"{value:.4g}", max_rows=60) for table in tables)


def calibrate(
    scenario: Scenario | str | PathLike[str],
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
    base = scenario if isinstance(scenario, Scenario) else Scenario.read(scenario)
    observed = _observed(targets)
    held = _dates(hold_out, observed.index)
    ranks = {day: rank for rank, day in enumerate(observed.index)}
    search = _Search(base, observed[~held], ranks, _bounds(parameters), seeds, weights or {}, workers)
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


class _Search:
    """The points that were tried, each by its place in the unit cube of the bounds."""

    def __init__(
        self,
        base: Scenario,
        observed: pd.DataFrame,
        ranks: Mapping[datetime.date, int],
        bounds: dict[str, tuple[float, float]],
        seeds: int,
        weights: Mapping[str, float],
        workers: int | None,
    ) -> None:
        if observed.empty:
            raise InputError("calibrate: no day is left to fit; hold out fewer")
        self.base, self.observed, self.ranks, self.bounds = base, observed, ranks, bounds
        self.seeds, self.workers, self.pace = seeds, workers, Pace()
        scale = observed.abs().mean()
        unknown = set(weights) - set(observed.columns)
        if unknown:
            raise InputError(f"calibrate: there is no target {sorted(unknown)[0]} to give a weight to")
        self.weights = pd.Series({name: weights.get(name, 1.0) for name in observed.columns}) / scale.replace(0, 1)
        self._tried: dict[tuple[float, ...], float] = {}
        self._order: list[tuple[dict[str, Any], float]] = []

    def run(self, evaluations: int, told: Any) -> np.ndarray:
        from scipy.optimize import minimize
        from scipy.stats import qmc

        sobol = qmc.Sobol(len(self.bounds), rng=1).random(_START_POINTS)
        for point in [self._now(), *sobol][:evaluations]:
            self._error(np.asarray(point), told)
        start = np.array(min(self._tried, key=lambda point: self._tried[point]))
        left = evaluations - len(self._order)
        if left > 0:
            # A simplex that is not lost in the noise of whole trips, and turned inwards at a bound.
            steps = np.where(start > 0.5, -0.15, 0.15)
            simplex = np.vstack([start, *(start + step for step in np.diag(steps))])
            options = {"maxfev": left, "initial_simplex": simplex, "xatol": 0.01, "fatol": 1e-4}
            minimize(
                lambda point: self._error(point, told),
                start,
                method="Nelder-Mead",
                bounds=[(0.0, 1.0)] * len(self.bounds),
                options=options,
            )
        return np.array(min(self._tried, key=lambda point: self._tried[point]))

    def values(self, point: np.ndarray) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for (key, (low, high)), x in zip(self.bounds.items(), point, strict=True):
            value = low + float(x) * (high - low)
            values[key] = round(value) if isinstance(low, int) and isinstance(high, int) else value
        return values

    def simulated(self, changes: Mapping[str, Any], days: pd.DataFrame) -> pd.DataFrame:
        """Of each day (the rows of `days`) each indicator, as columns (indicator, mean or std over seeds)."""
        scenario = self.base.with_(changes)

        def of_day(day: datetime.date) -> pd.DataFrame:
            on = scenario.with_({"run.first_day": day, "run.days": 1})
            first = 1 + self.seeds * self.ranks[day]
            outcomes = list(run_seeds(on, range(first, first + self.seeds), pace=self.pace))
            for outcome in outcomes:
                if isinstance(outcome.answer, Exception):
                    raise InputError(f"calibrate: with {dict(changes)} on {day}: {outcome.answer}") from outcome.answer
            return pd.DataFrame([outcome.answer for outcome in outcomes])

        with ThreadPoolExecutor(self.workers or len(os.sched_getaffinity(0))) as pool:
            tables = dict(zip(days.index, pool.map(of_day, days.index), strict=True))
        table = pd.concat(tables, names=["date"])
        for name in days.columns:
            if name not in table:
                near = difflib.get_close_matches(name, table.columns, 1)
                meant = f"; did you mean {near[0]}?" if near else ""
                raise InputError(f"calibrate: there is no indicator {name}{meant} (docs/indicators.md lists them)")
        return table[list(days.columns)].groupby(level="date").agg(["mean", "std"]).loc[list(days.index)]

    def history(self) -> pd.DataFrame:
        return pd.DataFrame([{**values, "error": error} for values, error in self._order])

    def _now(self) -> np.ndarray:
        """Where the scenario stands, or the middle where it does not say."""
        place = []
        for key, (low, high) in self.bounds.items():
            value = self.base.get(key)
            known = isinstance(value, (int, float)) and not isinstance(value, bool)
            place.append(float(np.clip((value - low) / (high - low), 0, 1)) if known else 0.5)
        return np.array(place)

    def _error(self, point: np.ndarray, told: Any) -> float:
        values = self.values(point)
        key = tuple(float(x) for x in point)
        if key not in self._tried:
            means = self.simulated(values, self.observed).xs("mean", axis="columns", level=1)
            # An indicator that cannot be known, as the wait where nobody is served, is as wrong as can be.
            off = ((means - self.observed) * self.weights).where(means.notna() | self.observed.isna(), 1.0)
            self._tried[key] = float(np.nansum(off.to_numpy() ** 2))
            self._order.append((values, self._tried[key]))
            told()
        return self._tried[key]


def _observed(targets: pd.DataFrame | str | PathLike[str]) -> pd.DataFrame:
    """The targets by date, a column of numbers per indicator."""
    name = "targets" if isinstance(targets, pd.DataFrame) else str(targets)
    if isinstance(targets, pd.DataFrame):
        table = targets.reset_index() if targets.index.name == "date" else targets.copy()
    else:
        header, rows = _core.read_table(Path(targets))
        table = pd.DataFrame(rows, columns=header, dtype=str).replace("", np.nan)
    if "date" not in table.columns or len(table.columns) < 2 or table.empty:
        raise InputError(f"{name}: must have a column date, one per observed indicator, and a row per day")
    wrong, dates = [], []
    for row, value in enumerate(table["date"], start=2):
        try:
            dates.append(_date(value))
        except (ValueError, TypeError):
            wrong.append(f"{name}:{row}: date must be as 2026-01-05, found {value!r}")
    numbers = table.drop(columns="date").apply(pd.to_numeric, errors="coerce").astype(float)
    given = table.drop(columns="date")
    for column in numbers:
        for row in np.flatnonzero(numbers[column].isna() & given[column].notna()):
            found = given[column].iloc[row]
            cure = _core.number_cure(str(found))
            wrong.append(f"{name}:{row + 2}: {column} must be a number, found {found!r}{cure and f'; {cure}'}")
        if numbers[column].isna().all() and not wrong:
            wrong.append(f"{name}: {column} has no value")
    if len(set(dates)) != len(dates):
        wrong.append(f"{name}: has a date twice")
    if wrong:
        raise InputError(wrong)
    return numbers.set_axis(pd.Index(dates, name="date")).rename_axis(columns="indicator")


def _date(value: Any) -> datetime.date:
    """Of a text, as 2026-01-05 only: 05/01/2026 is a day of January or of May."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(value)
    return pd.Timestamp(value).date()


def _dates(hold_out: Iterable[str | datetime.date], known: pd.Index) -> np.ndarray:
    held = set()
    for given in hold_out:
        try:
            day = pd.Timestamp(given).date()
        except ValueError as error:
            raise InputError(f"calibrate: a day held out must be a date as 2026-01-05, found {given!r}") from error
        if day not in known:
            raise InputError(f"calibrate: {day} is held out, but is not among the observed days")
        held.add(day)
    return np.array([day in held for day in known])


def _bounds(parameters: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    if not parameters:
        raise InputError("calibrate: name at least one key to fit, with its bounds")
    for key, bounds in parameters.items():
        numbers = [value for value in bounds if isinstance(value, (int, float)) and np.isfinite(value)]
        if len(bounds) != 2 or len(numbers) != 2 or not bounds[0] < bounds[1]:
            raise InputError(f"calibrate: bounds of {key} must be two numbers, low and high, found {bounds!r}")
    return {key: (bounds[0], bounds[1]) for key, bounds in parameters.items()}


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
