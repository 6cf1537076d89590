"""What each of several services carries, costs and brings in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.indicators.shift_days import shift_days
from navette.results import Run

COMMON = "common"
"""The row of what no service has alone: the booking centre and the taxis."""

_HOUR = 3_600_000
_KM = 1_000


def by_service(run: Run) -> pd.DataFrame:
    """Trips, shuttles and money of each service, in the order in which requests are asked of them.

    One row per service and one, "common", for the booking centre and the taxis. Figures that add up (all but the
    last three) add up to those of `run.kpi`; definitions as there. `trips`: passengers, those of taxis in "common".
    Not a number where a price that is needed is not given.
    """
    names = run.services["name"].astype(str).tolist()
    table = pd.DataFrame(index=pd.Index([*names, COMMON], name="service"))
    served = run.requests[run.requests["end"] == "served"]
    of = served["service"].to_numpy(dtype=np.int64)
    count = len(names) + 1

    def summed(services: np.ndarray, values: np.ndarray) -> np.ndarray:
        return np.bincount(services, weights=np.asarray(values, dtype=float), minlength=count)

    own = run.shuttles["service"].to_numpy(dtype=np.int64)
    shifts, legs = run.shifts, run.legs
    shift_of, leg_of = (own[part["shuttle"].to_numpy(dtype=np.int64)] for part in (shifts, legs))
    start, end = (shifts[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    days = pd.DataFrame({"shuttle": shifts["shuttle"].to_numpy(), "day": shift_days(run), "service": shift_of})
    days = days.drop_duplicates(["shuttle", "day"])
    vehicle_days = summed(days["service"].to_numpy(), np.ones(len(days)))
    table["served"] = summed(of, np.ones(len(of)))
    table["passengers"] = summed(of, served["party_size"])
    table["vehicle_distance"] = summed(leg_of, legs["distance"]) / _KM
    table["shift_hours"] = summed(shift_of, end - start) / _HOUR
    kpi = run.kpi["value"]
    taxis = float(kpi.get("taxi_passengers", np.nan))
    table["trips"] = table["passengers"]
    table.loc[COMMON, "trips"] = 0 if np.isnan(taxis) else taxis
    table["cost"] = _cost(run, table, vehicle_days, float(days["day"].nunique()))
    table["revenue"] = _revenue(run, of, count)
    table["cost_per_trip"] = _ratio(table["cost"], table["trips"])
    table["revenue_per_cost"] = _ratio(table["revenue"], table["cost"])
    table["subsidy_per_trip"] = _ratio(table["cost"] - table["revenue"], table["trips"])
    return table


def fares_of(run: Run, rows: np.ndarray) -> np.ndarray:
    """[EUR] What the parties of these served requests pay together, reductions taken off; NaN: no fare is given."""
    requests = run.requests.iloc[rows]
    of = requests["service"].to_numpy(dtype=np.int64)
    people = requests["party_size"].to_numpy(dtype=float)
    services = run.services
    if "fare" not in services:  # a file of an earlier version: one fare for all
        rules = run.rules
        fare = np.full(len(services), _number(rules.get("costs_fare_per_trip")))
        shares = np.tile(np.asarray(rules["costs_fare_by_age"], dtype=float), (len(services), 1))
        impaired_share = np.full(len(services), _number(rules["costs_fare_impaired"]))
    else:
        fare = services["fare"].to_numpy(dtype=float)
        impaired_share = services["fare_impaired"].to_numpy(dtype=float)
        own = run.table("service_fares")
        shares = np.ones((len(services), len(own["age_band"].cat.categories)))
        shares[own["service"].to_numpy(dtype=np.int64), own["age_band"].cat.codes.to_numpy()] = own["share"]
    if run.has_residents:  # the resident may pay less, companions pay all; given demand names residents of its own
        residents = run.residents
        who = requests["resident"].to_numpy(dtype=np.int64, na_value=-1)
        known = (who >= 0) & (who < len(residents)) & (requests["purpose"].astype(str) != "unknown").to_numpy()
        band = residents["age_band"].cat.codes.to_numpy()[who[known]]
        share = shares[of[known], band]
        impaired = residents["impaired"].to_numpy(dtype=bool)[who[known]]
        people[known] += np.where(impaired, np.minimum(share, impaired_share[of[known]]), share) - 1
    return fare[of] * people


def _cost(run: Run, table: pd.DataFrame, vehicle_days: np.ndarray, service_days: float) -> np.ndarray:
    rules = run.rules
    if np.isnan(float(run.kpi["value"].get("cost", np.nan))):
        return np.full(len(table), np.nan)
    price = {name: float(np.nan_to_num(_number(rules.get(f"costs_{name}")))) for name in _PRICES}
    year = price["service_days_per_year"]
    cost = (
        price["per_vehicle_day"] * vehicle_days
        + price["per_driver_hour"] * table["shift_hours"].to_numpy()
        + price["per_vehicle_km"] * table["vehicle_distance"].to_numpy()
    )
    if year > 0:
        cost = cost + price["per_vehicle_year"] * vehicle_days / year
        cost[-1] += price["booking_centre_per_year"] * service_days / year
    taxi_cost = float(run.kpi["value"].get("taxi_cost", np.nan))
    cost[-1] += 0 if np.isnan(taxi_cost) else taxi_cost
    return cost


_PRICES = (
    "per_vehicle_day",
    "per_driver_hour",
    "per_vehicle_km",
    "per_vehicle_year",
    "booking_centre_per_year",
    "service_days_per_year",
)


def _revenue(run: Run, of: np.ndarray, count: int) -> np.ndarray:
    whole = float(run.kpi["value"].get("revenue", np.nan))
    if np.isnan(whole):
        return np.full(count, np.nan)
    rows = np.flatnonzero((run.requests["end"] == "served").to_numpy())
    revenue = np.bincount(of, weights=fares_of(run, rows), minlength=count)
    if float(run.kpi["value"].get("taxi_passengers", 0)) > 0:
        revenue[-1] = whole - revenue[:-1].sum()  # what those in taxis pay
    return revenue


def _number(value: object) -> float:
    return float("nan") if value is None else float(str(value))


def _ratio(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    return numerator / denominator.where(denominator > 0)
