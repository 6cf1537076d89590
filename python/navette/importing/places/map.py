"""What a map covers."""

from __future__ import annotations

from pathlib import Path

from navette.common.errors import InputError
from navette.importing.places.reference import Bounds
from navette.network import Network


def bounds_of_map(roads: Path, country: str) -> Bounds:
    """Of the roads of an OpenStreetMap extract. Raises InputError."""
    if not roads.is_file():
        raise InputError(f"--roads {roads}: there is no such file")
    nodes = Network.read(roads, country=country).nodes
    return Bounds(*(float(value) for value in (nodes.lon.min(), nodes.lat.min(), nodes.lon.max(), nodes.lat.max())))
