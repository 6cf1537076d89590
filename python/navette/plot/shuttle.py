"""One shuttle's day as a space-time diagram."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from navette.common.text import label as text_label
from navette.plot.style import (
    DROPOFF,
    EMPTY,
    HOUR,
    INK,
    PICKUP,
    clean,
    clock_axis,
    count,
    legend_below,
    load_colours,
    to_km,
)
from navette.results import Run


def _distance(lonlat: np.ndarray, depot: np.ndarray) -> np.ndarray:
    """[km] from the depot, as the crow flies."""
    return np.hypot(*to_km(lonlat, depot).T)


def _course(run: Run, row: int, stops: pd.DataFrame, depot: np.ndarray) -> pd.DataFrame:
    """Straight pieces of (time, distance from the depot) with the load on each."""
    points = run.expand(row)
    course = pd.DataFrame({"begin": points["time"], "from": _distance(points[["lon", "lat"]].to_numpy(), depot)})
    # While it halts, the load changes with each visit; the last point of a leg begins the halt.
    halts = points["leg"] != points["leg"].shift(-1)
    visits = pd.DataFrame({"begin": stops["begin"].astype("int64"), "load": stops["seats"] + stops["wheelchairs"]})
    course["load"] = points["load"].mask(halts)
    course = pd.concat([course, visits.astype({"load": float})]).sort_values("begin", kind="stable", ignore_index=True)
    return _joined(course.assign(**{"from": course["from"].ffill().bfill(), "load": course["load"].ffill().fillna(0)}))


def _joined(points: pd.DataFrame) -> pd.DataFrame:
    """Each point with the next one: begin and end, from and to, and the load in between."""
    pieces = points.assign(end=points["begin"].shift(-1), to=points["from"].shift(-1))
    return pieces.iloc[:-1]


def _draw_course(course: pd.DataFrame, axes: Axes) -> None:
    pieces = np.stack([course[["begin", "from"]].to_numpy(float), course[["end", "to"]].to_numpy(float)], axis=1)
    load = course["load"].to_numpy()
    colours, norm = load_colours(load.max(initial=0))
    empty = load == 0
    axes.add_collection(LineCollection(pieces[empty], colors=EMPTY, linewidths=1.2, zorder=2, label="empty"))
    widths = 1.6 + 0.7 * load[~empty]
    drawn = LineCollection(pieces[~empty], array=load[~empty], cmap=colours, norm=norm, linewidths=widths, zorder=3)
    drawn.set_capstyle("round")
    axes.add_collection(drawn)
    bar = axes.figure.colorbar(drawn, ax=axes, pad=0.01, shrink=0.8)
    bar.set_label("people on board")
    bar.set_ticks(np.arange(1, len(norm.boundaries)))


def _draw_visits(run: Run, stops: pd.DataFrame, depot: np.ndarray, axes: Axes) -> None:
    for kind, label, marker, colour in (("pickup", "pickup", "^", PICKUP), ("dropoff", "drop-off", "v", DROPOFF)):
        made = stops[stops["kind"] == kind]
        places = [run.network.position(edge, offset) for edge, offset in made[["edge", "offset"]].to_numpy(dtype=int)]
        height = _distance(np.array(places).reshape(-1, 2), depot)
        look = {"s": 42, "marker": marker, "color": colour, "edgecolor": "white", "lw": 0.6, "zorder": 4}
        axes.scatter(made["begin"], height, label=f"{label} ({len(made)})", **look)


def _title(run: Run, row: int) -> str:
    about = run.shuttles.iloc[row]
    legs = run.legs["shuttle"] == row
    pickups = (run.stops["shuttle"] == row) & (run.stops["kind"] == "pickup")
    places = f"{count(about['seats'], 'seat')}, {count(about['wheelchairs'], 'wheelchair place')}"
    km = run.legs.loc[legs, "distance"].sum() / 1000
    which = text_label(f"{run.name}: {about['shuttle_id']}")
    return f"{which}, {places}\n{count(pickups.sum(), 'pickup')}, {km:.0f} km"


def plot_shuttle(run: Run, shuttle: int | str | None = None, axes: Axes | None = None) -> Figure:
    """See `RunPlots.shuttle`. `shuttle`: row or shuttle_id; by default the one that carried most requests."""
    if axes is None:
        _, axes = plt.subplots(figsize=(13, 6), layout="constrained")
    row = run.shuttle_row(shuttle)
    depot = run.shuttles.loc[row, ["depot_lon", "depot_lat"]].to_numpy(dtype=float)
    stops = run.stops[run.stops["shuttle"] == row]
    shifts = run.shifts[run.shifts["shuttle"] == row]
    for start, end in shifts[["start", "end"]].to_numpy():
        axes.axvspan(start, end, color="#f3f3f3", zorder=0)
        axes.axvline(start, color=INK, linewidth=0.5, zorder=1)
        axes.axvline(end, color=INK, linewidth=0.5, zorder=1)
    course = _course(run, row, stops, depot)
    if len(course):
        _draw_course(course, axes)
    _draw_visits(run, stops, depot, axes)

    axes.set_title(_title(run, row), loc="left")
    times = [*shifts["start"], *shifts["end"], *course["begin"], *course["end"]]
    if times:
        clock_axis(axes, min(times) - HOUR / 4, max(times) + HOUR / 4)
    axes.set_ylabel("km from the depot, as the crow flies")
    axes.autoscale_view(scalex=False)
    axes.set_ylim(bottom=-0.02 * axes.get_ylim()[1])
    legend_below(axes, ncols=3)
    clean(axes)
    return axes.figure
