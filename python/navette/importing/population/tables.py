"""Totals, ages and squares of a table, as tables of our own."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from navette.importing.faults import Faults
from navette.importing.population.codes import code_of, codes_of, is_total, names_of
from navette.importing.population.meanings import BANDS
from navette.importing.report import Report
from navette.importing.tables.sheet import Sheet
from navette.importing.values.numbers import read_counts, read_measures
from navette.importing.values.texts import as_text

_CELL = re.compile(r"(?:CRS3035)?RES200M?N(\d{4,7})E(\d{4,7})|200MN(\d{4,5})E(\d{4,5})")
_OLDEST = 120
_SAME = 0.005


def read_totals(sheet: Sheet, columns: dict[str, int], faults: Faults, report: Report) -> pd.DataFrame:
    """name, code, population; at most one row of a total that is more than the sum of the others."""
    column = columns["population"]
    counts = read_measures_or_counts(sheet, column)
    faults.cells(sheet, column, np.isinf(counts) | (counts < 0), "must be a number of inhabitants")
    table = pd.DataFrame({"name": names_of(sheet, columns), "code": codes_of(sheet, columns), "population": counts})
    total = is_total(sheet, columns)
    good = faults.rows(sheet)
    for row in np.flatnonzero(np.isnan(counts) & ~total):
        report.left_out.append((sheet.source, int(sheet.rows[row]), "no number of inhabitants"))
    communes = table[good & ~total & ~np.isnan(counts)]
    twice = communes.duplicated(["code"] if "code" in columns else ["name"], keep=False)
    key = columns.get("code", columns.get("name", 0))
    for row in communes.index[twice]:
        faults.row(sheet, int(row), f"column {sheet.names[key]!r}", "a commune must stand once, found it again")
    rest = []
    for row in np.flatnonzero(total & good & ~np.isnan(counts)):
        whole = float(communes["population"].sum())
        if abs(counts[row] - whole) <= _SAME * max(1.0, whole):
            report.left_out.append((sheet.source, int(sheet.rows[row]), "a total: the sum of the others"))
        elif counts[row] > whole and not rest:
            rest.append({"name": "total", "code": "", "population": counts[row]})
            report.assumed.append(f"{counts[row] - whole:.0f} of a total live beside the communes named")
        else:
            report.left_out.append((sheet.source, int(sheet.rows[row]), "a total of something else"))
    found = pd.concat([communes, pd.DataFrame(rest, columns=table.columns)], ignore_index=True)
    found["population"] = found["population"].round().astype(int)
    return found


def read_measures_or_counts(sheet: Sheet, column: int) -> np.ndarray:
    """Whole numbers with anything between thousands, else estimates with decimals."""
    counts, measures = read_counts(sheet.column(column)), read_measures(sheet.column(column))
    whole = np.isfinite(counts)
    # Estimates of a census have decimals: then a comma or point is a decimal one in all of them.
    return counts if whole[~np.isnan(counts)].mean() > 0.9 else measures


def read_ages(sheet: Sheet, columns: dict[str, int], faults: Faults, report: Report) -> pd.DataFrame:
    """code, name, age, men, women: a row per commune and year."""
    ages = sheet.column(columns["age"])
    years = ages.map(_year).to_numpy(dtype=float)
    total = is_total(sheet, columns) | np.isneginf(years)
    faults.cells(sheet, columns["age"], np.isnan(years) & ~total, f"must be years of age, 0 to {_OLDEST}")
    table = pd.DataFrame({"code": codes_of(sheet, columns), "name": names_of(sheet, columns), "age": years})
    if "men" in columns and "women" in columns:
        for sex in ("men", "women"):
            table[sex] = _people(sheet, columns[sex], faults)
    else:
        people = _people(sheet, columns.get("count", columns.get("population", -1)), faults)
        men, women = _sexes(sheet, columns, faults)
        table["men"], table["women"] = np.where(men, people, 0.0), np.where(women, people, 0.0)
        total |= ~men & ~women
    for row in np.flatnonzero(total):
        report.left_out.append((sheet.source, int(sheet.rows[row]), "a total over ages, sexes or communes"))
    table = table[faults.rows(sheet) & ~total]
    grouped = table.groupby(["code", "name", "age"], as_index=False, sort=True)[["men", "women"]].sum()
    grouped["age"] = grouped["age"].astype(int)
    return grouped.round(3)


def read_squares(sheet: Sheet, columns: dict[str, int], faults: Faults, report: Report) -> pd.DataFrame:
    """cell, north, east [m, EPSG:3035], communes, individuals, and the bands of age that there are."""
    corners = [_corner(cell) for cell in sheet.column(columns["cell"])]
    table = pd.DataFrame(corners, columns=["north", "east"], dtype=float)
    faults.cells(sheet, columns["cell"], table["north"].isna().to_numpy(), "must be as CRS3035RES200mN2029800E4252400")
    table["cell"] = sheet.column(columns["cell"]).map(as_text)
    communes = sheet.column(columns["communes"]) if "communes" in columns else pd.Series([None] * len(table))
    table["communes"] = [_codes(cell) for cell in communes]
    for meaning in ("individuals", *[band for band in BANDS if band in columns]):
        values = read_measures(sheet.column(columns[meaning]))
        faults.cells(sheet, columns[meaning], np.isinf(values) | (values < 0), "must be a number of people")
        table[meaning] = np.nan_to_num(np.where(np.isinf(values), 0, values))
    several = int((table["communes"].map(len) > 1).sum())
    if several:
        report.assumed.append(f"people of squares in several communes live in each in equal parts ({several} squares)")
    return table[faults.rows(sheet)]


def _codes(cell: object) -> list[str]:
    """81004, or two and more run together: 8100481065, 81004-81065."""
    text = as_text(cell).upper()
    parts = re.split(r"[^0-9AB]+", text) if re.search(r"[^0-9AB]", text) else [text]
    codes: list[str] = []
    for part in parts:
        if len(part) > 5 and len(part) % 5 == 4:
            part = part.zfill(len(part) + 1)
        codes += (
            [part[at : at + 5] for at in range(0, len(part), 5)] if len(part) > 5 else [code_of(part)] if part else []
        )
    return list(dict.fromkeys(codes))


def _corner(cell: object) -> tuple[float, float]:
    match = _CELL.fullmatch(as_text(cell).upper())
    if match is None:
        return (np.nan, np.nan)
    # The old short form counts hundreds of metres.
    return (float(match[1]), float(match[2])) if match[1] else (float(match[3]) * 100, float(match[4]) * 100)


def _year(cell: object) -> float:
    text = as_text(cell).lower()
    if re.match(r"total|ensemble|gesamt|tous|all", text):
        return -np.inf
    match = re.match(
        r"(\d{1,3})(?:[.,]0+)?\s*(?:ans?|years?|jahre)?\s*(?:et plus|ou plus|et \+|\+|and over|und "
        r"alter)?$",
        text,
    )
    year = float(match[1]) if match else np.nan
    return year if year <= _OLDEST else np.nan


def _people(sheet: Sheet, column: int, faults: Faults) -> np.ndarray:
    values = read_measures(sheet.column(column))
    faults.cells(sheet, column, np.isinf(values) | (values < 0), "must be a number of people")
    return np.nan_to_num(np.where(np.isinf(values), 0, values))


def _sexes(sheet: Sheet, columns: dict[str, int], faults: Faults) -> tuple[np.ndarray, np.ndarray]:
    if "sex" not in columns:
        return np.full(len(sheet.cells), True), np.full(len(sheet.cells), False)
    texts = sheet.column(columns["sex"]).map(lambda cell: as_text(cell).lower()[:1])
    men, women = texts.isin(["1", "h", "m"]).to_numpy(), texts.isin(["2", "f", "w"]).to_numpy()
    both = texts.isin(["t", "e", "0", "3", "i", "g", "b", "_"]).to_numpy()
    faults.cells(sheet, columns["sex"], ~men & ~women & ~both, "must be 1 or H (men), 2 or F (women)")
    return men, women
