"""Times of day: 8h30, 08:30, 8:30 pm, 8.30 Uhr, 830, and fractions of a day from a spreadsheet."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pandas as pd

from navette.importing.values.texts import by_value

DAY = 86_400.0
TIME = (
    r"(?P<h>\d{1,2})\s*(?:(?:h|:|\.|uhr|heures?)\s*(?:(?P<m>\d{2})(?:\s*(?::|m|min|"
    r"\.)\s*(?:(?P<s>\d{2})(?:[.,]\d+)?)?)?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:uhr|h|s)?"
)
"""Hours alone only with a sign that they are: `8h`, `8 Uhr`, `8 am`."""
_TIME = re.compile(TIME, re.IGNORECASE)
_WORDS = {"midi": 43_200.0, "noon": 43_200.0, "mittag": 43_200.0, "minuit": 0.0, "midnight": 0.0, "mitternacht": 0.0}


def read_clocks(cells: pd.Series) -> np.ndarray:
    """Seconds after midnight; NaN where empty, infinite where it is none. Hours beyond 24 are the next day."""
    return by_value(cells, clocks)


def clocks(values: list[object]) -> np.ndarray:
    """Of different values of one column, which tell together what its plain numbers mean."""
    found = np.array([_clock(value) for value in values], dtype=float)
    plain = np.array([_number(value) for value in values], dtype=float)
    numbers = ~np.isnan(plain)
    if numbers.any():
        found[numbers] = _numbers(plain[numbers])
    return found


def seconds_of(hours: str, minutes: str | None, seconds: str | None, half: str | None) -> float:
    """Of the parts of a time; infinite if there is no such time."""
    h, m, s = int(hours), int(minutes or 0), int(seconds or 0)
    if m > 59 or s > 59 or h > 48:
        return np.inf
    if half:
        if not 1 <= h <= 12:
            return np.inf
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return h * 3600.0 + m * 60 + s


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"\d{3,6}|0[.,]\d+|0|1", value):
        return float(value.replace(",", "."))
    return np.nan


def _numbers(values: np.ndarray) -> np.ndarray:
    """Fractions of a day, or hours and minutes as 830, or seconds after midnight: whichever all of them can be."""
    if (values >= 0).all() and (values <= 2).all() and (values != np.floor(values)).any():
        return np.round(values * DAY)
    if (values == np.floor(values)).all() and (values >= 0).all():
        if (values % 100 < 60).all() and (values <= 2959).all() and (values >= 60).any():
            return values // 100 * 3600 + values % 100 * 60
        if (values <= 2 * DAY).all() and (values > 2959).any():
            return values.astype(float)
    return np.full(len(values), np.inf)


def _clock(value: object) -> float:
    if isinstance(value, datetime.datetime):
        # A time of day alone is a moment of the first day that a spreadsheet knows.
        return value.hour * 3600.0 + value.minute * 60 + value.second if value.year <= 1904 else np.inf
    if isinstance(value, datetime.time):
        return value.hour * 3600.0 + value.minute * 60 + value.second
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return float(seconds) if 0 <= seconds <= 2 * DAY else np.inf
    if not isinstance(value, str):
        return np.inf
    text = value.strip().lower()
    if text in _WORDS:
        return _WORDS[text]
    text = re.sub(r"^(?:à|a|um|at|vers|gegen|ab)\s+", "", text)
    match = _TIME.fullmatch(text)
    if not match or re.fullmatch(r"\d{1,2}", text):
        return np.inf
    return seconds_of(match["h"], match["m"], match["s"], match["half"])
