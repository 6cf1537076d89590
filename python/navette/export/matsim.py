"""The tables that MATSim's DRT extension writes, under its names and headers, for tools that read those."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from navette.common.text import plain_cells
from navette.disclosure import SMALLEST, people, tellable
from navette.export.readme import Described
from navette.export.rides import SECOND, fewest_idle, ridden, sharing_factors
from navette.indicators.public import may_be_told, public_facts
from navette.indicators.public_facts import Facts
from navette.indicators.services import fares_of
from navette.results import Run

_FEW = 3
"""Digits of what is not a whole number; times keep their milliseconds."""


def _seconds(times: pd.Series) -> np.ndarray:
    return times.to_numpy(dtype=float, na_value=np.nan) / SECOND


def _nearest_rank(values: np.ndarray, share: float) -> float:
    return float(np.sort(values)[int(np.ceil(share * len(values))) - 1]) if len(values) else np.nan


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else np.nan


def served_rows(run: Run) -> np.ndarray:
    """Rows of the served requests, in order of their earliest departure."""
    rows = np.flatnonzero(run.requests["end"] == "served")
    return rows[np.argsort(run.requests["earliest_departure"].to_numpy()[rows], kind="stable")]


def legs(run: Run) -> pd.DataFrame:
    """output_drt_legs: one row per served request."""
    rows = served_rows(run)
    requests = run.requests.iloc[rows]
    names = run.shuttles["shuttle_id"].to_numpy(dtype=object)
    resident = requests["resident"].to_numpy(dtype=object, na_value=None)
    ids = requests["request_id"].to_numpy(dtype=object)
    departure, pickup, dropoff = (_seconds(requests[name]) for name in ("earliest_departure", "pickup", "dropoff"))
    table = pd.DataFrame(
        {
            "submissionTime": _seconds(requests["submitted_at"]),
            "departureTime": departure,
            "personId": [name if who is None else who for who, name in zip(resident, ids, strict=True)],
            "requestId": ids,
            "vehicleId": names[requests["shuttle"].to_numpy(dtype=np.int64)],
        }
    )
    for end, kind in (("from", "pickup"), ("to", "dropoff")):
        visits = run.stops[run.stops["kind"] == kind]
        visits = visits.to_crs(visits.estimate_utm_crs()) if len(visits) else visits
        visits = visits.set_index(visits["request"].to_numpy(dtype=np.int64)).loc[rows]
        table[f"{end}LinkId"] = visits["edge"].to_numpy()
        table[f"{end}X"], table[f"{end}Y"] = (
            visits.geometry.x.to_numpy().round(2),
            visits.geometry.y.to_numpy().round(2),
        )
    table["waitTime"] = pickup - departure
    table["arrivalTime"] = dropoff
    table["inVehicleTravelTime"] = dropoff - pickup
    table["travelDistance_m"] = ridden(run, rows)
    table["directTravelDistance_m"] = requests["direct_distance"].to_numpy(dtype=float, na_value=np.nan)
    table["fareForLeg"] = fares_of(run, rows).round(2)
    table["earliestDepartureTime"] = departure
    table["latestDepartureTime"] = _seconds(requests["latest_pickup"])
    table["latestArrivalTime"] = _seconds(requests["latest_dropoff"])
    return table.round(_FEW)


def customer_stats(run: Run, legs: pd.DataFrame) -> dict[str, object]:
    """drt_customer_stats, without runId and iteration."""
    pax = run.requests["party_size"].to_numpy()[served_rows(run)]
    wait, ride = legs["waitTime"].to_numpy(), legs["inVehicleTravelTime"].to_numpy()
    refused = int((run.requests["end"] == "refused").sum())
    asked = refused + len(legs)
    return {
        "rides": len(legs),
        "rides_pax": int(pax.sum()),
        "groupSize_mean": _mean(pax),
        "wait_average": _mean(wait),
        "wait_max": _nearest_rank(wait, 1),
        "wait_p95": _nearest_rank(wait, 0.95),
        "wait_p75": _nearest_rank(wait, 0.75),
        "wait_median": _nearest_rank(wait, 0.5),
        "percentage_WT_below_10": 100 * _mean(wait < 600),
        "percentage_WT_below_15": 100 * _mean(wait < 900),
        "inVehicleTravelTime_mean": _mean(ride),
        "distance_m_mean": _mean(legs["travelDistance_m"].to_numpy()),
        "directDistance_m_mean": _mean(legs["directTravelDistance_m"].to_numpy()),
        "totalTravelTime_mean": _mean(wait + ride),
        "fareAllReferences_mean": _mean(legs["fareForLeg"].to_numpy()),
        "rejections": refused,
        "rejectionRate": refused / asked if asked else np.nan,
    }


def vehicle_stats(run: Run, legs: pd.DataFrame) -> dict[str, object]:
    """drt_vehicle_stats, without runId and iteration."""
    driven = run.legs
    people = (driven["seats"].astype(np.int64) + driven["wheelchairs"]).to_numpy()
    metres = driven["distance"].to_numpy(dtype=np.int64)
    total, empty, of_people = metres.sum(), metres[people == 0].sum(), (people * metres).sum()
    fleet = len(run.shuttles)
    direct = legs["directTravelDistance_m"].sum()
    count, share = fewest_idle(run)
    return {
        "vehicles": fleet,
        "totalServiceDuration": float((run.shifts["end"] - run.shifts["start"]).sum()) / SECOND,
        "totalDistance": total,
        "totalEmptyDistance": empty,
        "emptyRatio": empty / total if total else np.nan,
        "totalPassengerDistanceTraveled": of_people,
        "averageDrivenDistance": total / fleet if fleet else np.nan,
        "averageEmptyDistance": empty / fleet if fleet else np.nan,
        "averagePassengerDistanceTraveled": of_people / fleet if fleet else np.nan,
        "d_p/d_t": of_people / total if total else np.nan,
        "l_det": total / direct if direct else np.nan,
        "minShareIdleVehicles": share,
        "minCountIdleVehicles": count,
    }


def sharing_metrics(run: Run) -> dict[str, object]:
    """drt_sharing_metrics, without runId and iteration."""
    rows = served_rows(run)
    factor = sharing_factors(run, rows)
    pooled = int(run.requests["shared"].to_numpy(dtype=bool)[rows].sum())
    return {
        "poolingRate": pooled / len(rows) if len(rows) else np.nan,
        "sharingFactor": _mean(factor[~np.isnan(factor)]),
        "nPooled": pooled,
        "nTotal": len(rows),
    }


_LIKE = {
    "rides": "served",
    "rides_pax": "passengers",
    "groupSize_mean": "passengers",
    "wait_average": "wait_mean",
    "wait_median": "wait_median",
    "wait_p95": "wait_p95",
    "inVehicleTravelTime_mean": "ride_mean",
    "distance_m_mean": "passengers",
    "directDistance_m_mean": "direct_distance",
    "totalTravelTime_mean": "travel_time_mean",
    "fareAllReferences_mean": "revenue",
    "rejections": "refused",
    "rejectionRate": "refusal_rate",
    "totalPassengerDistanceTraveled": "passengers",
    "averagePassengerDistanceTraveled": "passengers",
    "d_p/d_t": "passengers",
    "l_det": "distance_per_direct_distance",
    "poolingRate": "pooling_rate",
    "sharingFactor": "pooling_rate",
    "nPooled": "pooling_rate",
    "nTotal": "served",
}
"""Columns about passengers, and the indicator that they may be told with; the header stays, the cell is empty."""

_OF_VEHICLES = (
    "vehicles",
    "totalServiceDuration",
    "totalDistance",
    "totalEmptyDistance",
    "emptyRatio",
    "averageDrivenDistance",
    "averageEmptyDistance",
    "minShareIdleVehicles",
    "minCountIdleVehicles",
)
_TIMES_OF_PUBLIC = ("wait_average", "wait_p95", "wait_p75", "wait_median", "inVehicleTravelTime_mean",
                    "totalTravelTime_mean")  # fmt: skip
"""[s] Rounded to whole seconds for the public, as all its times."""


def _for_public(run: Run, row: dict[str, object], wait: np.ndarray, facts: Facts) -> dict[str, object]:
    """The row without what may not be told of."""
    told = {column for column in row if column in _OF_VEHICLES or may_be_told(_LIKE.get(column, ""), facts)}
    who = people(run.requests).to_numpy()[served_rows(run)]
    if 0.25 * len(np.unique(who)) >= SMALLEST:
        told.add("wait_p75")
    ten, fifteen = wait < 600, wait < 900
    if tellable(who, ten) and tellable(who, ~ten):
        told.add("percentage_WT_below_10")
    if tellable(who, fifteen & ~ten) and tellable(who, ten) and tellable(who, ~fifteen):
        told.add("percentage_WT_below_15")
    shown = {column: value if column in told else np.nan for column, value in row.items()}
    return {
        column: np.round(value) if column in _TIMES_OF_PUBLIC and value is not None else value
        for column, value in shown.items()
    }


def write_matsim(run: Run, folder: Path, mode: str, public: bool) -> list[Described]:
    """Writes the tables; for the public without the one of single rides."""
    rides = legs(run)
    stats = {
        "drt_customer_stats": customer_stats(run, rides),
        "drt_vehicle_stats": vehicle_stats(run, rides),
        "drt_sharing_metrics": sharing_metrics(run),
    }
    if public:
        facts, wait = public_facts(run), rides["waitTime"].to_numpy()
        stats = {name: _for_public(run, row, wait, facts) for name, row in stats.items()}
    described = []
    for name, row in stats.items():
        table = pd.DataFrame([{"runId": run.name, "iteration": 0} | row]).round(_FEW)
        plain_cells(table).to_csv(folder / f"{name}_{mode}.csv", sep=";", index=False)
        described.append(
            Described(f"{name}_{mode}.csv", f"As MATSim's `{name}`, of the whole run.", notes=_NOTES[name])
        )
    if not public:
        name = f"output_drt_legs_{mode}.csv"
        plain_cells(rides).to_csv(folder / name, sep=";", index=False)
        zone = run.stops.estimate_utm_crs() if len(rides) else "none, there are no rides"
        described.append(
            Described(
                name,
                "As MATSim's `drt_legs`: one row per served request.",
                notes=(f"Coordinates are metres in **{zone}**: {_PLACES}", _TIMES),
            )
        )
    return described


_PLACES = (
    "the place on the road where the shuttle stood. Links are edges: rows of `/network/edges` in the results file."
)
_TIMES = (
    "Times are seconds since midnight of day 0. `departureTime` is the earliest departure, `personId` the resident's "
    "row in `/residents`, or the request's id where nobody is known. `fareForLeg` [EUR] is paid by the whole party, "
    "reductions taken off; empty if the scenario names no fare."
)
_NOTES = {
    "drt_customer_stats": (
        "Times in s, distances in m, `percentage_...` in percent, `rejectionRate` = rejections / (rides + rejections). "
        "`rides` counts requests, `rides_pax` people. Percentiles are by nearest rank, as in `navette kpi`; MATSim "
        "interpolates. The fare is the mean per ride, all of a party together. Boarding counts as in the vehicle.",
    ),
    "drt_vehicle_stats": (
        "Service duration in s, distances in m; `d_p/d_t` is passenger distance over driven distance, `l_det` driven "
        "distance over the sum of direct distances. Idle shuttles are on shift and neither drive nor stand at a pickup "
        "or drop-off; the minima are exact in time, MATSim's are of bins.",
    ),
    "drt_sharing_metrics": (
        "A ride is pooled if another request was on board on some leg. The sharing factor is the mean over rides of "
        "the ride time over the sum of (time / requests on board), from the end of boarding to the drop-off.",
    ),
}
