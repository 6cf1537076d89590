"""What each option comes to on a day of service, and which differences are more than chance."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from navette.comparison.statistics import ALPHA, differences, paired
from navette.disclosure import SMALLEST
from navette.indicators import by_group
from navette.indicators.groups import grouped, hide_small
from navette.indicators.public import public_indicators
from navette.report.options import Option

PER_DAY = {"EUR", "km", "h", "kg", "passenger-km"}
"""Units of indicators that add up over days."""

COUNTS = ("requests", "served", "refused", "cancelled", "no_shows", "passengers", "promises_broken",
          "requests_never_made")  # fmt: skip

ONE_DAY = 0.05
"""With a single simulated day, amounts that differ by less than this share are called equal."""

BETTER = {"cost": "less", "refusal_rate": "less", "gap": "less", "co2e": "less"}
"""What the reading judges by: cheapest, most served, fairest, greenest."""

FAIR = ("commune", "age", "car")
"""Fairness is that between the groups of the first of these of which enough may be told."""


@dataclass
class Figures:
    """The figures of all options."""

    table: pd.DataFrame
    """One row per option, one column per figure, on a day of service; NaN where it is not known or not to be told."""
    draws: int
    """How many days each option was simulated with the same seeds."""
    groups: dict[str, dict[str, pd.DataFrame]] = field(default_factory=dict)
    """By dimension and option: requests, served, refused, wait_mean [s], refusal_rate, hidden; one row per group."""
    fair_by: str = ""
    """The dimension of `gap`; empty: not known."""
    real: dict[tuple[str, str, str], bool] = field(default_factory=dict)
    """Whether the difference of a figure between two options is more than chance."""

    def differ(self, figure: str, one: str, two: str) -> bool:
        """Whether two options differ by more than chance."""
        return self.real.get((figure, one, two), self.real.get((figure, two, one), False))


def figures_of(options: Sequence[Option], *, public: bool) -> Figures:
    """All figures; `public`: only what may be told to everybody. Raises InputError if that is nothing."""
    days = {option.name: pd.concat([_day(run, option, public) for run in option.runs], axis=1) for option in options}
    table = pd.DataFrame({name: kpi.mean(axis=1, skipna=False) for name, kpi in days.items()}).T
    if {"cost", "revenue"} <= set(table):
        table["subsidy"] = table["cost"] - table["revenue"]
    groups = _groups(options, public)
    if public:
        _one_publication(options, table, groups)
    found = Figures(table, min(len(option.runs) for option in options), groups)
    found.fair_by, gaps = _gaps(found.groups)
    found.table["gap"] = pd.Series({name: gap for name, (gap, _) in gaps.items()}, dtype=float)
    found.real = _real(options, found, days) | _gaps_apart(gaps)
    return found


def _day(run: object, option: Option, public: bool) -> pd.Series:
    kpi = public_indicators(run) if public else run.kpi  # type: ignore[attr-defined,arg-type]
    adds = kpi["unit"].isin(PER_DAY) | kpi.index.isin(COUNTS) | kpi.index.str.startswith(("refused_", "requests_"))
    value = kpi["value"].astype(float)
    return value.where(~adds, value / option.days)


def _groups(options: Sequence[Option], public: bool) -> dict[str, dict[str, pd.DataFrame]]:
    """All options in one publication: what is hidden in one is hidden in all."""
    if not all(run.has_residents for option in options for run in option.runs):
        return {}
    found = {}
    for dimension in FAIR:
        tables = [by_group(option.runs, dimension) for option in options]
        if public:
            tables = hide_small(tables, [grouped(option.runs, dimension) for option in options])
        else:
            tables = [table.assign(hidden=False) for table in tables]
        found[dimension] = {option.name: table for option, table in zip(options, tables, strict=True)}
    return found


def _one_publication(
    options: Sequence[Option], table: pd.DataFrame, groups: dict[str, dict[str, pd.DataFrame]]
) -> None:
    """Hides what would tell, by subtraction between options, how many of a few people could not even ask.

    Options with the same wishes differ in the requests that are made: who cannot book makes none. Of an option that
    differs from an earlier one in this, no groups are told; if it does by fewer than 11 people, nor is the number of
    its requests.
    """
    made = [_made(option) for option in options]
    for rank, option in enumerate(options):
        apart = [made[rank] ^ earlier for earlier in made[:rank] if made[rank] != earlier]
        if not apart:
            continue
        for tables in groups.values():
            hidden = tables[option.name].copy()
            hidden[hidden.columns.difference(["residents", "hidden"])] = pd.NA
            hidden["hidden"] = True
            tables[option.name] = hidden
        if any(len({who for _, who in difference}) < SMALLEST for difference in apart):
            told = [str(name) for name in table if str(name).startswith(("requests", "refus"))]
            table.loc[option.name, told] = np.nan


def _made(option: Option) -> set[tuple[str, str]]:
    """The requests that were made, each with who made it."""
    found = set()
    for run in option.runs:
        requests = run.table("requests")
        requests = requests[requests["end"] != "never_made"]
        who = requests["resident"].astype("string").fillna(requests["request_id"].astype("string"))
        seed = str(run.attributes.get("seed", ""))
        found |= {(f"{seed}:{name}", f"{person}") for name, person in zip(requests["request_id"], who, strict=True)}
    return found


Gap = tuple[float, float]
"""How much larger the share of refusals is in the group refused most than in that refused least; its variance."""


def _gaps(groups: dict[str, dict[str, pd.DataFrame]]) -> tuple[str, dict[str, Gap]]:
    """The dimension by which they are, and the gap of each option."""
    for dimension, tables in groups.items():
        rates = {name: _rates(table) for name, table in tables.items()}
        if all(len(found) >= 2 for found in rates.values()):
            return dimension, {name: _gap(found) for name, found in rates.items()}
    return "", {}


def _gap(rates: pd.DataFrame) -> Gap:
    ends = rates.loc[[rates["rate"].idxmax(), rates["rate"].idxmin()]]
    variance = ends["rate"] * (1 - ends["rate"]) / ends["decided"]
    return float(ends["rate"].iloc[0] - ends["rate"].iloc[1]), float(variance.sum())


def _gaps_apart(gaps: dict[str, Gap]) -> dict[tuple[str, str, str], bool]:
    """Gaps differ if by more than twice the standard error that shares of so many requests have."""
    return {
        ("gap", one, two): abs(gaps[one][0] - gaps[two][0]) > 2 * float(np.sqrt(gaps[one][1] + gaps[two][1]))
        for one, two in itertools.combinations(gaps, 2)
    }


def _rates(table: pd.DataFrame) -> pd.DataFrame:
    named = table[table.index.astype(str) != "unknown"]
    decided = named["served"].astype("Float64") + named["refused"].astype("Float64")
    # A share of a handful says nothing of a place.
    rate = (named["refused"].astype("Float64") / decided).where(decided >= SMALLEST)
    return pd.DataFrame({"rate": rate, "decided": decided}).dropna().astype(float)


def _real(options: Sequence[Option], found: Figures, days: dict[str, pd.DataFrame]) -> dict[tuple[str, str, str], bool]:
    if found.draws >= 2:
        return _over_days(options, days)
    real = {}
    for one, two in itertools.combinations(options, 2):
        for figure in BETTER:
            if figure not in found.table or figure == "gap":
                continue
            values = found.table.loc[[one.name, two.name], figure].to_numpy(dtype=float)
            apart = bool(abs(values[0] - values[1]) > ONE_DAY * np.abs(values).max())
            if figure == "refusal_rate":
                apart = _request_by_request(one, two)
            real[figure, one.name, two.name] = apart
    return real


def _over_days(options: Sequence[Option], days: dict[str, pd.DataFrame]) -> dict[tuple[str, str, str], bool]:
    """Paired tests over the seeds that the options have in common, adjusted for their number."""
    parts = {}
    for option in options:
        for run, (_, kpi) in zip(option.runs, days[option.name].items(), strict=True):
            parts[option.name, "central", str(run.attributes.get("seed", ""))] = kpi
    year = pd.DataFrame.from_dict(parts, orient="index")
    year.index = pd.MultiIndex.from_tuples(list(parts), names=["option", "level", "seed"])
    table = differences(year, [name for name in BETTER if name in year and name != "gap"])
    return {(row.indicator, row.option, row.other): bool(row.real) for row in table.itertuples()}


def _request_by_request(one: Option, two: Option) -> bool:
    """Whether one of two options serves more of the same requests than chance would have it."""
    ends = [option.table("requests").drop_duplicates("request_id").set_index("request_id")["end"].astype(str)
            for option in (one, two)]  # fmt: skip
    both = pd.concat([(end == "served").astype(float) for end in ends], axis=1, keys=["one", "two"]).dropna()
    return bool(paired(both["one"], both["two"])["p"] < ALPHA)
