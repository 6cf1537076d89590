"""A run, as its results file tells it."""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import h5py
import numpy as np
import pandas as pd

from navette.tables import attributes, read_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCHEMA_VERSION = 1
NO_TIME = np.iinfo(np.int64).min
"""Stored where there is no such time, or no limit."""


class Network:
    """The road network that the shuttles drove on."""

    def __init__(self, nodes: pd.DataFrame, edges: pd.DataFrame, shape: pd.DataFrame) -> None:
        self.nodes = nodes
        """Junctions: lon, lat [degree]."""
        self.edges = edges
        """Directed roads between junctions: tail, head, twin (same road, other way), duration [ms], length [m]."""
        self.shape = shape
        """Points along the edges: lon, lat [degree], time [ms] and distance [m] from the edge's tail."""
        begin = edges["shape_begin"].to_numpy(dtype=np.int64)
        self._begin = np.append(begin, len(shape))
        self._lonlat = shape[["lon", "lat"]].to_numpy(dtype=np.float64)
        self._time = shape["time"].to_numpy(dtype=np.float64)
        self.twin: np.ndarray = edges["twin"].fillna(-1).to_numpy(dtype=np.int64)
        """Row of each edge's twin; -1: a one-way road."""
        self.duration: np.ndarray = edges["duration"].to_numpy(dtype=np.int64)
        """[ms] of each edge."""

    def line(self, edge: int) -> tuple[np.ndarray, np.ndarray]:
        """The course of one edge: points as (lon, lat) rows [degree], and the time of each from the tail [ms]."""
        points = slice(self._begin[edge], self._begin[edge + 1])
        return self._lonlat[points], self._time[points]

    def lines(self) -> list[np.ndarray]:
        """The course of every road, once for both directions: arrays of (lon, lat) rows [degree]."""
        edges = np.arange(len(self.edges))
        once = edges[((self.twin < 0) | (edges < self.twin)) & (self.edges["length"].to_numpy() > 0)]
        return [self.line(edge)[0] for edge in once]

    def road(self, edges: np.ndarray) -> np.ndarray:
        """One number per road for both of its directions: the smaller edge row of the two."""
        twins = self.twin[edges]
        return np.where(twins >= 0, np.minimum(edges, twins), edges)

    def position(self, edge: int, offset: float) -> np.ndarray:
        """(lon, lat) [degree] of the place `offset` [ms] along an edge."""
        points, times = self.line(edge)
        return np.array([np.interp(offset, times, points[:, axis]) for axis in (0, 1)])


