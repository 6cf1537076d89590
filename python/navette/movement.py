"""Where a shuttle was at each moment, from the edges that it drove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from navette.run import Network, Run


def _offset_on(network: Network, edge: int, place_edge: int, place_offset: int) -> float | None:
    """Offset [ms] along `edge` of a place given on it or on its twin; None: the place is on neither."""
    if place_edge == edge:
        return float(place_offset)
    if network.twin[edge] == place_edge and place_edge >= 0:
        return float(network.duration[edge] - place_offset)
    return None


def _part(network: Network, edge: int, start: float, end: float) -> tuple[np.ndarray, np.ndarray]:
    """The edge's course from offset `start` to `end` [ms]: points as (lon, lat) rows, and their offsets."""
    points, times = network.line(edge)
    inside = (times > start) & (times < end)
    offsets = np.concatenate(([start], times[inside], [end]))
    return np.column_stack([np.interp(offsets, times, points[:, axis]) for axis in (0, 1)]), offsets


def _drive(network: Network, leg: pd.Series, edges: np.ndarray, entries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (lon, lat) and times [ms] of one leg; speed is even between entering an edge and entering the next."""
    exits = np.append(entries[1:], leg["arrival"])
    points, times = [], []
    for rank, edge in enumerate(edges):
        start, end = 0.0, float(network.duration[edge])
        if rank == 0:
            start = _offset_on(network, edge, leg["from_edge"], leg["from_offset"]) or start
        if rank == len(edges) - 1:
            last = _offset_on(network, edge, leg["to_edge"], leg["to_offset"])
            end = end if last is None else last
        part, offsets = _part(network, edge, start, max(start, end))
        share = (offsets - offsets[0]) / max(offsets[-1] - offsets[0], 1.0)
        points.append(part)
        times.append(entries[rank] + share * (exits[rank] - entries[rank]))
    return np.concatenate(points), np.concatenate(times)


def expand(run: Run, shuttle: int) -> pd.DataFrame:
    """See `Run.expand`. Legs whose trajectory was not recorded go straight from their start to their end."""
    network = run.network
    legs = run.legs[run.legs["shuttle"] == shuttle]
    edges = run.trajectories["edge"].to_numpy(dtype=np.int64)
    entries = run.trajectories["entry"].to_numpy(dtype=np.int64)
    pieces = []
    for row, leg in legs.iterrows():
        if leg["samples"] > 0:
            samples = slice(leg["first_sample"], leg["first_sample"] + leg["samples"])
            points, times = _drive(network, leg, edges[samples], entries[samples])
        else:
            points = np.array([network.position(leg[f"{end}_edge"], leg[f"{end}_offset"]) for end in ("from", "to")])
            times = np.array([leg["departure"], leg["arrival"]])
        pieces.append(
            pd.DataFrame(
                {
                    "time": np.rint(times).astype(np.int64),
                    "lon": points[:, 0],
                    "lat": points[:, 1],
                    "load": int(leg["seats"]) + int(leg["wheelchairs"]),
                    "leg": row,
                }
            )
        )
    columns = {"time": np.int64, "lon": float, "lat": float, "load": np.int64, "leg": np.int64}
    table = pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame(columns=list(columns)).astype(columns)
    table.attrs["units"] = {"time": "ms", "lon": "degree", "lat": "degree", "load": "1", "leg": "1"}
    return table
