"""The page's words and numbers, in the reader's language."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from babel.numbers import format_decimal, format_percent

LANGUAGES = ("fr", "en")
DASH = "\u2013"
"""Stands where a figure is not known."""
MINUS = "\u2212"

FORMATS: dict[str, tuple[str, int]] = {
    "wait_mean": ("min", 1), "wait_p95": ("min", 0), "refusal_rate": ("%", 1), "detour_ratio": ("%", 0),
    "detour_time_mean": ("min", 1), "pooling_rate": ("%", 0), "empty_share": ("%", 0), "revenue_per_cost": ("%", 0),
    "round_trips_served": ("%", 0), "served_share": ("%", 0), "vehicle_distance": ("km", 0),
    "km_per_vehicle_day": ("km", 0), "km_per_trip": ("km", 1),
    "cost": ("€", 0), "revenue": ("€", 0), "subsidy": ("€", 0), "cost_per_trip": ("€", 2),
    "cost_per_passenger_km": ("€", 2), "subsidy_per_trip": ("€", 2), "co2e": ("t", 1), "co2e_of_cars": ("t", 1),
    "trips_per_vehicle_day": ("", 1),
}  # fmt: skip
"""Unit on the page and decimals; the others are counts."""

_SCALE = {"min": 1 / 60, "t": 1 / 1000}


@cache
def catalogue(lang: str) -> dict[str, dict[str, str]]:
    """All messages of a language. Raises ValueError if there is none."""
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, found {lang!r}")
    text = files("navette.comparison").joinpath("messages", f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Words:
    """One language."""

    def __init__(self, lang: str) -> None:
        """Raises ValueError if the language is not known."""
        self.lang = lang
        self._messages = catalogue(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The message "table.key", with values in place."""
        table, _, name = key.partition(".")
        return self._messages[table][name].format(**values)

    def known(self, table: str, name: str) -> str:
        """The word for a name of the results, or the name itself: new ones show up unnamed rather than not at all."""
        return self._messages[table].get(name, name.replace("_", " "))

    def group(self, dimension: str, name: str) -> str:
        """A group of residents or requests."""
        words = self._messages["group"]
        if dimension == "age" and name != "unknown":
            return f"{name} {words['age.unit']}"
        return words.get(f"{dimension}.{name}", words.get(f"all.{name}", name))

    def number(self, value: float, decimals: int = 0, *, sign: bool = False) -> str:
        """Grouped, with the language's decimal mark."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        if sign:
            pattern = f"+{pattern};-{pattern}"
        # Nothing but a sign would be left of what rounds to 0.
        value = 0.0 if round(value, decimals) == 0 else value
        return format_decimal(value, format=pattern, locale=self.lang).replace("-", MINUS)

    def value(self, name: str, value: float | None, *, sign: bool = False) -> str:
        """A figure with its unit; a dash where it is not known."""
        if value is None or value != value or math.isinf(value):
            return DASH
        unit, decimals = FORMATS.get(name, ("", 0))
        if unit == "%":
            return self.percent(value, decimals, sign=sign)
        text = self.number(value * _SCALE.get(unit, 1), decimals, sign=sign)
        return f"{text}\u00a0{unit}" if unit else text

    def percent(self, value: float, decimals: int = 0, *, sign: bool = False) -> str:
        """A share; differences of shares too, in points."""
        if sign:
            return f"{self.number(100 * value, decimals, sign=True)}\u00a0points"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + ("\u00a0%" if self.lang == "fr" else "%")
        return format_percent(value, format=pattern, locale=self.lang)

    def join(self, items: list[str]) -> str:
        """A, B, C."""
        return ", ".join(items)
