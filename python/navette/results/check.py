"""What a results file must be before anything in it is believed. Needs no other part of the package.

`python results_check.py FILE` checks a file and reads all of it, in a process of its own that may take only so much
time and memory: HDF5's own parser has faults that a file can be made to trigger (see `check_in_child`).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import h5py
import numpy as np

MOST_OBJECTS = 2_000
"""Tables and columns of a file; ours have some 200."""
MOST_TEXT = 1 << 26
"""[bytes] of one attribute; the scenario is the longest."""
MOST_ROWS = (1 << 31) - 1
PACKING = 1_100
"""Deflate makes at most 1032 bytes of one."""
UNPACKED = 1 << 16
"""[bytes] that a column may hold whatever it takes on the disk."""
FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
DIMENSIONS = {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST"}
"""Attributes by which HDF5 joins columns to their dimension: references, which nobody here follows."""

_NEEDED = {
    "requests": "request_id origin_lon origin_lat destination_lon destination_lat end reason shuttle pickup dropoff",
    "shuttles": "shuttle_id seats wheelchairs depot_lon depot_lat",
    "shifts": "shuttle start end",
    "stops": "shuttle kind request edge offset begin end seats wheelchairs",
    "legs": "shuttle departure arrival distance from_edge from_offset to_edge to_offset seats wheelchairs",
    "kpi": "name value unit definition",
    "network/nodes": "lon lat",
    "network/edges": "tail head twin duration length shape_begin",
    "network/shape": "lon lat time distance",
}
"""What every file of a single run has."""

_TEXTS = {"request_id", "shuttle_id", "name", "unit", "definition"}

_ROWS_OF = {
    "shuttle": "shuttles/shuttle_id",
    "request": "requests/request_id",
    "service": "services/name",
    "resident": "residents/commune",
    "commune": "communes/name",
    "edge": "network/edges/tail",
    "twin": "network/edges/tail",
    "head": "network/nodes/lon",
    "tail": "network/nodes/lon",
    "pickup_stop": "service_stops/name",
    "dropoff_stop": "service_stops/name",
    "shape_begin": "network/shape/lon",
}
"""Columns that are numbers of rows, and a column of the table that they number. `..._edge` is as `edge`."""

_TURN = {"lon": 180e7, "lat": 90e7}

UNREADABLE = (OSError, RuntimeError, KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError)
"""What h5py raises on damaged files; UnicodeDecodeError is a ValueError."""


class Damaged(Exception):
    """The message tells table, column and what is wrong, but not the file."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """What the library raises about a place in the file, as Damaged."""
    try:
        yield
    except Damaged:
        raise
    except MemoryError as error:
        raise Damaged(f"{where}: claims more than memory holds") from error
    except UNREADABLE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise Damaged(f"{where}: cannot be read: {reason}") from error


def check_structure(file: h5py.File) -> None:
    """That the file holds only tables of plain columns, all within itself, none larger than it can be. Raises Damaged.

    Nothing is followed that leads out of it (links, external storage, virtual datasets) or calls code (filters that are
    plugins), and no memory is asked for by what it claims.
    """
    with told("the file"):
        seen = {h5py.h5o.get_info(file["/"].id).addr}
        _check_attributes(file, "/")
        _check_group(file, "", seen)
        if "replications" not in file:
            for table, names in _NEEDED.items():
                _check_table(file, table, names.split())


def _check_group(group: h5py.Group, path: str, seen: set[int]) -> None:
    if path.count("/") > 3:
        raise Damaged(f"{path}: tables are not nested so deep")
    for name in list(group):
        where = f"{path}/{name}".lstrip("/")
        with told(where):
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise Damaged(f"{where}: is a link, which a results file has none of; it is not followed")
            node = group[name]
            address = h5py.h5o.get_info(node.id).addr
            if address in seen or len(seen) > MOST_OBJECTS:
                raise Damaged(f"{where}: stands in the file twice, or is one of too many")
            seen.add(address)
            _check_attributes(node, where)
            if isinstance(node, h5py.Group):
                _check_group(node, where, seen)
            elif isinstance(node, h5py.Dataset):
                _check_column(node, where)
            else:
                raise Damaged(f"{where}: is neither a table nor a column")


def _check_attributes(node: h5py.Group | h5py.Dataset, where: str) -> None:
    if h5py.h5a.get_num_attrs(node.id) > MOST_OBJECTS:
        raise Damaged(f"{where}: has too many attributes")
    for name in list(node.attrs):
        if name in DIMENSIONS:
            continue
        attribute = node.attrs.get_id(name)
        if attribute.get_storage_size() > MOST_TEXT or attribute.get_space().get_simple_extent_npoints() > MOST_TEXT:
            raise Damaged(f"{where}: its attribute {name} is too large")
        _check_type(attribute.get_type(), f"{where}: its attribute {name}")


def _check_type(kind: h5py.h5t.TypeID, where: str) -> None:
    if kind.get_class() not in (h5py.h5t.INTEGER, h5py.h5t.FLOAT, h5py.h5t.STRING):
        raise Damaged(f"{where}: must hold numbers or texts, and holds {_name_of(kind)}")
    if kind.get_class() != h5py.h5t.STRING and kind.get_size() > 8:
        raise Damaged(f"{where}: has numbers of {kind.get_size()} bytes; at most 8 are allowed")


def _name_of(kind: h5py.h5t.TypeID) -> str:
    names = ("TIME", "BITFIELD", "OPAQUE", "COMPOUND", "REFERENCE", "ENUM", "VLEN", "ARRAY")
    return next((name.lower() for name in names if kind.get_class() == getattr(h5py.h5t, name)), "something else")


def _check_column(column: h5py.Dataset, where: str) -> None:
    made = column.id.get_create_plist()
    if made.get_external_count() > 0:
        raise Damaged(f"{where}: has its values in another file, which is not opened")
    if made.get_layout() == h5py.h5d.VIRTUAL:
        raise Damaged(f"{where}: is made of other datasets, which are not opened")
    for rank in range(made.get_nfilters()):
        if made.get_filter(rank)[0] not in FILTERS:
            raise Damaged(
                f"{where}: is packed by filter {made.get_filter(rank)[0]}; deflate, shuffle and fletcher32 are known"
            )
    _check_type(column.id.get_type(), where)
    space = column.id.get_space()
    if space.get_simple_extent_type() != h5py.h5s.SIMPLE or not 1 <= space.get_simple_extent_ndims() <= 2:
        raise Damaged(f"{where}: must be a column, and has {space.get_simple_extent_ndims()} dimensions")
    rows = space.get_simple_extent_npoints()
    if rows > MOST_ROWS:
        raise Damaged(f"{where}: claims {rows} rows; at most {MOST_ROWS} are allowed")
    unpacked = rows * column.id.get_type().get_size()
    if unpacked > UNPACKED + PACKING * column.id.get_storage_size():
        raise Damaged(f"{where}: claims {rows} rows, more than its part of the file can hold")


def _check_table(file: h5py.File, table: str, names: list[str]) -> None:
    if not isinstance(file.get(table), h5py.Group):
        raise Damaged(f"there is no table {table}")
    for name in names:
        column = file[table].get(name)
        if not isinstance(column, h5py.Dataset):
            raise Damaged(f"{table}: has no column {name}")
        text = column.id.get_type().get_class() == h5py.h5t.STRING
        if column.ndim != 1 or text != (name in _TEXTS):
            raise Damaged(f"{table}/{name}: must be a column of {'texts' if name in _TEXTS else 'numbers'}")


def columns_of(group: h5py.Group) -> dict[str, h5py.Dataset]:
    """The columns of a table by name, without the numbers of its rows."""
    return {
        name: node
        for name, node in group.items()
        if isinstance(node, h5py.Dataset) and node.ndim == 1 and not is_row_dimension(node)
    }


def is_row_dimension(column: h5py.Dataset) -> bool:
    """Whether a column only numbers the rows."""
    return column.attrs.get("CLASS", b"") in (b"DIMENSION_SCALE", "DIMENSION_SCALE")


def check_values(file: h5py.File, table: str, name: str, values: np.ndarray) -> None:
    """That the numbers of a column can be what it says: rows that there are, places on earth. Raises Damaged."""
    where = f"{table}/{name}"
    if values.dtype.kind not in "iu" or not len(values):
        return
    target = _ROWS_OF.get("edge" if name.endswith("_edge") else name)
    column = file[where]
    if target is not None and f"{target.rsplit('/', 1)[0]}/{name}" != where and target in file:
        fill = column.attrs.get("_FillValue")
        there = values if fill is None else values[values != np.asarray(fill).reshape(-1)[0]]
        rows = len(file[target])
        if len(there) and (there.min() < 0 or there.max() >= rows):
            wrong = there[(there < 0) | (there >= rows)][0]
            raise Damaged(f"{where}: names row {wrong} of {target.rsplit('/', 1)[0]}, which has {rows}")
    most = _TURN.get(name.rsplit("_", 1)[-1])
    if most is not None and "scale_factor" in column.attrs and (values.max() > most or values.min() < -most):
        raise Damaged(f"{where}: holds a place that is not on earth")
    if name == "shape_begin" and (values[0] != 0 or (np.diff(values) < 2).any()):
        raise Damaged(f"{where}: roads do not follow one another")
    if name == "row_size" and (values.min() < 0 or values.sum() != len(file[f"{table}/edge"])):
        raise Damaged(f"{where}: does not add up to the rows of {table}")


def read_all(file: h5py.File) -> None:
    """Reads each column and each attribute once. Raises Damaged."""

    def look(path: str, node: h5py.Group | h5py.Dataset) -> None:
        with told(path):
            for name in node.attrs:
                if name not in DIMENSIONS:
                    node.attrs[name]
            if isinstance(node, h5py.Dataset):
                text = h5py.check_string_dtype(node.dtype) is not None
                values = node.asstr()[...] if text else node[...]
                table, _, name = path.rpartition("/")
                if not text and table and node.ndim == 1 and not is_row_dimension(node):
                    check_values(file, table, name, values)
            elif "replications" not in file:
                rows = {len(column) for name, column in columns_of(node).items()}
                if len(rows) > 1 and not path.startswith("trajectories"):
                    raise Damaged(f"{path}: its columns differ in length")

    look("/", file)
    file.visititems(look)


LEAST_SECONDS, SECONDS_PER_MEGABYTE = 20, 5
LEAST_MEMORY, MEMORY_PER_BYTE = 3_000_000_000, 100


def check_in_child(path: str) -> str | None:
    """Checks and reads a file in a process of its own, within limits by its size. Returns what is wrong, or None."""
    size = os.stat(path).st_size
    seconds = LEAST_SECONDS + size // 1_000_000 * SECONDS_PER_MEGABYTE
    command = [sys.executable, "-P", "-I", __file__, path, str(seconds), str(LEAST_MEMORY + MEMORY_PER_BYTE * size)]
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HDF5_")} | one_thread
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10 * seconds,
            env=environment | {"PYTHONPATH": ""},
        )
    except subprocess.TimeoutExpired:
        return "HDF5's library finds no end in it"
    if done.returncode == 0:
        return None
    if done.returncode == 2:
        return done.stdout.decode(errors="replace").strip()
    how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
    return f"HDF5's library failed on it ({how})"


def main() -> int:
    """In the child. Exit code 2: the file is damaged, and how is on stdout."""
    path, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        with told("the file"), h5py.File(path, "r") as file:
            check_structure(file)
            read_all(file)
    except Damaged as error:
        sys.stdout.buffer.write(str(error).encode(errors="backslashreplace"))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
