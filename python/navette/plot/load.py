"""How full the shuttles were over the day."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from navette.common.text import label as text_label
from navette.plot.style import EMPTY, HOUR, REFUSED, SERVED, clean, clock_axis, legend_below
from navette.results import Run


def _steps(times: np.ndarray, changes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A quantity after each of its changes, once per moment."""
    moments, rank = np.unique(times, return_inverse=True)
    return moments, np.cumsum(np.bincount(rank, weights=changes, minlength=len(moments)))


def on_board(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Moments [ms] at which the number of people in all shuttles changes, and the number from then on."""
    stops = run.stops[["shuttle", "end", "seats", "wheelchairs"]].sort_values(["shuttle", "end"], kind="stable")
    people = stops["seats"].to_numpy(dtype=np.int64) + stops["wheelchairs"].to_numpy(dtype=np.int64)
    first = np.append(True, np.diff(stops["shuttle"].to_numpy()) != 0)[: len(stops)]
    before = np.where(first, 0, np.append(0, people[:-1])[: len(stops)])
    return _steps(stops["end"].to_numpy(), people - before)


def in_service(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Moments [ms] at which the number of places in shuttles on shift changes, and the number from then on."""
    shuttles = run.shuttles.loc[run.shifts["shuttle"], ["seats", "wheelchairs"]].to_numpy(dtype=np.int64).sum(axis=1)
    times = np.concatenate([run.shifts["start"], run.shifts["end"]])
    return _steps(times, np.concatenate([shuttles, -shuttles]))


def plot_load(run: Run, axes: Axes | None = None) -> Figure:
    """See `RunPlots.load`."""
    if axes is None:
        _, axes = plt.subplots(figsize=(11, 4.5), layout="constrained")
    moments, places = in_service(run)
    busy, people = on_board(run)
    most, room = (int(each.max()) if len(each) else 0 for each in (people, places))
    if room <= 3 * most:  # else the people would be a line at the bottom
        axes.step(moments, places, where="post", color=EMPTY, linewidth=1.2, label="places in shuttles on shift")
    axes.fill_between(busy, people, step="post", color=SERVED, alpha=0.85, linewidth=0, label="people on board")
    refused = run.requests.loc[run.requests["end"] == "refused", "earliest_departure"].to_numpy(dtype=np.int64)
    if len(refused):
        label = f"a refused request, when it wanted to leave ({len(refused)})"
        axes.plot(refused, np.full(len(refused), -0.6), "|", color=REFUSED, markersize=9, label=label)
    ends = [*moments, *busy, *refused]
    if ends:
        clock_axis(axes, min(ends) - HOUR / 4, max(ends) + HOUR / 4)
    axes.set_ylabel("people")
    axes.set_ylim(bottom=-1.2 if len(refused) else 0)
    told = f"at most {most} people on board at a time, of {room} places on shift"
    axes.set_title(f"{text_label(run.name)}\n{told}", loc="left")
    legend_below(axes, ncols=3)
    clean(axes)
    return axes.figure
