"""The tables of a run for people who open them in a spreadsheet: a workbook, or CSV files of their language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from navette.common.text import plain_cells, shown
from navette.export.public import public_tables
from navette.export.readme import Described, columns_of
from navette.export.tables import MEANINGS, all_tables
from navette.export.titles import Titles, clock, is_time

if TYPE_CHECKING:
    from navette.results import Run

_MOST_ROWS = 1_048_575
"""Rows of data that a sheet holds below its header."""
_DAY = 86_400_000
_FORMULA = ("=", "+", "-", "@")
_TEXT_MOST = 32_767


def write_xlsx(run: Run, folder: Path, public: bool, locale: str) -> list[Described]:
    """Writes run.xlsx: a sheet per table, and one of definitions."""
    import openpyxl

    titles = Titles(locale, MEANINGS)
    tables = public_tables(run) if public else all_tables(run)
    book = openpyxl.Workbook(write_only=True)
    described = []
    for name, table in tables.items():
        sheet, meaning = titles.sheet(name)
        heads = _heads(titles, name, table)
        for part, rows in enumerate(_parts(table), start=1):
            _write_sheet(book, sheet if part == 1 else f"{sheet} ({part})", heads, rows)
        described.append(Described(f"run.xlsx, sheet {sheet} ({name})", meaning, _described(titles, name, table)))
    definitions = titles.definitions(tables)
    sheet, meaning = titles.sheet("definitions")
    _write_sheet(book, sheet, list(definitions.columns), definitions)
    described.append(Described(f"run.xlsx, sheet {sheet}", meaning or "Columns, units, meanings."))
    book.save(folder / "run.xlsx")
    return described


def write_local_csv(run: Run, folder: Path, public: bool, locale: str) -> list[Described]:
    """Writes TABLE.csv as spreadsheets of that language open them, and definitions.csv."""
    titles = Titles(locale, MEANINGS)
    tables = public_tables(run) if public else all_tables(run)
    how: dict[str, Any] = {"index": False, "encoding": "utf-8-sig", "lineterminator": "\r\n"}
    if locale == "fr":
        how |= {"sep": ";", "decimal": ","}
    described = []
    for name, table in tables.items():
        written = _readable(table, locale)
        written.columns = _heads(titles, name, table)
        plain_cells(written).to_csv(folder / f"{name}.csv", **how)
        described.append(Described(f"{name}.csv", titles.sheet(name)[1], _described(titles, name, table)))
    plain_cells(titles.definitions(tables)).to_csv(folder / "definitions.csv", **how)
    described.append(Described("definitions.csv", titles.sheet("definitions")[1] or "Columns, units, meanings."))
    return described


def _heads(titles: Titles, name: str, table: pd.DataFrame) -> list[str]:
    return [titles.column(name, column, *about)[0] for column, about in columns_of(table).items()]


def _described(titles: Titles, name: str, table: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Unit and meaning by title."""
    found = {}
    for column, about in columns_of(table).items():
        title, unit, definition = titles.column(name, column, *about)
        found[title] = (unit or "1", definition)
    return found


def _readable(table: pd.DataFrame, locale: str) -> pd.DataFrame:
    """Times as texts, yes and no in the words of the language's spreadsheets."""
    changed = table.copy(deep=False)
    for rank, (unit, _) in enumerate(columns_of(table).values()):
        column = table.iloc[:, rank]
        if is_time(unit):
            changed.isetitem(rank, [None if pd.isna(value) else clock(value) for value in column])
        elif locale == "fr" and pd.api.types.is_bool_dtype(column.dtype):
            changed.isetitem(rank, ["VRAI" if value else "FAUX" for value in column])
        elif pd.api.types.is_float_dtype(column.dtype):
            # pandas writes decimal commas for numpy's floats only.
            changed.isetitem(rank, column.to_numpy(dtype=float, na_value=float("nan")))
    return changed


def _parts(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """As many pieces as it takes, one if it is empty."""
    for begin in range(0, max(1, len(table)), _MOST_ROWS):
        part = table.iloc[begin : begin + _MOST_ROWS]
        part.attrs = table.attrs
        yield part


def _write_sheet(book: Any, title: str, heads: list[str], table: pd.DataFrame) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for rank, head in enumerate(heads):
        sheet.column_dimensions[_letters(rank)].width = min(60, max(10, len(head) + 2))
    cells = []
    for head in heads:
        made = _text(WriteOnlyCell(sheet), head)
        made.font = Font(bold=True)
        cells.append(made)
    sheet.append(cells)
    columns = [_cells(sheet, table.iloc[:, rank], unit) for rank, (unit, _) in enumerate(columns_of(table).values())]
    for row in zip(*columns, strict=True):
        sheet.append(row)


def _cells(sheet: Any, column: pd.Series, unit: str) -> Iterator[Any]:
    """The cells of a column; None where nothing is."""
    from openpyxl.cell import WriteOnlyCell

    missing = column.isna().to_numpy()
    for value, none in zip(column.tolist(), missing, strict=True):
        if none:
            yield None
        elif is_time(unit):
            yield _time(WriteOnlyCell(sheet), value)
        elif isinstance(value, (bool, int, float)):
            yield value
        else:
            text = shown(value)
            # A plain text needs no cell of its own, which takes ten times as long.
            yield _text(WriteOnlyCell(sheet), text) if text.startswith(_FORMULA) else text[:_TEXT_MOST]


def _text(cell: Any, text: str) -> Any:
    """A cell that a spreadsheet never takes for a formula, also when somebody edits it."""
    cell.value = text[:_TEXT_MOST]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA)
    return cell


def _time(cell: Any, milliseconds: int) -> Any:
    """Hours, minutes, seconds that can be reckoned with; a text before midnight of day 0, which none shows."""
    if milliseconds < 0:
        return _text(cell, clock(milliseconds))
    cell.value = milliseconds / _DAY
    cell.number_format = "[h]:mm:ss"
    return cell


def _letters(rank: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(rank + 1)
