"""What all pictures share: colours that the colour-blind tell apart, clean axes, times as HH:MM."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, Colormap, ListedColormap
from matplotlib.ticker import FuncFormatter, MultipleLocator
from matplotlib.transforms import ScaledTranslation

ROAD = "#c9c9c9"
SERVED = "#0072b2"
REFUSED = "#d55e00"
PICKUP = "#009e73"
DROPOFF = "#cc79a7"
EMPTY = "#8c8c8c"
INK = "#333333"

HOUR = 3_600_000
"""[ms]"""

_METRES_PER_DEGREE = 111_195.0
"""Of a meridian, on a sphere of 6,371 km radius."""


def to_km(lonlat: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """(lon, lat) rows [degree] as (east, north) rows [km] from a centre: flat, good for a canton's size."""
    scale = np.array([np.cos(np.radians(centre[1])), 1.0]) * _METRES_PER_DEGREE / 1000
    return (np.asarray(lonlat) - centre) * scale


def load_colours(most: float) -> tuple[Colormap, BoundaryNorm]:
    """Colours for 1, 2, ... people on board, up to `most`."""
    top = max(2, int(np.ceil(most)))
    # The palest tenth of the map would be lost on white.
    colours = ListedColormap(plt.get_cmap("viridis_r")(np.linspace(0.1, 1, top))).with_extremes(under=EMPTY)
    return colours, BoundaryNorm(np.arange(0.5, top + 1), top)


def count(number: int, noun: str) -> str:
    """'1 seat', '2 seats'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def legend_below(axes: Axes, **what: object) -> None:
    """Under the axes and their label, where it hides nothing."""
    below = axes.transAxes + ScaledTranslation(0, -0.5, axes.figure.dpi_scale_trans)  # [inch]
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, 0), "bbox_transform": below}
    axes.legend(fontsize="small", frameon=False, **place, **what)


def clean(axes: Axes) -> None:
    """No box, thin ticks."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, width=0.6)


def clock_axis(axes: Axes, begin: float, end: float) -> None:
    """Time of day [ms] along x, as HH:MM; past midnight of the next day the hours go on from 24."""
    hours = max((end - begin) / HOUR, 1e-6)
    step = next((step for step in (0.25, 0.5, 1, 2, 3, 6, 12, 24) if hours / step <= 12), 24)
    axes.xaxis.set_major_locator(MultipleLocator(step * HOUR))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda time, _: f"{int(time // HOUR):02d}:{int(time % HOUR // 60_000):02d}")
    )
    axes.set_xlim(begin, end)
    axes.set_xlabel("time of day")
