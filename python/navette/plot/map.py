"""The day on the map."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from navette.common.text import label as text_label
from navette.network import Network
from navette.plot.style import EMPTY, REFUSED, ROAD, SERVED, clean, count, legend_below, load_colours, to_km
from navette.results import Run


def driven_roads(run: Run) -> pd.DataFrame:
    """Roads that shuttles drove on, both directions as one: passages, and the mean number of people on board."""
    samples = run.trajectories
    road = run.network.road(samples["edge"].to_numpy(dtype=np.int64))
    driven = samples.groupby(road)["load"].agg(["size", "mean"])
    return driven[run.network.edges["length"].to_numpy()[driven.index] > 0]


def _draw_roads(run: Run, axes: Axes, centre: np.ndarray) -> None:
    lines = [to_km(line, centre) for line in run.network.lines()]
    axes.add_collection(LineCollection(lines, colors=ROAD, linewidths=0.6, zorder=1))
    driven = driven_roads(run).sort_values(["mean", "size"])
    if driven.empty:
        return
    colours, norm = load_colours(driven["mean"].max())
    lines = [to_km(run.network.line(edge)[0], centre) for edge in driven.index]
    widths = 0.9 + 2.6 * np.sqrt(driven["size"] / driven["size"].max())
    drawn = LineCollection(lines, array=driven["mean"], cmap=colours, norm=norm, linewidths=widths, zorder=2)
    drawn.set_capstyle("round")
    axes.add_collection(drawn)
    bar = axes.figure.colorbar(drawn, ax=axes, extend="min", shrink=0.6, pad=0.02)
    bar.set_label("people on board, mean of all passages (grey: mostly empty)")
    bar.set_ticks(np.arange(1, len(norm.boundaries)))


def _draw_demand(run: Run, axes: Axes, centre: np.ndarray) -> list[Line2D]:
    requests = run.requests
    handles = []
    ends = [("served", requests["end"] == "served", SERVED, 4), ("not served", requests["end"] != "served", REFUSED, 5)]
    for label, rows, colour, order in ends:
        for end, marker, size in (("origin", "o", 14), ("destination", "s", 12)):
            places = to_km(requests.loc[rows, [f"{end}_lon", f"{end}_lat"]].to_numpy(), centre)
            face = colour if end == "origin" else "none"  # most places are both
            axes.scatter(*places.T, s=size, marker=marker, facecolor=face, edgecolor=colour, lw=0.9, zorder=order)
            style = {"marker": marker, "color": colour, "markerfacecolor": face, "linestyle": "", "markersize": 5}
            handles.append(Line2D([], [], label=f"{end}, {label} ({int(rows.sum())})", **style))
    return handles


def plot_map(run: Run, axes: Axes | None = None) -> Figure:
    """See `RunPlots.map`. Width: how often a road was driven; axes in km, to scale."""
    nodes = run.network.nodes[["lon", "lat"]].to_numpy()
    centre = (nodes.min(axis=0) + nodes.max(axis=0)) / 2
    if axes is None:
        width, height = np.ptp(to_km(nodes, centre), axis=0)
        _, axes = plt.subplots(figsize=(11, 2 + np.clip(8.5 * height / width, 4, 11)), layout="constrained")
    _draw_roads(run, axes, centre)
    handles = [
        Line2D([], [], color=ROAD, linewidth=1, label="road"),
        Line2D([], [], color=EMPTY, linewidth=3, label="driven (wider: more often)"),
        *_draw_demand(run, axes, centre),
    ]
    depots = to_km(run.shuttles[["depot_lon", "depot_lat"]].drop_duplicates().to_numpy(), centre)
    axes.scatter(*depots.T, s=160, marker="*", color="black", edgecolor="white", zorder=6)
    handles.append(Line2D([], [], marker="*", color="black", linestyle="", markersize=10, label="depot"))

    ends = run.requests["end"].value_counts(sort=False)
    told = ", ".join(f"{number} {end.replace('_', '-')}" for end, number in ends.items() if number)
    asked = f"{count(len(run.shuttles), 'shuttle')}, {count(len(run.requests), 'request')}"
    axes.set_title(f"{text_label(run.name)}\n{asked}: {told}", loc="left")
    axes.set_aspect("equal", adjustable="datalim")
    axes.autoscale_view()
    axes.set_xlabel("km east of the centre")
    axes.set_ylabel("km north of the centre")
    legend_below(axes, handles=handles, ncols=4)
    clean(axes)
    return axes.figure


def plot_network(network: Network, axes: Axes | None = None) -> Figure:
    """See `NetworkPlot`."""
    nodes = network.nodes[["lon", "lat"]].to_numpy()
    centre = (nodes.min(axis=0) + nodes.max(axis=0)) / 2
    if axes is None:
        width, height = np.ptp(to_km(nodes, centre), axis=0)
        _, axes = plt.subplots(figsize=(7, 1 + np.clip(6 * height / width, 3, 8)), layout="constrained")
    roads = network.roads()
    for oneway, colour in ((False, EMPTY), (True, SERVED)):
        lines = [to_km(np.asarray(line.coords), centre) for line in roads.geometry[roads["oneway"] == oneway]]
        label = "one way" if oneway else "both ways"
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=0.7, label=f"{label} ({len(lines)})"))
    axes.set_aspect("equal", adjustable="datalim")
    axes.autoscale_view()
    axes.set_xlabel("km east of the centre")
    axes.set_ylabel("km north of the centre")
    legend_below(axes, ncols=2)
    clean(axes)
    return axes.figure
