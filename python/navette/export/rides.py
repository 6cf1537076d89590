"""What each served request paid, rode and shared, beyond what the results file says outright."""

from __future__ import annotations

import numpy as np

from navette.results import Run

SECOND = 1_000
HOUR = 3_600_000
"""[ms]"""


def ridden(run: Run, rows: np.ndarray) -> np.ndarray:
    """[m] Driven while these served requests were on board."""
    requests = run.requests.iloc[rows]
    shuttle = requests["shuttle"].to_numpy(dtype=np.int64)
    boarded, dropoff = (requests[name].to_numpy(dtype=np.int64) for name in ("boarded", "dropoff"))
    legs = run.legs
    of, departure = legs["shuttle"].to_numpy(), legs["departure"].to_numpy(dtype=np.int64)
    distance = legs["distance"].to_numpy(dtype=np.int64)
    metres = np.zeros(len(rows), dtype=np.int64)
    for s in np.unique(shuttle):
        mine = of == s
        times, sums = departure[mine], np.append(0, np.cumsum(distance[mine]))
        here = shuttle == s
        metres[here] = sums[np.searchsorted(times, dropoff[here])] - sums[np.searchsorted(times, boarded[here])]
    return metres


def sharing_factors(run: Run, rows: np.ndarray) -> np.ndarray:
    """Ride time over the share of it that falls to a request if all on board take equal parts; NaN: no ride time."""
    requests = run.requests.iloc[rows]
    shuttle = requests["shuttle"].to_numpy(dtype=np.int64)
    boarded, dropoff = (requests[name].to_numpy(dtype=np.int64) for name in ("boarded", "dropoff"))
    factor = np.full(len(rows), np.nan)
    for s in np.unique(shuttle):
        here = shuttle == s
        on, off = boarded[here], dropoff[here]
        times = np.unique(np.concatenate([on, off]))
        change = np.zeros(len(times), dtype=np.int64)
        np.add.at(change, np.searchsorted(times, on), 1)
        np.add.at(change, np.searchsorted(times, off), -1)
        aboard = np.maximum(np.cumsum(change)[:-1], 1)
        part = np.append(0, np.cumsum(np.diff(times) / aboard))
        mine = part[np.searchsorted(times, off)] - part[np.searchsorted(times, on)]
        ride = off - on
        factor[here] = np.divide(ride, mine, out=np.full(len(ride), np.nan), where=ride > 0)
    return factor


def fewest_idle(run: Run) -> tuple[int, float]:
    """The fewest shuttles that stood idle at a time while any was on shift, and their smallest share of those.

    Idle: on shift, neither driving nor at a pickup or drop-off.
    """
    shifts, legs, stops = run.shifts, run.legs, run.stops
    served = stops[stops["kind"].isin(["pickup", "dropoff"])]
    busy = np.concatenate(
        [
            legs[["shuttle", "departure", "arrival"]].to_numpy(dtype=np.int64),
            served[["shuttle", "begin", "end"]].to_numpy(dtype=np.int64),
        ]
    )
    on_shift = shifts[["start", "end"]].to_numpy(dtype=np.int64)
    times = np.unique(np.concatenate([on_shift.ravel(), busy[:, 1:].ravel()]))
    in_service = _count(times, on_shift)
    working = sum(
        (np.minimum(_count(times, busy[busy[:, 0] == s][:, 1:]), 1) for s in np.unique(busy[:, 0])),
        np.zeros(len(times), dtype=np.int64),
    )
    some = in_service > 0
    idle = np.maximum(in_service - working, 0)[some]
    return (int(idle.min()), float((idle / in_service[some]).min())) if some.any() else (0, np.nan)


def _count(times: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    """How many of the half-open intervals hold each of the times."""
    change = np.zeros(len(times), dtype=np.int64)
    np.add.at(change, np.searchsorted(times, intervals[:, 0]), 1)
    np.add.at(change, np.searchsorted(times, intervals[:, 1]), -1)
    return np.cumsum(change)
