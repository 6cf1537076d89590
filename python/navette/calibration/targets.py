"""What is fitted to what: the observed days, those held out, and the bounds of the keys."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from navette import _core
from navette.common.errors import InputError


def observed_days(targets: pd.DataFrame | str | PathLike[str]) -> pd.DataFrame:
    """The targets by date, a column of numbers per indicator."""
    name = "targets" if isinstance(targets, pd.DataFrame) else str(targets)
    if isinstance(targets, pd.DataFrame):
        table = targets.reset_index() if targets.index.name == "date" else targets.copy()
    else:
        header, rows = _core.read_table(Path(targets))
        table = pd.DataFrame(rows, columns=header, dtype=str).replace("", np.nan)
    if "date" not in table.columns or len(table.columns) < 2 or table.empty:
        raise InputError(f"{name}: must have a column date, one per observed indicator, and a row per day")
    wrong, dates = [], []
    for row, value in enumerate(table["date"], start=2):
        try:
            dates.append(_date(value))
        except (ValueError, TypeError):
            wrong.append(f"{name}:{row}: date must be as 2026-01-05, found {value!r}")
    numbers = table.drop(columns="date").apply(pd.to_numeric, errors="coerce").astype(float)
    given = table.drop(columns="date")
    for column in numbers:
        for row in np.flatnonzero(numbers[column].isna() & given[column].notna()):
            found = given[column].iloc[row]
            cure = _core.number_cure(str(found))
            wrong.append(f"{name}:{row + 2}: {column} must be a number, found {found!r}{cure and f'; {cure}'}")
        if numbers[column].isna().all() and not wrong:
            wrong.append(f"{name}: {column} has no value")
    if len(set(dates)) != len(dates):
        wrong.append(f"{name}: has a date twice")
    if wrong:
        raise InputError(wrong)
    return numbers.set_axis(pd.Index(dates, name="date")).rename_axis(columns="indicator")


def _date(value: Any) -> datetime.date:
    """Of a text, as 2026-01-05 only: 05/01/2026 is a day of January or of May."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(value)
    return pd.Timestamp(value).date()


def days_of(hold_out: Iterable[str | datetime.date], known: pd.Index) -> np.ndarray:
    """Which of the known days are held out."""
    held = set()
    for given in hold_out:
        try:
            day = pd.Timestamp(given).date()
        except ValueError as error:
            raise InputError(f"calibrate: a day held out must be a date as 2026-01-05, found {given!r}") from error
        if day not in known:
            raise InputError(f"calibrate: {day} is held out, but is not among the observed days")
        held.add(day)
    return np.array([day in held for day in known])


def bounds_of(parameters: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The bounds by key, checked."""
    if not parameters:
        raise InputError("calibrate: name at least one key to fit, with its bounds")
    for key, bounds in parameters.items():
        numbers = [value for value in bounds if isinstance(value, (int, float)) and np.isfinite(value)]
        if len(bounds) != 2 or len(numbers) != 2 or not bounds[0] < bounds[1]:
            raise InputError(f"calibrate: bounds of {key} must be two numbers, low and high, found {bounds!r}")
    return {key: (bounds[0], bounds[1]) for key, bounds in parameters.items()}
