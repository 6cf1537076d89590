"""Dates, and dates with times, in the usual French, German and English forms."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from navette.importing.values.clock import DAY, TIME, seconds_of
from navette.importing.values.texts import by_value
from navette.importing.words import normalised

_MONTHS = [
    "janv janvier jan januar january jaen janner jaenner",
    "fevr fevrier fev feb februar february",
    "mars mar marz maerz march mrz",
    "avr avril apr april",
    "mai may",
    "juin jun juni june",
    "juil juillet jul juli july",
    "aout aug august aou",
    "sept septembre sep september",
    "oct octobre okt oktober october",
    "nov novembre november",
    "dec decembre dez dezember december",
]
_MONTH = {name: rank + 1 for rank, names in enumerate(_MONTHS) for name in names.split()}
_WEEKDAY = (
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|die|mit|don|fre|son|tue|wed|thu|fri|sat|sun)[a-zé]*|mo|di|mi|do|fr|sa|so)"
)
_CLOCK = rf"(?:\s*(?:t|,|à|um|at|-|\s)\s*{TIME}(?P<zone>\s*(?:z|[+-]\d\d:?\d\d))?)?"
_LEAD = rf"(?:{_WEEKDAY}\.?,?\s+)?(?:(?:le|am|den|on)\s+)?"
_NUMERIC = re.compile(
    rf"{_LEAD}(?P<a>\d{{1,4}})(?P<mark>[./-])(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{2,4}}){_CLOCK}", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"{_LEAD}(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|\.)?[\s-]*(?:of\s+)?(?P<name>[a-zéûôäü]+)\.?[\s,-]*(?P<y>\d{{4}}|\d\d){_CLOCK}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_LEAD}(?P<name>[a-zéûôäü]+)\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_CLOCK}", re.IGNORECASE
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<mo>\d\d)(?P<d>\d\d)(?:(?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)?)?")
EPOCH = datetime.date(1970, 1, 1).toordinal()
_SHEET_EPOCH = datetime.date(1899, 12, 30).toordinal() - EPOCH
_SERIALS = (20_000, 80_000)
"""Days since 1899-12-30 that are read as dates: 1954 to 2119."""


@dataclass
class Order:
    """Which values show that days, or that months, come first where dates are written 03/04/2025."""

    day_first: str = ""
    month_first: str = ""
    open: str = ""
    """A value that could be either."""


@dataclass
class Moments:
    """Of each row: days since 1970-01-01 and seconds after midnight. NaN: not there; infinite: cannot be read."""

    day: np.ndarray
    second: np.ndarray

    @property
    def has_time(self) -> bool:
        """Whether some value tells a time of day."""
        return bool(np.isfinite(self.second).any())


def order_of(cells: pd.Series, order: Order) -> None:
    """Looks at all numeric dates of a column for what they show of their order."""
    for value in cells.dropna().unique() if len(cells) else ():
        match = _NUMERIC.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match or match["mark"] == "." or len(match["a"]) > 2:
            continue
        a, b = int(match["a"]), int(match["b"])
        if a > 12:
            order.day_first = order.day_first or value
        elif b > 12:
            order.month_first = order.month_first or value
        elif a != b:
            order.open = order.open or value


def read_moments(cells: pd.Series, *, day_first: bool, zone: str | None = None) -> Moments:
    """Dates, with times where there are any. Moments with an offset from UTC need the zone of the local clock."""

    def read(values: list[object]) -> np.ndarray:
        return np.array([moment(value, day_first=day_first, zone=zone) for value in values], dtype=float)

    both = by_value(cells, read)
    # One number for both: seconds since 1970, a quarter added where no time was told.
    with np.errstate(invalid="ignore"):
        whole = np.floor(both)
        day = np.floor(whole / DAY)
        second = np.where(both - whole > 0.2, np.nan, whole - day * DAY)
    day[np.isinf(both)] = np.inf
    second[np.isinf(both)] = np.inf
    second[np.isnan(both)] = np.nan
    return Moments(day, second)


def moment(value: object, *, day_first: bool = True, zone: str | None = None) -> float:
    """Seconds since 1970-01-01 on the local clock, plus 0.25 where no time of day is told; infinite: no date."""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None or value.year < 1950:
            return np.inf
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return _joined(value.date(), float(seconds) if seconds else None)
    if isinstance(value, datetime.date):
        return _joined(value, None)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _serial(float(value))
    if not isinstance(value, str):
        return np.inf
    text = value.strip()
    if match := _COMPACT.fullmatch(text):
        return _made(match["y"], match["mo"], match["d"], match, zone)
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return _serial(float(text.replace(",", ".")))
    if match := _NUMERIC.fullmatch(text):
        a, b, c = match["a"], match["b"], match["c"]
        if len(a) == 4:
            return _made(a, b, c, match, zone)
        if len(a) > 2 or len(c) == 3:
            return np.inf
        return _made(c, b, a, match, zone) if day_first or match["mark"] == "." else _made(c, a, b, match, zone)
    for form in (_DAY_MONTH, _MONTH_DAY):
        match = form.fullmatch(text)
        if match and (month := _MONTH.get(normalised(match["name"]))):
            return _made(match["y"], str(month), match["d"], match, zone)
    return np.inf


def _serial(number: float) -> float:
    if re.fullmatch(r"(19|20)\d{6}", str(int(number))) and number == int(number):
        return moment(str(int(number)))
    if not _SERIALS[0] <= number <= _SERIALS[1]:
        return np.inf
    day = int(number)
    seconds = round((number - day) * DAY)
    return (day + _SHEET_EPOCH) * DAY + (seconds if seconds else 0.25)


def _made(year: str, month: str, day: str, match: re.Match[str], zone: str | None) -> float:
    y = int(year)
    if len(year) <= 2:
        y += 2000 if y < 70 else 1900
    try:
        date = datetime.date(y, int(month), int(day))
    except ValueError:
        return np.inf
    parts = match.groupdict()
    if parts.get("h") is None:
        return _joined(date, None)
    seconds = seconds_of(parts["h"], parts.get("m"), parts.get("s"), parts.get("half"))
    if parts.get("zone"):
        return _local(date, seconds, parts["zone"].strip().lower(), zone)
    return _joined(date, seconds)


def _local(date: datetime.date, seconds: float, offset: str, zone: str | None) -> float:
    """On the clock of the zone. An offset alone does not tell which clock people live by."""
    if zone is None or not np.isfinite(seconds):
        return np.inf
    minutes = 0 if offset == "z" else int(offset[1:3]) * 60 + int(offset[-2:])
    ahead = datetime.timezone(datetime.timedelta(minutes=-minutes if offset.startswith("-") else minutes))
    begin = datetime.datetime(date.year, date.month, date.day, tzinfo=ahead) + datetime.timedelta(seconds=seconds)
    there = begin.astimezone(ZoneInfo(zone))
    return _joined(there.date(), there.hour * 3600.0 + there.minute * 60 + there.second)


def _joined(date: datetime.date, seconds: float | None) -> float:
    if not 1950 <= date.year <= 2150:
        return np.inf
    start = (date.toordinal() - EPOCH) * DAY
    return start + 0.25 if seconds is None else start + seconds
