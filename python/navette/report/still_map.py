"""The still map of each option, as parts of an SVG drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from navette.report.figures import Figures
from navette.report.options import Option
from navette.report.places import Frame, Roads, Village, driven
from navette.report.words import NBSP, Words

LARGEST = 46.0
"""Units: the radius of the village that asks most, in whichever option."""

WIDTHS = (2.2, 3.4, 5.0, 7.0)
"""Units: roads driven, from seldom to often."""


@dataclass
class Circle:
    """A village, with what its people asked for and how much of it was refused, as areas."""

    x: float
    y: float
    radius: float
    refused: float
    name: str
    title: str
    anchor: str
    label_y: float


@dataclass
class Map:
    """One option on the map."""

    name: str
    alt: str
    driven: list[tuple[float, str]]
    circles: list[Circle]
    stops: list[tuple[float, float, str]]
    depots: list[tuple[float, float]]
    notes: list[str] = field(default_factory=list)


def path_of(lines: Sequence[np.ndarray], frame: Frame) -> str:
    """Lines as the `d` of one path, in whole units and steps."""
    out = []
    for line in lines:
        x, y = frame.units(line[:, 0], line[:, 1])
        points = np.rint(np.column_stack([x, y]) * 2).astype(int)
        steps = np.diff(points, axis=0)
        steps = steps[(steps != 0).any(axis=1)]
        if len(steps):
            out.append(f"M{points[0, 0]} {points[0, 1]}l" + " ".join(f"{a} {b}" for a, b in steps))
    return "".join(out).replace(" -", "-")


def maps(
    options: Sequence[Option],
    figures: Figures,
    villages: Sequence[Village],
    frame: Frame,
    roads: Roads,
    words: Words,
    *,
    public: bool,
) -> list[Map]:
    """One map per option, all on one scale."""
    tables = figures.groups.get("commune", {})
    asked = [_asked(table) for table in tables.values()]
    most = max((float(part.max()) for part in asked if len(part.dropna())), default=1.0)
    line_of = dict(zip(roads.rows.tolist(), roads.lines, strict=True))
    return [_map(option, tables.get(option.name), villages, frame, line_of, most, words, public) for option in options]


def _asked(table: pd.DataFrame) -> pd.Series:
    return table["requests"].astype("Float64").fillna(table["served"].astype("Float64"))


def _map(
    option: Option,
    table: pd.DataFrame | None,
    villages: Sequence[Village],
    frame: Frame,
    line_of: dict[int, np.ndarray],
    most: float,
    words: Words,
    public: bool,
) -> Map:
    circles, told = [], []
    for village in villages:
        x, y = (float(part[0]) for part in frame.units(np.array([village.lon]), np.array([village.lat])))
        row = table.loc[village.name] if table is not None and village.name in table.index else None
        asked = _number(row, "requests") or _number(row, "served") or 0.0
        refused = _number(row, "refused") or 0.0
        radius = LARGEST * float(np.sqrt(asked / most)) if asked else 0.0
        inner = LARGEST * float(np.sqrt(refused / most)) if refused else 0.0
        title = f"{village.name}{NBSP}: " if words.lang == "fr" else f"{village.name}: "
        if asked:
            told.append(words("map.told", village=village.name, count=words.number(asked)))
            title += f"{words.number(asked)} {words('chart.asked')}"
            if refused:
                title += f", {words.number(refused)} {words('chart.refused')}"
        else:
            title += words("page.too_few")
        anchor = "start" if x < 120 else "end" if x > 880 else "middle"
        circles.append(Circle(round(x, 1), round(y, 1), round(radius, 1), round(inner, 1), village.name, title, anchor,
                              round(y - max(radius, 6) - 7, 1)))  # fmt: skip
    circles.sort(key=lambda circle: -circle.radius)
    stops = option.table("service_stops")
    named = _units(frame, stops, "lon", "lat") if "lon" in stops and len(stops) else []
    kinds = set(option.first.services["kind"].astype(str))
    names = list(stops["name"].astype(str)) if kinds & {"virtual_line", "hub_and_spoke"} else [""] * len(named)
    depots = option.table("shuttles")[["depot_lon", "depot_lat"]].drop_duplicates()
    notes = [] if villages else [words("map.no_villages")]
    if option.first.trajectories.empty:
        notes.append(words("map.no_trajectories"))
    return Map(
        option.name,
        words("map.alt", option=option.name, told=" ".join(told)),
        _driven(driven(option, public=public), frame, line_of),
        circles,
        [(x, y, name) for (x, y), name in zip(named, names, strict=True)],
        _units(frame, depots, "depot_lon", "depot_lat"),
        notes,
    )


def _number(row: pd.Series | None, name: str) -> float | None:
    return None if row is None or pd.isna(row[name]) else float(row[name])


def _units(frame: Frame, table: pd.DataFrame, lon: str, lat: str) -> list[tuple[float, float]]:
    x, y = frame.units(table[lon].to_numpy(dtype=float), table[lat].to_numpy(dtype=float))
    return [(round(float(a), 1), round(float(b), 1)) for a, b in zip(x, y, strict=True)]


def _driven(counts: pd.Series, frame: Frame, line_of: dict[int, np.ndarray]) -> list[tuple[float, str]]:
    """Roads driven, in steps of how often: width and path."""
    counts = counts[counts.index.isin(line_of)]
    if counts.empty:
        return []
    share = np.sqrt(counts / counts.max())
    step = np.minimum((share * len(WIDTHS)).astype(int), len(WIDTHS) - 1)
    paths = []
    for rank, width in enumerate(WIDTHS):
        rows = counts.index[step == rank]
        if len(rows):
            paths.append((width, path_of([line_of[int(row)] for row in rows], frame)))
    return paths


def scale_bar(frame: Frame) -> tuple[int, float]:
    """A round number of kilometres, and how many units it is long."""
    for km in (50, 20, 10, 5, 2, 1):
        units = 1000 * km / frame.metres
        if units <= 260:
            return km, round(units, 1)
    return 1, round(1000 / frame.metres, 1)
