"""How unequal a service is."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from navette.disclosure import SMALLEST
from navette.indicators.groups import by_group
from navette.indicators.spread import gini, nearest_rank
from navette.results import Run

UNEQUAL = {"wait_mean": "served", "refusal_rate": "decided", "detour_ratio": "served"}
"""What equity is judged by, and the requests each counts. Of all of them, less is better."""


def equity(
    runs: Run | pd.DataFrame | Iterable[Run | pd.DataFrame],
    dimension: str,
    *,
    public: bool = False,
    threshold: int = SMALLEST,
) -> pd.DataFrame:
    """How unequally wait, refusals and detour fall on the groups of one dimension.

    One row per indicator: `gini` over groups, weighted by their requests; the `worst` and `best` group with their
    values; their `ratio`; `worst_tenth`, the value that the worst-off tenth of requests, by group, has at least; and
    how many `groups` and `requests` count. Those of fewer than `threshold` such requests do not: chance rules them.
    """
    return equity_of(by_group(runs, dimension, public=public), threshold)


def equity_of(groups: pd.DataFrame, threshold: int = SMALLEST) -> pd.DataFrame:
    """The same of groups that are at hand."""
    groups = groups.assign(decided=groups["served"] + groups["refused"])
    rows = {}
    for name, counted in UNEQUAL.items():
        if name not in groups:
            continue
        table = groups[[name, counted]].astype("Float64").dropna().astype(float)
        table = table[table[counted] >= threshold]
        value, weight = table[name], table[counted]
        row = {"gini": gini(value, weight), "groups": len(table), "requests": int(weight.sum())}
        if len(table):
            worst, best = value.idxmax(), value.idxmin()
            ratio = value[worst] / value[best] if value[best] > 0 else float("nan")
            tenth = -nearest_rank(-value, 10, weight)
            row |= {"worst": worst, "worst_value": value[worst], "best": best, "best_value": value[best]}
            row |= {"ratio": ratio, "worst_tenth": tenth}
        rows[name] = row
    columns = ["gini", "worst", "worst_value", "best", "best_value", "ratio", "worst_tenth", "groups", "requests"]
    return pd.DataFrame.from_dict(rows, orient="index").reindex(columns=columns).rename_axis("indicator")
