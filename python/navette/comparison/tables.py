"""What a comparison comes to, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files

import numpy as np
import pandas as pd

from navette import indicators
from navette.comparison.days import INDEX, DayOutcome, Task
from navette.comparison.plan import CENTRAL, DAY_TYPES, differing
from navette.comparison.statistics import differences, rankings
from navette.comparison.year import BETTER, breakdown, money_of_services, sums_of, years
from navette.indicators.equity import equity_of
from navette.indicators.groups import grouped, hide_small
from navette.scenario import Scenario


class ComparisonTables:
    """Options side by side, over the same simulated days. All tables are pandas data frames."""

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        levels: Mapping[str, float],
        tasks: Sequence[Task],
        outcomes: Sequence[DayOutcome],
        same_demand: bool = True,
    ) -> None:
        """Made by `navette.compare`."""
        self.scenarios: dict[str, Scenario] = dict(scenarios)
        """The options by name."""
        self.levels: dict[str, float] = dict(levels)
        """The levels of demand: factors on each scenario's own."""
        self.seeds: list[int] = list(dict.fromkeys(task.seed for task in tasks))
        """Each is one draw of every kind of day."""
        index = pd.MultiIndex.from_tuples([(t.option, t.level, t.day, t.seed) for t in tasks], names=INDEX)
        self.days: pd.DataFrame = pd.DataFrame([outcome.kpi for outcome in outcomes]).set_index(index)
        """The indicators of each simulated day."""
        self.per_year: pd.Series = pd.Series([task.per_year for task in tasks], index=index)
        """How many days of the year each simulated day stands for; 0: the scenario does not say."""
        self.decision_seconds: pd.Series = pd.Series([outcome.decision_seconds for outcome in outcomes], index=index)
        """Processor time of the policy on each simulated day, [s]: the one figure that another run gives otherwise."""
        self.same_demand: bool = same_demand
        """Whether all options saw the same requests on the same days."""
        self._grouped: dict[tuple[str, str], pd.DataFrame] = {}
        self._requests = [outcome.requests for outcome in outcomes]
        self._services = [outcome.services for outcome in outcomes]
        self._own = {task.option: f"python:{task.what.make.name}" for task in tasks if task.what.make is not None}
        self._whole = {task.option: outcome.run for task, outcome in zip(tasks, outcomes, strict=True) if outcome.run}
        kept = next(iter(self._whole.values()))
        self.definitions: pd.DataFrame = kept.kpi[["unit", "definition"]]
        """The unit and the definition of each indicator of a day."""
        self.territory: str = kept.name
        """What people call it."""

    def __repr__(self) -> str:
        """How large it is."""
        return f"<navette.Comparison of {', '.join(self.scenarios)}: {len(self.days)} simulated days>"

    @property
    def has_year(self) -> bool:
        """Whether all options say how many days of each kind make a year (`costs.days_per_year`)."""
        return bool((self.per_year > 0).all())

    @property
    def middle(self) -> str:
        """The level of demand that is shown where only one is."""
        return CENTRAL if CENTRAL in self.levels else list(self.levels)[len(self.levels) // 2]

    @property
    def day_types(self) -> dict[str, float]:
        """The kinds of days of all options, and how many of each make a year (of the first option that has it)."""
        counts = self.per_year.groupby(level="day", sort=False).first()
        order = [name for name in DAY_TYPES if name in counts] + [
            name for name in counts.index if name not in DAY_TYPES
        ]
        return {str(name): float(counts[name]) for name in order}

    @cached_property
    def year(self) -> pd.DataFrame:
        """One row per (option, level, seed): the year that this draw makes; without `has_year`, the mean day."""
        return years(sums_of(self.days, self.definitions["unit"].to_dict()), self._weights)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Means over seeds: one row per (level, option), one column per figure."""
        return self.year.groupby(level=["level", "option"], sort=False).mean()

    @cached_property
    def differences(self) -> pd.DataFrame:
        """All pairs of options, figure by figure: see `navette.comparison.statistics.differences`."""
        return differences(self.year, BETTER)

    @cached_property
    def rankings(self) -> pd.DataFrame:
        """Whether the order of options survives the levels of demand: see `statistics.rankings`."""
        return rankings(self.year, self.differences, BETTER)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """What the cost of each option is made of at the middle level, [EUR]."""
        return breakdown(self.year.xs(self.middle, level="level", drop_level=False), self.scenarios, self.has_year)

    @cached_property
    def services(self) -> pd.DataFrame:
        """Trips and money of each service at the middle level, in a year or on the mean day: rows (option, service).

        Of options with several services; the columns are those of `navette.indicators.by_service`, and so is the row
        "common". Means over seeds of what adds up; the last three columns are ratios of these. Empty if there are none.
        """
        days = [
            (option, seed, weight, table)
            for (option, level, _, seed), weight, table in zip(
                self.days.index, self._weights, self._services, strict=True
            )
            if level == self.middle and table is not None
        ]
        return money_of_services(days)

    @cached_property
    def refusals(self) -> pd.DataFrame:
        """Refusals by reason at the middle level: one row per option; only reasons that occur."""
        at = self.summary.xs(self.middle, level="level")
        reasons = [name for name in at if str(name).startswith("refused_") and (at[name] > 0).any()]
        return at[reasons].rename(columns=lambda name: str(name).removeprefix("refused_"))

    @cached_property
    def quality(self) -> pd.DataFrame:
        """What is not made of sums, over all days of the middle level: `wait_p95` [s], `round_trips_served`."""
        rows = {}
        for option in self.scenarios:
            days = [requests.assign(all="all") for requests in self._days_of(option)]
            found = indicators.by_group(days, "all").iloc[0][["wait_p95", "round_trips_served"]]
            rows[option] = {name: float(value) if pd.notna(value) else np.nan for name, value in found.items()}
        return pd.DataFrame.from_dict(rows, orient="index")

    @cached_property
    def decision_time(self) -> pd.Series:
        """Processor time of the policy per request, [ms], over all days of the middle level: one row per option.

        Of this machine, and of all that is asked of the policy: also whether another time would do, or a new plan.
        """
        at = self.decision_seconds.xs(self.middle, level="level").groupby(level="option", sort=False).sum()
        asked = self.days["requests"].xs(self.middle, level="level").groupby(level="option", sort=False).sum()
        return (1000 * at / asked.replace(0, np.nan)).rename("decision_time")

    @cached_property
    def by_level(self) -> pd.DataFrame:
        """The figures that options are judged by: one row per (figure, level), one column per option."""
        names = [name for name in BETTER if name in self.summary]
        return pd.concat(
            {name: self.summary[name].unstack("option")[list(self.scenarios)] for name in names}
        ).rename_axis(["indicator", "level"])

    @cached_property
    def differing(self) -> pd.DataFrame:
        """The keys of the scenarios by which options differ; one column per option."""
        found = differing(self.scenarios)
        if self._own:  # the scenario's own policy is without effect there
            found["dispatch.policy"] = {
                name: self._own.get(name, scenario.get("dispatch.policy")) for name, scenario in self.scenarios.items()
            }
        return pd.DataFrame.from_dict(found, orient="index", columns=list(self.scenarios))

    @property
    def dimensions(self) -> list[str]:
        """What residents and requests can be grouped by here; services, if some option has several."""
        known = set(self._requests[0])
        if not any("service" in table and len(table["service"].cat.categories) > 1 for table in self._requests):
            known.discard("service")
        return [name for name, column in indicators.DIMENSIONS.items() if column in known]

    def groups(self, dimension: str, *, public: bool = True) -> pd.DataFrame:
        """The indicators of each group at the middle level, days weighed as in the year: rows (option, group)."""
        return pd.concat(self._public_groups(dimension) if public else self._all_groups(dimension), names=["option"])

    @cached_property
    def equity(self) -> pd.DataFrame:
        """Inequality at the middle level: rows (option, dimension, indicator); see `navette.indicators.equity`."""
        parts = {
            (option, dimension): equity_of(table)
            for dimension in self.dimensions
            if dimension != "service"  # refused requests have none
            for option, table in self._public_groups(dimension).items()
        }
        return pd.concat(parts, names=["option", "dimension"])

    def access(self, minutes: float = 30, by: str | None = None) -> pd.DataFrame:
        """Who reaches essential services in time, without and with each option; see `navette.indicators.accessibility`.

        Empty where demand is given, since nobody is known to live there.
        """
        parts = {
            option: indicators.accessibility(
                run, minutes=minutes, by=by, requests=pd.concat(self._days_of(option), ignore_index=True), public=True
            )
            for option, run in self._whole.items()
            if run.has_residents
        }
        return pd.concat(parts, names=["option", None]).reset_index("option") if parts else pd.DataFrame()

    @cached_property
    def real_services(self) -> pd.DataFrame:
        """Published figures of real services, with their sources; `compares_with` names the column of `beside`."""
        with files("navette.comparison").joinpath("real_services.csv").open(encoding="utf-8") as file:
            return pd.read_csv(file, dtype=str, keep_default_na=False)

    @cached_property
    def beside(self) -> pd.DataFrame:
        """The same figures as real services publish, simulated, at the middle level: one row per option."""
        at = self.summary.xs(self.middle, level="level")
        rows = {}
        for option, run in self._whole.items():
            row, vehicles = at.loc[option], len(run.table("shuttles"))
            weights = self.per_year.xs((option, self.middle), level=("option", "level"))
            days = float(weights.groupby(level="day").first().sum()) if self.has_year else 1.0
            rows[option] = {
                "trips_per_day": row["passengers"] / days,
                "trips_per_vehicle_day": row["passengers"] / days / vehicles,
                "trips_per_year": row["passengers"] if self.has_year else np.nan,
                "km_per_vehicle_day": row["vehicle_distance"] / days / vehicles,
                "km_per_trip": row["direct_passenger_distance"] / row["passengers"] if row["passengers"] else np.nan,
                "pooling_rate": row["pooling_rate"],
                "served_share": 1 - row["refusal_rate"],
                "vehicles": vehicles,
            }
        return pd.DataFrame.from_dict(rows, orient="index")

    def _all_groups(self, dimension: str) -> dict[str, pd.DataFrame]:
        return {option: self._groups(option, dimension) for option in self.scenarios}

    def _public_groups(self, dimension: str) -> dict[str, pd.DataFrame]:
        """What may be told of the groups of all options together: one page is one publication."""
        requests = [grouped(self._days_of(option), dimension) for option in self.scenarios]
        return dict(zip(self.scenarios, hide_small(list(self._all_groups(dimension).values()), requests), strict=True))

    def _groups(self, option: str, dimension: str) -> pd.DataFrame:
        if (option, dimension) not in self._grouped:
            self._grouped[option, dimension] = indicators.by_group(self._days_of(option), dimension)
        return self._grouped[option, dimension]

    def _days_of(self, option: str) -> list[pd.DataFrame]:
        """The requests of an option's days at the middle level, weighed as in the year."""
        found = []
        for (name, level, _, _), requests, weight in zip(self.days.index, self._requests, self.per_year, strict=True):
            if (name, level) == (option, self.middle):
                found.append(requests.assign(weight=weight if self.has_year else 1.0))
        return found

    @cached_property
    def _weights(self) -> pd.Series:
        """How often each simulated day counts in a total: days of the year; without `has_year`, in the mean day."""
        if self.has_year:
            return self.per_year
        # All kinds of days count alike.
        kinds = self.per_year.groupby(level="option").apply(lambda part: part.index.get_level_values("day").nunique())
        weights = [1.0 / kinds[option] for option in self.per_year.index.get_level_values("option")]
        return pd.Series(weights, self.per_year.index) / self._simulated_days()

    def _simulated_days(self) -> int:
        """How many days one run simulates, where it is the scenario's own."""
        return max(int(scenario.get("run.days", 1)) for scenario in self.scenarios.values())
