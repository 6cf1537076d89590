"""Where trips begin and end: by coordinates, else by the names of stops."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.faults import Faults
from navette.importing.places.coordinates import Located, Systems, locate
from navette.importing.places.stops import Stops
from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text


def read_ends(
    sheet: Sheet, columns: dict[str, int], systems: Systems, stops: Stops | None, faults: Faults
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Longitude and latitude of both ends of each row, and how each end was read."""
    found, notes = {}, {}
    for end in ("origin", "destination"):
        located = locate(sheet, columns, f"{end}_", systems, faults)
        place = columns.get(f"{end}_place")
        if located is None:
            if place is None:
                raise InputError(_nowhere(sheet, end))
            if stops is None:
                raise InputError(
                    f"{sheet.source}: column {sheet.names[place]!r} names places; where they lie, --stops FILE "
                    f"tells: a table "
                    "with their names and coordinates"
                )
            located = Located(*_by_name(sheet, place, stops, faults), "names of stops")
        elif place is not None and stops is not None:
            missing = np.isnan(located.lon)
            lon, lat = _by_name(sheet, place, stops, faults, missing)
            located = Located(np.where(missing, lon, located.lon), np.where(missing, lat, located.lat), located.note)
        for row in np.flatnonzero(np.isnan(located.lon)):
            if not faults.has(sheet, int(row)):
                faults.row(sheet, int(row), f"columns of the {end}", "must hold a place, found none")
        found[f"{end}_lon"], found[f"{end}_lat"] = located.lon, located.lat
        notes[end] = located.note
    return pd.DataFrame(found), notes


def _by_name(
    sheet: Sheet, column: int, stops: Stops, faults: Faults, wanted: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    cells = sheet.column(column)
    places = {cell: stops.find(as_text(cell)) for cell in cells.dropna().unique()}
    nowhere = (np.nan, np.nan)
    pairs = np.array([(places.get(cell) or nowhere) if cell is not None else nowhere for cell in cells])
    unknown = np.isnan(pairs[:, 0]) & ~cells.isna().to_numpy()
    faults.cells(
        sheet, column, unknown if wanted is None else unknown & wanted, lambda cell: stops.fault(as_text(cell))
    )
    return pairs[:, 0], pairs[:, 1]


def _nowhere(sheet: Sheet, end: str) -> str:
    return (
        f"{sheet.source}: nothing tells where trips {'begin' if end == 'origin' else 'end'}; say which column does by "
        f"--map COLUMN={end}_lon and COLUMN={end}_lat ({end}_x and {end}_y in a projected system), or "
        f"COLUMN={end}_place. "
        f"Its columns are {', '.join(repr(name) for name in sheet.names if name)}"
    )
