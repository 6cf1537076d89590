"""What is reached as `run.export`."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from navette.export.export import MODE, export
from navette.results.asked import RunAccessor, asked

Folder = str | PathLike[str]


class RunExport(RunAccessor):
    """Files that other tools read (docs/export.md): `run.export(folder, "gpkg")`, or `run.export.gpkg(folder)`.

    `public` hides groups of fewer than 11 people, single requests and homes. All return the files, and raise InputError
    or OutputError.
    """

    _reached = "export."

    @asked
    def __call__(
        self, folder: Folder, format: str, *, mode: str = MODE, public: bool = False, locale: str | None = None
    ) -> list[Path]:
        """Writes the run into a folder: format is matsim, gpkg, geoparquet, csv, xlsx or simwrapper."""
        return export(self._run, folder, format=format, mode=mode, public=public, locale=locale)

    @asked
    def matsim(self, folder: Folder, *, mode: str = MODE, public: bool = False) -> list[Path]:
        """The tables that MATSim's DRT extension writes."""
        return export(self._run, folder, format="matsim", mode=mode, public=public)

    @asked
    def gpkg(self, folder: Folder, *, public: bool = False) -> list[Path]:
        """A GeoPackage, for QGIS."""
        return export(self._run, folder, format="gpkg", public=public)

    @asked
    def geoparquet(self, folder: Folder, *, public: bool = False) -> list[Path]:
        """A GeoParquet file per layer."""
        return export(self._run, folder, format="geoparquet", public=public)

    @asked
    def csv(self, folder: Folder, *, public: bool = False, locale: str | None = None) -> list[Path]:
        """The tables as CSV, with a data package that tells types, units and meanings; `locale`: for a spreadsheet."""
        return export(self._run, folder, format="csv", public=public, locale=locale)

    @asked
    def xlsx(self, folder: Folder, *, public: bool = False, locale: str | None = None) -> list[Path]:
        """A workbook: a sheet per table, and one of definitions; `locale`: en or fr."""
        return export(self._run, folder, format="xlsx", public=public, locale=locale)

    @asked
    def simwrapper(self, folder: Folder) -> list[Path]:
        """The day as SimWrapper replays it."""
        return export(self._run, folder, format="simwrapper")
