"""A network of roads, and how long it takes on them."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from navette import _core
from navette._core import Place
from navette.common.listening import log
from navette.network.travel_times import Places
from navette.results import Run
from navette.results.roads import WGS84, RoadCourse
from navette.scenario import Given, scenario_of

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

_BOARDING = ["allowed", "motorway", "motorroad", "ferry", "tunnel", "long_bridge", "no_pedestrians"]

Where = Place | tuple[float, float]
"""A place: as `Network.place` gives it, or (longitude, latitude) [degree], which is put on the nearest road."""


class Path(NamedTuple):
    """The fastest drive from one place to another."""

    duration: int
    """[ms]"""
    length: int
    """[m]"""
    edges: np.ndarray
    """Rows of the edges driven, in order; the first holds the origin, the last the destination."""
    geometry: shapely.LineString
    """The way, as (lon, lat) [degree]."""


class Network(RoadCourse):
    """A road network: that of a map or a scenario, or that of a run, `run.network`."""

    def __init__(self, nodes: pd.DataFrame, edges: pd.DataFrame, shape: pd.DataFrame) -> None:
        """Of the tables of a results file: nodes, edges, and the points along the edges. See also `read` and `of`."""
        super().__init__(nodes, edges, shape)
        self._roads: _core.Roads | None = None
        self._closed: dict[str, np.ndarray] = {
            name: np.array([], dtype=np.int64) for name in ("edge", "from", "until", "announced")
        }

    @classmethod
    def read(cls, path: str | PathLike[str], *, country: str = "FR") -> Network:
        """The roads of an OpenStreetMap file, by the rules of docs/network.md.

        The first time takes as long as it takes to work out the travel times; then they are found in the cache.
        `country`: two letters, chooses the speed limits where the map shows none. Raises InputError.
        """
        return cls._of(_core.Roads.read(FilePath(path), country, log))

    @classmethod
    def of(cls, scenario: Given) -> Network:
        """The roads that a scenario, or a scenario file, runs on: its map, by its rules. Raises InputError."""
        chosen = scenario_of(scenario)
        network = cls._of(_core.Roads.of_scenario(chosen.path, chosen.assignments(), log))
        network._closed = network._oracle.closures()
        return network

    @classmethod
    def _of(cls, roads: _core.Roads) -> Network:
        columns = roads.columns()
        degrees = {name: columns[name] * 1e-7 for name in ("node_lon", "node_lat", "shape_lon", "shape_lat")}
        twin = columns["twin"]
        nodes = pd.DataFrame({"lon": degrees["node_lon"], "lat": degrees["node_lat"]})
        edges = pd.DataFrame(
            {
                "tail": columns["tail"],
                "head": columns["head"],
                "twin": pd.arrays.IntegerArray(twin, twin < 0),
                "duration": columns["duration"],
                "length": columns["length"],
                "boarding": pd.Categorical.from_codes(columns["boarding"], _BOARDING),
                "shape_begin": columns["shape_begin"][:-1],
            }
        )
        shape = pd.DataFrame(
            {
                "lon": degrees["shape_lon"],
                "lat": degrees["shape_lat"],
                "time": columns["time"],
                "distance": columns["distance"],
            }
        )
        network = cls(nodes, edges, shape)
        network._roads = roads
        return network

    def __repr__(self) -> str:
        """How large it is."""
        km = self.edges["length"][self._once()].sum() / 1000
        return f"<navette.Network, {len(self.nodes)} junctions, {km:.0f} km of road>"

    @property
    def closures(self) -> list[tuple[int, int]]:
        """Of each closure of roads in the scenario or run: known from, open again [ms].

        Travel times here are those of open roads; a `navette.dispatch.Board` goes round those known to be closed.
        """
        times = zip(self._closed["announced"], self._closed["until"], strict=True)
        return sorted({(int(known), int(until)) for known, until in times})

    # Travel times: exact, and those of the simulation.

    def place(self, where: Where, *, max_distance: float = 500) -> Place:
        """The place on the road nearest to (longitude, latitude) [degree], of the roads where people may board.

        Raises ValueError if none is within `max_distance` [m].
        """
        if isinstance(where, Place):
            return where
        edge, offset, _ = self._oracle.snap(np.array([where[0]]), np.array([where[1]]), max_distance)
        if edge[0] < 0:
            raise ValueError(f"no road where people may board within {max_distance:g} m of {where[0]}, {where[1]}")
        return self._oracle.place(int(edge[0]), int(offset[0]))

    def snap(self, lon: Sequence[float] | np.ndarray, lat: Sequence[float] | np.ndarray, *, max_distance: float = 500
             ) -> tuple[Places, np.ndarray]:  # fmt: skip
        """Many points [degree] put on the roads nearest to them, of those where people may board.

        Returns their places, and how far each was away from the road [m]. Where none is within `max_distance` [m],
        the edge is -1 and the distance infinite. Raises ValueError if a point is no longitude and latitude.
        """
        edge, offset, distance = self._oracle.snap(
            np.asarray(lon, dtype=float), np.asarray(lat, dtype=float), max_distance
        )
        return Places(edge.astype(np.int64), offset.astype(np.int64)), distance

    def travel_time(self, origin: Where, destination: Where) -> int:
        """Fastest drive from one place to another. [ms]"""
        return int(self.travel_times([origin], [destination])[0, 0])

    def travel_times(self, origins: Places | Sequence[Where], destinations: Places | Sequence[Where]) -> np.ndarray:
        """Fastest drives, many to many: int64, one row per origin, one column per destination. [ms]

        Raises ValueError if a place is not on the roads.
        """
        begin, end = self._places(origins), self._places(destinations)
        return self._oracle.travel_times(begin.edge, begin.offset, end.edge, end.offset)

    def path(self, origin: Where, destination: Where) -> Path:
        """The fastest drive from one place to another, with its course."""
        import shapely

        begin, end = self.place(origin), self.place(destination)
        duration, edges = self._oracle.path(begin, end)
        points, length = self._course(begin, end, edges)
        return Path(duration, length, edges, shapely.LineString(points))

    def times_from(self, origin: Where) -> np.ndarray:
        """Fastest drives from one place to both ends of every edge: (edges, 2), tail and head. [ms]

        Turn edges, which have no length, have -1.
        """
        real = np.flatnonzero(self.length > 0)
        ends = Places(np.tile(real, 2), np.concatenate([np.zeros(len(real), dtype=np.int64), self.duration[real]]))
        times = np.full((len(self.length), 2), -1, dtype=np.int64)
        times[real] = self.travel_times([origin], ends).reshape(2, -1).T
        return times

    def reach(self, origin: Where, minutes: float) -> gpd.GeoDataFrame:
        """The roads that can be driven to within so many minutes, cut where the time is over.

        One row per stretch of road: `time` [ms], when its nearer end is reached, and its course as a line.
        """
        import geopandas as gpd
        import shapely

        limit = minutes * 60_000
        at_ends = self.times_from(origin)
        here = self.place(origin)
        rows: list[tuple[int, shapely.LineString]] = []
        for edge in self._once():
            two_way = self.twin[edge] >= 0
            stretches = self._reached(edge, at_ends[edge], limit, two_way)
            if self.road(np.array([edge]))[0] == self.road(np.array([here.edge]))[0]:
                stretches += self._reached_from_within(int(edge), here, limit, two_way)
            for time, begin, end in stretches:
                line = self._stretch(int(edge), begin, end)
                rows.append((time, shapely.LineString(line)))
        frame = gpd.GeoDataFrame(
            {"time": np.array([time for time, _ in rows], dtype=np.int64)},
            geometry=[line for _, line in rows],
            crs=WGS84,
        )
        frame.attrs["units"] = {"time": "ms", "geometry": "degree"}
        return frame

    def _reached(self, edge: int, times: np.ndarray, limit: float, two_way: bool) -> list[tuple[int, float, float]]:
        """(time, begin, end) of stretches of an edge reached from its ends; begin and end as times from the tail."""
        duration = float(self.duration[edge])
        ahead = min(duration, limit - times[0])
        found = [(int(times[0]), 0.0, ahead)] if ahead > 0 else []
        back = min(duration, limit - times[1]) if two_way else 0.0
        if back > 0 and ahead < duration:
            found.append((int(times[1]), max(duration - back, ahead, 0.0), duration))
        return found

    def _reached_from_within(
        self, edge: int, here: Place, limit: float, two_way: bool
    ) -> list[tuple[int, float, float]]:
        duration = float(self.duration[edge])
        offset = float(here.offset) if here.edge == edge else duration - here.offset
        found = [(0, offset, min(duration, offset + limit))] if offset < duration else []
        if two_way and offset > 0:
            found.append((0, max(0.0, offset - limit), offset))
        return [stretch for stretch in found if stretch[2] > stretch[1]]

    def _stretch(self, edge: int, begin: float, end: float) -> np.ndarray:
        """The course of an edge between two times from its tail."""
        line, time = self.line(edge)
        inside = (time > begin) & (time < end)
        return np.vstack([self.position(edge, begin), line[inside], self.position(edge, end)])

    def _course(self, begin: Place, end: Place, edges: np.ndarray) -> tuple[np.ndarray, int]:
        """The points of a drive, and its length [m]."""
        parts, length = [], 0.0
        for rank, edge in enumerate(edges):
            if self.length[edge] == 0:
                continue
            start = self._on(int(edge), begin) if rank == 0 else 0.0
            stop = self._on(int(edge), end) if rank == len(edges) - 1 else float(self.duration[edge])
            parts.append(self._stretch(int(edge), start, stop))
            ends = self.distances(np.array([edge, edge]), np.array([start, stop]))
            length += float(ends[1] - ends[0])
        return np.vstack(parts), round(length)

    def _on(self, edge: int, place: Place) -> float:
        """The time from an edge's tail to a place on it, or on its twin."""
        return float(place.offset if place.edge == edge else self.duration[edge] - place.offset)

    def _places(self, given: Places | Sequence[Where]) -> Places:
        if isinstance(given, Places):
            return given
        found = [self.place(where) for where in given]
        return Places(np.array([place.edge for place in found]), np.array([place.offset for place in found]))

    @property
    def _oracle(self) -> _core.Roads:
        """With the travel times; those of a run's network are worked out when first asked for."""
        if self._roads is None:
            degrees = {"node_lon": self.nodes["lon"], "node_lat": self.nodes["lat"],
                       "shape_lon": self.shape["lon"], "shape_lat": self.shape["lat"]}  # fmt: skip
            columns = {name: np.rint(values.to_numpy() * 1e7).astype(np.int32) for name, values in degrees.items()}
            columns |= {"tail": self.tail, "head": self.head, "twin": self.twin, "duration": self.duration,
                        "length": self.length, "shape_begin": self._begin}  # fmt: skip
            if "boarding" in self.edges:  # files of earlier versions do not tell
                columns["boarding"] = self.edges["boarding"].cat.codes.to_numpy(dtype=np.int8)
            columns |= {name: self.shape[name].to_numpy() for name in ("time", "distance")}
            self._roads = _core.Roads.of_columns(columns, self._closed)
        return self._roads


def read(path: str | PathLike[str], *, country: str = "FR") -> Network:
    """See `Network.read`."""
    return Network.read(path, country=country)


def of(scenario: Given) -> Network:
    """See `Network.of`."""
    return Network.of(scenario)


def network_of_run(run: Run) -> Network:
    """See `Run.network`."""
    network = Network(*(run.table(f"network/{name}") for name in ("nodes", "edges", "shape")))
    if "closures" in run.table_names:
        table = run.table("closures")
        known = "announced" if "announced" in table else "from"  # files of earlier versions do not tell
        network._closed = {
            name: table[column].to_numpy()
            for name, column in {"edge": "edge", "from": "from", "until": "until", "announced": known}.items()
        }
    return network
