"""What a column holds, each different value once: a list of a hundred thousand rows has far fewer dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np
import pandas as pd

BLANKS = "\u00a0\u202f\u2009\ufeff \t\r\n"


def by_value(cells: pd.Series, read: Callable[[list[object]], np.ndarray]) -> np.ndarray:
    """`read` of each different value, for every row; NaN where a cell is empty."""
    keys = cells.map(_key)
    codes, values = pd.factorize(keys, use_na_sentinel=True)
    found = np.full(len(values) + 1, np.nan)
    if len(values):
        found[:-1] = read([value for _, value in values])
    return found[codes]  # empty cells have the code -1


def _key(cell: object) -> tuple[str, object] | None:
    """True is not 1, nor is 1 the text "1"."""
    if cell is None:
        return None
    if isinstance(cell, str):
        text = cell.strip(BLANKS)
        return ("str", text) if text else None
    if isinstance(cell, float) and np.isnan(cell):
        return None
    return (type(cell).__name__, cell)


def examples(cells: pd.Series, count: int = 3) -> list[str]:
    """The first different values, as texts."""
    shown: list[str] = []
    for cell in cells:
        text = as_text(cell)
        if text and text not in shown:
            shown.append(text)
            if len(shown) == count:
                break
    return shown


def as_text(cell: object) -> str:
    """A cell as a person would read it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip(BLANKS)
