"""Stops by name: their places, from a table of any kind."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.columns import Guess, Shape, Understood, understand
from navette.importing.faults import Faults
from navette.importing.mapping import ColumnMapping
from navette.importing.places.coordinates import Located, Systems, locate
from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text
from navette.importing.words import normalised

MEANINGS = {
    "name": "what the stop is called",
    "id": "its code",
    "lon": "longitude",
    "lat": "latitude",
    "x": "east in a projected system",
    "y": "north in a projected system",
    "place": "both coordinates in one text",
}
_NAMES = {
    "name": "stop name, nom, nom arret, arret, libelle, name, haltestelle, haltestellenname, bezeichnung, stop",
    "id": "stop id, id, code, code arret, numero, nummer, id arret, stop code, ref",
    "lon": "stop lon, lon, long, lng, longitude, langengrad, laengengrad",
    "lat": "stop lat, lat, latitude, breitengrad",
    "x": "x, x l93, x lambert93, x lambert, coord x, easting, rechtswert, lambert x, stop x",
    "y": "y, y l93, y lambert93, y lambert, coord y, northing, hochwert, lambert y, stop y",
    "place": "coordonnees, coordinates, koordinaten, gps, geom, geometry, wkt, position",
}
_WORDS = {meaning: set(names.split(", ")) for meaning, names in _NAMES.items()}
_SAME = 200.0
"""[m] Two stops of one name that lie no farther apart are one."""


@dataclass
class Stops:
    """Where stops lie, by their names made comparable."""

    places: dict[str, tuple[float, float]]
    twice: set[str]
    """Names of several stops that lie apart."""

    def find(self, text: str) -> tuple[float, float] | None:
        """Where a stop lies; None if there is none, or several."""
        name = normalised(text)
        return None if name in self.twice else self.places.get(name)

    def fault(self, text: str) -> str:
        """Why there is none."""
        if normalised(text) in self.twice:
            return "several stops have this name and lie apart"
        near = difflib.get_close_matches(normalised(text), self.places, 1)
        return f"no stop has this name or code{f'; the nearest is {near[0]!r}' if near else ''}"


def known(name: str) -> bool:
    """Whether a column so called has to do with stops."""
    return _meaning(name) is not None


def read_stops(sheet: Sheet, systems: Systems, faults: Faults) -> tuple[Stops, list[Understood]]:
    """Of a table. Raises InputError if its places or names are not found."""
    found = understand(sheet, ColumnMapping(), MEANINGS, _guess)
    columns = {item.meaning: item.column for item in found if item.is_used}
    located: Located | None = locate(sheet, columns, "", systems, faults)
    if located is None or not {"name", "id"} & set(columns):
        raise InputError(
            f"{sheet.source}: a list of stops must have a name (stop_name, nom, arrêt, Haltestelle) or a code, and "
            f"coordinates (lon and lat, or x and y); its columns are {', '.join(filter(None, sheet.names))}"
        )
    places: dict[str, tuple[float, float]] = {}
    twice: set[str] = set()
    for column in (columns[meaning] for meaning in ("name", "id") if meaning in columns):
        cells: pd.Series = sheet.column(column)
        for cell, lon, lat in zip(cells, located.lon, located.lat, strict=True):
            if cell is None or not np.isfinite(lon):
                continue
            name = normalised(as_text(cell))
            if name in places and _metres(places[name], (lon, lat)) > _SAME:
                twice.add(name)
            places.setdefault(name, (float(lon), float(lat)))
    return Stops(places, twice), found


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[0] - b[0]) * 111_320 * np.cos(np.radians((a[1] + b[1]) / 2))
    return float(np.hypot(east, (a[1] - b[1]) * 111_320))


def _meaning(name: str) -> str | None:
    return next((meaning for meaning, words in _WORDS.items() if name in words), None)


def _guess(name: str, shape: Shape) -> Guess | None:
    meaning = _meaning(name)
    if meaning in ("lon", "lat", "x", "y") and not shape.is_number:
        return None
    rank = 2 if name.startswith(("stop", "nom")) else 1
    return Guess(meaning, rank) if meaning else None
