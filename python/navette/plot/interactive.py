"""A map of a run to zoom and ask, in one file that needs no network: the roads themselves are the base map."""

from __future__ import annotations

from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from navette.common.files import write_atomically
from navette.common.text import isolated, shown
from navette.plot.map import driven_roads
from navette.plot.style import EMPTY, REFUSED, ROAD, SERVED, load_colours, to_km
from navette.results import Run

_HEIGHT = 720
"""[px] of the map in a notebook."""


class InteractiveMap:
    """A page of HTML with all that it needs: a notebook shows it, `save` writes it."""

    def __init__(self, html: str) -> None:
        """Made by `run.plot.interactive_map()`."""
        self.html: str = html
        """The whole page."""

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the page; under its name it is complete or absent. Raises OutputError."""
        write_atomically(Path(path), self.html)

    def _repr_html_(self) -> str:
        # A frame of its own, so that the page's script and the notebook's do not meet.
        return f'<iframe srcdoc="{escape(self.html)}" style="width:100%;height:{_HEIGHT + 30}px;border:0"></iframe>'


def interactive_map(run: Run) -> InteractiveMap:
    """See `RunPlots.interactive_map`."""
    from bokeh.embed import file_html
    from bokeh.models import ColumnDataSource, HoverTool, Title
    from bokeh.models.text import PlainText
    from bokeh.plotting import figure
    from bokeh.resources import INLINE

    nodes = run.network.nodes[["lon", "lat"]].to_numpy()
    centre = (nodes.min(axis=0) + nodes.max(axis=0)) / 2
    page = figure(
        title=Title(text=PlainText(text=shown(run.name))),  # nothing in it is a formula
        tools="pan,wheel_zoom,box_zoom,reset,save",
        active_scroll="wheel_zoom",
        match_aspect=True,
        sizing_mode="stretch_width",
        height=_HEIGHT,
        output_backend="webgl",
        x_axis_label="km east of the centre",
        y_axis_label="km north of the centre",
    )
    page.line(*_one_line(run.network.lines(), centre), color=ROAD, line_width=1, legend_label="roads")

    def add(glyph: str, table: dict[str, Any], told: list[tuple[str, str]], label: str, **style: Any) -> None:
        drawn = getattr(page, glyph)(source=ColumnDataSource(table), legend_label=label, **style)
        page.add_tools(HoverTool(renderers=[drawn], tooltips=told, visible=False, name=label))

    roads = _driven(run, centre)
    if roads:
        told = [("passages", "@passages"), ("people on board, mean", "@load{0.0}")]
        style = {"line_color": "colour", "line_width": "width", "line_cap": "round"}
        add("multi_line", roads, told, "driven (wider: more often)", xs="xs", ys="ys", **style)
    for end, colour in (("served", SERVED), ("refused", REFUSED)):
        table, told = _requests(run, end, centre)
        if table["x"].size:
            label = f"{end}, from ({table['x'].size})"
            add("segment", table, told, f"{end}, to", x0="x", y0="y", x1="x1", y1="y1", color=colour, alpha=0.25)
            add("scatter", table, told, label, x="x", y="y", color=colour, size=8, line_color="white")
    depots = to_km(run.shuttles[["depot_lon", "depot_lat"]].to_numpy(), centre).round(4)
    names = run.shuttles["shuttle_id"].to_numpy(dtype=object)
    style = {"marker": "star", "size": 18, "color": "black", "line_color": "white"}
    table = {"x": depots[:, 0], "y": depots[:, 1], "name": _shown(names)}
    add("scatter", table, [("depot of", "@name")], "depots", x="x", y="y", **style)
    page.legend.click_policy = "hide"
    page.legend.location = "bottom_left"
    page.legend.background_fill_alpha = 0.8
    page.grid.visible = False
    return InteractiveMap(file_html(page, INLINE, title=isolated(run.name)))


def _one_line(lines: list[np.ndarray], centre: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All roads as one line with gaps, in km, to the metre: smaller and faster than a line each."""
    gap = np.full((1, 2), np.nan)
    parts = [part for line in lines for part in (to_km(line, centre).round(3), gap)]
    points = np.concatenate(parts) if parts else gap
    return points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)


def _driven(run: Run, centre: np.ndarray) -> dict[str, Any]:
    driven = driven_roads(run).sort_values(["mean", "size"])
    if driven.empty:
        return {}
    colours, norm = load_colours(driven["mean"].max())
    lines = [to_km(run.network.line(edge)[0], centre).round(3) for edge in driven.index]
    return {
        "xs": [line[:, 0].tolist() for line in lines],
        "ys": [line[:, 1].tolist() for line in lines],
        "passages": driven["size"].to_numpy(),
        "load": driven["mean"].to_numpy().round(2),
        "colour": [to_hex(colours(norm(mean))) if mean >= 0.5 else EMPTY for mean in driven["mean"]],
        "width": (1.5 + 4 * np.sqrt(driven["size"] / driven["size"].max())).round(2).to_numpy(),
    }


def _requests(run: Run, end: str, centre: np.ndarray) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    rows = run.requests[run.requests["end"] == end]
    here, there = (to_km(rows[[f"{e}_lon", f"{e}_lat"]].to_numpy(), centre).round(3) for e in ("origin", "destination"))
    table: dict[str, Any] = {"x": here[:, 0], "y": here[:, 1], "x1": there[:, 0], "y1": there[:, 1]}
    table["id"] = _shown(rows["request_id"])
    table["people"] = rows["party_size"].to_numpy()
    table["purpose"] = _shown(rows["purpose"])
    table["ready"] = _clock(rows["earliest_departure"])
    told = [("request", "@id"), ("people", "@people"), ("purpose", "@purpose"), ("ready at", "@ready")]
    if end == "served":
        table["pickup"], table["dropoff"] = _clock(rows["pickup"]), _clock(rows["dropoff"])
        table["shuttle"] = _shown(run.shuttles["shuttle_id"])[rows["shuttle"].to_numpy(dtype=np.int64)]
        told += [("picked up", "@pickup"), ("there at", "@dropoff"), ("by", "@shuttle")]
    else:
        table["reason"] = _shown(rows["reason"])
        told.append(("refused", "@reason"))
    return table, told


def _shown(texts: pd.Series | np.ndarray) -> np.ndarray:
    return np.array([isolated(str(text)) for text in texts], dtype=object)


def _clock(times: pd.Series) -> np.ndarray:
    minutes = times.to_numpy(dtype=np.int64) // 60_000
    return np.array([f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes], dtype=object)
