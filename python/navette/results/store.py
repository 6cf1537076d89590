"""Where a results file is kept: on the disk, or in memory."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

import h5py
import pandas as pd

from navette.common.errors import InputError, ResultsError
from navette.common.text import shown
from navette.results.check import Damaged, check, check_in_child, told
from navette.results.tables import attributes, read_table

SCHEMA_VERSION = 2


class Store:
    """A results file, opened anew for each look, so that nothing is held open between two."""

    def __init__(self, source: str | PathLike[str] | bytes, *, trusted: bool = False, made_here: bool = False) -> None:
        """Of a path, or of the bytes of a file that was made here. Raises FileNotFoundError, or ResultsError.

        `trusted`: no other process looks at it first; `made_here`: by this process, so that nobody looks at all.
        """
        made_here = made_here or isinstance(source, bytes)
        self._tables: dict[str, pd.DataFrame] = {}
        self._believed = made_here or not trusted
        self.image = source if isinstance(source, bytes) else None
        """The file as bytes, if it is kept in memory."""
        self.path = None if isinstance(source, bytes) else Path(source)
        """The file, if it is kept on the disk."""
        if self.path is not None and not self.path.is_file():
            raise FileNotFoundError(f"there is no results file {shown(self.path)}")
        if self.path is not None and not h5py.is_hdf5(self.path):
            raise self.error("is not an HDF5 file")
        if self.path is not None and not (trusted or made_here):
            wrong = check_in_child(str(self.path))
            if wrong is not None:
                raise self.error(wrong)
        with self.open() as file:
            self.attributes = attributes(file)
            """Those of the root."""
            version = self.attributes.get("navette_schema_version")
            if version != SCHEMA_VERSION:
                found = "none" if version is None else version
                raise self.error(
                    f"navette_schema_version must be {SCHEMA_VERSION}, found {found}: not a results file of "
                    "Navette, or one of another version"
                )
            if trusted and self.path is not None and not made_here:
                check(self.path)
            self.names = tuple(file)
            """Of the tables."""

    def error(self, what: str) -> ResultsError:
        """What is wrong with the file, named."""
        return ResultsError(f"{shown(str(self))}: {what}")

    def __str__(self) -> str:
        """Its path, or that it is in memory."""
        return "in memory" if self.path is None else str(self.path)

    def source(self) -> Path | io.BytesIO:
        """What h5py and xarray can open."""
        return io.BytesIO(self.image) if self.image is not None else self._path()

    @contextmanager
    def open(self) -> Iterator[h5py.File]:
        """The file. What cannot be read in it meanwhile is a ResultsError."""
        try:
            with told("the file"), h5py.File(self.source(), "r") as file:
                yield file
        except Damaged as error:
            raise self.error(str(error)) from error.__cause__

    @contextmanager
    def asked(self, what: str, *, all_of_it: bool = True) -> Iterator[None]:
        """A column that is looked for in vain meanwhile is a ResultsError: `what` needs it.

        `all_of_it`: so is any other error, since `what` is given nothing else that could be wrong.
        """
        try:
            yield
        except InputError:
            raise
        except KeyError as error:
            raise self.error(f"has no column {error.args[0]!r}, which {what} needs") from error
        except (IndexError, TypeError, ValueError, OverflowError) as error:
            if not all_of_it and not isinstance(error, TypeError):
                raise
            raise self.error(f"holds values that {what} cannot use: {error}") from error

    def check_table(self, name: str) -> None:
        """Holds the values of a table against the others, unless that was done when the file was opened."""
        if self._believed or self.path is None:
            return
        try:
            check(self.path, table=name)
        except Damaged as error:
            raise self.error(str(error)) from None

    def table(self, name: str) -> pd.DataFrame:
        """One table, see `read_table`: read once, and each time a copy whose columns may be replaced."""
        if name not in self._tables:
            self.check_table(name)
            with self.open() as file, told(name):
                if name not in file:
                    raise Damaged(f"there is no table {name!r}; there are {', '.join(file)}")
                self._tables[name] = read_table(file[name])
        return self._tables[name].copy(deep=False)

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """A file for what reads files only: its own, or one that is there meanwhile."""
        if self.path is not None:
            yield self.path
            return
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "run.h5"
            file.write_bytes(self.read_bytes())
            yield file

    def read_bytes(self) -> bytes:
        """The whole file."""
        return self.image if self.image is not None else self._path().read_bytes()

    def _path(self) -> Path:
        assert self.path is not None
        return self.path
