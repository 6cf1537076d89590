"""The service in plain words: vehicles, hours, from where to where, how to book, what it costs to ride."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from navette.indicators.shift_days import DAY, shift_days
from navette.report.options import Option
from navette.report.words import Words


def service_lines(option: Option, words: Words) -> list[tuple[str, str]]:
    """Label and sentence of each fact."""
    facts = [
        ("vehicles", _vehicles(option, words)),
        ("hours", _hours(option, words)),
        ("where", " ".join(_where(option, words))),
        ("booking", " ".join(_booking(option, words))),
        ("fare", _fare(option, words)),
        ("promise", _promise(option, words)),
    ]
    return [(words(f"service.{name}"), text) for name, text in facts if text]


def _vehicles(option: Option, words: Words) -> str:
    shuttles = option.table("shuttles")
    text = words.several("service.vehicles", len(shuttles))
    seats = shuttles["seats"].to_numpy()
    if len(seats):
        low, high = int(seats.min()), int(seats.max())
        text += words("service.seats" if low == high else "service.seats_range", low=low, high=high)
    chairs = shuttles["wheelchairs"].to_numpy()
    if len(chairs) and chairs.min() > 0:
        text += words.several("service.wheelchairs", int(chairs.min()))
    return text + "."


def _hours(option: Option, words: Words) -> str:
    shifts = option.table("shifts")
    if shifts.empty:
        return ""
    midnight = shift_days(option.first) * DAY
    start, end = shifts["start"] - midnight, shifts["end"] - midnight
    low, high = words.clock(start.min()), words.clock(end.max())
    text = words("service.hours_text", low=low, high=high)
    if len(set(zip(start, end, strict=True))) > 1:
        text += words("service.hours_vary")
    services = option.first.services
    days = services["weekdays"].to_numpy() if "weekdays" in services else np.array([127])
    every = int(np.bitwise_or.reduce(days)) if len(days) else 127
    if every not in (0, 127):
        names = words("service.weekdays").split(",")
        text += " " + words("service.days", days=words.listed([names[day] for day in range(7) if every >> day & 1]))
    return text


def _where(option: Option, words: Words) -> list[str]:
    told = []
    services = option.first.services
    stops = option.table("service_stops")
    for row, (kind, name) in enumerate(zip(services["kind"].astype(str), services["name"], strict=True)):
        here = stops[stops["service"] == row] if "service" in stops else stops
        walk = float(services["max_walk_distance"].iloc[row]) if "max_walk_distance" in services else 0.0
        if kind == "virtual_line":
            names = [str(stop) for stop in dict.fromkeys(here["name"])]
            text = words("service.virtual_line", name=name, stops=" \u2013 ".join(names))
            courses = option.first.course_visits
            if len(courses):
                count = courses.loc[courses["service"] == row, "course"].nunique()
                text += " " + words.several("service.courses", int(count))
        elif kind == "stop_based":
            text = words.several("service.stop_based", len(here), walk=words.number(walk))
        else:
            text = words(f"service.{kind}")
        if text not in told:
            told.append(text)
    return told


def _booking(option: Option, words: Words) -> list[str]:
    told = []
    services = option.first.services
    for row in services.to_dict("records"):
        kind = str(row.get("booking_type", "real_time"))
        if kind == "same_day" and row["prior_notice_duration_min"] > 0:
            text = words("service.same_day", notice=words.minutes(float(row["prior_notice_duration_min"])))
        elif kind == "prior_days":
            until = words.clock(float(row["prior_notice_last_time"]))
            text = words.several("service.prior_days", int(row["prior_notice_last_day"]), time=until)
        else:
            text = words("service.real_time")
        if text not in told:
            told.append(text)
    if option.first.has_residents:
        opens, closes = option.get("demand.phone_from"), option.get("demand.phone_until")
        if opens and closes:
            told.append(words("service.phone", low=words.clock(_ms(opens)), high=words.clock(_ms(closes))))
    return told


def _ms(text: Any) -> float:
    """HH:MM or HH:MM:SS, or seconds, in ms."""
    if isinstance(text, (int, float)):
        return 1000.0 * text
    parts = [int(part) for part in str(text).split(":")] + [0, 0]
    return 1000.0 * (3600 * parts[0] + 60 * parts[1] + parts[2])


def _fare(option: Option, words: Words) -> str:
    services = option.first.services
    whole = option.get("costs.fare_per_trip")
    own = services["fare"].astype(float) if "fare" in services else pd.Series(dtype=float)
    fares = sorted({float(fare) for fare in own.dropna()} or ({float(whole)} if whole is not None else set()))
    if not fares:
        return words("service.fare_unknown")
    if fares == [0.0]:
        return words("service.fare_free")
    text = words("service.fare_text", fare=words.listed([words.euros(fare, 2) for fare in fares]))
    shares = option.get("costs.fare_by_age") or [1.0]
    least = min([*(shares.values() if isinstance(shares, dict) else shares), option.get("costs.fare_impaired", 1.0)])
    if least < 1:
        text += words("service.fare_reduced", fare=words.euros(fares[0] * float(least), 2))
    return text + "."


def _promise(option: Option, words: Words) -> str:
    waits = option.first.services["max_wait_time"].dropna() if "max_wait_time" in option.first.services else []
    if not len(waits):
        return ""
    return words("service.promise_text", wait=words.minutes(float(max(waits))))
