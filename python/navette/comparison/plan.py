"""What is run for a comparison: options, levels of demand, kinds of days, seeds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from navette.scenario import Scenario
from navette.scenario.overrides import Value

DAY_TYPES = ("school_day", "holiday_weekday", "saturday", "sunday")
"""As `costs.days_per_year` names them."""

AS_GIVEN = "as_given"
"""The one kind of day where the scenario names no others."""

LEVELS = {"low": 0.7, "central": 1.0, "high": 1.4}
"""Factors on `demand.level` where none are asked for. Assumption: demand is known to no better than a third or so."""

CENTRAL = "central"


class Day(NamedTuple):
    """A kind of day: how many of them make a year, and what a scenario becomes to simulate one."""

    name: str
    per_year: float


def days_of(scenario: Scenario) -> list[Day]:
    """The kinds of days that a year of the scenario has, those without service left out.

    Where `costs.days_per_year` is not given, there is one kind, the scenario's own day, and no year.
    """
    given = scenario.get("costs.days_per_year")
    counts = dict(zip(DAY_TYPES, given, strict=False)) if isinstance(given, list) else dict(given or {})
    days = [Day(name, float(counts[name])) for name in DAY_TYPES if counts.get(name, 0) > 0]
    if days and not draws_residents(scenario):  # given demand is of no kind of day
        return [Day(AS_GIVEN, sum(day.per_year for day in days))]
    return days or [Day(AS_GIVEN, 0.0)]


def draws_residents(scenario: Scenario) -> bool:
    """Whether residents ask, so that demand has levels, and kinds of days differ."""
    return bool(scenario.get("demand.synthetic", False))


def changes(scenario: Scenario, day: str, level: float, seed: int) -> dict[str, Value]:
    """What one simulated day changes of the scenario.

    School days and weekdays in the holidays go through Monday to Friday with the seed, so that a market day counts a
    fifth; in the holidays nobody goes to school. The same seed gives every option the same day.
    """
    wanted: dict[str, Value] = {"run.seed": seed, "record.trajectories": False}
    if draws_residents(scenario):
        wanted["demand.level"] = float(scenario.get("demand.level", 1.0)) * level
    if day == AS_GIVEN:
        return wanted
    first = scenario["run.first_day"]
    first = first if isinstance(first, datetime.date) else datetime.date.fromisoformat(str(first))
    monday = first - datetime.timedelta(days=first.weekday())
    ahead = {"saturday": 5, "sunday": 6}.get(day, (seed - 1) % 5)
    wanted["run.first_day"] = monday + datetime.timedelta(days=ahead)
    wanted["run.days"] = 1
    if day == "holiday_weekday":
        wanted["demand.purposes.school"] = [0.0] * 8
    return wanted


def differing(scenarios: Mapping[str, Scenario]) -> dict[str, dict[str, Any]]:
    """The keys by which the options differ, each with its value in each option."""
    keys = dict.fromkeys(key for scenario in scenarios.values() for key in scenario)
    table = {key: {name: scenario.get(key) for name, scenario in scenarios.items()} for key in keys}
    return {key: row for key, row in table.items() if len({repr(value) for value in row.values()}) > 1}
