"""Tables of a results file, changed as a whole: a row that goes takes along those that name it."""

from __future__ import annotations

import hashlib

import h5py
import numpy as np

# Columns that name rows of another table.
_ROWS_OF = {
    "requests": ["stops/request", "events/request"],
    "shuttles": [
        "shifts/shuttle",
        "pauses/shuttle",
        "stops/shuttle",
        "legs/shuttle",
        "events/shuttle",
        "requests/shuttle",
    ],
    "services": [
        "service_fares/service",
        "service_areas/service",
        "service_hours/service",
        "service_stops/service",
        "course_visits/service",
        "course_days/service",
        "shuttles/service",
        "requests/service",
    ],
    "service_stops": ["course_visits/stop", "requests/pickup_stop", "requests/dropoff_stop"],
    "residents": ["requests/resident"],
    "communes": ["residents/commune"],
}


def keep_scenario(file: h5py.File, text: str) -> None:
    """Puts another scenario into the file, with its fingerprint."""
    file.attrs["scenario"] = text
    file.attrs["scenario_sha256"] = hashlib.sha256(text.encode()).hexdigest()


def drop_row(file: h5py.File, table: str) -> None:
    """The row in the middle."""
    _drop(file, table.strip("/"), None)


def _columns_of(file: h5py.File, table: str) -> list[str]:
    """Samples hang on legs and shuttles, and are a table of their own: only columns as long as the first count."""
    found = [f"{table}/{name}" for name, item in file[table].items() if isinstance(item, h5py.Dataset)]
    scale = next((name for name in found if file[name].is_scale), found[0])
    return [name for name in found if len(file[name]) == len(file[scale])]


def _drop(file: h5py.File, table: str, rows: np.ndarray | None) -> None:
    everything = _columns_of(file, table)
    length = len(file[everything[0]])
    gone = np.array([length // 2]) if rows is None else rows
    kept = np.setdiff1d(np.arange(length), gone)
    renumbered = np.full(length, -1)
    renumbered[kept] = np.arange(len(kept))
    for column in everything:
        _rewrite(file, column, np.arange(len(kept)) if file[column].is_scale else file[column][:][kept])
    for reference in _ROWS_OF.get(table, []):
        if reference not in file or len(file[reference]) == 0:
            continue
        named = file[reference][:]
        dead = np.flatnonzero(np.isin(named, gone) & (named >= 0))
        live = np.where(named >= 0, renumbered[np.maximum(named, 0)], named)
        file[reference][...] = live
        if len(dead):
            _drop(file, reference.split("/")[0], dead)


def _rewrite(file: h5py.File, column: str, values: np.ndarray) -> None:
    old = file[column]
    structure = ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME")
    attributes = {name: value for name, value in old.attrs.items() if name not in structure}
    kind, was_scale = old.dtype, old.is_scale
    del file[column]
    new = file.create_dataset(column, data=values, dtype=kind)
    if was_scale:
        new.make_scale()
    for name, value in attributes.items():
        new.attrs[name] = value
