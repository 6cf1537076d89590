"""What more service costs: scenarios by what they cost and whom they serve."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from navette.common.text import label
from navette.plot.style import EMPTY, INK, SERVED, clean


def frontier(indicators: pd.DataFrame, cost: str, service: str, more_is_better: bool) -> pd.DataFrame:
    """Mean over seeds of cost and service by the first level of the index, with `best`: no other costs less and serves
    as well, or serves better and costs as little."""
    means = indicators[[cost, service]].groupby(level=0, sort=False).mean()
    price, worth = means[cost].to_numpy(), means[service].to_numpy() * (1 if more_is_better else -1)
    beaten = [
        bool(np.any((price <= p) & (worth >= w) & ((price < p) | (worth > w))))
        for p, w in zip(price, worth, strict=True)
    ]
    return means.assign(best=np.logical_not(beaten))


def plot_frontier(
    indicators: pd.DataFrame,
    *,
    cost: str = "cost",
    service: str = "served",
    more_is_better: bool | None = None,
    labels: Sequence[str] | None = None,
    axes: Axes | None = None,
) -> Figure:
    """Cost against service: a dot per scenario (its mean over seeds), its single runs pale, and the line of those that
    no other beats.

    Parameters
    ----------
    indicators
        One row per run, the scenario in the first level of the index: `Runs.indicators`.
    cost, service
        The indicators along x and y.
    more_is_better
        Whether more of `service` is better; None: less is, for waits, rides, travel times, detours and refusals.
    labels
        What to write at each dot, in the order of the scenarios; None: their names.
    """
    if more_is_better is None:
        more_is_better = not service.startswith(("wait", "ride", "travel_time", "detour", "refus", "prebooked_wait"))
    points = frontier(indicators, cost, service, more_is_better)
    if axes is None:
        _, axes = plt.subplots(figsize=(9, 6), layout="constrained")
    axes.scatter(indicators[cost], indicators[service], s=9, color=SERVED, alpha=0.25, linewidth=0)
    best = points[points["best"]].sort_values(cost)
    axes.plot(best[cost], best[service], color=SERVED, linewidth=1.5, zorder=2, label="no other does better")
    colours = np.where(points["best"], SERVED, EMPTY)
    axes.scatter(points[cost], points[service], s=60, c=colours, edgecolor="white", zorder=3)
    for text, (_, point) in zip(labels or [str(name) for name in points.index], points.iterrows(), strict=True):
        style = {"textcoords": "offset points", "color": INK, "fontsize": 9}
        axes.annotate(label(text), (point[cost], point[service]), (7, -4), **style)
    units = indicators.attrs.get("units", {})
    for name, axis in ((cost, axes.xaxis), (service, axes.yaxis)):
        unit = units.get(name, "1")
        axis.set_label_text(label(name.replace("_", " ") + (f" [{unit}]" if unit != "1" else "")))
    axes.set_title("What more service costs\n(dots: means over seeds; pale: single runs)", loc="left")
    if not more_is_better:
        axes.invert_yaxis()
    axes.margins(0.12)
    axes.legend(frameon=False, fontsize="small")
    clean(axes)
    return axes.figure
