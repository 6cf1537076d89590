"""Where a results file is kept: on the disk, or in memory."""

from __future__ import annotations

import io
from os import PathLike
from pathlib import Path

import h5py

from navette.tables import attributes

SCHEMA_VERSION = 2


class Store:
    """A results file, opened anew for each look, so that nothing is held open between two."""

    def __init__(self, source: str | PathLike[str] | bytes) -> None:
        """Of a path, or of the bytes of a file. Raises FileNotFoundError, or ValueError if it is not one of ours."""
        self.image = source if isinstance(source, bytes) else None
        """The file as bytes, if it is kept in memory."""
        self.path = None if isinstance(source, bytes) else Path(source)
        """The file, if it is kept on the disk."""
        if self.path is not None and not self.path.is_file():
            raise FileNotFoundError(f"there is no results file {self.path}")
        try:
            with self.open() as file:
                self.attributes = attributes(file)
                """Those of the root."""
        except OSError as error:
            raise ValueError(f"{self} is not an HDF5 file: {error}") from error
        version = self.attributes.get("navette_schema_version")
        if version != SCHEMA_VERSION:
            found = "none" if version is None else version
            raise ValueError(
                f"{self}: navette_schema_version must be {SCHEMA_VERSION}, found {found}: not a results file of "
                "Navette, or one of another version"
            )

    def __str__(self) -> str:
        """Its path, or that it is in memory."""
        return "in memory" if self.path is None else str(self.path)

    def source(self) -> Path | io.BytesIO:
        """What h5py and xarray can open."""
        return io.BytesIO(self.image) if self.image is not None else self._path()

    def open(self) -> h5py.File:
        """The file, to be closed by the caller."""
        return h5py.File(self.source(), "r")

    def read_bytes(self) -> bytes:
        """The whole file."""
        return self.image if self.image is not None else self._path().read_bytes()

    def _path(self) -> Path:
        assert self.path is not None
        return self.path
