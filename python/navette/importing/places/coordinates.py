"""Coordinates of a table's rows as degrees: of one end of a trip, or of a stop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from navette.importing.faults import Faults
from navette.importing.places.reference import WGS84, Bounds, bounds_of, checked, guess_crs, name_of, to_degrees
from navette.importing.tables.sheet import Sheet
from navette.importing.values.numbers import measure, read_measures
from navette.importing.values.texts import BLANKS

_NUMBER = r"[+-]?\d+(?:[.,]\d+)?"
_PAIR = re.compile(rf"[\[(]?\s*({_NUMBER})\s*(?:[;/\s]|,\s|,(?=[+-]?\d+\.))\s*({_NUMBER})\s*[\])]?")
_POINT = re.compile(
    rf"(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*\)", re.IGNORECASE
)


@dataclass
class Systems:
    """What is known of where the places of a list may lie, and in which system."""

    crs: str | None = None
    """As the user named it."""
    country: str = "FR"
    map_bounds: Bounds | None = None
    warnings: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Systems that were used."""

    @property
    def bounds(self) -> Bounds | None:
        """Of the map, else of the country."""
        return self.map_bounds or bounds_of(self.country)


@dataclass
class Located:
    """Places by row; NaN where a cell is empty or wrong."""

    lon: np.ndarray
    lat: np.ndarray
    note: str


def is_pair(value: object) -> bool:
    """Whether a text holds two coordinates."""
    return isinstance(value, str) and bool(_POINT.fullmatch(value.strip()) or _PAIR.fullmatch(value.strip()))


def locate(sheet: Sheet, columns: dict[str, int], end: str, systems: Systems, faults: Faults) -> Located | None:
    """Of the columns `{end}lon` and `{end}lat`, or x and y, or one text; None if it has none of them."""
    for first, second in (("lon", "lat"), ("x", "y")):
        if f"{end}{first}" in columns and f"{end}{second}" in columns:
            ranks = (columns[f"{end}{first}"], columns[f"{end}{second}"])
            values = []
            for rank in ranks:
                read = read_measures(sheet.column(rank))
                faults.cells(sheet, rank, np.isinf(read), "must be a number", shown=False)
                values.append(np.where(np.isinf(read), np.nan, read))
            what = f"{sheet.source}, columns {sheet.names[ranks[0]]!r} and {sheet.names[ranks[1]]!r}"
            return _degrees(values[0], values[1], what, systems)
    rank = columns.get(f"{end}place")
    if rank is not None and _holds_pairs(sheet.column(rank)):
        return _of_texts(sheet, rank, systems, faults)
    return None


def _holds_pairs(cells: pd.Series) -> bool:
    filled = cells.dropna().head(500)
    return len(filled) > 0 and filled.map(is_pair).mean() > 0.8


def _of_texts(sheet: Sheet, rank: int, systems: Systems, faults: Faults) -> Located:
    cells = sheet.column(rank)
    first, second = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    points = 0
    for row, cell in enumerate(cells):
        text = cell.strip(BLANKS) if isinstance(cell, str) else ""
        if point := _POINT.fullmatch(text):
            first[row], second[row], points = measure(point[1]), measure(point[2]), points + 1
        elif pair := _PAIR.fullmatch(text):
            first[row], second[row] = measure(pair[1]), measure(pair[2])
    filled = cells.notna().to_numpy()
    faults.cells(sheet, rank, filled & np.isnan(first), "must be two coordinates", shown=False)
    what = f"{sheet.source}, column {sheet.names[rank]!r}"
    # A well-known text has the longitude first; people and maps on the web the latitude.
    return _degrees(first, second, what, systems) if points else _degrees(second, first, what, systems)


def _degrees(x: np.ndarray, y: np.ndarray, what: str, systems: Systems) -> Located:
    # A pair of zeros is what programs write where they know no place.
    there = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    east, north = x[there], y[there]
    if not len(east):
        nowhere = np.full(len(x), np.nan)
        return Located(nowhere, nowhere, "empty")
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    degrees = (np.abs(east) <= 180).mean() > 0.5 and (np.abs(north) <= 180).mean() > 0.5
    if degrees and (systems.crs is None or checked(systems.crs) == WGS84):
        if _swapped(east, north, systems):
            systems.warnings.append(f"{what}: longitude and latitude change places; they are put right")
            east, north = north, east
        lon[there], lat[there] = east, north
        note = "degrees"
    else:
        crs, swapped = _system(east, north, what, systems)
        if swapped:
            systems.warnings.append(f"{what}: x is north and y is east here; they are put right")
            east, north = north, east
        lon[there], lat[there] = to_degrees(east, north, crs)
        systems.used.add(crs)
        note = f"metres of {name_of(crs)}" + ("" if systems.crs else ", guessed")
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    lon[~good], lat[~good] = np.nan, np.nan
    bounds = systems.bounds
    if bounds is not None and (share := bounds.share(lon[good], lat[good])) < 1:
        off = round((1 - share) * good.sum())
        where = "the map" if systems.map_bounds else f"the country ({systems.country})"
        systems.warnings.append(f"{what}: {off} of {good.sum()} places lie off {where}; the service refuses them")
    return Located(lon, lat, note)


def _system(east: np.ndarray, north: np.ndarray, what: str, systems: Systems) -> tuple[str, bool]:
    bounds = systems.bounds or Bounds(-180, -90, 180, 90)
    if systems.crs is None:
        return guess_crs(east, north, bounds, what)
    crs = checked(systems.crs)
    there, other = (bounds.share(*to_degrees(*pair, crs)) for pair in ((east, north), (north, east)))
    return crs, other > 0.5 > 0.05 > there


def _swapped(lon: np.ndarray, lat: np.ndarray, systems: Systems) -> bool:
    """Whether hardly any place lies on the map, or in the country, but most do when the two change places."""
    if (np.abs(lat) > 90).mean() > 0.5:
        return True
    bounds = systems.bounds
    return bounds is not None and bounds.share(lat, lon) > 0.5 and bounds.share(lon, lat) < 0.05
