"""How unequal a service is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from navette.disclosure import SMALLEST

if TYPE_CHECKING:
    from navette.results import Run

UNEQUAL = {"wait_mean": "served", "refusal_rate": "decided", "detour_ratio": "served"}
"""What equity is judged by, and the requests each counts. Of all of them, less is better."""


def gini(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """The Gini coefficient: sum over i, j of w_i w_j |x_i - x_j| / (2 W^2 mu), mu the weighted mean, W = sum of w.

    0: all the same. Not a number if there is nothing, or if the mean is not positive. In O(n log n).
    """
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    known = np.isfinite(x) & (w > 0)
    x, w = x[known], w[known]
    total = float(w.sum())
    if total == 0 or float((w * x).sum()) <= 0:
        return float("nan")
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order]
    below = np.cumsum(w) - w  # weight, and weighted sum, of all that come before
    sum_below = np.cumsum(w * x) - w * x
    pairs = 2 * float((w * (x * below - sum_below)).sum())
    return max(pairs, 0.0) / (2 * total * float((w * x).sum()))


def nearest_rank(values: ArrayLike, percent: float, weights: ArrayLike | None = None) -> float:
    """The smallest value that at least `percent` % of the weight does not exceed; not a number if there is none."""
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    known = np.isfinite(x) & (w > 0)
    x, w = x[known], w[known]
    if not len(x):
        return float("nan")
    order = np.argsort(x, kind="stable")
    reached = np.cumsum(w[order])
    # Sums of weights such as 0.1 miss their share by a rounding; a share of 1e-12 is no share.
    rank = int(np.searchsorted(reached, percent / 100 * reached[-1] * (1 - 1e-12)))
    return float(x[order][rank])


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
    from navette.indicators.groups import by_group

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