class Run:
    """The tables of one run, each read when first asked for. Times are integers [ms] since midnight of day 0."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise FileNotFoundError(f"there is no results file {self.path}")
        try:
            with h5py.File(self.path, "r") as file:
                self.attributes = attributes(file)
        except OSError as error:
            raise ValueError(f"{self.path} is not an HDF5 file: {error}") from error
        version = self.attributes.get("navette_schema_version")
        if version != SCHEMA_VERSION:
            found = "none" if version is None else version
            raise ValueError(
                f"{self.path}: navette_schema_version must be {SCHEMA_VERSION}, found {found}: not a results file of "
                "Navette, or one of another version"
            )

    def __repr__(self) -> str:
        return f"<navette.Run {self.name!r}, {len(self.requests)} requests, {len(self.shuttles)} shuttles: {self.path}>"

    @property
    def name(self) -> str:
        """The territory's name."""
        return str(self.attributes.get("title") or self.path.stem).removeprefix("Navette results: ")

    @property
    def scenario(self) -> str:
        """The whole scenario as TOML, with the overrides of the command line in place."""
        return str(self.attributes["scenario"])

    @property
    def rules(self) -> dict[str, object]:
        """The service rules that were in force, by their names in the scenario; times in ms, None: no limit."""
        with h5py.File(self.path, "r") as file:
            rules = attributes(file["rules"])
        return {name: None if value == NO_TIME else value for name, value in rules.items()}

    @cached_property
    def requests(self) -> pd.DataFrame:
        """One row per request, in the order of their ids: what was asked, promised, and what became of it."""
        return self._table("requests")

    @cached_property
    def shuttles(self) -> pd.DataFrame:
        """One row per shuttle: its name, seats, wheelchair places and depot."""
        return self._table("shuttles")

    @cached_property
    def shifts(self) -> pd.DataFrame:
        """One row per shift: shuttle, start and end [ms]."""
        return self._table("shifts")

    @cached_property
    def stops(self) -> pd.DataFrame:
        """Visits that the shuttles made, by shuttle, then begin; planned and realised times [ms]."""
        return self._table("stops")

    @cached_property
    def legs(self) -> pd.DataFrame:
        """Movements between two halts, by shuttle, then departure; distance [m]."""
        return self._table("legs")

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log: everything that happened, in order."""
        return self._table("events")

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """One row per edge driven: shuttle, edge, entry [ms], load (people on board). `expand` gives lon and lat."""
        with h5py.File(self.path, "r") as file:
            group = file["trajectories"]
            rows = group["row_size"][...]
            columns = {name: group[name] for name in group if name in ("edge", "entry", "load")}
            table = read_table(group, columns=columns)
        table.insert(0, "shuttle", np.repeat(np.arange(len(rows)), rows))
        table.attrs["units"]["shuttle"] = "1"
        table.attrs["long_name"]["shuttle"] = "row of the shuttle in shuttles"
        return table

    @cached_property
    def kpi(self) -> pd.DataFrame:
        """The indicators by name: value, unit, definition. What cannot be known has no row."""
        return self._table("kpi").set_index("name")

    @cached_property
    def network(self) -> Network:
        """The roads, with their geometry."""
        with h5py.File(self.path, "r") as file:
            return Network(*(read_table(file["network"][name]) for name in ("nodes", "edges", "shape")))

    def expand(self, shuttle: int) -> pd.DataFrame:
        """Where one shuttle (a row of `shuttles`) was: time [ms], lon, lat [degree], load (people on board), leg.

        A row for each point where the road bends; between two rows of one leg the shuttle moves straight.
        """
        from navette.movement import expand

        return expand(self, shuttle)

    def shuttle_row(self, shuttle: int | str | None = None) -> int:
        """The row of a shuttle given by row or by its shuttle_id; None: the one that carried most requests."""
        names = self.shuttles["shuttle_id"]
        if shuttle is None:
            carried = self.requests.loc[self.requests["end"] == "served", "shuttle"].dropna()
            return int(carried.value_counts(sort=False).sort_index().idxmax()) if len(carried) else 0
        if isinstance(shuttle, str):
            rows = np.flatnonzero(names == shuttle)
            if len(rows) == 0:
                raise ValueError(f"there is no shuttle {shuttle!r}; there are {', '.join(names)}")
            return int(rows[0])
        if not 0 <= shuttle < len(names):
            raise ValueError(f"shuttle must be from 0 to {len(names) - 1}, found {shuttle}")
        return shuttle

    def plot_map(self, axes: Axes | None = None) -> Figure:
        """The day on the map: roads, where people wanted to go, what the shuttles drove and how full they were."""
        from navette.plot.map import plot_map

        return plot_map(self, axes)

    def plot_shuttle(self, shuttle: int | str | None = None, axes: Axes | None = None) -> Figure:
        """One shuttle's day: distance from its depot against time, with its load, pickups and drop-offs."""
        from navette.plot.shuttle import plot_shuttle

        return plot_shuttle(self, shuttle, axes)

    def _table(self, name: str) -> pd.DataFrame:
        with h5py.File(self.path, "r") as file:
            if name not in file:
                raise ValueError(f"{self.path} holds no table {name!r}; it holds {', '.join(file)}")
            return read_table(file[name])
