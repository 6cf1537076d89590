"""What can be changed in a results file: made from its own columns and attributes, so that a new one is tried too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import h5py
import numpy as np

from doctored_scenario import restatements
from doctored_tables import drop_row, keep_scenario

METRES_220 = 27_000  # of 1e-7 degree of longitude, at the latitude of the runs
HOUR = 3_600_000
_STRUCTURE = {"DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"}  # of HDF5, and no value
_TELLING = 10_000  # smaller numbers stand for many things: the same one elsewhere is another


@dataclass(frozen=True)
class Change:
    """One change of one file."""

    where: str  # "/requests/pickup", "/rules@patience", "scenario:run.seed"
    kind: str  # one of KINDS
    make: Callable[[h5py.File], None]


KINDS = {
    "a little": "one value changed by one unit: a millisecond, a person, a row, a letter, 2 m, another code",
    "much": "one value changed by an hour, 220 m, or a hundred",
    "less": "one value changed by one unit the other way",
    "missing": "one value made missing",
    "known": "a value put where there is none",
    "swapped": "two values of a column swapped",
    "carried": "one time, place or name changed by 60 s, 220 m or a letter wherever the file repeats it",
    "row gone": "the row in the middle of a table gone, and with it those that name it",
    "gone": "a column or an attribute gone",
    "restated": "one value in the scenario's text changed, and its fingerprint made anew",
}


def columns(file: h5py.File) -> Iterator[str]:
    """All columns that have a row, dimension scales too."""
    found: list[str] = []
    file.visititems(lambda name, item: found.append("/" + name) if isinstance(item, h5py.Dataset) else None)
    yield from (column for column in found if len(file[column]) > 0)


def of_file(file: h5py.File, seed: int = 0) -> Iterator[Change]:
    """All changes but those of the columns' own attributes. `seed` chooses the rows."""
    for column in columns(file):
        yield from _of_column(file, column, seed)
        yield Change(column, "gone", lambda changed, name=column: changed.__delitem__(name))
    for group in ("/", *sorted("/" + name for name, item in file.items() if isinstance(item, h5py.Group))):
        yield from _of_group(file, group)
    for table in sorted({column.rsplit("/", 1)[0] for column in columns(file)}):
        yield Change(table, "row gone", lambda changed, name=table: drop_row(changed, name))
    for where, text in restatements(file.attrs["scenario"]):
        yield Change(where, "restated", lambda changed, new=text: keep_scenario(changed, new))


def of_column_attributes(file: h5py.File) -> Iterator[Change]:
    """What readers go by, column by column: units, missing values, words of codes and so on."""
    for column in columns(file):
        for name, value in file[column].attrs.items():
            if name in _STRUCTURE:
                continue
            where = f"{column}@{name}"
            new = (
                value + "x"
                if isinstance(value, str)
                else np.asarray(value) + np.asarray(7).astype(np.asarray(value).dtype)
            )
            yield Change(where, "a little", _set_attribute(column, name, new))
            yield Change(where, "gone", _drop_attribute(column, name))


def _set_attribute(where: str, name: str, value: object) -> Callable[[h5py.File], None]:
    return lambda changed: changed[where].attrs.__setitem__(name, value)


def _drop_attribute(where: str, name: str) -> Callable[[h5py.File], None]:
    return lambda changed: changed[where].attrs.__delitem__(name)


def _of_group(file: h5py.File, group: str) -> Iterator[Change]:
    for name, value in file[group].attrs.items():
        where = f"{group}@{name}"
        if isinstance(value, str):
            little, much = value + " ", "x" + value[1:] + "y"
        else:
            array = np.asarray(value)
            little, much = array + np.asarray(1).astype(array.dtype), array * 3 + 100
        yield Change(where, "a little", _set_attribute(group, name, little))
        yield Change(where, "much", _set_attribute(group, name, much))
        yield Change(where, "gone", _drop_attribute(group, name))


def _put(column: str, row: int, value: object) -> Callable[[h5py.File], None]:
    def make(file: h5py.File) -> None:
        file[column][row] = value

    return make


def _swap(column: str, values: list, first: int) -> Iterator[Change]:
    other = next((k for k in range(len(values)) if values[k] != values[first]), None)
    if other is None:
        return

    def make(file: h5py.File) -> None:
        file[column][first], file[column][other] = values[other], values[first]

    yield Change(column, "swapped", make)


def _of_column(file: h5py.File, column: str, seed: int) -> Iterator[Change]:
    dataset = file[column]
    if dataset.dtype.kind == "O":
        texts = [text.decode() for text in dataset[:]]
        row = (len(texts) // 2 + seed) % len(texts)
        yield Change(column, "a little", _put(column, row, texts[row] + "x"))
        yield from _swap(column, texts, row)
        yield Change(column, "carried", _carried_text(texts[row]))
        return
    values = dataset[:]
    fill = dataset.attrs.get("_FillValue")
    missing = None if fill is None else int(np.asarray(fill).reshape(-1)[0])
    there = np.ones(len(values), bool) if missing is None else values != missing
    known = np.flatnonzero(there & ~np.isnan(values.astype(float)))
    unknown = np.flatnonzero(~there)
    if len(known):
        row = int(known[(len(known) // 2 + seed) % len(known)])
        yield from _of_number(dataset, column, row, seed)
        if missing is not None:
            yield Change(column, "missing", _put(column, row, missing))
        yield from _swap(column, values.tolist(), row)
    if len(unknown):
        row = int(unknown[(len(unknown) // 2 + seed) % len(unknown)])
        yield Change(column, "known", _put(column, row, int(values[known[0]]) if len(known) else 0))


def _of_number(dataset: h5py.Dataset, column: str, row: int, seed: int) -> Iterator[Change]:
    value = dataset[row]
    if dataset.dtype.kind == "f":
        yield Change(column, "a little", _put(column, row, value * 1.01 + 0.001))
        yield Change(column, "much", _put(column, row, value * 3 + 10))
        return
    if "flag_values" in dataset.attrs:
        codes = [int(code) for code in dataset.attrs["flag_values"]]
        other = codes[(codes.index(int(value)) + 1 + seed) % len(codes)]
        if other != value:
            yield Change(column, "a little", _put(column, row, other))
        return
    is_time, is_place = dataset.attrs.get("units") == "ms", "scale_factor" in dataset.attrs
    little, much = (200, METRES_220) if is_place else (1, HOUR) if is_time else (1, 100)
    top = np.iinfo(dataset.dtype).max
    for kind, more in {"a little": little, "much": much, "less": -little}.items():
        if more > 0 or value >= little:
            yield Change(column, kind, _put(column, row, min(int(value) + more, top)))
    if (is_time or is_place) and value > _TELLING:
        yield Change(column, "carried", _carried_number(column, int(value), 60_000 if is_time else METRES_220))


def _carried_number(column: str, old: int, more: int) -> Callable[[h5py.File], None]:
    """Of all columns of the same units."""

    def make(file: h5py.File) -> None:
        units = file[column].attrs["units"]
        for other in columns(file):
            if file[other].attrs.get("units") == units:
                values = file[other][:]
                file[other][...] = np.where(values == old, values + more, values)

    return make


def _carried_text(old: str) -> Callable[[h5py.File], None]:
    def make(file: h5py.File) -> None:
        for other in columns(file):
            if file[other].dtype.kind == "O":
                file[other][...] = [text + "x" if text == old else text for text in file[other].asstr()[:]]

    return make
