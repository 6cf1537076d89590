"""A balanced reading: of each aim the option that reaches it best, and what it gives up for that."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from navette.report.figures import BETTER, Figures
from navette.report.words import Words

TITLES = {"cost": "cheapest", "refusal_rate": "most_served", "gap": "fairest", "co2e": "greenest"}


@dataclass
class Judgement:
    """What is said of one aim."""

    title: str
    best: str
    """Options that are equal in this, or the one that is best."""
    text: str
    but: str
    """What it gives up; empty: nothing that is more than chance."""


def reading(figures: Figures, words: Words) -> list[Judgement]:
    """One judgement per aim; an aim of which nothing is known is said to be so."""
    return [_judge(figures, name, words) for name in BETTER]


def _known(figures: Figures, name: str) -> pd.Series:
    return figures.table[name].astype(float) if name in figures.table else pd.Series(dtype=float)


def _judge(figures: Figures, name: str, words: Words) -> Judgement:
    title = words(f"reading.{TITLES[name]}")
    values = _known(figures, name)
    if values.empty or values.isna().any():
        return Judgement(title, "", words(f"reading.{name}_unknown"), "")
    order = list(values.sort_values(kind="stable").index)
    best = order[0]
    equal = [best, *(other for other in order[1:] if not figures.differ(name, best, other))]
    quoted = [words.quoted(str(option)) for option in equal]
    if len(equal) == len(order):
        shown = words.listed([f"{words.quoted(str(o))} ({_value(name, values[o], words)})" for o in order])
        return Judgement(title, words("reading.equal"), words("reading.equal_text", options=shown), "")
    others = words.listed(
        [words("reading.against", value=_value(name, values[other], words), option=words.quoted(str(other)))
         for other in order if other not in equal]
    )  # fmt: skip
    text = words(
        f"reading.{name}" if len(equal) == 1 else f"reading.{name}_shared",
        options=words.listed(quoted),
        value=words.listed([_value(name, values[option], words) for option in equal]),
        others=others,
    )
    return Judgement(
        title, words.listed([str(option) for option in equal]), text, _gives_up(figures, name, best, words)
    )


def _gives_up(figures: Figures, name: str, option: str, words: Words) -> str:
    """In what this option is behind another by more than chance."""
    parts = []
    for other_name in BETTER:
        values = _known(figures, other_name)
        if other_name == name or values.empty or values.isna().any():
            continue
        leader = str(values.idxmin())
        if leader == option or not figures.differ(other_name, option, leader):
            continue
        parts.append(
            words(
                f"reading.{other_name}_up",
                value=_value(other_name, values[option], words),
                other=_value(other_name, values[leader], words),
                option=words.quoted(leader),
            )
        )
    per_trip = _known(figures, "cost_per_trip")
    if name == "cost" and not per_trip.empty and not per_trip.isna().any():
        leader = str(per_trip.idxmin())
        if leader != option:
            parts.append(
                words(
                    "reading.per_trip_up",
                    value=words.euros(per_trip[option], 2),
                    other=words.euros(per_trip[leader], 2),
                    option=words.quoted(leader),
                )
            )
    if not parts:
        return ""
    # What the aim is bought with comes first: refusals weigh more than kilometres.
    return words("reading.but", what="\u202f; ".join(parts) if words.lang == "fr" else "; ".join(parts))


def _value(name: str, value: float, words: Words) -> str:
    if name == "cost":
        return words.euros(value)
    if name == "refusal_rate":
        return words.percent(value)
    if name == "gap":
        return words("reading.points", value=words.number(100 * value))
    return words("reading.kg", value=words.number(value))
