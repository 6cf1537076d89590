"""What the page is made of, the same for HTML and Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of text under a caption; the first column names the row, those in `numbers` hold numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    numbers: range = range(1, 99)
    notes: dict[str, str] = field(default_factory=dict)
    """What names of rows mean."""


@dataclass
class Picture:
    """An image as a data URI; `alt` tells what its table beside it tells."""

    uri: str
    alt: str


@dataclass
class Section:
    """A part of the page."""

    anchor: str
    title: str
    words: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    blocks: list[Table | Picture] = field(default_factory=list)
