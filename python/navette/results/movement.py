"""Where shuttles were, from the edges that they drove: all legs at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from navette.results.roads import RoadCourse


class Course(NamedTuple):
    """Points along legs, in the order in which they were passed; at least two of each leg."""

    leg: np.ndarray
    """Row of the leg in `legs`."""
    lon: np.ndarray
    """[degree]"""
    lat: np.ndarray
    """[degree]"""
    time: np.ndarray
    """[ms] since midnight of day 0."""


def _offset_on(
    roads: RoadCourse, edge: np.ndarray, place_edge: np.ndarray, place_offset: np.ndarray, otherwise: np.ndarray
) -> np.ndarray:
    """Offset [ms] along `edge` of a place that is given on it or on its twin; `otherwise` if it is on neither."""
    on_twin = (roads.twin[edge] == place_edge) & (place_edge >= 0)
    offset = np.where(on_twin, roads.duration[edge] - place_offset, otherwise)
    return np.where(edge == place_edge, place_offset, offset)


def _driven(
    roads: RoadCourse, legs: pd.DataFrame, edges: np.ndarray, entries: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Leg, longitude, latitude and time of each point of the legs whose trajectory was recorded."""
    column = {name: legs[name].to_numpy(dtype=np.int64, na_value=-1) for name in _PLACES}
    count = column["samples"]
    row = np.repeat(np.arange(len(legs)), count)
    rank = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    sample = column["first_sample"][row] + rank
    edge, entry = edges[sample], entries[sample].astype(float)
    last = rank == count[row] - 1
    # Speed is even between entering an edge and entering the next.
    leave = np.where(last, column["arrival"][row], np.append(entry[1:], 0.0)).astype(float)

    whole = roads.duration[edge].astype(float)
    from_offset = _offset_on(roads, edge, column["from_edge"][row], column["from_offset"][row], np.zeros(len(row)))
    to_offset = _offset_on(roads, edge, column["to_edge"][row], column["to_offset"][row], whole)
    start = np.where(rank == 0, from_offset, 0.0)
    end = np.maximum(start, np.where(last, to_offset, whole))

    # The bends between start and end, then start and end themselves, in order.
    begin, stop = roads.shape_rows(edge)
    bends = np.repeat(np.arange(len(row)), stop - begin)
    point = np.arange(len(bends)) - np.repeat(np.cumsum(stop - begin) - (stop - begin), stop - begin)
    offset = roads.shape_time[np.repeat(begin, stop - begin) + point]
    inside = (offset > start[bends]) & (offset < end[bends])
    part = np.concatenate([np.arange(len(row)), bends[inside], np.arange(len(row))])
    offset = np.concatenate([start, offset[inside], end])
    kind = np.repeat([0, 1, 2], [len(row), np.count_nonzero(inside), len(row)])
    order = np.lexsort((offset, kind, part))
    part, offset = part[order], offset[order]
    share = (offset - start[part]) / np.maximum(end[part] - start[part], 1.0)
    lon, lat = roads.positions(edge[part], offset)
    return row[part], lon, lat, entry[part] + share * (leave[part] - entry[part])


_PLACES = ("first_sample", "samples", "from_edge", "from_offset", "to_edge", "to_offset", "departure", "arrival")


def course(roads: RoadCourse, legs: pd.DataFrame, trajectories: pd.DataFrame) -> Course:
    """The way of each of `legs`; those whose trajectory was not recorded go straight from their start to their end."""
    edges = trajectories["edge"].to_numpy(dtype=np.int64)
    entries = trajectories["entry"].to_numpy(dtype=np.int64)
    known = (legs["samples"] > 0).to_numpy()
    row, lon, lat, time = _driven(roads, legs[known], edges, entries)
    row = np.flatnonzero(known)[row]

    straight = np.flatnonzero(~known)
    ends = [legs.iloc[straight][[f"{end}_edge", f"{end}_offset"]].to_numpy(dtype=np.int64) for end in ("from", "to")]
    times = [legs[name].to_numpy(dtype=float)[straight] for name in ("departure", "arrival")]
    for (edge, offset), when in zip((end.T for end in ends), times, strict=True):
        places = roads.positions(edge, offset.astype(float))
        row, time = np.append(row, straight), np.append(time, when)
        lon, lat = np.append(lon, places[0]), np.append(lat, places[1])
    order = np.argsort(row, kind="stable")
    row, lon, lat, time = row[order], lon[order], lat[order], time[order]

    # An edge ends where the next begins: once is enough, but a leg keeps its first and its last point.
    same = (np.diff(row) == 0) & (np.diff(lon) == 0) & (np.diff(lat) == 0) & (np.diff(np.rint(time)) == 0)
    first_of_leg = np.append(True, np.diff(row) != 0)[: len(row)]
    last_of_leg = np.append(np.diff(row) != 0, True)[-len(row) :] if len(row) else np.zeros(0, dtype=bool)
    keep = ~np.append(False, same)[: len(row)] | first_of_leg | last_of_leg
    return Course(legs.index.to_numpy()[row[keep]], lon[keep], lat[keep], np.rint(time[keep]).astype(np.int64))


def expand(legs: pd.DataFrame, trajectories: pd.DataFrame, roads: RoadCourse) -> pd.DataFrame:
    """See `Run.expand`; `legs`: those of one shuttle."""
    way = course(roads, legs, trajectories)
    on_board = (legs["seats"].astype(np.int64) + legs["wheelchairs"].astype(np.int64)).reindex(way.leg).to_numpy()
    table = pd.DataFrame({"time": way.time, "lon": way.lon, "lat": way.lat, "load": on_board, "leg": way.leg})
    table.attrs["units"] = {"time": "ms", "lon": "degree", "lat": "degree", "load": "1", "leg": "1"}
    table.attrs["long_name"] = {
        "time": "when the shuttle was there",
        "lon": "longitude",
        "lat": "latitude",
        "load": "people on board",
        "leg": "row of the leg in legs",
    }
    return table
