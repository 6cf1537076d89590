"""Why requests were refused, and when."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from navette.common.text import label
from navette.plot.style import REFUSED, clean, count
from navette.results import Run

_WORDS = {
    "promises_to_others": "full: it would have broken a promise to others",
    "shuttle_full": "no seat or wheelchair place left",
    "too_far_away": "no shuttle could come in time",
    "no_shuttle_in_service": "no shuttle in service at that time",
    "trip_too_long": "the ride would have been too long",
    "arrival_too_early": "could not be there in time",
    "shift_ends": "the shift would have ended",
    "driver_rules": "the driver's pause or time at the wheel",
    "too_far_from_road": "too far from any road",
    "no_boarding_in_reach": "no road near where people may board",
    "party_too_large": "more people than a shuttle holds",
    "same_place": "from a place to itself",
    "too_costly": "too long a way for a shuttle: by taxi",
}


def refusals(run: Run) -> pd.Series:
    """Refused requests by reason, the most frequent first."""
    reasons = run.requests.loc[run.requests["end"] == "refused", "reason"].astype(str)
    return reasons.value_counts().rename("requests")


def plot_refusals(run: Run, axes: Axes | None = None) -> Figure:
    """See `RunPlots.refusals`."""
    counts = refusals(run)[::-1]
    if axes is None:
        _, axes = plt.subplots(figsize=(9, 1.6 + 0.45 * max(2, len(counts))), layout="constrained")
    labels = [label(_WORDS.get(reason, reason.replace("_", " "))) for reason in counts.index]
    bars = axes.barh(np.arange(len(counts)), counts.to_numpy(), color=REFUSED, height=0.7)
    axes.bar_label(bars, padding=3)
    axes.set_yticks(np.arange(len(counts)), labels)
    axes.set_xlabel("requests")
    asked = len(run.requests)
    share = f" ({counts.sum() / asked:.0%})" if asked else ""
    axes.set_title(f"{label(run.name)}\n{count(counts.sum(), 'request')} of {asked} refused{share}", loc="left")
    clean(axes)
    return axes.figure
