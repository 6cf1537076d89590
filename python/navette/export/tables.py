"""The tables of a run as CSV, with a Frictionless data package that tells types, units and meanings."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from navette.common.text import plain_cells
from navette.export.public import public_tables
from navette.export.readme import Described, columns_of
from navette.results import Run

MEANINGS = {
    "requests": "Requests: what was asked, promised, and what became of it.",
    "shuttles": "Shuttles and their depots.",
    "shifts": "When the shuttles are in service.",
    "stops": "Visits of the shuttles.",
    "legs": "Movements of the shuttles.",
    "events": "The log: everything that happened, in order.",
    "indicators": "The indicators of the run, with their definitions.",
    "residents": "Residents.",
    "communes": "Where residents live: inhabitants asked for and made.",
    "travel": "Trips by any means of transport, by day and age.",
    "by_hour": "Requests by the hour of day of their earliest departure.",
    "by_purpose": "Requests by purpose.",
    "by_commune": "Requests of residents, by the commune that they live in.",
    "by_age": "Requests of residents, by their age.",
}
_CHOICES = 30
"""A column of codes with more names than these is described as text."""


def all_tables(run: Run) -> dict[str, pd.DataFrame]:
    """The tables by name, without geometries: columns as in the results file, names for codes, <NA> for missing."""
    kpi = run.kpi.reset_index()
    kpi.attrs = run.kpi.attrs
    tables = {name: getattr(run, name) for name in ("requests", "shuttles", "shifts", "stops", "legs", "events")}
    tables["indicators"] = kpi
    if run.has_residents:
        tables |= {name: getattr(run, name) for name in ("residents", "communes", "travel")}
    return {name: _without_geometry(table) for name, table in tables.items()}


def _without_geometry(table: pd.DataFrame) -> pd.DataFrame:
    import geopandas as gpd

    plain = pd.DataFrame(table)
    if isinstance(table, gpd.GeoDataFrame):
        shapes = [name for name in table if isinstance(table[name].dtype, gpd.array.GeometryDtype)]
        plain = plain.drop(columns=shapes)
    for name in plain:
        if name.endswith(("_lon", "_lat")):
            plain[name] = plain[name].round(7)  # the file's own resolution
    plain.attrs = table.attrs
    return plain


def _field(name: str, column: pd.Series, unit: str, meaning: str) -> dict[str, object]:
    """One column in the words of the Table Schema of Frictionless Data."""
    field: dict[str, object] = {"name": name, "type": "string"}
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = [str(category) for category in column.cat.categories]
        if len(names) <= _CHOICES:
            field["constraints"] = {"enum": names}
    elif pd.api.types.is_bool_dtype(column.dtype):
        field |= {"type": "boolean", "trueValues": ["True"], "falseValues": ["False"]}
    elif pd.api.types.is_integer_dtype(column.dtype):
        field["type"] = "integer"
    elif pd.api.types.is_float_dtype(column.dtype):
        field["type"] = "number"
    if unit not in ("", "1"):
        field["unit"] = unit
    return field | {"description": meaning}


def _resource(name: str, table: pd.DataFrame) -> dict[str, object]:
    columns = columns_of(table)
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "description": MEANINGS[name],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, table[column], *columns[column]) for column in table],
            "missingValues": [""],
        },
    }


def write_csv(run: Run, folder: Path, mode: str, public: bool) -> list[Described]:
    """Writes TABLE.csv for each table, and datapackage.json."""
    tables = public_tables(run) if public else all_tables(run)
    described = []
    for name, table in tables.items():
        plain_cells(table).to_csv(folder / f"{name}.csv", index=False)
        described.append(Described(f"{name}.csv", MEANINGS[name], columns_of(table)))
    package = {
        "profile": "tabular-data-package",
        "name": "navette-run",
        "title": run.name,
        "description": f"Simulated, day 0 is {run.attributes['first_day']}. Rows are counted from 0; a column that is "
        "a row of another table names its line there. Times in ms since midnight of day 0.",
        "resources": [_resource(name, table) for name, table in tables.items()],
    }
    text = json.dumps(package, indent=2, default=_number, ensure_ascii=False)
    (folder / "datapackage.json").write_text(f"{text}\n", "utf-8")
    described.append(
        Described(
            "datapackage.json",
            "Types, units and meanings of all columns, for programs: a data "
            "package of Frictionless Data (`frictionless validate datapackage.json`).",
        )
    )
    return described


def _number(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value).__name__)
