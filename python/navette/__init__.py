"""Simulates on-demand transport in the countryside, and shows what happened.

>>> import navette
>>> run = navette.run("scenarios/canton/scenario.toml", seed=1)
>>> run.requests.groupby("end", observed=True).size()
>>> run.plot.map().savefig("map.png")
>>> run.save("out/canton.h5")
>>> run = navette.open("out/canton.h5")

>>> scenario = navette.Scenario.read("scenarios/canton/scenario.toml")
>>> runs = navette.run_many([scenario, scenario.with_(**{"fleet.size": 6})], seeds=20)
>>> runs.indicators.groupby("scenario").mean()

>>> navette.compare(scenario, policies=["first_come", "insertion"], seeds=20).save("page.html")
"""

from __future__ import annotations

import importlib
from os import PathLike
from typing import TYPE_CHECKING

from navette import _own_symbols as _own_symbols  # isort: skip (before all that imports the compiled module)
from navette import indicators, travel_times
from navette._core import __version__
from navette.attached import attach_all
from navette.common.errors import (
    InputError,
    OutputError,
    PolicyError,
    ResultsError,
    ScenarioWarning,
    VerificationError,
)
from navette.network import Network
from navette.results import Run
from navette.running import Runs, replicate, run, run_many
from navette.scenario import Scenario

attach_all()

if TYPE_CHECKING:
    from navette import report
    from navette.calibration import Calibration, calibrate
    from navette.comparison import Comparison, compare
    from navette.sweep import Sweep

__all__ = [
    "Calibration",
    "Comparison",
    "InputError",
    "Network",
    "OutputError",
    "PolicyError",
    "ResultsError",
    "Run",
    "Runs",
    "Scenario",
    "ScenarioWarning",
    "Sweep",
    "VerificationError",
    "__version__",
    "calibrate",
    "compare",
    "indicators",
    "open",
    "replicate",
    "report",
    "run",
    "run_many",
    "travel_times",
]


def open(path: str | PathLike[str], *, trusted: bool = False) -> Run:
    """Opens the results file of a run. Raises FileNotFoundError, or ResultsError if it is damaged or not one of ours.

    The file is first read as a whole by another process, within limits of time and memory, since HDF5's library has
    faults that a file can be made to trigger. `trusted` leaves that out, for files of your own: it saves reading them
    twice, and half a second. Files that `navette.run` writes are opened so.
    """
    return Run(path, trusted=trusted)


_LATER = {
    "Calibration": "navette.calibration",
    "Comparison": "navette.comparison",
    "Sweep": "navette.sweep",
    "calibrate": "navette.calibration",
    "compare": "navette.comparison",
}
"""What takes long to import, by the module that has it."""


def __getattr__(name: str) -> object:
    """What takes long to import, when it is first asked for."""
    if name == "report":
        return importlib.import_module("navette.report")
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module 'navette' has no attribute {name!r}")
