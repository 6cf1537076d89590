"""The page's words, numbers, hours and amounts, in the reader's language."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from navette.comparison.words import Words as ComparisonWords
from navette.disclosure import SMALLEST

NBSP = "\u00a0"
THIN = "\u202f"
MS_PER_MINUTE = 60_000


@cache
def catalogue(lang: str) -> dict[str, dict[str, str]]:
    """All messages of the report in a language."""
    text = files("navette.report").joinpath("messages", f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Words(ComparisonWords):
    """One language: the report's own messages, then those that it shares with comparisons (reasons, groups)."""

    def __init__(self, lang: str) -> None:
        """Raises ValueError if the language is not known."""
        super().__init__(lang)
        shared = {table: self._messages[table] for table in ("reason", "group", "part", "dimension")}
        self._messages = {
            table: {key: self._spaced(text.replace("{smallest}", str(SMALLEST))) for key, text in messages.items()}
            for table, messages in (shared | catalogue(lang)).items()
        }

    def _spaced(self, text: str) -> str:
        """Typographic apostrophes; in French, spaces before some marks at which no line may break."""
        text = text.replace("'", "\u2019").replace("{count} ", f"{{count}}{NBSP}")
        if self.lang != "fr":
            return text
        for mark in (":", "»", "%"):
            text = text.replace(f" {mark}", f"{NBSP}{mark}")
        for mark in (";", "?", "!"):
            text = text.replace(f" {mark}", f"{THIN}{mark}")
        return text.replace("« ", f"«{NBSP}")

    def table(self, name: str) -> dict[str, str]:
        """All messages of one table."""
        return self._messages[name]

    def several(self, key: str, count: int, **values: object) -> str:
        """The message `key_one` or `key_many`; French has 0 in the singular."""
        one = count == 1 or (self.lang == "fr" and count == 0)
        return self(f"{key}_{'one' if one else 'many'}", count=self.number(count), **values)

    def clock(self, time: float) -> str:
        """A time of day of `time` [ms] since midnight: 8 h 30, or 8:30."""
        minutes = round(time / MS_PER_MINUTE)
        hour, minute = divmod(minutes, 60)
        hour = hour if hour <= 24 and minutes <= 24 * 60 else hour % 24
        if self.lang == "en":
            return f"{hour}:{minute:02d}"
        return f"{hour}{NBSP}h" + (f"{NBSP}{minute:02d}" if minute else "")

    def minutes(self, milliseconds: float) -> str:
        """A duration: 20 min, or 1 h 30."""
        total = round(milliseconds / MS_PER_MINUTE)
        if total < 60:
            return f"{total}{NBSP}min"
        hour, minute = divmod(total, 60)
        if self.lang == "en":
            return f"{hour}{NBSP}h" + (f"{NBSP}{minute}{NBSP}min" if minute else "")
        return f"{hour}{NBSP}h" + (f"{NBSP}{minute:02d}" if minute else "")

    def euros(self, amount: float, decimals: int = 0) -> str:
        """1 234 € in French, €1,234 in English."""
        if not math.isfinite(amount):
            return "\u2013"
        number = self.number(abs(amount), decimals)
        sign = "\u2212" if round(amount, decimals) < 0 else ""
        return f"{sign}{number}{NBSP}€" if self.lang == "fr" else f"{sign}€{number}"

    def quoted(self, name: str) -> str:
        """A name between quotation marks."""
        return f"«{NBSP}{name}{NBSP}»" if self.lang == "fr" else f"\u201c{name}\u201d"

    def listed(self, items: list[str]) -> str:
        """A, B and C."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('page.and')} {items[-1]}"
