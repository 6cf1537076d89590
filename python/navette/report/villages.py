"""What each village gets: its requests, waits, and its share of the cost by three keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.report.blocks import Part
from navette.report.figures import Figures
from navette.report.options import Option
from navette.report.pictures import value
from navette.report.places import Village, villages_of
from navette.report.words import Words


@dataclass
class Line:
    """One option in one village."""

    option: str
    parts: list[Part]
    facts: list[tuple[str, str]]
    note: str
    goes: str


@dataclass
class Card:
    """One village."""

    name: str
    inhabitants: str
    lines: list[Line]
    chosen: bool


def check_village(name: str | None, villages: Sequence[Village]) -> None:
    """Raises InputError if there is no such village."""
    if name is None or any(village.name == name for village in villages):
        return
    if not villages:
        raise InputError(f"--village {name}: the requests are given, so that no villages are known")
    raise InputError(f"there is no village {name!r}; there are {', '.join(village.name for village in villages)}")


def cards(
    options: Sequence[Option],
    figures: Figures,
    villages: Sequence[Village],
    chosen: str | None,
    words: Words,
    *,
    public: bool,
) -> list[Card]:
    """The villages by size, the chosen one first."""
    people = sum(village.inhabitants for village in villages)
    made = []
    for village in sorted(villages, key=lambda v: (v.name != chosen, -v.inhabitants)):
        lines = [_line(option, figures, village, people, words, public) for option in options]
        count = words("village.inhabitants", count=words.number(village.inhabitants))
        made.append(Card(village.name, count, lines, village.name == chosen))
    return made


def _line(option: Option, figures: Figures, village: Village, people: int, words: Words, public: bool) -> Line:
    table = figures.groups.get("commune", {}).get(option.name)
    row = table.loc[village.name] if table is not None and village.name in table.index else None
    facts: list[tuple[str, str]] = []
    parts: list[Part] = []
    if row is not None:
        for key, name in (("requests", "requests"), ("served", "served"), ("refused", "refused")):
            if pd.notna(row[name]):
                facts.append((words(f"village.{key}"), words.number(float(row[name]))))
        if pd.notna(row["served"]) and pd.notna(row["refused"]):
            total = float(row["served"] + row["refused"]) or 1.0
            served = round(1000 * float(row["served"]) / total, 1)
            parts = [Part(0.0, served, "served"), Part(served, round(1000 - served, 1), "refused")]
        if pd.notna(row["wait_mean"]):
            facts.append((words("village.wait"), value("wait_mean", float(row["wait_mean"]), words)))
    hidden = row is None or pd.isna(row["requests"]) or pd.isna(row["served"])
    cost = figures.table.loc[option.name].get("cost", np.nan)
    if pd.notna(cost):
        facts += [(f"{words('village.share')}, {words(f'village.share_{key}')}", words.euros(float(cost) * share))
                  for key, share in _shares(table, row, village, people).items()]  # fmt: skip
    return Line(option.name, parts, facts, words("village.not_told") if hidden and public else "",
                "" if public else _goes(option, village, words))  # fmt: skip


def _shares(table: pd.DataFrame | None, row: pd.Series | None, village: Village, people: int) -> dict[str, float]:
    """Of the cost, by each key that is known of all villages together."""
    shares = {"inhabitants": village.inhabitants / people} if people else {}
    if table is None or row is None:
        return shares
    named = table[table.index.astype(str) != "unknown"]
    served = named["served"].astype("Float64")
    if pd.notna(row["served"]) and served.notna().all() and served.sum() > 0:
        shares["trips"] = float(row["served"]) / float(served.sum())
        direct = (served * named["direct_distance_mean"].astype("Float64").fillna(0)).astype(float)
        if direct.sum() > 0:
            shares["km"] = float(direct.loc[village.name] / direct.sum())
    return shares


def _goes(option: Option, village: Village, words: Words) -> str:
    """Where the people of a village go most; in the full version only."""
    places = nearest_village(option, "destination")
    requests = option.table("requests")
    residents = option.table("residents")
    row = requests["resident"].to_numpy(dtype=np.int64, na_value=-1)
    communes = option.first.communes["name"].to_numpy(dtype=object)
    home = np.where(row >= 0, communes[residents["commune"].to_numpy()[np.maximum(row, 0)]], "")
    away = places[(home == village.name) & (requests["end"] != "never_made").to_numpy() & (places != village.name)]
    counts = pd.Series(away).value_counts().head(3)
    if counts.empty:
        return ""
    shown = [words("village.goes_one", place=place, count=words.number(count)) for place, count in counts.items()]
    return words("village.goes", places=words.listed(shown))


def nearest_village(option: Option, end: str) -> np.ndarray:
    """The village whose centre is nearest to each request's origin or destination; "" if none is known."""
    if end not in option.nearest:
        option.nearest[end] = _nearest(option, end)
    return option.nearest[end]


def _nearest(option: Option, end: str) -> np.ndarray:
    requests = option.table("requests")
    villages = villages_of(option)
    if not villages:
        return np.full(len(requests), "", dtype=object)
    centre = np.array([[v.lon, v.lat] for v in villages])
    at = requests[[f"{end}_lon", f"{end}_lat"]].to_numpy(dtype=float)
    scale = np.array([np.cos(np.radians(centre[:, 1].mean())), 1.0])
    apart = ((at[:, None, :] - centre[None, :, :]) * scale) ** 2
    return np.array([v.name for v in villages], dtype=object)[apart.sum(axis=2).argmin(axis=1)]
