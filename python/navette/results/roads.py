"""The course of roads, as results tell it: where an edge runs, and where on it one is at what time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

WGS84 = "EPSG:4326"
"""Coordinates are longitude and latitude in degrees."""

_APART = 2.0**32
"""[ms] Longer than any edge takes, so that (edge, time) pairs stand on one ascending axis."""


class RoadCourse:
    """Junctions, the edges between them, and the points along the edges."""

    def __init__(self, nodes: pd.DataFrame, edges: pd.DataFrame, shape: pd.DataFrame) -> None:
        """Of the tables of a results file: nodes, edges, and the points along the edges."""
        self.nodes = nodes
        """Junctions: lon, lat [degree]."""
        self.edges = edges
        """Directed roads between junctions: tail, head, twin (same road, other way), duration [ms], length [m],
        boarding (`allowed`, or why nobody gets in or out)."""
        self.shape = shape
        """Points along the edges: lon, lat [degree], time [ms] and distance [m] from the edge's tail."""
        self._begin = np.append(edges["shape_begin"].to_numpy(dtype=np.int64), len(shape))
        self._lonlat = shape[["lon", "lat"]].to_numpy(dtype=np.float64)
        self.shape_time: np.ndarray = shape["time"].to_numpy(dtype=np.float64)
        """[ms] from the edge's tail, of each row of `shape`."""
        self._axis = np.repeat(np.arange(len(edges)), np.diff(self._begin)) * _APART + self.shape_time
        self.twin: np.ndarray = edges["twin"].fillna(-1).to_numpy(dtype=np.int64)
        """Row of each edge's twin; -1: a one-way road."""
        self.tail: np.ndarray = edges["tail"].to_numpy(dtype=np.int64)
        """Node at which each edge begins."""
        self.head: np.ndarray = edges["head"].to_numpy(dtype=np.int64)
        """Node at which each edge ends."""
        self.length: np.ndarray = edges["length"].to_numpy(dtype=np.int64)
        """[m] of each edge."""
        self.duration: np.ndarray = edges["duration"].to_numpy(dtype=np.int64)
        """[ms] of each edge."""

    def shape_rows(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """First row of each edge in `shape`, and the row after its last."""
        return self._begin[edges], self._begin[edges + 1]

    def line(self, edge: int) -> tuple[np.ndarray, np.ndarray]:
        """The course of one edge: points as (lon, lat) rows [degree], and the time of each from the tail [ms]."""
        points = slice(self._begin[edge], self._begin[edge + 1])
        return self._lonlat[points], self.shape_time[points]

    def _once(self) -> np.ndarray:
        edges = np.arange(len(self.edges))
        return edges[((self.twin < 0) | (edges < self.twin)) & (self.edges["length"].to_numpy() > 0)]

    def lines(self) -> list[np.ndarray]:
        """The course of every road, once for both directions: arrays of (lon, lat) rows [degree]."""
        return [self.line(edge)[0] for edge in self._once()]

    def roads(self) -> gpd.GeoDataFrame:
        """Every road once for both directions: length [m], duration [ms], oneway, and its course as a line."""
        import geopandas as gpd
        import shapely

        rows = self._once()
        table = self.edges.loc[rows, ["length", "duration"]].assign(oneway=self.twin[rows] < 0)
        frame = gpd.GeoDataFrame(table, geometry=[shapely.LineString(line) for line in self.lines()], crs=WGS84)
        frame.attrs["units"] = {"length": "m", "duration": "ms", "oneway": "1", "geometry": "degree"}
        return frame

    def road(self, edges: np.ndarray) -> np.ndarray:
        """One number per road for both of its directions: the smaller edge row of the two."""
        twins = self.twin[edges]
        return np.where(twins >= 0, np.minimum(edges, twins), edges)

    def position(self, edge: int, offset: float) -> np.ndarray:
        """(lon, lat) [degree] of the place `offset` [ms] along an edge."""
        lon, lat = self.positions(np.array([edge]), np.array([offset]))
        return np.array([lon[0], lat[0]])

    def positions(self, edges: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes [degree] of many places: offsets [ms] along edges."""
        where = edges * _APART + offsets
        lon, lat = (np.interp(where, self._axis, self._lonlat[:, column]) for column in (0, 1))
        return lon, lat

    def distances(self, edges: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Lengths of road [m] from the edges' tails to places at offsets [ms]: an edge is not driven at one speed."""
        return np.interp(edges * _APART + offsets, self._axis, self.shape["distance"].to_numpy(dtype=np.float64))
