"""When people asked, wanted to leave, must be there, were picked up: seconds since 1970-01-01 on the local clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.columns import Understood
from navette.importing.faults import Faults
from navette.importing.tables.sheet import Sheet
from navette.importing.values.clock import DAY, read_clocks
from navette.importing.values.moments import Order, order_of, read_moments

_TIMES = ("departure", "arrival", "planned_pickup", "actual_pickup")
_DATES = ("date", "submitted", "submitted_date", *_TIMES)
_NOON, _EVENING = 12 * 3600.0, 18 * 3600.0
_BEFORE_ARRIVAL = 3600.0
_NIGHT = 12 * 3600.0
"""A time so much before the departure is of the next day."""


@dataclass
class Clocks:
    """How the dates of a list are written."""

    day_first: bool
    zone: str | None


def settle_order(tables: list[list[Understood]], said: str | None, *, days_first_language: bool) -> tuple[bool, str]:
    """Whether days come before months in all dates of an import, and what says so. Raises InputError."""
    if said is not None:
        if said not in ("day-first", "month-first"):
            raise InputError(f"--dates must be day-first or month-first, found {said!r}")
        return said == "day-first", "as you say"
    order = Order()
    for item in (item for found in tables for item in found if item.meaning in _DATES):
        order_of(item.sheet.column(item.column), order)
        _check_half_converted(item)
    if order.day_first and order.month_first:
        raise InputError(
            f"dates are written in two ways: {order.day_first!r} has the day first, {order.month_first!r} the month; "
            "write them in one, or say by --dates day-first (or month-first) how all are to be read"
        )
    if order.day_first:
        return True, f"as {order.day_first!r} shows"
    if order.month_first:
        return False, f"as {order.month_first!r} shows"
    if order.open and not days_first_language:
        raise InputError(
            f"{order.open!r} may be a day of either month, and no date tells; say --dates day-first or --dates "
            f"month-first"
        )
    return True, "as is usual in this language" if order.open else ""


def read_times(
    sheet: Sheet, columns: dict[str, int], clocks: Clocks, faults: Faults, assumed: dict[str, int]
) -> pd.DataFrame:
    """Of each row: day, departure, arrival, submitted, actual_pickup; NaN where not told."""
    size = len(sheet.cells)
    days = np.full(size, np.nan)
    if "date" in columns:
        moments = read_moments(sheet.column(columns["date"]), day_first=clocks.day_first, zone=clocks.zone)
        faults.cells(sheet, columns["date"], np.isinf(moments.day), _wanted("a date", clocks))
        days = np.where(np.isinf(moments.day), np.nan, moments.day)
    read = {name: _time(sheet, columns[name], days, clocks, faults) for name in _TIMES if name in columns}
    nothing = np.full(size, np.nan)
    departure = read.get("departure", nothing).copy()
    planned = read.get("planned_pickup", nothing)
    arrival = read.get("arrival", nothing).copy()
    _count(assumed, "the time told stands for the time asked for", np.isnan(departure) & ~np.isnan(planned))
    departure = np.where(np.isnan(departure), planned, departure)
    by_arrival = np.isnan(departure) & ~np.isnan(arrival)
    _count(assumed, "where only an arrival is told, the passenger is ready an hour before it", by_arrival)
    departure = np.where(by_arrival, arrival - _BEFORE_ARRIVAL, departure)
    arrival = _after_midnight(arrival, departure)
    pickup = _after_midnight(read.get("actual_pickup", nothing), departure)
    for row in np.flatnonzero(np.isnan(departure)):
        if not faults.has(sheet, int(row)):
            faults.row(
                sheet,
                int(row),
                _named(sheet, columns, ("departure", "planned_pickup", "arrival", "date")),
                "must have a date and a time, found none",
            )
    wrong = arrival <= departure
    for row in np.flatnonzero(wrong):
        faults.row(
            sheet, int(row), _named(sheet, columns, ("arrival",)), "must be after the departure, found an earlier one"
        )
    day = np.where(np.isnan(days), np.floor(departure / DAY), days)
    submitted = _submitted(sheet, columns, day, clocks, faults, assumed)
    late = submitted > departure
    _count(assumed, "booked after the departure: taken as booked at it", late)
    submitted = np.where(late, departure, submitted)
    return pd.DataFrame(
        {"day": day, "departure": departure, "arrival": arrival, "submitted": submitted, "actual_pickup": pickup}
    )


def _time(sheet: Sheet, column: int, days: np.ndarray, clocks: Clocks, faults: Faults) -> np.ndarray:
    """A column of moments, or of times of day beside a date."""
    cells = sheet.column(column)
    moments = read_moments(cells, day_first=clocks.day_first, zone=clocks.zone)
    timed = np.isfinite(moments.day) & np.isfinite(moments.second)
    bare = ~cells.isna().to_numpy() & ~timed
    seconds = np.full(len(cells), np.nan)
    if bare.any():
        seconds[bare] = read_clocks(cells[bare])
    faults.cells(sheet, column, np.isinf(seconds), _wanted("a time of day, or a date with one", clocks))
    undated = np.isfinite(seconds) & np.isnan(days) & faults.rows(sheet)
    faults.cells(sheet, column, undated, "must have a date in its row")
    joined = np.where(timed, moments.day * DAY + moments.second, days * DAY + seconds)
    return np.where(np.isfinite(joined), joined, np.nan)


def _submitted(
    sheet: Sheet, columns: dict[str, int], day: np.ndarray, clocks: Clocks, faults: Faults, assumed: dict[str, int]
) -> np.ndarray:
    found = np.full(len(day), np.nan)
    for name in ("submitted", "submitted_date"):
        if name not in columns:
            continue
        moments = read_moments(sheet.column(columns[name]), day_first=clocks.day_first, zone=clocks.zone)
        faults.cells(sheet, columns[name], np.isinf(moments.day), _wanted("a date", clocks))
        second = moments.second
        if np.isnan(second).any() and "submitted_time" in columns:
            read = read_clocks(sheet.column(columns["submitted_time"]))
            faults.cells(sheet, columns["submitted_time"], np.isinf(read), _wanted("a time of day", clocks))
            second = np.where(np.isnan(second), read, second)
        untimed = np.isfinite(moments.day) & np.isnan(second)
        _count(assumed, "booked at noon of the day that is told", untimed)
        found = moments.day * DAY + np.where(untimed, _NOON, second)
        found = np.where(np.isfinite(found), found, np.nan)
        break
    unknown = np.isnan(found)
    _count(assumed, "nothing tells when it was booked: at 18:00 the day before", unknown)
    return np.where(unknown, (day - 1) * DAY + _EVENING, found)


def _after_midnight(times: np.ndarray, departure: np.ndarray) -> np.ndarray:
    """A time of day long before the departure is one of the night after."""
    return np.where(departure - times > _NIGHT, times + DAY, times)


def _check_half_converted(item: Understood) -> None:
    """A spreadsheet with other habits turns 03/04/2025 into the 4th of March, and leaves 31/08/2025 as text."""
    cells = item.sheet.column(item.column).dropna()
    texts = [cell for cell in cells if isinstance(cell, str)]
    made = [cell for cell in cells if hasattr(cell, "day") and cell.year > 1950]
    order = Order()
    order_of(pd.Series(texts, dtype=object), order)
    shown = order.day_first or order.month_first
    if len(made) > 2 and shown and not order.open and all(cell.day <= 12 for cell in made):
        raise InputError(
            f"{item.sheet.source}, column {item.name!r}: half of these dates were turned round by a spreadsheet: "
            f"{shown!r} "
            "is still a text, but all real dates have days up to 12, so day and month have changed places in them. "
            "Export the list anew as CSV and import that"
        )


def _named(sheet: Sheet, columns: dict[str, int], wanted: tuple[str, ...]) -> str:
    names = [repr(sheet.names[columns[name]]) for name in wanted if name in columns]
    return f"column{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _wanted(what: str, clocks: Clocks) -> Callable[[object], str]:
    def told(cell: object) -> str:
        text = str(cell)
        if clocks.zone is None and isinstance(cell, str) and (text.endswith(("Z", "z")) or text[-6:-5] in ("+", "-")):
            return f"must be {what} on the local clock; --timezone Europe/Paris reads offsets from UTC"
        return f"must be {what}"

    return told


def _count(assumed: dict[str, int], what: str, rows: np.ndarray) -> None:
    number = int(rows.sum())
    if number:
        assumed[what] = assumed.get(what, 0) + number
