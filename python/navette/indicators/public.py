"""The indicators of a run that may be told to everybody, rounded so that no count can be read from their digits."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from navette.indicators.groups import CAUSES
from navette.indicators.public_facts import Facts, facts_of
from navette.indicators.services import fares_of
from navette.results import Run

SECONDS_DIGITS = 0
OTHER_DIGITS = 3
"""Digits after the point: a mean with all its digits is a fraction that betrays its denominator."""

Allowed = Callable[[Facts], bool]


def _always(facts: Facts) -> bool:
    return True


def _all_requests(facts: Facts) -> bool:
    return facts.all_requests


def _refused(facts: Facts) -> bool:
    return "refused" in facts.ends


def _companions(facts: Facts) -> bool:
    return facts.companions


def _money(facts: Facts) -> bool:
    return facts.taxis


def _per_trip(facts: Facts) -> bool:
    return facts.taxis and facts.companions


def _income(facts: Facts) -> bool:
    return facts.taxis and facts.companions and facts.fares


def _courses(facts: Facts) -> bool:
    return facts.pooled  # served requests less courses bounds the number of those who shared


_RULES: dict[str, Allowed] = {
    "requests": _all_requests,
    "served": _always,
    "refused": _refused,
    "cancelled": lambda facts: "cancelled" in facts.ends,
    "no_shows": lambda facts: "no_shows" in facts.ends,
    "refusal_rate": _refused,
    "passengers": _companions,
    "promises_broken": lambda facts: facts.broken,
    "offers_made": lambda facts: facts.offers,
    "offers_taken": lambda facts: facts.offers,
    "asked_again": lambda facts: facts.asked_again,
    "breakdowns": _always,
    "went_round": _always,
    "pooling_rate": lambda facts: facts.pooled,
    "courses": _courses,
    "trips_per_course": lambda facts: facts.pooled and facts.companions,
    **dict.fromkeys(
        (
            "vehicle_distance", "occupied_distance", "empty_distance", "approach_distance", "repositioning_distance",
            "depot_distance", "empty_share", "approach_share", "repositioning_share", "depot_share",
            "commercial_distance", "direct_distance", "distance_per_direct_distance", "saved_distance", "shift_hours",
            "pause_hours", "co2e",
        ),
        _always,
    ),
    **dict.fromkeys(
        (
            "passenger_distance", "direct_passenger_distance", "occupancy", "productivity", "co2e_per_passenger_km",
            "co2e_of_cars",
        ),
        _companions,
    ),
    "cost": _money,
    "taxi_passengers": _per_trip,
    "taxi_cost": _money,
    "cost_per_trip": _per_trip,
    "revenue": _income,
    "revenue_per_cost": _income,
    "subsidy_per_trip": _income,
}  # fmt: skip

_OF_SERVED = ("wait", "ride", "travel_time", "detour", "detour_time")
_PREBOOKED = "prebooked_wait"


def may_be_told(name: str, facts: Facts) -> bool:
    """Whether an indicator may be told. One that no rule knows may not."""
    if name in _RULES:
        return _RULES[name](facts)
    if name.startswith("refused_"):
        return name.removeprefix("refused_") in facts.reasons
    if name == "requests_never_made":
        return facts.never_made
    if name.removeprefix("requests_never_made_") in CAUSES:
        return facts.causes
    figure, _, statistic = name.rpartition("_")
    if statistic == "p95" and not facts.tails:
        return False
    if statistic in ("mean", "median", "p95", "ratio", "minutes"):
        return figure in _OF_SERVED or (figure == _PREBOOKED and facts.prebooked)
    return False  # maxima are one person each


def public_indicators(run: Run) -> pd.DataFrame:
    """The indicators that may be told: `value` rounded, `unit`, `definition` by name. Counts of nobody are left out.

    Raises InputError if the run served fewer than 11 people.
    """
    facts = public_facts(run)
    kpi = run.kpi
    kept = [name for name in kpi.index if may_be_told(name, facts) and not _nobody(name, kpi["value"][name])]
    told = kpi.loc[kept].copy()
    seconds = (told["unit"] == "s").to_numpy()
    told["value"] = told["value"].round(OTHER_DIGITS).where(~seconds, told["value"].round(SECONDS_DIGITS))
    told.attrs = kpi.attrs
    return told


def public_facts(run: Run) -> Facts:
    """What may be told of the run, its fares known."""
    served = (run.requests["end"] == "served").to_numpy()
    return facts_of(run, fares=fares_of(run, served.nonzero()[0]))


def _nobody(name: str, value: float) -> bool:
    """Counts of 0 are left out as hidden ones are, so that these stay between 0 and 10."""
    counts = ("refused", "cancelled", "no_shows", "requests_never_made", "offers_", "asked_again", "promises_broken")
    return value == 0 and name.startswith(counts)
