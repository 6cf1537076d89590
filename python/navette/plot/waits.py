"""How long people waited, by where they live."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from navette.common.text import label
from navette.plot.style import INK, SERVED, clean
from navette.results import Run


def waits_by_commune(run: Run) -> pd.DataFrame:
    """Of each served request of a resident the wait [min] and the commune that the resident lives in."""
    served = run.requests[(run.requests["end"] == "served") & run.requests["resident"].notna()]
    commune = run.residents["commune"].to_numpy()[served["resident"].to_numpy(dtype=np.int64)]
    wait = (served["pickup"] - served["earliest_departure"]).to_numpy(dtype=np.int64) / 60_000
    return pd.DataFrame({"commune": run.communes["name"].to_numpy()[commune], "wait": wait}, index=served.index)


def plot_waits(run: Run, axes: Axes | None = None) -> Figure:
    """See `RunPlots.waits`."""
    waits = waits_by_commune(run)
    groups = {str(name): group["wait"].to_numpy() for name, group in waits.groupby("commune")}
    names = sorted(groups, key=lambda name: (np.median(groups[name]), name))
    if axes is None:
        _, axes = plt.subplots(figsize=(9, 1.6 + 0.38 * max(3, len(names))), layout="constrained")
    if names:
        boxes = axes.boxplot(
            [groups[name] for name in names],
            orientation="horizontal",
            whis=(5, 95),
            widths=0.62,
            patch_artist=True,
            tick_labels=[f"{label(name)} ({len(groups[name])})" for name in names],
            medianprops={"color": "white", "linewidth": 1.6},
            flierprops={"marker": ".", "markersize": 4, "markeredgecolor": INK},
        )
        for box in boxes["boxes"]:
            box.set(facecolor=SERVED, edgecolor=SERVED)
    axes.set_xlim(left=0)
    axes.set_xlabel("minutes from ready to pickup: half of the trips in the box, nine in ten within the whiskers")
    axes.set_title(f"{label(run.name)}\nthe wait, by commune of residence (trips served)", loc="left")
    clean(axes)
    return axes.figure
