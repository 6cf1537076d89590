"""The page of a comparison, as HTML or Markdown."""

from __future__ import annotations

import os
import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from navette import _core
from navette.common.errors import InputError
from navette.common.text import isolated, markdown
from navette.comparison.sections import sections, warnings_of
from navette.comparison.tables import ComparisonTables
from navette.comparison.words import Words

KINDS = ("html", "md", "csv")


def render(comparison: ComparisonTables, kind: str, lang: str) -> str:
    """The page as HTML or Markdown."""
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
