"""What upper layers add to runs and networks; what takes long to import, when it is first asked for."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any

from navette.common.attach import attach, attach_method
from navette.indicators import of_run
from navette.network import Network, network_of_run
from navette.results import Run
from navette.running import Runs

_EARLIER = {
    Run: {
        "plot_map": "map",
        "plot_shuttle": "shuttle",
        "plot_load": "load",
        "plot_waits": "waits",
        "plot_refusals": "refusals",
        "interactive_map": "interactive_map",
    },
    Runs: {"plot_frontier": "frontier"},
}
"""What methods were called before, and what they are called of `plot`."""


def later(place: str) -> Callable[..., Any]:
    """What `module:name` of the package makes; the module is imported when it is first called."""
    module, _, name = place.partition(":")

    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(f"navette.{module}"), name)(*arguments, **named)

    return call


def _earlier(old: str, new: str) -> Callable[..., Any]:
    def method(self: Any, *arguments: Any, **named: Any) -> Any:
        warnings.warn(f"{old}() is plot.{new}() now, and will be removed", DeprecationWarning, stacklevel=2)
        return getattr(self.plot, new)(*arguments, **named)

    method.__name__ = old
    method.__doc__ = f"Earlier name of `plot.{new}`."
    return method


def attach_all() -> None:
    """Done once, by `import navette`."""
    attach(Run, "network", network_of_run, "The roads, with their course, and travel times on them.")
    attach(Run, "plot", later("plot.accessors:RunPlots"), "Pictures: `run.plot.map()`; see `navette.plot.RunPlots`.")
    attach(Run, "export", later("export:RunExport"), "Files for other tools: `run.export(folder, format)`.")
    attach(
        Run, "report", later("report:RunReport"), 'A page for people who decide: `run.report().save("report.html")`.'
    )
    attach(Runs, "plot", later("plot.accessors:RunsPlots"), "Pictures: `runs.plot.frontier()`.")
    attach(Network, "plot", later("plot.accessors:NetworkPlot"), "The roads as a map: `network.plot()`.")
    attach_method(Network, "_repr_html_", later("plot.accessors:network_html"))
    attach_method(Run, "by", of_run.by)
    attach_method(Run, "by_service", of_run.by_service)
    for owner, names in _EARLIER.items():
        for old, new in names.items():
            attach_method(owner, old, _earlier(old, new))
