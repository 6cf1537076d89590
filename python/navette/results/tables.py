"""One table of a results file (an HDF5 group of columns of equal length) as a pandas DataFrame."""

from __future__ import annotations

import h5py
import numpy as np
import pandas as pd

from navette.results.check import DIMENSIONS, Damaged, columns_of, told


def _text(value: object) -> object:
    """An attribute's value, as str if it is text."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray) and value.size == 1:
        return _text(value.reshape(-1)[0])
    if isinstance(value, np.generic):
        return value.item()
    return value


def attributes(node: h5py.Group | h5py.Dataset) -> dict[str, object]:
    """The attributes of a group or column, texts as str, scalars as plain numbers."""
    told = {name: node.attrs[name] for name in node.attrs if name not in DIMENSIONS}
    return {name: _text(value) for name, value in told.items() if not isinstance(value, h5py.Empty)}


def _decode(values: np.ndarray, about: dict[str, object]) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """The values as a reader wants them: names for codes, <NA> for what is missing, coordinates scaled."""
    fill = about.get("_FillValue")
    if "flag_meanings" in about:
        meanings = str(about["flag_meanings"]).split()
        codes = np.atleast_1d(np.asarray(about["flag_values"]))
        if len(codes) != len(meanings) or len(set(meanings)) != len(meanings):
            raise Damaged(f"{len(codes)} codes have {len(meanings)} names")
        position = np.full(values.shape, -1)
        for rank, code in enumerate(codes):
            position[values == code] = rank
        unknown = (position < 0) if fill is None else (position < 0) & (values != fill)
        if unknown.any():
            raise ValueError(f"code {values[unknown][0]} has no name among {about['flag_meanings']}")
        if meanings == ["no", "yes"]:
            return position == 1
        return pd.Categorical.from_codes(position, categories=meanings)
    missing = np.zeros(values.shape, dtype=bool) if fill is None else values == fill
    if "scale_factor" in about:
        scaled = values * float(about["scale_factor"])
        scaled[missing] = np.nan
        return scaled
    if fill is not None and np.issubdtype(values.dtype, np.integer):
        return pd.arrays.IntegerArray(values, missing)
    return values


def read_table(group: h5py.Group, *, columns: dict[str, h5py.Dataset] | None = None) -> pd.DataFrame:
    """The group's columns as a DataFrame; row i of the file is row i here.

    Codes become categories with the names that the file gives them, flags (no, yes) become bool; columns in which a
    value may be missing become pandas' nullable integers; coordinates become degrees; all else keeps its type, times
    as integers [ms].
    `.attrs["units"]` and `.attrs["long_name"]` of the frame map each column to its unit and its meaning.
    """
    frame: dict[str, object] = {}
    units: dict[str, str] = {}
    meanings: dict[str, str] = {}
    if columns is None:
        columns = columns_of(group)
    where = group.name.lstrip("/")
    for name, column in columns.items():
        with told(f"{where}/{name}"):
            about = attributes(column)
            if h5py.check_string_dtype(column.dtype) is not None:
                frame[name] = column.asstr()[...]
            else:
                frame[name] = _decode(column[...], about)
            units[name] = str(about.get("units", "1"))
            meanings[name] = str(about.get("long_name", name))
    if len({len(values) for values in frame.values()}) > 1:
        raise Damaged(f"{where}: its columns differ in length")
    table = pd.DataFrame(frame)
    table.attrs = {"units": units, "long_name": meanings}
    return table
