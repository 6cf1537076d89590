"""A run in the files that other tools read: MATSim tables, GeoPackage, GeoParquet, CSV, SimWrapper (docs/export.md)."""

from __future__ import annotations

from navette.export.accessor import RunExport
from navette.export.export import FORMATS, MODE, export

__all__ = ["FORMATS", "MODE", "RunExport", "export"]
