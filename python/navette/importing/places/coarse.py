"""Places moved to the middle of squares, so that no single house is told."""

from __future__ import annotations

import numpy as np

from navette.importing.places.reference import from_degrees, to_degrees

_EUROPE = (-11.0, 34.0, 32.0, 72.0)


def coarsened(lon: np.ndarray, lat: np.ndarray, metres: float) -> tuple[np.ndarray, np.ndarray]:
    """The middle of each place's square: of the European grid (EPSG:3035), elsewhere of the UTM zone."""
    crs = _grid_of(lon, lat)
    x, y = from_degrees(lon, lat, crs)
    return to_degrees((np.floor(x / metres) + 0.5) * metres, (np.floor(y / metres) + 0.5) * metres, crs)


def _grid_of(lon: np.ndarray, lat: np.ndarray) -> str:
    west, south, east, north = _EUROPE
    middle_lon, middle_lat = float(np.median(lon)), float(np.median(lat))
    if west <= middle_lon <= east and south <= middle_lat <= north:
        return "EPSG:3035"
    zone = int((middle_lon + 180) // 6) % 60 + 1
    return f"EPSG:{32600 + zone if middle_lat >= 0 else 32700 + zone}"
