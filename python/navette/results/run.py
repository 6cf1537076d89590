"""A run, as its results tell it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from navette import _core
from navette.common.errors import InputError, VerificationError
from navette.common.listening import log_warnings
from navette.common.text import isolated
from navette.common.text import shown as on_one_line
from navette.results.asked import asked_for
from navette.results.check import Damaged
from navette.results.explanation import Explanation
from navette.results.movement import expand
from navette.results.run_tables import RunTables

if TYPE_CHECKING:
    import xarray as xr

_SHOWN = (
    "requests",
    "served",
    "refused",
    "wait_mean",
    "ride_mean",
    "pooling_rate",
    "vehicle_distance",
    "productivity",
    "cost",
    "subsidy_per_trip",
)
"""Indicators that a notebook shows of a run; all: `Run.kpi`."""


class Run(RunTables):
    """The tables of one run, each read when first asked for. Times are integers [ms] since midnight of day 0.

    Upper layers of the package add what draws and exports it, as `run.plot.map()`, and `run.network`.
    """

    if TYPE_CHECKING:  # what upper layers attach, see navette.common.attach

        def __getattr__(self, name: str) -> Any: ...

    def __repr__(self) -> str:
        """Its name and size, and where it is kept."""
        return f"<navette.Run {self.name!r}, {self._size()}: {self._store}>"

    def _repr_html_(self) -> str:
        kpi = self.kpi
        shown = kpi.loc[[name for name in _SHOWN if name in kpi.index], ["value", "unit", "definition"]]
        about = self.attributes
        told = [self._size(), *(f"{name} {about[name]}" for name in ("policy", "seed", "first_day") if name in about)]
        with pd.option_context("display.max_colwidth", None):
            table = shown.to_html(float_format=lambda value: f"{value:.4g}", header=False, index_names=False)
        about_it = escape(on_one_line(f"{', '.join(told)}; {self._store}"))
        return f"<div><h4>{escape(isolated(self.name))}</h4><p>{about_it}</p>{table}</div>"

    def _size(self) -> str:
        with self._store.open() as file:
            requests, shuttles = (len(file[f"{table}/{table[:-1]}_id"]) for table in ("requests", "shuttles"))
        return f"{requests} requests, {shuttles} shuttles"

    def dataset(self, table: str) -> xr.Dataset:
        """One table as an xarray dataset, as the results file describes it (CF conventions), e.g. "trajectories"."""
        import xarray as xr

        with self._store.open() as file:
            if table not in file:
                raise Damaged(f"there is no table {table!r}; there are {', '.join(file)}")
        with xr.open_dataset(self._store.source(), group=table, engine="h5netcdf") as stored:
            return stored.load()

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the results file; under its name it is complete or absent. Raises InputError, OutputError."""
        _core.write_file(Path(path), self._store.read_bytes())

    @asked_for
    def expand(self, shuttle: int) -> pd.DataFrame:
        """Where one shuttle (a row of `shuttles`) was: time [ms], lon, lat [degree], load (people on board), leg.

        A row for each point where the road bends; between two rows of one leg the shuttle moves straight.
        """
        return expand(self.legs[self.legs["shuttle"] == shuttle], self.trajectories, self._roads)

    @asked_for
    def shuttle_row(self, shuttle: int | str | None = None) -> int:
        """The row of a shuttle given by row or by its shuttle_id; None: the one that carried most requests."""
        names = self.shuttles["shuttle_id"]
        if shuttle is None:
            carried = self.requests.loc[self.requests["end"] == "served", "shuttle"].dropna()
            return int(carried.value_counts(sort=False).sort_index().idxmax()) if len(carried) else 0
        if isinstance(shuttle, str):
            rows = np.flatnonzero(names == shuttle)
            if len(rows) == 0:
                raise InputError(f"there is no shuttle {shuttle!r}; there are {', '.join(names)}")
            return int(rows[0])
        if not 0 <= shuttle < len(names):
            raise InputError(f"shuttle must be from 0 to {len(names) - 1}, found {shuttle}")
        return shuttle

    def verify(self, *, again: bool = False, inputs: Iterable[str | PathLike[str]] = ()) -> str:
        """Checks the whole run from its results alone, as `navette verify` does, and returns its canonical hash.

        Raises VerificationError if the run breaks a rule; the message lists which and where.

        Parameters
        ----------
        again
            Also run the stored scenario anew, from the same inputs, and compare all that comes of it, as
            `navette verify --again` does. Raises VerificationError if anything differs, InputError if an input is
            missing or was changed, or a policy in Python decided.
        inputs
            Folders where the inputs of the run may be, besides that of the results file and the working directory.
        """
        with self._store.on_disk() as file:
            found = _checked(_core.verify(file))
            return _same_again(file, found, [Path(folder) for folder in inputs]) if again else found

    def explain(self, request: str) -> Explanation:
        """Why a request (by its `request_id`) was refused and what would have been enough, or what else could serve it.

        By replaying the day up to that decision, as `navette explain` does. Raises navette.InputError if there is no
        such request, or the run cannot be replayed from its results.
        """
        with self._store.on_disk() as file:
            return Explanation(file, request)


def _checked(report: _core.VerificationReport) -> str:
    if report.total:
        listed = "\n".join(f"{violation.rule}: {violation.what}" for violation in report.violations)
        raise VerificationError(f"{report.total} violation{'s' * (report.total != 1)}:\n{listed}")
    return report.canonical_hash


def _same_again(file: Path, found: str, inputs: list[Path]) -> str:
    """Runs the scenario of the file anew; returns the canonical hash if all is the same."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "again.h5"
        again.write_bytes(_core.repeat_run(file, [*inputs, file.parent, Path()], log_warnings))
        anew = _core.verify(again).canonical_hash
        difference = _core.first_difference(file, again)
    if anew == found and difference is None:
        return found
    where = "" if difference is None else f"; {difference[0]} is the first table that differs: {difference[1]}"
    raise VerificationError(f"run again, the canonical hash is {anew} and not {found}{where}")
