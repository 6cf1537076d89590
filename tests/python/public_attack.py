"""A reader who wants to know what a public export hides.

Knows what is published, the method, the residents of each commune, and that counts are whole. Shares no code with
`navette.disclosure`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

FEW = range(1, 11)


@dataclass
class Programme:
    """Unknown whole numbers (and real ones), and what is known of them."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def unknown(self, *, whole: bool = True, most: float = 1e5, least: float = 0.0) -> int:
        self.lower.append(least)
        self.upper.append(most)
        self.whole.append(int(whole))
        return len(self.lower) - 1

    def know(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def range_of(self, terms: dict[int, float]) -> tuple[int, int]:
        """The least and the greatest value of a sum that agree with all that is known."""
        places = [
            (row, column, value) for row, (parts, _, _) in enumerate(self.rows) for column, value in parts.items()
        ]
        row, column, value = (np.array(part) for part in zip(*places, strict=True))
        matrix = coo_array((value, (row, column)), shape=(len(self.rows), len(self.lower))).tocsr()
        known = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        found = []
        for sign in (1, -1):
            goal = np.zeros(len(self.lower))
            for place, factor in terms.items():
                goal[place] = sign * factor
            best = milp(goal, constraints=known, bounds=Bounds(self.lower, self.upper), integrality=self.whole)
            assert best.success, f"what is published contradicts itself: {best.message}"
            found.append(sign * best.fun)
        return round(found[0]), round(found[1])


@dataclass(frozen=True)
class Published:
    """What a reader has in hand."""

    figures: dict[str, float]
    tables: dict[str, pd.DataFrame]
    cells: gpd.GeoDataFrame


def read(csv: Path, geoparquet: Path, matsim: Path) -> Published:
    """All numbers of the three exports of one run. MATSim's go by the names of the indicators."""
    figures = pd.read_csv(csv / "indicators.csv").set_index("name")["value"].to_dict()
    stats = pd.concat([pd.read_csv(path, sep=";").iloc[0] for path in matsim.glob("*.csv")])
    names = {
        "rides": "served",
        "rides_pax": "passengers",
        "rejections": "refused",
        "rejectionRate": "refusal_rate",
        "poolingRate": "pooling_rate",
        "nPooled": "pooled",
        "d_p/d_t": "occupancy",
        "nTotal": "served",
    }
    for column, name in names.items():
        if pd.notna(stats[column]):
            figures.setdefault(name, float(stats[column]))
    for path in (*csv.glob("README.md"), *geoparquet.glob("README.md"), *matsim.glob("README.md")):
        assert not re.search(r"\bseed \d", path.read_text()), "whoever has the seed can run the day again"
    tables = {path.stem: pd.read_csv(path) for path in csv.glob("by_*.csv")}
    return Published(figures, tables, gpd.read_parquet(geoparquet / "cells.parquet"))


_PRODUCTS = [  # a = b * c
    ("passengers", "productivity", "shift_hours"),
    ("passengers", "trips_per_course", "courses"),
    ("pooled", "pooling_rate", "served"),
    ("passenger_distance", "occupancy", "vehicle_distance"),
    ("co2e", "co2e_per_passenger_km", "direct_passenger_distance"),
    ("revenue", "revenue_per_cost", "cost"),
    ("cost", "cost_per_trip", "trips"),
]
_SUMS = [  # a = sum of b
    ("requests", ("served", "refused", "cancelled", "no_shows")),
    ("passengers", ("served", "companions")),
]


def derived(figures: dict[str, float]) -> dict[str, float]:
    """All that follows from the published figures by the definitions in docs/indicators.md."""
    known = dict(figures)
    before = -1
    while before != len(known):
        before = len(known)
        for a, b, c in _PRODUCTS:
            if a not in known and b in known and c in known:
                known[a] = known[b] * known[c]
            for one, other in ((b, c), (c, b)):
                if one not in known and a in known and known.get(other, 0) > 0:
                    known[one] = known[a] / known[other]
        for a, parts in _SUMS:
            missing = [name for name in parts if name not in known]
            if a in known and len(missing) == 1:
                known[missing[0]] = known[a] - sum(known[name] for name in parts if name not in missing)
            if a not in known and not missing:
                known[a] = sum(known[name] for name in parts)
        if {"refusal_rate", "served"} <= set(known) and "refused" not in known and known["refusal_rate"] < 1:
            known["refused"] = known["served"] * known["refusal_rate"] / (1 - known["refusal_rate"])
    return known


@dataclass(frozen=True)
class Table:
    """The truth about one partition, and the programme of what is published of it."""

    programme: Programme
    served: dict[str, int]
    others: dict[str, int]


def table_programme(published: Published, name: str, groups: list[str], longest_wait: float) -> Table:
    """Unknown served and other requests of each group that there may be, and of those without a group."""
    known, table = published.figures, published.tables[name].astype({published.tables[name].columns[0]: str})
    p = Programme()
    served = {group: p.unknown() for group in [*groups, ""]}
    others = {group: p.unknown() for group in [*groups, ""]}
    waits = {group: p.unknown(whole=False, most=1e9) for group in [*groups, ""]}
    p.know(dict.fromkeys(served.values(), 1), known["served"], known["served"])
    if "requests" in known:
        p.know(dict.fromkeys([*served.values(), *others.values()], 1), known["requests"], known["requests"])
    all_waits = known["served"] * known["wait_mean"]
    p.know(dict.fromkeys(waits.values(), 1), all_waits - known["served"] / 2, all_waits + known["served"] / 2)
    rows = table.set_index(table.columns[0])
    for group in [*groups, ""]:
        low, high = 0.0, longest_wait
        if group in rows.index:
            row = rows.loc[group]
            if pd.notna(row["requests"]):
                p.know({served[group]: 1, others[group]: 1}, row["requests"], row["requests"])
            if pd.notna(row["served"]):
                p.know({served[group]: 1}, row["served"], row["served"])
            if pd.notna(row["wait_mean"]):
                low, high = max(low, row["wait_mean"] - 15), min(high, row["wait_mean"] + 15)
        p.know({waits[group]: 1, served[group]: -low}, 0, np.inf)
        p.know({waits[group]: 1, served[group]: -high}, -np.inf, 0)
    return Table(p, served, others)


def ends_programme(published: Published, reasons: list[str]) -> tuple[Programme, dict[str, int]]:
    """Unknown counts of what became of the requests, and of the reasons of refusal."""
    p = Programme()
    place = {name: p.unknown() for name in ("served", "cancelled", "no_shows", *(f"refused_{r}" for r in reasons))}
    refused = {place[f"refused_{reason}"]: 1.0 for reason in reasons}
    known = derived(published.figures)
    for name, where in place.items():
        if name in known:
            p.know({where: 1}, known[name], known[name])
    if "refused" in known:
        p.know(refused, round(known["refused"]), round(known["refused"]))
    if "requests" in known:
        p.know(dict.fromkeys(place.values(), 1), known["requests"], known["requests"])
    return p, place
