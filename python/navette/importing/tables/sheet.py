"""One table of a foreign file, with the rows and columns as its owner counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

Cell = Any
"""A text, number, date, time or duration; None: empty."""


@dataclass
class Raw:
    """All cells of a text file or of one sheet of a workbook, nothing understood yet."""

    source: str
    """What messages call it: `list.csv`, `list.xlsx, sheet May`."""
    rows: list[Sequence[Cell]]
    notes: list[str] = field(default_factory=list)
    """How it was read: encoding, separator."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Cells that are one: first row, first column, last row, last column, from 0."""


@dataclass
class Sheet:
    """A table: names of columns, and rows of data."""

    source: str
    cells: pd.DataFrame
    """Columns by rank (0, 1, ...); None where a cell is empty."""
    names: list[str]
    """Of the columns, as they stand in the file."""
    rows: np.ndarray
    """The row of the file in which each row stands, counted from 1."""
    notes: list[str] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Rows that are no data, and why."""

    def where(self, row: int, column: int) -> str:
        """What a message calls one cell."""
        return f"{self.source}, row {self.rows[row]}, column {self.names[column]!r}"

    def column(self, rank: int) -> pd.Series:
        """One column."""
        return self.cells[rank]


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in it."""
    return cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()) or cell == "\ufeff"
