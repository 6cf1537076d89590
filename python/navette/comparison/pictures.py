"""The page's pictures: SVG that stands in the page itself, the same bytes for the same figures."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.comparison.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's: the colour-blind tell them apart, and so does a grey print by their marks.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333")
MARKS = ("o", "s", "^", "D", "v", "P", "X")
INK = "#333333"
_STYLE = {"svg.hashsalt": "navette", "svg.fonttype": "path", "font.size": 10, "text.color": INK,
          "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.edgecolor": "#999999",
          "text.parse_math": False}  # fmt: skip


def _uri(figure: Figure) -> str:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight", pad_inches=0.1)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode()


def _clean(axes: Axes, grid: str) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis=grid, color="#e3e3e3", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def _short(text: str, most: int = 28) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def cost_picture(costs: pd.DataFrame, words: Words) -> str:
    """What the cost of each option is made of: a bar each."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 0.7 + 0.5 * len(costs)), layout="constrained")
        axes = figure.subplots()
        left = np.zeros(len(costs))
        rows = np.arange(len(costs))
        for column, colour in zip([name for name in costs if (costs[name] > 0).any()], COLOURS, strict=False):
            width = costs[column].fillna(0).to_numpy()
            axes.barh(
                rows, width, 0.6, left=left, color=colour, label=words.known("part", str(column)), edgecolor="white"
            )
            left += width
        axes.set_yticks(rows, [_short(str(name)) for name in costs.index])
        axes.invert_yaxis()
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.value("cost", x)))
        axes.xaxis.set_major_locator(MaxNLocator(5))
        _clean(axes, "x")
        figure.legend(loc="outside lower center", ncols=5, frameon=False, fontsize="small")
        return _uri(figure)


def level_picture(by_level: pd.DataFrame, names: Sequence[str], factors: Sequence[float], words: Words) -> str:
    """Some figures of each option against the level of demand, one panel each."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 2.7), layout="constrained")
        for axes, name in zip(figure.subplots(1, len(names), squeeze=False)[0], names, strict=True):
            table = by_level.loc[name]
            for rank, option in enumerate(table):
                colour, mark = COLOURS[rank % len(COLOURS)], MARKS[rank % len(MARKS)]
                label = _short(str(option)) if name == names[0] else None
                axes.plot(list(factors), table[option], color=colour, marker=mark, markersize=5, label=label)
            axes.set_title(words.known("figure", name), fontsize=10, loc="left")
            axes.set_xticks(list(factors), [words.number(factor, 1) for factor in factors])
            axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _, name=name: words.value(name, y)))
            axes.yaxis.set_major_locator(MaxNLocator(4))
            axes.set_ylim(bottom=0)
            axes.margins(y=0.15)
            _clean(axes, "y")
        figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize="small")
        return _uri(figure)


def group_picture(rates: pd.DataFrame, words: Words) -> str:
    """Share refused in each group (rows) by each option (columns)."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 0.8 + 0.3 * len(rates)), layout="constrained")
        axes = figure.subplots()
        rows = np.arange(len(rates))
        table = rates.to_numpy(dtype=float)
        some = np.isfinite(table).any(axis=1)
        low = np.where(some, np.nanmin(np.where(some[:, None], table, 0), axis=1), np.nan)
        high = np.where(some, np.nanmax(np.where(some[:, None], table, 0), axis=1), np.nan)
        axes.hlines(rows, low, high, color="#cccccc", zorder=1)
        for rank, option in enumerate(rates):
            colour, mark = COLOURS[rank % len(COLOURS)], MARKS[rank % len(MARKS)]
            axes.scatter(table[:, rank], rows, color=colour, marker=mark, label=_short(str(option)), zorder=2, s=36)
        axes.set_yticks(rows, [_short(str(name), 40) for name in rates.index])
        axes.invert_yaxis()
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.percent(x)))
        axes.set_xlabel(words("figure.refusal_rate"))
        _clean(axes, "x")
        figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize="small")
        return _uri(figure)
