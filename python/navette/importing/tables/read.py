"""Files of any kind as tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from navette.common.errors import InputError
from navette.importing.tables.header import Known, find_table
from navette.importing.tables.sheet import Raw, Sheet
from navette.importing.tables.text_files import read_text_file
from navette.importing.tables.workbooks import SUFFIXES, read_workbook


def read_tables(
    files: Iterable[Path],
    known: Known,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    keep_totals: bool = False,
) -> tuple[list[Sheet], list[str]]:
    """The tables of all files, and of each sheet without one, why. Raises InputError if a file has none.

    `keep_totals`: rows of totals are rows like others.
    """
    tables: list[Sheet] = []
    skipped: list[str] = []
    for path in files:
        raws = _raws(path, encoding)
        if sheet is not None:
            raws = [raw for raw in raws if raw.source.rpartition(", sheet ")[2] == sheet] or _none(path, raws, sheet)
        found, reasons = [], []
        for raw in raws:
            try:
                table = find_table(raw, known, keep_totals=keep_totals)
            except InputError as error:
                if len(raws) == 1:
                    raise
                reasons.append(str(error))
                continue
            if table.cells.empty:
                reasons.append(f"{raw.source}: has no rows of data")
            else:
                found.append(table)
        if not found:
            raise InputError(reasons)
        tables += found
        skipped += reasons
    return tables, skipped


def _raws(path: Path, encoding: str | None) -> list[Raw]:
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    if path.suffix.lower() in SUFFIXES:
        return read_workbook(path)
    with open(path, "rb") as file:
        head = file.read(8)
    # Workbooks whose name says otherwise: a zip, or the older kind.
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_workbook(path)
    return [read_text_file(path, encoding=encoding)]


def _none(path: Path, raws: list[Raw], sheet: str) -> list[Raw]:
    names = ", ".join(raw.source.rpartition(", sheet ")[2] for raw in raws)
    raise InputError(f"{path.name}: has no sheet {sheet!r}; it has {names}")
