"""Tables, and the pictures that say them: bars and columns whose text stays readable on a phone."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from navette.common.text import cell

HEIGHT = 160
"""Units of a picture of columns; its width is 640."""


@dataclass
class Table:
    """Rows of text under a caption; the first column names the row."""

    caption: str
    columns: list[str]
    rows: list[list[str]]

    @property
    def csv(self) -> str:
        """The table as the address of a CSV file that is inside the page."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerows([[cell(text.replace("\u00a0", " ").replace("\u202f", " ")) for text in row]
                          for row in [self.columns, *self.rows]])  # fmt: skip
        return "data:text/csv;charset=utf-8," + quote("\ufeff" + out.getvalue())


@dataclass
class Part:
    """A piece of a bar: where it begins and how wide it is, of 1000, and which colour it has."""

    x: float
    width: float
    kind: str


@dataclass
class Bar:
    """One row of a picture."""

    label: str
    parts: list[Part]
    text: str


@dataclass
class Column:
    """One column of a picture of hours."""

    x: float
    y: float
    width: float
    height: float
    label: str
    shown: bool


@dataclass
class Picture:
    """A picture and the table that holds the same figures."""

    anchor: str
    title: str
    alt: str
    table: Table
    bars: list[Bar] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""
    dots: bool = False


def bars(rows: Sequence[tuple[str, Sequence[tuple[float, str]], str]]) -> list[Bar]:
    """Stacked bars on one scale: rows (label, pieces as (value, kind), text)."""
    most = max((sum(value for value, _ in pieces) for _, pieces, _ in rows), default=0) or 1.0
    made = []
    for label, pieces, text in rows:
        x, parts = 0.0, []
        for value, kind in pieces:
            width = 1000 * value / most
            parts.append(Part(round(x, 1), round(width, 1), kind))
            x += width
        made.append(Bar(label, parts, text))
    return made


def columns(values: dict[int, float], labels: dict[int, str], every: int) -> list[Column]:
    """Columns from the first to the last hour; `every` so many hours are named."""
    if not values:
        return []
    first, last = min(values), max(values)
    wide = 640 / (last - first + 1)
    most = max(values.values()) or 1.0
    made = []
    for hour in range(first, last + 1):
        high = HEIGHT * values.get(hour, 0.0) / most
        made.append(
            Column(round((hour - first) * wide + 1, 1), round(HEIGHT - high, 1), round(wide - 2, 1), round(high, 1),
                   labels.get(hour, ""), hour % every == 0)
        )  # fmt: skip
    return made
