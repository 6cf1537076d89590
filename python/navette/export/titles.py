"""Tables as the readers of a spreadsheet know them: titles with units, times as hours, minutes and seconds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pandas as pd

from navette.common.errors import InputError
from navette.export.readme import columns_of

LOCALES = ("en", "fr")
_WORDS = {"table": "sheet", "column": "column", "name": "name in Navette", "unit": "unit", "definition": "definition"}
_TIME = "h:min:s"
_DEGREES = ("degrees_east", "degrees_north", "degree")


@cache
def _catalogue(locale: str) -> Mapping[str, Mapping[str, str]]:
    text = files("navette.export").joinpath(f"titles_{locale}.toml").read_text("utf-8")
    return tomllib.loads(text)


def check_locale(locale: str | None) -> None:
    """Raises InputError if the language is not known."""
    if locale is not None and locale not in LOCALES:
        raise InputError(f"locale must be one of {', '.join(LOCALES)}, found {locale!r}")


class Titles:
    """The titles and definitions of one language."""

    def __init__(self, locale: str, meanings: Mapping[str, str]) -> None:
        """`meanings`: of the tables, in English."""
        self.locale = locale
        self._meanings = meanings
        self._known = {} if locale == "en" else _catalogue(locale)

    def sheet(self, table: str) -> tuple[str, str]:
        """Name and meaning of a table's sheet."""
        told = self._known.get("sheets", {}).get(table)
        return _parted(told) if told else (table, self._meanings.get(table, ""))

    def column(self, table: str, name: str, unit: str, meaning: str) -> tuple[str, str, str]:
        """Title with its unit, unit, and definition of a column."""
        told = self._known.get(table, {}).get(name) or self._known.get("any", {}).get(name)
        title, definition = _parted(told) if told else (name, meaning)
        shown = _TIME if unit == "ms" else "°" if unit in _DEGREES else "" if unit == "1" else unit
        return (f"{title} [{shown}]" if shown else title), shown, definition

    def word(self, name: str) -> str:
        """A word of the sheet of definitions."""
        return self._known.get("words", {}).get(name) or _WORDS[name]

    def definitions(self, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """A row per column of all tables."""
        rows = []
        for table, frame in tables.items():
            sheet, meaning = self.sheet(table)
            rows.append((sheet, "", table, "", meaning))
            for name, (unit, about) in columns_of(frame).items():
                title, shown, definition = self.column(table, name, unit, about)
                rows.append((sheet, title, name, shown, definition))
        heads = [self.word(name) for name in ("table", "column", "name", "unit", "definition")]
        return pd.DataFrame(rows, columns=heads)


def is_time(unit: str) -> bool:
    """Whether a column holds times or durations in ms."""
    return unit == "ms"


def clock(milliseconds: float) -> str:
    """HH:MM:SS, to the nearest second; beyond 24 hours, and before midnight of day 0 with a sign."""
    seconds = int(abs(milliseconds) + 500) // 1000
    sign = "-" if milliseconds < 0 and seconds else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _parted(told: str) -> tuple[str, str]:
    title, _, definition = told.partition(" | ")
    return title, definition
