"""The search for the values that tell the observed days best."""

from __future__ import annotations

import datetime
import difflib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.running.seeds import Pace, run_seeds
from navette.scenario import Scenario

_START_POINTS = 8
"""Of a Sobol sequence, of which the best is where the search begins."""


class Search:
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
