"""How well a calibrated scenario tells the days that were observed."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from navette.common.text import label as text_label
from navette.plot.style import EMPTY, INK, REFUSED, SERVED, clean


def plot_calibration(residuals: pd.DataFrame, axes: Sequence[Axes] | None = None) -> Figure:
    """See `Calibration.plot`."""
    names = list(dict.fromkeys(residuals.index.get_level_values("indicator")))
    if axes is None:
        size = (10, 0.8 + 2.6 * len(names))
        axes = plt.subplots(len(names), figsize=size, squeeze=False, layout="constrained")[1][:, 0]
    for name, each in zip(names, axes, strict=True):
        table = residuals.xs(name, level="indicator")
        x = np.arange(len(table))
        each.plot(x, table["before"], "_", color=EMPTY, markersize=14, label="simulated before")
        each.errorbar(
            x, table["simulated"], 2 * table["spread"], fmt="_", color=SERVED, markersize=14, elinewidth=5, alpha=0.6,
            label="simulated after; bar: two standard deviations of a day",
        )  # fmt: skip
        for held, face, label in ((False, REFUSED, "observed, fitted"), (True, "white", "observed, held out")):
            rows = np.flatnonzero(table["held_out"] == held)
            if len(rows):
                style = {"markerfacecolor": face, "markeredgecolor": REFUSED, "markersize": 7}
                each.plot(x[rows], table["observed"].iloc[rows], "o", label=label, **style)
        each.set_xticks(x, [f"{day:%a %d %b}" for day in table.index], rotation=0, fontsize="small")
        each.set_title(text_label(name.replace("_", " ")), loc="left", color=INK)
        each.set_ylim(0, 1.06 * each.get_ylim()[1])
        clean(each)
    axes[0].legend(frameon=False, fontsize="small", loc="lower left")
    return axes[0].figure
