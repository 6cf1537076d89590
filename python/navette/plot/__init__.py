"""Pictures of a run. `python -m navette.plot OUT.h5 --map MAP.png --shuttle SHUTTLE.png` writes them."""

from navette.plot.accessors import NetworkPlot, RunPlots, RunsPlots
from navette.plot.frontier import plot_frontier
from navette.plot.interactive import InteractiveMap, interactive_map
from navette.plot.load import plot_load
from navette.plot.map import plot_map, plot_network
from navette.plot.refusals import plot_refusals
from navette.plot.shuttle import plot_shuttle
from navette.plot.waits import plot_waits

__all__ = [
    "InteractiveMap",
    "NetworkPlot",
    "RunPlots",
    "RunsPlots",
    "interactive_map",
    "plot_frontier",
    "plot_load",
    "plot_map",
    "plot_network",
    "plot_refusals",
    "plot_shuttle",
    "plot_waits",
]
