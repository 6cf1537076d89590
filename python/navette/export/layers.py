"""A run as map layers: GeoPackage for QGIS, GeoParquet for everything that reads Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.disclosure import check_public, public_groups
from navette.export.readme import Described, columns_of
from navette.results import Run

if TYPE_CHECKING:
    import geopandas as gpd

CELL = 1_000
"""[m] Side of the squares that requests are counted in for the public."""

EUROPE = "EPSG:3035"
"""Lambert azimuthal equal area, whose round kilometres bound the squares: the grid of European statistics."""


def day_zero(run: Run) -> pd.Timestamp:
    """Midnight of day 0, local time."""
    return pd.Timestamp(str(run.attributes["first_day"]))


def _moments(run: Run, times: pd.Series) -> pd.Series:
    """Local date and time of times in ms since midnight of day 0; NaT where there is none."""
    whole = times.to_numpy(dtype=np.int64, na_value=0)
    moments = pd.Series(day_zero(run) + pd.to_timedelta(whole, unit="ms"), index=times.index)
    return moments.astype("datetime64[ms]").where(times.notna().to_numpy())


def _with_moments(run: Run, table: gpd.GeoDataFrame, columns: dict[str, str]) -> gpd.GeoDataFrame:
    """The table with dates and times in place of `columns`' ms, under their new names."""
    changed = table.drop(columns=list(columns))
    for old, new in columns.items():
        changed[new] = _moments(run, table[old])
    units, meanings = dict(table.attrs["units"]), dict(table.attrs["long_name"])
    changed.attrs = {
        "units": units | dict.fromkeys(columns.values(), "local date and time"),
        "long_name": meanings | {new: meanings[old] for old, new in columns.items()},
    }
    return changed


