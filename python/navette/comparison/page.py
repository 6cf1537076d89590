"""The page: sections of words, tables and pictures, the same for HTML and Markdown."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from navette import _core
from navette.common.errors import InputError
from navette.common.files import write_atomically
from navette.common.text import isolated, markdown
from navette.comparison.words import Words

if TYPE_CHECKING:
    from navette.comparison.comparison import Comparison

KINDS = ("html", "md", "csv")


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


def render(comparison: Comparison, kind: str, lang: str) -> str:
    """The page as HTML or Markdown."""
    from navette.comparison.sections import sections, warnings_of

    words = Words(lang)
    environment = Environment(
        loader=PackageLoader("navette.comparison"),
        autoescape=kind == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_isolated,
    )
    environment.filters["cell"] = _markdown
    count = len(comparison.scenarios)
    return environment.get_template(f"page.{kind}.j2").render(
        lang=lang,
        words=words,
        title=words("page.title", territory=comparison.territory),
        subtitle=words("page.subtitle_policies", count=count, days=words.number(len(comparison.days) / count)),
        warnings=warnings_of(comparison, words),
        sections=sections(comparison, words),
        version=_core.__version__,
    )


def _isolated(value: object) -> object:
    """Each text that is put into the page; names in it are others'."""
    return isolated(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _markdown(text: str) -> str:
    """As `markdown`; a plain address stays one."""
    return text if re.fullmatch(r"https://[\w./?=&%#~:-]+", text, flags=re.ASCII) else markdown(text)


def check_name(path: Path) -> str:
    """What is written, by the name's ending. Raises InputError, also if the folder is not there."""
    kind = path.suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise InputError(f"{path}: the page's name must end in {', '.join(f'.{known}' for known in KINDS)}")
    if not path.absolute().parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.absolute().parent}")
    if path.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise InputError(f"{path}: it is a folder, or nothing may be written into its folder")
    return kind


def write(path: Path, text: str) -> None:
    """The file appears when complete. Raises OutputError."""
    write_atomically(path, text)
