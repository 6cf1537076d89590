"""The import of population tables, from the files to the folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from navette.common.errors import InputError
from navette.importing.columns import Understood, check_named, understand
from navette.importing.faults import Faults
from navette.importing.folder import import_folder
from navette.importing.mapping import FILE, ColumnMapping, read_mapping
from navette.importing.places.coordinates import Systems
from navette.importing.population.facilities import KINDS, read_facilities
from navette.importing.population.geo import SUFFIXES, is_outlines, outlines, read_shapes
from navette.importing.population.meanings import BANDS, MEANINGS, guess, is_known
from navette.importing.population.squares import ages_of, cells_of, totals_of
from navette.importing.population.tables import read_ages, read_squares, read_totals
from navette.importing.population.writer import write_population
from navette.importing.report import Imported, Report
from navette.importing.tables.read import read_tables
from navette.importing.tables.sheet import Sheet

if TYPE_CHECKING:
    import geopandas as gpd

Files = str | PathLike[str] | Iterable[str | PathLike[str]]


@dataclass
class Found:
    """What the tables of an import hold, by what they are."""

    totals: list[pd.DataFrame] = field(default_factory=list)
    ages: list[pd.DataFrame] = field(default_factory=list)
    squares: list[pd.DataFrame] = field(default_factory=list)
    facilities: list[pd.DataFrame] = field(default_factory=list)
    outlines: list[gpd.GeoDataFrame] = field(default_factory=list)


def import_population(
    files: Files,
    folder: str | PathLike[str],
    *,
    roads: str | PathLike[str] | None = None,
    columns: Iterable[str] = (),
    mapping: str | PathLike[str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
    country: str = "FR",
    by_square: bool = False,
    facilities: Iterable[str] = (),
    drop_bad_rows: bool = False,
) -> Imported:
    """Reads tables of inhabitants as INSEE and others publish them, and writes a folder with a scenario of residents.

    Each file may hold totals by commune, inhabitants by age, squares of 200 m, facilities of the BPE, or outlines of
    communes; its columns tell which. Raises InputError, with the rows and columns of the files, and OutputError.

    Parameters
    ----------
    files
        CSV files, workbooks, or map layers (gpkg, geojson, shp).
    by_square
        Each square of 200 m is a place with its own inhabitants, in place of the communes.
    facilities
        Kinds of facility of the BPE that residents travel to besides those of the map.
    """
    paths = [Path(files)] if isinstance(files, (str, PathLike)) else [Path(file) for file in files]
    target = Path(folder)
    old = target / FILE
    known = read_mapping(
        "population", Path(mapping) if mapping else old if old.is_file() else None, columns, crs=crs, encoding=encoding
    )
    kinds = tuple(facilities)
    for kind in kinds:
        if kind not in KINDS:
            raise InputError(f"--facilities must be of {', '.join(KINDS)}, found {kind!r}")
    report, faults = Report(), Faults(leave_out=drop_bad_rows)
    systems = Systems(known.settings.get("crs"), country)
    found = Found()
    for table, shapes in _tables(paths, known, sheet, report):
        items = understand(table, known, MEANINGS, guess)
        report.tables.append((table.source, len(table.cells), table.notes, items))
        report.left_out += [(table.source, row, reason) for row, reason in table.left_out]
        _sort(table, shapes, items, systems, faults, report, found)
        for item in items:
            known.columns.setdefault(item.name, item.meaning or "drop")
    faults.stop()
    report.left_out += faults.left_out
    report.warnings += systems.warnings
    census, ages, polygons = _settled(found, by_square, report)
    places = pd.concat(found.facilities, ignore_index=True) if found.facilities else None
    with import_folder(target) as growing:
        write_population(
            growing,
            target,
            census,
            ages,
            polygons,
            places,
            kinds,
            Path(roads) if roads else None,
            country,
            known,
            report,
        )
    return Imported(target, report)


def _tables(
    paths: list[Path], known: ColumnMapping, sheet: str | None, report: Report
) -> list[tuple[Sheet, gpd.GeoDataFrame | None]]:
    found: list[tuple[Sheet, gpd.GeoDataFrame | None]] = []
    for path in paths:
        if path.suffix.lower() in SUFFIXES:
            found.append(read_shapes(path))
            continue
        encoding = known.settings.get("encoding")
        tables, skipped = read_tables([path], is_known, encoding=encoding, sheet=sheet, keep_totals=True)
        report.warnings += [f"not read: {reason}" for reason in skipped]
        found += [(table, None) for table in tables]
    check_named(known, [table for table, _ in found])
    return found


def _sort(
    table: Sheet,
    shapes: gpd.GeoDataFrame | None,
    items: list[Understood],
    systems: Systems,
    faults: Faults,
    report: Report,
    found: Found,
) -> None:
    """Reads a table as what its columns say it is."""
    columns = {item.meaning: item.column for item in items if item.is_used}
    named = {"code", "name"} & set(columns)
    if "cell" in columns and "individuals" in columns:
        found.squares.append(read_squares(table, columns, faults, report))
    elif "facility" in columns:
        places = read_facilities(table, columns, systems, faults, report)
        found.facilities.append(places)
        report.came.append(f"{table.source}: {len(places)} facilities that residents travel to")
    elif "age" in columns and named and ({"men", "women"} <= set(columns) or {"count", "population"} & set(columns)):
        found.ages.append(read_ages(table, columns, faults, report))
    elif "population" in columns and named:
        found.totals.append(read_totals(table, columns, faults, report))
        if shapes is not None and is_outlines(shapes):
            found.outlines.append(outlines(table, shapes, columns))
    elif shapes is not None and named and is_outlines(shapes):
        found.outlines.append(outlines(table, shapes, columns))
    else:
        raise InputError(
            [
                f"{table.source}: is none of totals by commune (code or name, population), ages (code, age, men and "
                f"women), "
                "squares (idcar_200m, ind), facilities (TYPEQU) or outlines; --map COLUMN=MEANING says what its "
                "columns are",
                *(item.line() for item in items),
            ]
        )


def _settled(
    found: Found, by_square: bool, report: Report
) -> tuple[pd.DataFrame | None, pd.DataFrame | None, gpd.GeoDataFrame | None]:
    """One census, ages and outlines, of all that was found."""
    squares = pd.concat(found.squares, ignore_index=True) if found.squares else None
    census = pd.concat(found.totals, ignore_index=True) if found.totals else None
    ages = pd.concat(found.ages, ignore_index=True) if found.ages else None
    polygons = pd.concat(found.outlines, ignore_index=True) if found.outlines else None
    if squares is not None:
        banded = any(band in squares for band in BANDS)
        if banded and ages is None:
            ages = ages_of(squares, "cell" if by_square else "commune")
            report.assumed.append("ages of a band are spread evenly over its years")
        if by_square:
            census, polygons = cells_of(squares)
            report.came.append(f"{len(census)} squares with {census['population'].sum()} inhabitants, each a place")
        elif census is None:
            census = totals_of(squares)
            if census.empty:
                raise InputError("the squares name no communes (lcog_geo); --by-square makes each a place of its own")
            report.came.append(f"{len(census)} communes with {census['population'].sum()} inhabitants, from squares")
        else:
            report.assumed.append("inhabitants are those of the totals by commune, not of the squares")
    elif by_square:
        raise InputError("--by-square needs a table of squares (idcar_200m, ind)")
    if found.totals and census is not None and not by_square:
        report.came.append(f"{len(census)} communes with {census['population'].sum()} inhabitants")
    if ages is not None:
        report.came.append(f"ages of {ages['code'].nunique()} places")
    return census, ages, polygons
