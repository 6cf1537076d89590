"""Which reference system coordinates are in, and how they become degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from navette.common.errors import InputError

WGS84 = "EPSG:4326"
_CANDIDATES = {
    "EPSG:2154": "Lambert-93",
    "EPSG:27572": "Lambert II étendu",
    **{f"EPSG:{3900 + zone}": f"Lambert CC{zone}" for zone in range(42, 51)},
    "EPSG:3035": "LAEA Europe",
    **{f"EPSG:{25800 + zone}": f"UTM zone {zone}N" for zone in (29, 30, 31, 32, 33)},
    **{f"EPSG:{31464 + zone}": f"Gauss-Krüger zone {zone}" for zone in (2, 3, 4, 5)},
    "EPSG:2056": "CH1903+ LV95",
    "EPSG:21781": "CH1903 LV03",
    "EPSG:31370": "Lambert belge 72",
    "EPSG:3812": "Lambert belge 2008",
    "EPSG:28992": "RD New",
    "EPSG:27700": "British National Grid",
    "EPSG:2169": "Luxembourg",
}
"""Systems that lists of the region are in, tried where none is named. Web Mercator is not: nearly all metres fit it."""
_COUNTRIES = {
    "FR": (-5.3, 41.2, 9.7, 51.2),
    "DE": (5.8, 47.2, 15.1, 55.1),
    "CH": (5.9, 45.8, 10.5, 47.9),
    "AT": (9.5, 46.3, 17.2, 49.1),
    "BE": (2.5, 49.4, 6.5, 51.6),
    "NL": (3.3, 50.7, 7.3, 53.6),
    "LU": (5.7, 49.4, 6.6, 50.2),
    "GB": (-8.7, 49.8, 1.8, 60.9),
    "IM": (-4.9, 54.0, -4.2, 54.5),
}
"""Where they lie, west, south, east, north, if there is no map [degree]."""
_INSIDE = 0.95
_SAMPLE = 1000


@dataclass(frozen=True)
class Bounds:
    """What a map covers [degree]."""

    west: float
    south: float
    east: float
    north: float

    def share(self, lon: np.ndarray, lat: np.ndarray, margin: float = 0.2) -> float:
        """Of places, the share that lies there or near."""
        inside = (lon >= self.west - margin) & (lon <= self.east + margin)
        inside &= (lat >= self.south - margin) & (lat <= self.north + margin)
        return float(inside.mean()) if len(inside) else 0.0


@cache
def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def to_degrees(x: np.ndarray, y: np.ndarray, crs: str) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of east and north; infinite where there is no such place."""
    lon, lat = _transformer(crs, WGS84).transform(x, y)
    return np.asarray(lon), np.asarray(lat)


def from_degrees(lon: np.ndarray, lat: np.ndarray, crs: str) -> tuple[np.ndarray, np.ndarray]:
    """The way back."""
    x, y = _transformer(WGS84, crs).transform(lon, lat)
    return np.asarray(x), np.asarray(y)


def checked(crs: str) -> str:
    """A reference system that a user named. Raises InputError if there is none."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return str(CRS.from_user_input(crs).to_string())
    except CRSError as error:
        raise InputError(f"--crs must name a reference system, as EPSG:2154, found {crs!r}") from error


def bounds_of(country: str) -> Bounds | None:
    """Of a country, if it is known here."""
    return Bounds(*_COUNTRIES[country]) if country in _COUNTRIES else None


def name_of(crs: str) -> str:
    """With its name in words, if it is known here."""
    return f"{_CANDIDATES[crs]} ({crs})" if crs in _CANDIDATES else crs


def guess_crs(x: np.ndarray, y: np.ndarray, bounds: Bounds, what: str) -> tuple[str, bool]:
    """The one system in which these metres lie where it is used, and within the bounds, and whether x is north.

    Raises InputError if none or several fit.
    """
    rows = np.linspace(0, len(x) - 1, min(len(x), _SAMPLE)).astype(int)
    x, y = x[rows], y[rows]
    for swapped in (False, True):
        east, north = (y, x) if swapped else (x, y)
        fits = [crs for crs in _CANDIDATES if _fits(crs, east, north, bounds)]
        if len(fits) == 1:
            return fits[0], swapped
        if fits:
            known = " or of ".join(name_of(crs) for crs in fits)
            raise InputError(f"{what}: these are metres of {known}; say which by --crs, or name the map by --roads")
    raise InputError(
        f"{what}: these numbers are no degrees, and in no system known here do they lie on the map, or in the country; "
        "name the system by --crs EPSG:NUMBER, or the country by --country"
    )


@cache
def _region(crs: str) -> tuple[float, float, float, float] | None:
    from pyproj import CRS

    area = CRS.from_user_input(crs).area_of_use
    return (area.west, area.south, area.east, area.north) if area else None


def _fits(crs: str, east: np.ndarray, north: np.ndarray, bounds: Bounds) -> bool:
    lon, lat = to_degrees(east, north, crs)
    good = np.isfinite(lon) & np.isfinite(lat)
    if good.mean() < _INSIDE:
        return False
    region = _region(crs)
    if region and Bounds(*region).share(lon[good], lat[good], margin=0.0) < _INSIDE:
        return False
    return bounds.share(lon[good], lat[good]) >= 0.5
