"""A results file written by hand after docs/results-format.md, small enough to know every figure in it.

    A------B------C     1 km and 60 s per road; A at 0.5 E 44 N; B-C bends north half-way
Shuttle s1 waits at A, fetches anna at B (from 8:00 on) and brings her to C; ben is refused.
"""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

NEVER = np.iinfo(np.int64).min
HOUR = 3_600_000
ENDS = ["served", "refused", "cancelled", "no_show"]
REASONS = ["none", "same_place", "too_far_from_road", "party_too_large", "arrival_too_early", "no_shuttle_in_service",
           "too_far_away", "shuttle_full", "trip_too_long", "promises_to_others", "shift_ends",
           "outside_area", "outside_hours", "booked_too_late", "booked_too_early", "no_stop_in_reach",
           "way_back_refused", "offer_declined", "too_costly", "driver_rules", "no_boarding_in_reach"]  # fmt: skip
KINDS = ["pickup", "dropoff", "wait", "depot", "pause", "charge", "timetable"]


def _column(group: h5py.Group, name: str, values: list, dtype: str | None = "i4", **attributes: object) -> None:
    if dtype is None:
        column = group.create_dataset(name, data=values, dtype=h5py.string_dtype())
    else:
        column = group.create_dataset(name, data=np.array(values, dtype=dtype))
    for key, value in attributes.items():
        column.attrs[key] = value
    column.attrs["long_name"] = f"{name} of the small file"


def _place(group: h5py.Group, name: str, degrees: list[float]) -> None:
    _column(group, name, np.rint(np.array(degrees) * 1e7).astype(int).tolist(), units="degree", scale_factor=1e-7)


def _code(group: h5py.Group, name: str, values: list[int], meanings: list[str], first: int = 0) -> None:
    flags = np.arange(first, first + len(meanings), dtype=np.int8)
    _column(group, name, values, "i1", units="1", flag_values=flags, flag_meanings=" ".join(meanings))


def _times(group: h5py.Group, **columns: list[int]) -> None:
    for name, values in columns.items():
        _column(group, name, values, "i8", units="ms", _FillValue=np.int64(NEVER))


def _rows(group: h5py.Group, **columns: list[int]) -> None:
    for name, values in columns.items():
        _column(group, name, values, units="1", _FillValue=np.int32(-1))


def write_small_file(path: Path) -> Path:
    """Writes the file and returns its path."""
    with h5py.File(path, "w") as file:
        file.attrs["navette_schema_version"] = np.int32(2)
        file.attrs["title"] = "Navette results: Three villages"
        file.attrs["scenario"] = "[run]\nseed = 1\n"

        rules = file.create_group("rules")
        rules.attrs["policy"] = "insertion"
        services = file.create_group("services")
        _column(services, "name", ["service"], None)
        _times(services, max_wait_time=[900_000], max_absolute_detour=[NEVER])

        nodes = file.create_group("network/nodes")
        _place(nodes, "lon", [0.5, 0.5125, 0.525])
        _place(nodes, "lat", [44.0, 44.0, 44.0])
        edges = file.create_group("network/edges")  # 0 A-B, 1 B-A, 2 B-C, 3 C-B
        _rows(edges, tail=[0, 1, 1, 2], head=[1, 0, 2, 1], twin=[1, 0, 3, 2])
        _column(edges, "duration", [60_000] * 4, units="ms")
        _column(edges, "length", [1000] * 4, units="m")
        _column(edges, "shape_begin", [0, 2, 4, 7], units="1")
        shape = file.create_group("network/shape")
        _place(shape, "lon", [0.5, 0.5125, 0.5125, 0.5, 0.5125, 0.51875, 0.525, 0.525, 0.51875, 0.5125])
        _place(shape, "lat", [44.0, 44.0, 44.0, 44.0, 44.0, 44.003, 44.0, 44.0, 44.003, 44.0])
        _column(shape, "time", [0, 60_000, 0, 60_000, 0, 30_000, 60_000, 0, 30_000, 60_000], units="ms")
        _column(shape, "distance", [0, 1000, 0, 1000, 0, 500, 1000, 0, 500, 1000], units="m")

        requests = file.create_group("requests")
        scale = requests.create_dataset("request", data=np.arange(2, dtype=np.int32))
        scale.make_scale("request")
        _column(requests, "request_id", ["anna", "ben"], None)
        for end, lon in (("origin", 0.5125), ("destination", 0.525)):
            _place(requests, f"{end}_lon", [lon, lon])
            _place(requests, f"{end}_lat", [44.0, 44.0])
        _code(requests, "end", [0, 1], ENDS)
        _code(requests, "reason", [-1, 5], REASONS, first=-1)
        _code(requests, "shared", [0, 0], ["no", "yes"])
        _rows(requests, shuttle=[0, -1])
        _times(requests, pickup=[8 * HOUR, NEVER], dropoff=[8 * HOUR + 120_000, NEVER])

        shuttles = file.create_group("shuttles")
        _column(shuttles, "shuttle_id", ["s1"], None)
        _column(shuttles, "seats", [8], "i2", units="1")
        _column(shuttles, "wheelchairs", [1], "i2", units="1")
        _place(shuttles, "depot_lon", [0.5])
        _place(shuttles, "depot_lat", [44.0])
        shifts = file.create_group("shifts")
        _rows(shifts, shuttle=[0])
        _times(shifts, start=[7 * HOUR], end=[9 * HOUR])

        stops = file.create_group("stops")
        _code(stops, "kind", [0, 1], KINDS)
        _rows(stops, shuttle=[0, 0], request=[0, 0], edge=[0, 2], offset=[60_000, 60_000])
        _times(stops, begin=[8 * HOUR, 8 * HOUR + 120_000], end=[8 * HOUR + 60_000, 8 * HOUR + 180_000])

        for name, values in (("seats", [1, 0]), ("wheelchairs", [0, 0])):
            _column(stops, name, values, "i2", units="1")

        legs = file.create_group("legs")  # A to B along edge 0; B to C, named on the twin of the edge driven
        _rows(legs, shuttle=[0, 0], first_sample=[0, 1], samples=[1, 1], from_edge=[0, 3], from_offset=[0, 60_000],
              to_edge=[0, 2], to_offset=[60_000, 60_000])  # fmt: skip
        _times(legs, departure=[8 * HOUR - 60_000, 8 * HOUR + 60_000], arrival=[8 * HOUR, 8 * HOUR + 120_000])
        _column(legs, "distance", [1000, 1000], units="m")
        for name, values in (("seats", [0, 1]), ("wheelchairs", [0, 0])):
            _column(legs, name, values, "i2", units="1")

        trajectories = file.create_group("trajectories")
        _column(trajectories, "trajectory_id", ["s1"], None)
        _column(trajectories, "row_size", [2], units="1")
        _rows(trajectories, edge=[0, 2])
        _times(trajectories, entry=[8 * HOUR - 60_000, 8 * HOUR + 60_000])
        _column(trajectories, "load", [0, 1], "i2", units="1")

        kpi = file.create_group("kpi")
        _column(kpi, "name", ["requests"], None)
        _column(kpi, "value", [2.0], "f8", units="1")
        _column(kpi, "unit", ["1"], None)
        _column(kpi, "definition", ["requests asked"], None)
    return path
