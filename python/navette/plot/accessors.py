"""What is reached as `run.plot`, `runs.plot` and `network.plot`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt

from navette.network import Network
from navette.plot.frontier import plot_frontier
from navette.plot.interactive import InteractiveMap, interactive_map
from navette.plot.load import plot_load
from navette.plot.map import plot_map, plot_network
from navette.plot.refusals import plot_refusals
from navette.plot.shuttle import plot_shuttle
from navette.plot.waits import plot_waits
from navette.results.asked import RunAccessor, asked
from navette.running import Runs

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class RunPlots(RunAccessor):
    """Pictures of one run, reached as `run.plot`."""

    _reached = "plot."

    @asked
    def map(self, axes: Axes | None = None) -> Figure:
        """The day on the map: roads, where people wanted to go, what the shuttles drove and how full they were."""
        return plot_map(self._run, axes)

    @asked
    def shuttle(self, shuttle: int | str | None = None, axes: Axes | None = None) -> Figure:
        """One shuttle's day: distance from its depot against time, with its load, pickups and drop-offs.

        `shuttle`: its row or its `shuttle_id`; None: the one that carried most requests.
        """
        return plot_shuttle(self._run, shuttle, axes)

    @asked
    def load(self, axes: Axes | None = None) -> Figure:
        """People on board all shuttles over the day, beside the places on shift and the refused requests."""
        return plot_load(self._run, axes)

    @asked
    def waits(self, axes: Axes | None = None) -> Figure:
        """How long the residents of each commune waited. Raises AttributeError if the demand was given, not drawn."""
        return plot_waits(self._run, axes)

    @asked
    def refusals(self, axes: Axes | None = None) -> Figure:
        """Refused requests by reason."""
        return plot_refusals(self._run, axes)

    @asked
    def interactive_map(self) -> InteractiveMap:
        """The day on a map to zoom and ask, for the notebook or as one HTML file; it needs no network."""
        return interactive_map(self._run)


class RunsPlots:
    """Pictures of many runs, reached as `runs.plot`."""

    def __init__(self, runs: Runs) -> None:
        """Of the runs that it is reached from."""
        self._runs = runs

    def frontier(self, cost: str = "cost", service: str = "served", axes: Axes | None = None) -> Figure:
        """What more service costs: the scenarios by two indicators, and which of them no other beats."""
        return plot_frontier(self._runs.indicators, cost=cost, service=service, axes=axes)


class NetworkPlot:
    """The picture of a network, `network.plot()`."""

    def __init__(self, network: Network) -> None:
        """Of the network that it is reached from."""
        self._network = network

    def __call__(self, axes: Axes | None = None) -> Figure:
        """The roads as a map, in km from the centre; roads of one way only are blue."""
        return plot_network(self._network, axes)


def network_html(network: Network) -> str:
    """A network as a notebook shows it."""
    figure = plot_network(network)
    picture = io.StringIO()
    figure.savefig(picture, format="svg", dpi=60)
    plt.close(figure)
    return f"<p>{repr(network)[1:-1]}</p>{picture.getvalue()[picture.getvalue().index('<svg') :]}"
