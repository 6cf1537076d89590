"""Whether a results file is what it must be, before anything in it is believed.

What that is, the C++ reader knows (`_core.wrong_in_results`, sim/io/hdf5/check_results.h): here it is asked, in a
process of its own where a file's origin is not known.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py

from navette import _core

DIMENSIONS = {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST"}
"""Attributes by which HDF5 joins columns to their dimension: references, which nobody here follows."""

PROGRAM = str(Path(__file__).with_name("checking_child.py"))
"""That checks a file in a process of its own."""

LEAST_SECONDS, SECONDS_PER_MEGABYTE = 20, 5
LEAST_MEMORY, MEMORY_PER_BYTE = 3_000_000_000, 100

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


def check(path: str | os.PathLike[str], *, table: str | None = None) -> None:
    """What the file is made of, and the values of one table, in this process. Raises Damaged."""
    wrong = _core.wrong_in_results(path, table is not None, table or "")
    if wrong:
        raise Damaged(wrong)


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


def check_in_child(path: str) -> str | None:
    """Checks and reads a file in a process of its own, within limits by its size. Returns what is wrong, or None."""
    size = os.stat(path).st_size
    seconds = LEAST_SECONDS + size // 1_000_000 * SECONDS_PER_MEGABYTE
    memory = LEAST_MEMORY + MEMORY_PER_BYTE * size
    command = [sys.executable, "-P", "-I", PROGRAM, _core.__file__, path, str(seconds), str(memory)]
    one_thread = {"OMP_NUM_THREADS": "1"}
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
