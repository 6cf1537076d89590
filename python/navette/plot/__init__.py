"""Pictures of a run. `python -m navette.plot OUT.h5 --map MAP.png --shuttle SHUTTLE.png` writes them."""

from navette.plot.map import plot_map
from navette.plot.shuttle import plot_shuttle

__all__ = ["plot_map", "plot_shuttle"]
