"""A sweep, from Python."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from navette.common.errors import InputError
from navette.common.progress import bar
from navette.common.text import isolated
from navette.results import Run
from navette.running import run as run_scenario
from navette.scenario import Scenario
from navette.sweep.collect import collate, drop_broken, failures, forget_failures, table_of
from navette.sweep.definition import definition_of, read_definition
from navette.sweep.engine import cluster, run_on, workers_of
from navette.sweep.plan import Plan, make_plan
from navette.sweep.sensitivity import sensitivity
from navette.sweep.shards import Shard, covered, list_shards, missing
from navette.sweep.workers import Workers

if TYPE_CHECKING:
    from distributed import Client


class Status(NamedTuple):
    """How far a sweep is."""

    done: int
    """Runs that ended well."""
    failed: int
    """Runs that failed, and are not tried again unless asked for."""
    total: int
    """Runs of the plan."""

    def __str__(self) -> str:
        """'80 of 80 done', and how many failed, if some did."""
        return f"{self.done} of {self.total} done" + (f", {self.failed} failed" if self.failed else "")


class Sweep:
    """Many points times many seeds of a scenario, in a folder. docs/sweeps.md says what can be swept, and how.

    >>> sweep = navette.Sweep.plan({"scenario": "scenario.toml", "seeds": 10, "grid": {"fleet.size": [4, 5, 6]}}, "out")
    >>> sweep.run()
    >>> sweep.results.groupby("fleet.size")["wait_mean"].mean()
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        """Of a folder that holds a planned sweep. Raises InputError if there is none, or its inputs have changed."""
        self._plan = Plan(Path(folder))
        self._plan.check_inputs()

    @classmethod
    def plan(cls, definition: str | PathLike[str] | Mapping[str, Any], out: str | PathLike[str]) -> Sweep:
        """Plans the sweep of a sweep.toml, or of a dict of the same content, into the folder `out`.

        Paths in a dict are relative to the working directory. Raises InputError with all that is wrong. A folder that
        holds the same plan is left as it is, with its results.
        """
        if isinstance(definition, Mapping):
            read = definition_of(definition, Path.cwd())
        else:
            read = read_definition(Path(definition))
        with bar(total=len(read.points), unit="point", desc="checked", leave=False, delay=2) as shown:
            made = make_plan(read, Path(out), lambda _: shown.update())
        return cls(made.folder)

    @property
    def folder(self) -> Path:
        """Where the plan and the results are."""
        return self._plan.folder

    @property
    def points(self) -> pd.DataFrame:
        """The values of each point by scenario key, and what is wrong with it (`error`), if so."""
        frame = pd.DataFrame(self._plan.point_values).rename_axis("point")
        return frame.assign(error=self._plan.point_errors)

    def run(
        self,
        *,
        workers: int | None = None,
        scheduler: str | None = None,
        slurm_jobs: int | None = None,
        insecure: bool = False,
        client: Client | Workers | None = None,
        retry_failed: bool = False,
        progress: bool = True,
    ) -> Status:
        """Makes the runs that are missing, and returns when there are results or a message of every run.

        Raises OutputError if results cannot be written, InputError if no scheduler answers at that address. After
        Ctrl-C, or whatever else ended it, the next call goes on.

        Parameters
        ----------
        workers
            Processes on this machine; None: one per processor.
        scheduler
            The address of a Dask scheduler ("tls://host:8786") whose workers see the same folder, in place of these;
            Dask's own configuration names the keys.
        slurm_jobs
            As many Dask workers as Slurm jobs, asked for as the site's dask-jobqueue configuration says.
        insecure
            Take also a scheduler without keys ("tcp://host:8786"): whoever reaches its port can run code as the owner
            of its workers.
        client
            A Dask client of your own.
        retry_failed
            Try failed runs once more.
        progress
            Whether there is a progress bar.
        """
        plan = self._plan
        shards = drop_broken(plan, list_shards(plan))
        if retry_failed:
            shards = forget_failures(plan, shards)
        gaps = missing(shards, 0, plan.runs - 1)
        if gaps and client is not None:
            run_on(workers_of(client), plan, gaps, progress=progress)
        elif gaps:
            with cluster(
                workers=workers, scheduler=scheduler, slurm_jobs=slurm_jobs, insecure=insecure, folder=plan.folder
            ) as made:
                run_on(made, plan, gaps, progress=progress)
        return self.status()

    def status(self) -> Status:
        """How far it is, from the names of files alone."""
        return status_of(self._plan, list_shards(self._plan))

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that failed: point, seed, message and the point's values."""
        return failures(self._plan, list_shards(self._plan))

    @property
    def results(self) -> pd.DataFrame:
        """One row per run that is done: point, seed, the point's values by scenario key, its indicators."""
        return table_of(self._plan, list_shards(self._plan)).to_pandas().set_index("run")

    def collate(self) -> Path:
        """Puts all results into one file, results.parquet in the folder; see `results`. Returns its path."""
        return collate(self._plan, list_shards(self._plan))[0]

    def scenario(self, point: int) -> Scenario:
        """The scenario of a point."""
        return self._plan.point_scenario(point)

    def remake(self, run: int, out: str | PathLike[str] | None = None) -> Run:
        """The whole of one run (a row of `results`), made again: the same to the last bit. `out`: a results file."""
        if not 0 <= run < self._plan.runs:
            raise InputError(f"there is no run {run}; runs are 0 to {self._plan.runs - 1}")
        key = self._plan.key(run)
        return run_scenario(self._plan.point_scenario(key.point), seed=key.seed, out=out)

    def sensitivity(self, indicator: str) -> pd.DataFrame:
        """How much each swept key moves an indicator, by the indices that the sweep's design allows.

        Design morris: elementary effects (mu, mu_star, sigma); saltelli: Sobol indices (S1, ST); any other sampled
        design: first-order indices by RBD-FAST (S1). Each point counts with its mean over seeds. `<name>_conf` is the
        half width of the 95 % interval. Sorted by what matters most.
        """
        return sensitivity(self._plan.design, self.results, indicator)

    def __repr__(self) -> str:
        """How large it is, and how far."""
        plan = self._plan
        return f"<navette.Sweep, {plan.points} points x {len(plan.seeds)} seeds, {self.status()}: {self.folder}>"

    def _repr_html_(self) -> str:
        return isolated(f"<p>{escape(repr(self)[1:-1])}</p>{self.points.to_html(max_rows=12)}")


def status_of(plan: Plan, shards: list[Shard]) -> Status:
    """From names: a file that lies within another counts for nothing."""
    there = sum(last - first + 1 for first, last in covered(shards))
    failed, end = 0, -1
    for shard in sorted(shards, key=lambda shard: (shard.first, -shard.last)):
        failed += shard.failed if shard.last > end else 0
        end = max(end, shard.last)
    return Status(there - failed, failed, plan.runs)
