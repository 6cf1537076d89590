"""From simulated days to a year: sums over kinds of days, and the figures that are made of sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from navette.scenario import Scenario

ADDITIVE_UNITS = ("km", "h", "EUR", "kg", "passenger-km")
_PARTS = ("refused_", "requests_never_made_")
"""How counts by reason or cause begin."""

COUNTS = ("requests", "served", "refused", "cancelled", "no_shows", "passengers", "promises_broken", "courses",
          "taxi_passengers", "requests_never_made", "offers_made", "offers_taken", "asked_again", "breakdowns",
          "went_round")  # fmt: skip
_PER_TRIP = ("cost_per_trip", "subsidy_per_trip", "co2e_per_passenger_km", "revenue_per_cost")

_MEANS = {"wait_mean": "served", "ride_mean": "served", "travel_time_mean": "served", "detour_time_mean": "served",
          "prebooked_wait_mean": "served", "pooling_rate": "served"}  # fmt: skip
"""Means of days, and what weighs each day."""

_RATIOS = {
    "refusal_rate": ("refused", "decided"),
    "cost_per_trip": ("cost", "trips"),
    "cost_per_passenger_km": ("cost", "direct_passenger_distance"),
    "subsidy_per_trip": ("subsidy", "trips"),
    "revenue_per_cost": ("revenue", "cost"),
    "empty_share": ("empty_distance", "vehicle_distance"),
    "occupancy": ("passenger_distance", "vehicle_distance"),
    "productivity": ("passengers", "shift_hours"),
    "trips_per_course": ("passengers", "courses"),
    "detour_ratio": ("detour_time", "direct_time"),
    "co2e_per_passenger_km": ("co2e", "direct_passenger_distance"),
}

BETTER = {
    "trips": "more", "refusal_rate": "less", "wait_mean": "less", "detour_ratio": "less", "cost": "less",
    "cost_per_trip": "less", "subsidy": "less", "subsidy_per_trip": "less", "vehicle_distance": "less", "co2e": "less",
}  # fmt: skip
"""The figures that options are judged by, and which way is better."""


def sums_of(kpi: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """Of each simulated day, what adds up over days; `kpi` has one row per day, one column per indicator."""
    names = [
        name
        for name in kpi
        if name not in _PER_TRIP and (units.get(name) in ADDITIVE_UNITS or name in COUNTS or name.startswith(_PARTS))
    ]
    sums = kpi[names].astype(float).copy()
    sums["decided"] = sums["served"] + sums["refused"]
    sums["trips"] = sums["passengers"] + (sums["taxi_passengers"].fillna(0) if "taxi_passengers" in sums else 0)
    if {"cost", "revenue"} <= set(sums):
        sums["subsidy"] = sums["cost"] - sums["revenue"]
    for name, weight in _MEANS.items():
        if name in kpi:
            # A day on which nobody was served has no mean, and no weight either.
            sums[f"sum:{name}"] = (kpi[name].astype(float) * sums[weight]).fillna(0)
    if {"ride_mean", "detour_time_mean"} <= set(kpi):
        sums["detour_time"] = sums["sum:detour_time_mean"]
        sums["direct_time"] = sums["sum:ride_mean"] - sums["sum:detour_time_mean"]
    return sums


def years(sums: pd.DataFrame, per_year: pd.Series) -> pd.DataFrame:
    """One row per (option, level, seed): totals of a year, and means and ratios of these totals.

    `per_year`: how many days of the year each row of `sums` stands for, by its index; where an option has no year, 1.
    A total that one kind of day does not know is not known.
    """
    weighted = sums.mul(per_year.reindex(sums.index), axis=0)
    total = weighted.groupby(level=["option", "level", "seed"], sort=False).sum(min_count=1)
    missing = weighted.isna().groupby(level=["option", "level", "seed"], sort=False).any()
    total = total.mask(missing)
    for name, weight in _MEANS.items():
        if f"sum:{name}" in total:
            total[name] = total.pop(f"sum:{name}") / total[weight].replace(0, np.nan)
    for name, (above, below) in _RATIOS.items():
        if {above, below} <= set(total):
            total[name] = total[above] / total[below].replace(0, np.nan)
    return total


def breakdown(year: pd.DataFrame, scenarios: Mapping[str, Scenario], with_year: bool) -> pd.DataFrame:
    """What the cost of each option is made of, [EUR] at the given rows of `years`: one column per part."""
    rows = {}
    for option, row in year.groupby(level="option", sort=False).mean().iterrows():
        costs = scenarios[str(option)].values_by_table.get("costs", {})
        parts = {
            "drivers": costs.get("per_driver_hour", np.nan) * row["shift_hours"],
            "kilometres": costs.get("per_vehicle_km", np.nan) * row["vehicle_distance"],
            "taxis": row.get("taxi_cost", 0.0) if not np.isnan(row.get("taxi_cost", np.nan)) else 0.0,
        }
        days = costs.get("days_per_year") or [0]
        days = sum(days.values() if isinstance(days, Mapping) else days)
        centre = costs.get("booking_centre_per_year", 0.0)
        parts["booking_centre"] = centre if with_year else (centre / days if days else 0.0)
        parts["vehicles"] = row.get("cost", np.nan) - sum(parts.values())
        rows[option] = {name: parts[name] for name in ("vehicles", "drivers", "kilometres", "booking_centre", "taxis")}
    return pd.DataFrame.from_dict(rows, orient="index")


def money_of_services(days: Sequence[tuple[str, int, float, pd.DataFrame]]) -> pd.DataFrame:
    """One row per (option, service): days (option, seed, how often it counts, `by_service`) summed, then their mean.

    What one day does not know is not known. Ratios are those of the sums.
    """
    if not days:
        return pd.DataFrame()
    ratios = {"cost_per_trip": ("cost", "trips"), "revenue_per_cost": ("revenue", "cost")}
    parts = []
    for option, seed, weight, table in days:
        sums = table.drop(columns=[*ratios, "subsidy_per_trip"]) * weight
        parts.append(sums.assign(option=option, seed=seed).set_index(["option", "seed"], append=True))
    every = pd.concat(parts)
    levels = ["option", "seed", "service"]
    seeds = every.groupby(level=levels, sort=False).sum()
    seeds = seeds.mask(every.isna().groupby(level=levels, sort=False).any())
    found = seeds.groupby(level=["option", "service"], sort=False).agg(lambda of: of.mean(skipna=False))
    for name, (above, below) in ratios.items():
        found[name] = found[above] / found[below].where(found[below] > 0)
    found["subsidy_per_trip"] = (found["cost"] - found["revenue"]) / found["trips"].where(found["trips"] > 0)
    return found