def _plain(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Names for codes: not every format has categories."""
    named = {name: table[name].astype(str) for name in table if isinstance(table[name].dtype, pd.CategoricalDtype)}
    plain = table.assign(**named)
    plain.attrs = table.attrs
    return plain


def _named_shuttles(run: Run, table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    names = run.shuttles["shuttle_id"].to_numpy(dtype=object)
    rows = table["shuttle"].to_numpy(dtype=np.int64, na_value=-1)
    table = table.assign(shuttle_id=np.where(rows >= 0, names[rows] if len(names) else None, None))
    table.attrs["units"]["shuttle_id"], table.attrs["long_name"]["shuttle_id"] = "", "name of the shuttle"
    return table


_LEG_TIMES = {"departure": "t_start", "arrival": "t_end"}
_STOP_TIMES = {"begin": "t_start", "end": "t_end", "arrival": "t_arrival", "planned_begin": "t_planned"}
_REQUEST_TIMES = {
    "earliest_departure": "t_start",
    "dropoff": "t_end",
    "submitted_at": "t_submitted",
    "decided_at": "t_decided",
    "pickup": "t_pickup",
    "boarded": "t_boarded",
    "promised_pickup": "t_promised_pickup",
    "promised_dropoff": "t_promised_dropoff",
}
_MEANINGS = {
    "legs": "Movements of the shuttles, with the way driven. QGIS: layer properties, Temporal, *Separate fields for "
    "start and end*, `t_start` and `t_end`; then the temporal controller plays the day.",
    "stops": "Visits of the shuttles, at their place on the road.",
    "requests": "Requests, at their origin as asked.",
    "wishes": "Requests, as straight lines from origin to destination as asked.",
    "shuttles": "Shuttles, at their depot.",
    "roads": "Roads, once for both directions.",
    "cells": "Squares of 1 km (EPSG:3035) with the requests that begin or end there.",
}


def layers(run: Run) -> dict[str, gpd.GeoDataFrame]:
    """All layers of a run by name, WGS84."""
    import geopandas as gpd
    import shapely

    requests = _named_shuttles(run, _with_moments(run, run.requests, _REQUEST_TIMES))
    ends = zip(requests.pop("origin"), requests.pop("destination"), strict=True)
    both = np.array([shapely.get_coordinates(list(pair)) for pair in ends]).reshape(-1, 2, 2)
    at_origin = gpd.GeoDataFrame(requests, geometry=shapely.points(both[:, 0]), crs=run.requests.crs)
    kept = ["request_id", "end", "party_size", "t_start", "t_end", "direct_time", "direct_distance", "shuttle_id"]
    wishes = gpd.GeoDataFrame(requests[kept], geometry=shapely.linestrings(both), crs=run.requests.crs)
    for layer in (at_origin, wishes):
        layer.attrs = requests.attrs
    return {
        "legs": _named_shuttles(run, _with_moments(run, run.legs, _LEG_TIMES)),
        "stops": _named_shuttles(run, _with_moments(run, run.stops, _STOP_TIMES)),
        "requests": at_origin,
        "wishes": wishes,
        "shuttles": run.shuttles,
        "roads": run.network.roads(),
    }


def public_layers(run: Run) -> dict[str, gpd.GeoDataFrame]:
    """The layers that are for everybody: roads, and requests counted in the squares that may be told of."""
    import geopandas as gpd
    import shapely

    check_public(run)
    requests = run.requests
    counts = {}
    for end, name in (("origin", "begin"), ("destination", "finish")):
        (groups,) = public_groups([(requests, _square_of(requests[end]))])
        counts[name] = groups.requests if groups.requests.notna().all() else groups.served
    table = pd.DataFrame(counts).astype("Int64")
    corners = np.array([name.split() for name in table.index], dtype=np.int64).reshape(-1, 2) * CELL
    east, north = corners[:, 0], corners[:, 1]
    squares = shapely.box(east, north, east + CELL, north + CELL)
    cells = gpd.GeoDataFrame(table.reset_index(drop=True), geometry=squares, crs=EUROPE).to_crs(run.requests.crs)
    cells.attrs = {
        "units": {"begin": "1", "finish": "1"},
        "long_name": {
            "begin": "requests (where hardly any was refused: served requests) whose origin lies here; empty: too few "
            "to tell, or none",
            "finish": "the same by destination",
        },
    }
    return {"cells": cells, "roads": run.network.roads()}


def _square_of(places: gpd.GeoSeries) -> pd.Series:
    """The square that a place lies in, as text: its column and row."""
    metric = places.to_crs(EUROPE)
    squares = [f"{x:.0f} {y:.0f}" for x, y in zip(metric.x // CELL, metric.y // CELL, strict=True)]
    return pd.Series(squares, index=places.index, dtype="string", name="square")


def _chosen(run: Run, public: bool) -> dict[str, gpd.GeoDataFrame]:
    return public_layers(run) if public else layers(run)


_CLOCK = "Dates and times are local; where a format knows no local time, they are marked as UTC and mean local time."


def _described(name: str, layer: str, table: gpd.GeoDataFrame) -> Described:
    moments = any(isinstance(column.dtype, np.dtype) and column.dtype.kind == "M" for _, column in table.items())
    return Described(name, _MEANINGS[layer], columns_of(table), (_CLOCK,) if moments else ())


def write_gpkg(run: Run, folder: Path, mode: str, public: bool) -> list[Described]:
    """Writes run.gpkg, WGS84."""
    described = []
    for layer, table in _chosen(run, public).items():
        _write_layer(_plain(table), folder / "run.gpkg", layer)
        described.append(_described(f"run.gpkg, layer {layer}", layer, table))
    return described


def _write_layer(table: gpd.GeoDataFrame, file: Path, layer: str) -> None:
    """GDAL tells a full disk by errors of its own, or not at all: what is written is counted."""
    from pyogrio import read_info
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

    try:
        table.to_file(file, layer=layer, driver="GPKG", engine="pyogrio")
        written = read_info(file, layer=layer)["features"]
    except (DataLayerError, DataSourceError, FeatureError, GeometryError, RuntimeError) as error:
        raise OSError(f"{file.name}: {error}") from error
    if written != len(table):
        raise OSError(f"{file.name}: of {len(table)} rows of {layer}, {written} are there")


def write_geoparquet(run: Run, folder: Path, mode: str, public: bool) -> list[Described]:
    """Writes one file per layer, WGS84."""
    described = []
    for layer, table in _chosen(run, public).items():
        _plain(table).to_parquet(folder / f"{layer}.parquet", index=False)
        described.append(_described(f"{layer}.parquet", layer, table))
    return described
