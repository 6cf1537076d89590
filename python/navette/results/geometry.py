"""Tables of a run with their places as geometries, WGS84."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.results.movement import course
from navette.results.roads import WGS84, RoadCourse

if TYPE_CHECKING:
    import geopandas as gpd


def _points(lon: pd.Series | np.ndarray, lat: pd.Series | np.ndarray) -> gpd.array.GeometryArray:
    import geopandas as gpd

    return gpd.points_from_xy(lon, lat, crs=WGS84)


def _with(table: pd.DataFrame, **geometries: tuple[gpd.array.GeometryArray, str]) -> gpd.GeoDataFrame:
    """The table with geometry columns, each with its meaning; the first is the active one."""
    import geopandas as gpd

    columns = {name: geometry for name, (geometry, _) in geometries.items()}
    frame = gpd.GeoDataFrame(table.assign(**columns), geometry=next(iter(columns)), crs=WGS84)
    frame.attrs = {
        "units": table.attrs["units"] | dict.fromkeys(columns, "degree"),
        "long_name": table.attrs["long_name"] | {name: meaning for name, (_, meaning) in geometries.items()},
    }
    return frame


def with_ends(requests: pd.DataFrame) -> gpd.GeoDataFrame:
    """Requests with `origin` (the active geometry) and `destination`, as asked."""
    ends = {end: _points(requests[f"{end}_lon"], requests[f"{end}_lat"]) for end in ("origin", "destination")}
    return _with(requests, **{end: (points, f"{end} as asked") for end, points in ends.items()})


def with_depots(shuttles: pd.DataFrame) -> gpd.GeoDataFrame:
    """Shuttles with their depot as `geometry`."""
    return _with(shuttles, geometry=(_points(shuttles["depot_lon"], shuttles["depot_lat"]), "depot as given"))


def with_homes(residents: pd.DataFrame) -> gpd.GeoDataFrame:
    """Residents with their home as `geometry`."""
    return _with(residents, geometry=(_points(residents["home_lon"], residents["home_lat"]), "home"))


def with_place(facilities: pd.DataFrame) -> gpd.GeoDataFrame:
    """Facilities with their place as `geometry`."""
    return _with(facilities, geometry=(_points(facilities["lon"], facilities["lat"]), "place"))


def with_places(stops: pd.DataFrame, roads: RoadCourse) -> gpd.GeoDataFrame:
    """Stops with their place on the road as `geometry`."""
    edges, offsets = stops["edge"].to_numpy(dtype=np.int64), stops["offset"].to_numpy(dtype=float)
    return _with(stops, geometry=(_points(*roads.positions(edges, offsets)), "place on the road"))


def with_ways(legs: pd.DataFrame, trajectories: pd.DataFrame, roads: RoadCourse) -> gpd.GeoDataFrame:
    """Legs with the way driven as `geometry`; straight where the trajectory was not recorded."""
    import geopandas as gpd
    import shapely

    way = course(roads, legs, trajectories)
    lines = shapely.linestrings(np.column_stack([way.lon, way.lat]), indices=legs.index.get_indexer(way.leg))
    ways = gpd.array.from_shapely(lines, crs=WGS84)
    return _with(legs, geometry=(ways, "way driven; straight where the trajectory was not recorded"))
