"""Numbers, dates and times as lists write them; what could be two things is none."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from navette.importing.values.clock import read_clocks
from navette.importing.values.moments import Order, moment, order_of
from navette.importing.values.numbers import measure, read_counts, read_flags_or_counts
from navette.importing.words import normalised


def at(text: object, **how: object) -> datetime.datetime:
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(moment(text, **how)))  # type: ignore[arg-type]


def seconds(*cells: object) -> list[float]:
    return read_clocks(pd.Series(cells, dtype=object)).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "31/08/2025 17:02",
        "31-08-25 17h02",
        "31.8.2025, 17.02 Uhr",
        "2025-08-31T17:02:00",
        "2025/08/31 5:02 pm",
        "dim. 31 août 2025 à 17 h 02",
        "dimanche 31 aout 2025 17:02",
        "So 31.08.2025 17:02 Uhr",
        "Sonntag, 31. August 2025 um 17:02 Uhr",
        "31st August 2025 at 5:02 PM",
        "Aug 31, 2025 5:02pm",
        "202508311702",
        45900.709722222,
        datetime.datetime(2025, 8, 31, 17, 2),
    ],
)
def test_one_moment_in_many_forms(text: object) -> None:
    assert abs(at(text) - datetime.datetime(2025, 8, 31, 17, 2)) <= datetime.timedelta(seconds=1)


@pytest.mark.parametrize("name", ["1er mars 2024", "1. März 2024", "1 March 2024", "1 mars 24", "March 1, 2024"])
def test_months_by_name(name: str) -> None:
    assert at(name) == datetime.datetime(2024, 3, 1) and moment(name) % 1 == 0.25, "no time of day was told"


@pytest.mark.parametrize(
    "text", ["32/01/2025", "29/02/2025", "31/08", "août 2025", "12", "17:02", "demain", "08/31/2025", "1/2/345", True]
)
def test_what_is_no_date(text: object) -> None:
    assert np.isinf(moment(text))


def test_months_first_where_that_is_said_but_never_between_points() -> None:
    assert at("08/31/2025", day_first=False) == datetime.datetime(2025, 8, 31)
    assert at("03.04.2025", day_first=False) == datetime.datetime(2025, 4, 3)
    order = Order()
    order_of(pd.Series(["03/04/2025", "2025-13-01", "04.13.2025", None], dtype=object), order)
    assert order == Order(open="03/04/2025")
    order_of(pd.Series(["13/04/2025", "04/14/2025"], dtype=object), order)
    assert (order.day_first, order.month_first) == ("13/04/2025", "04/14/2025")


def test_an_offset_from_utc_needs_the_zone_of_the_local_clock() -> None:
    assert np.isinf(moment("2025-08-31T15:02:00Z"))
    assert at("2025-08-31T15:02:00Z", zone="Europe/Paris") == datetime.datetime(2025, 8, 31, 17, 2)
    assert at("2025-01-31T23:30:00+00:00", zone="Europe/Paris") == datetime.datetime(2025, 2, 1, 0, 30)


def test_one_time_of_day_in_many_forms() -> None:
    forms = ["8h30", "8 h 30", "08:30", "08:30:00", "8.30 Uhr", "8:30 AM", "8:30 a.m.", "à 8h30", "um 8.30 Uhr"]
    forms += [datetime.time(8, 30), datetime.timedelta(hours=8, minutes=30), datetime.datetime(1899, 12, 31, 8, 30)]
    assert seconds(*forms) == [8.5 * 3600] * len(forms)
    assert seconds("8h", "20h", "8 pm", "12 am", "12:10 PM", "25:10") == [28800, 72000, 72000, 0, 43800, 90600]
    assert seconds("midi", "Mitternacht") == [43200, 0]


def test_plain_numbers_are_times_by_what_all_of_them_can_be() -> None:
    assert seconds(830, 1745) == seconds("0830", "1745") == [30600, 63900]
    assert seconds(0.5, 0.3541666667) == seconds("0,5", "0,3541666667") == [43200, 30600]
    assert seconds(30600, 63900) == [30600, 63900]
    assert np.isinf(seconds(8.5, 17.75)).all(), "hours with decimals, or with minutes?"
    assert np.isinf(seconds("8:75", "8", "abc", "30/06")).all()


def test_numbers_of_three_countries() -> None:
    texts = ["651 234,5", "651\u202f234,5", "651.234,5", "651,234.5", "651'234.5", "651234.5"]
    assert [measure(text) for text in texts] == [651234.5] * 6
    assert [measure("1,97"), measure("44.03"), measure("-0,5")] == [1.97, 44.03, -0.5]
    assert np.isinf([measure("1,2,3"), measure("12 34"), measure("n/a"), measure("")]).all()
    counts = read_counts(pd.Series(["2 553", "2.553", "2,553", "2553", None, "2,5", "-"], dtype=object))
    assert counts[:4].tolist() == [2553] * 4 and np.isnan(counts[4]) and np.isinf(counts[5:]).all()


def test_yes_no_and_counts() -> None:
    cells = pd.Series(["oui", "Nein", "x", 2, True, "UFR", None, "peut-être"], dtype=object)
    found = read_flags_or_counts(cells)
    assert found[:6].tolist() == [1, 0, 1, 2, 1, 1] and np.isnan(found[6]) and np.isinf(found[7])


def test_names_are_compared_without_accents_and_signs() -> None:
    assert normalised("N° Réservation") == normalised("numero_reservation") == "numero reservation"
    assert normalised("heureDépart") == "heure depart" and normalised("Straße (Süd)") == "strasse sud"
