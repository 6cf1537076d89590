"""Reads and draws what a Navette run wrote.

>>> import navette
>>> run = navette.open("out/canton.h5")
>>> run.requests.groupby("end", observed=True).size()
>>> run.plot_map().savefig("map.png")
"""

from __future__ import annotations

from os import PathLike

from navette.run import Network, Run

__all__ = ["Network", "Run", "open"]


def open(path: str | PathLike[str]) -> Run:
    """Opens the results file of a run. Raises FileNotFoundError, or ValueError if it is not one of ours."""
    return Run(path)
