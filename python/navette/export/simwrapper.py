"""The day as SimWrapper replays it: where the shuttles were, and who asked when."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from navette.common.errors import InputError
from navette.export.readme import Described
from navette.export.rides import SECOND
from navette.results import Run

_DIGITS = 5
"""Of degrees: 1 m."""


def _trip(run: Run, shuttle: int) -> dict[str, object]:
    way = run.expand(shuttle)
    return {
        "id": str(run.shuttles["shuttle_id"].iloc[shuttle]),
        "path": np.round(way[["lon", "lat"]].to_numpy(), _DIGITS).tolist(),
        "timestamps": (way["time"] / SECOND).round().astype(int).tolist(),
        "passengers": way["load"].astype(int).tolist(),
        "vendor": 0,
    }


def _requests(run: Run) -> list[list[object]]:
    """Per request: time, origin, destination, shuttle and arrival; -1 in place of these two if nobody came."""
    names = run.shuttles["shuttle_id"]
    rows = []
    for one in run.requests.sort_values("earliest_departure", kind="stable").itertuples():
        served = one.end == "served"
        ends = (one.origin_lon, one.origin_lat, one.destination_lon, one.destination_lat)
        place = [round(float(degree), _DIGITS) for degree in ends]
        came = [str(names.iloc[one.shuttle]), one.dropoff / SECOND] if served else [-1]
        rows.append([one.earliest_departure / SECOND, *place, *came])
    return rows


def write_simwrapper(run: Run, folder: Path, mode: str, public: bool) -> list[Described]:
    """Writes drt-vehicles.json and viz-vehicles-navette.yml. Raises InputError for the public."""
    if public:
        raise InputError("simwrapper shows single trips, which are not for the public; use csv, gpkg or matsim")
    replay = {"trips": [_trip(run, s) for s in range(len(run.shuttles))], "drtRequests": _requests(run)}
    (folder / "drt-vehicles.json").write_text(json.dumps(replay, separators=(",", ":")) + "\n", "utf-8")
    nodes = run.network.nodes
    centre = [round(float(nodes[name].mean()), _DIGITS) for name in ("lon", "lat")]
    # JSON is YAML, and quotes what must be quoted.
    lines = [f"title: {json.dumps(run.name)}", "drtTrips: drt-vehicles.json", f"center: {json.dumps(centre)}"]
    (folder / "viz-vehicles-navette.yml").write_text("\n".join(lines) + "\n", "utf-8")
    return [
        Described(
            "drt-vehicles.json",
            "Per shuttle its path (longitude, latitude), seconds since midnight of day 0 and "
            "people on board; per request time, origin, destination, shuttle and arrival, or -1.",
        ),
        Described("viz-vehicles-navette.yml", "Tells SimWrapper to show it: open this folder there."),
    ]
