"""Workbooks of spreadsheets (xlsx, xlsm, xlsb, xls, ods), sheet by sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from navette.common.errors import InputError
from navette.importing.tables.sheet import Raw

SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
MOST_UNPACKED = 2_000_000_000
_PIECE = 1 << 20


def read_workbook(path: Path) -> list[Raw]:
    """All sheets that are shown or hidden. Raises InputError if it is no workbook."""
    import python_calamine

    _check_size(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        names = book.sheet_names
        return [_sheet(path, book, name, alone=len(names) == 1) for name in names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(f"{path.name}: cannot be read as a workbook: {error}; save it anew as xlsx") from error


def _sheet(path: Path, book: object, name: str, *, alone: bool) -> Raw:
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    return Raw(path.name if alone else f"{path.name}, sheet {name}", rows, ["workbook"], merged)


def _check_size(path: Path) -> None:
    """Counts what the parts of a zip unpack to: the sizes that they declare may lie."""
    if not zipfile.is_zipfile(path):
        return
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                with archive.open(part) as file:
                    while piece := file.read(_PIECE):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise InputError(f"{path.name}: unpacks to more than {MOST_UNPACKED // 10**9} GB")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"{path.name}: cannot be unpacked: {error}; save it anew as xlsx") from error
