"""Codes of communes, put right where a spreadsheet has made numbers of them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text
from navette.importing.words import normalised

TOTAL = re.compile(
    r"(?:sous )?(?:total|totaux|ensemble|gesamt|insgesamt|summe)\b.*|france(?: .*)?|.*\btotal|departement(?: .*)?"
)


def code_of(cell: object, department: object = None) -> str:
    """The code with its leading zeros: 1004 -> 01004, 2a4 of Corsica -> 2A004; with the département: 81, 4 -> 81004."""
    text = as_text(cell).upper()
    if department is not None and len(text) <= 3:
        before = as_text(department).upper()
        before = before.zfill(2) if len(before) < 2 else before[:2]
        return before + text.zfill(3)
    if re.fullmatch(r"\d{4}", text):
        return text.zfill(5)
    if corsican := re.fullmatch(r"(2[AB])(\d{1,3})", text):
        return corsican[1] + corsican[2].zfill(3)
    return text


def codes_of(sheet: Sheet, columns: dict[str, int]) -> pd.Series:
    """Of all rows; empty where a table has none."""
    size = len(sheet.cells)
    if "code" not in columns:
        return pd.Series([""] * size, dtype=object)
    departments = sheet.column(columns["department"]) if "department" in columns else [None] * size
    cells = sheet.column(columns["code"])
    pairs = zip(cells, departments, strict=True)
    codes = [code_of(cell, department) if cell is not None else "" for cell, department in pairs]
    return pd.Series(codes, dtype=object)


def names_of(sheet: Sheet, columns: dict[str, int]) -> pd.Series:
    """Of all rows; empty where a table has none."""
    if "name" not in columns:
        return pd.Series([""] * len(sheet.cells), dtype=object)
    return sheet.column(columns["name"]).map(as_text).astype(object)


def is_total(sheet: Sheet, columns: dict[str, int]) -> np.ndarray:
    """Rows that count all others together."""
    found = np.zeros(len(sheet.cells), dtype=bool)
    for meaning in ("name", "code"):
        if meaning in columns:
            texts = sheet.column(columns[meaning]).map(lambda cell: normalised(as_text(cell)))
            found |= np.array([bool(TOTAL.fullmatch(text)) for text in texts])
    if "name" not in columns or "code" not in columns:
        return found
    # A commune may be called Total; it has a code then.
    codes = codes_of(sheet, columns)
    return found & ~codes.str.fullmatch(r"\d[\dAB]\d{3}").to_numpy(dtype=bool)
