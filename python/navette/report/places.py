"""Villages, stops and roads, in the metres of a map that is framed to the area served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from navette.disclosure import SMALLEST
from navette.report.options import Option

WIDTH = 1000
"""Units of the still map from its left to its right."""

DEGREE = 111_320.0
"""[m] of a degree of latitude."""


@dataclass(frozen=True)
class Village:
    """A commune: its name, where its people live on the whole, and how many they are."""

    name: str
    lon: float
    lat: float
    inhabitants: int


@dataclass(frozen=True)
class Frame:
    """What of the world the map shows."""

    west: float
    south: float
    east: float
    north: float

    @property
    def height(self) -> float:
        """Units of the map from its top to its bottom."""
        return WIDTH * (self.north - self.south) / ((self.east - self.west) * self._narrow)

    @property
    def _narrow(self) -> float:
        return float(np.cos(np.radians((self.south + self.north) / 2)))

    @property
    def metres(self) -> float:
        """How many metres a unit of the map is."""
        return (self.east - self.west) * self._narrow * DEGREE / WIDTH

    def units(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places in units of the map, y downwards."""
        scale = WIDTH / (self.east - self.west)
        return (np.asarray(lon) - self.west) * scale, (self.north - np.asarray(lat)) * scale / self._narrow


def villages_of(option: Option) -> list[Village]:
    """The communes in which residents live; where demand is given, nobody knows them."""
    if not option.first.has_residents:
        return []
    residents = option.table("residents")
    homes = residents.groupby("commune")[["home_lon", "home_lat"]].median()
    size = residents["commune"].value_counts()
    communes = option.first.communes
    found = []
    for row, name in enumerate(communes["name"]):
        if row in homes.index and not bool(communes.get("elsewhere", pd.Series(False, communes.index)).iloc[row]):
            lon, lat = homes.loc[row]
            found.append(Village(str(name), float(lon), float(lat), int(size[row])))
    return found


def frame_of(options: Sequence[Option], villages: Sequence[Village], *, public: bool) -> Frame:
    """Where villages, stops, and the ends of requests lie; for the public, villages and stops, if there are any."""
    lon, lat = [v.lon for v in villages], [v.lat for v in villages]
    for option in options:
        stops = option.table("service_stops")
        lon += list(stops["lon"]) if "lon" in stops else []
        lat += list(stops["lat"]) if "lat" in stops else []
        shuttles = option.table("shuttles")
        lon, lat = lon + list(shuttles["depot_lon"]), lat + list(shuttles["depot_lat"])
    if not public:
        for option in options:
            requests = option.table("requests")
            for end in ("origin", "destination"):
                known = requests[[f"{end}_lon", f"{end}_lat"]].dropna()
                # The farthest of them may be an error of a given file: they do not make the map useless.
                inside = known[(known.rank(pct=True).gt(0.005) & known.rank(pct=True).le(0.995)).all(axis=1)]
                lon, lat = lon + list(inside[f"{end}_lon"]), lat + list(inside[f"{end}_lat"])
    nodes = options[0].first.network.nodes
    if len(lon) < 2 or (public and len(villages) < 2):
        lon, lat = lon + list(nodes["lon"]), lat + list(nodes["lat"])
    west, east, south, north = min(lon), max(lon), min(lat), max(lat)
    narrow = float(np.cos(np.radians((south + north) / 2)))
    wide, high = (east - west) * narrow, north - south
    side = max(wide, high, 0.01)
    # Neither a ribbon nor a tower, with a margin for names.
    grow_x, grow_y = max(0.0, 0.75 * side - wide) / 2 + 0.09 * side, max(0.0, 0.6 * side - high) / 2 + 0.07 * side
    return Frame(west - grow_x / narrow, south - grow_y, east + grow_x / narrow, north + grow_y)


@dataclass
class Roads:
    """The roads inside the frame, simplified to what the map can show."""

    rows: np.ndarray
    """Number of each road, as `Network.road` counts them."""
    lines: list[np.ndarray]
    """(lon, lat) of each road."""


def roads_of(option: Option, frame: Frame) -> Roads:
    """The roads of the run, inside the frame."""
    network = option.first.network
    roads = network.roads()
    tolerance = 0.6 * frame.metres / DEGREE
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    inside = shapely.intersects(roads.geometry.to_numpy(), box)
    lines = shapely.simplify(roads.geometry.to_numpy()[inside], tolerance)
    return Roads(roads.index.to_numpy()[inside], [shapely.get_coordinates(line) for line in lines])


def driven(option: Option, *, public: bool) -> pd.Series:
    """How often each road was driven, by its number; for the public, how many people were driven there.

    For the public a road is left out unless at least 11 people were driven on it in one vehicle or another: a shuttle
    that goes up a lane shows who lives there.
    """
    if not public:
        parts = []
        for run in option.runs[:1]:
            road = run.network.road(run.trajectories["edge"].to_numpy(dtype=np.int64))
            parts.append(pd.Series(road).value_counts())
        return pd.concat(parts)
    people: dict[int, set[int]] = {}
    run = option.first
    samples = run.trajectories
    requests = option.table("requests")
    served = requests[(requests["end"] == "served") & requests["shuttle"].notna()]
    for shuttle, rides in served.groupby("shuttle"):
        part = samples[samples["shuttle"] == shuttle]
        entry = part["entry"].to_numpy(dtype=np.int64)
        road = run.network.road(part["edge"].to_numpy(dtype=np.int64))
        begin = np.searchsorted(entry, rides["boarded"].to_numpy(dtype=np.int64))
        end = np.searchsorted(entry, rides["dropoff"].to_numpy(dtype=np.int64))
        who = rides["resident"].to_numpy(dtype=np.int64, na_value=-1)
        for row, (first, last) in enumerate(zip(begin, end, strict=True)):
            person = int(who[row]) if who[row] >= 0 else -1 - int(rides.index[row])
            for number in np.unique(road[first:last]):
                people.setdefault(int(number), set()).add(person)
    counts = {number: len(found) for number, found in people.items() if len(found) >= SMALLEST}
    # In steps, so that what one person adds is not seen.
    return pd.Series({number: count // SMALLEST * SMALLEST for number, count in counts.items()}, dtype=int)
