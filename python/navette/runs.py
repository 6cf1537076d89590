"""Many runs in parallel: scenarios times seeds."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from navette import _core
from navette.errors import ScenarioWarning
from navette.overrides import Value
from navette.progress import bar
from navette.results import Run
from navette.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Given = Scenario | str | PathLike[str]
"""A scenario, or the file of one."""


class Runs:
    """What many runs came to, each known by its scenario's name and its seed."""

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        indicators: pd.DataFrame,
        definitions: pd.DataFrame,
        failures: pd.Series,
        kept: Mapping[tuple[str, int], Run],
    ) -> None:
        """Made by `navette.run_many`."""
        self.scenarios: dict[str, Scenario] = dict(scenarios)
        """The scenarios by name."""
        self.indicators: pd.DataFrame = indicators
        """One row per run that ended well, by (scenario, seed); one column per indicator, in its own unit."""
        self.definitions: pd.DataFrame = definitions
        """The unit and the definition of each indicator."""
        self.failures: pd.Series = failures
        """The message of each run that failed, by (scenario, seed)."""
        self._kept = dict(kept)

    def __getitem__(self, key: tuple[str, int]) -> Run:
        """The whole run of (scenario, seed): as kept, or made again, which gives the same to the last bit."""
        if key not in self._kept:
            if key not in self.indicators.index:
                raise KeyError(key)
            name, seed = key
            scenario = self.scenarios[name]
            self._kept[key] = Run(_core.run(scenario.path, scenario.assignments({"run.seed": seed}), _not_told, None))
        return self._kept[key]

    def plot_frontier(self, cost: str = "cost", service: str = "served", axes: Axes | None = None) -> Figure:
        """What more service costs: the scenarios by two indicators, and which of them no other beats."""
        from navette.plot.frontier import plot_frontier

        return plot_frontier(self.indicators, cost=cost, service=service, axes=axes)

    def __len__(self) -> int:
        """The number of runs that ended well."""
        return len(self.indicators)

    def __repr__(self) -> str:
        """How many."""
        failed = f", {len(self.failures)} failed" if len(self.failures) else ""
        return f"<navette.Runs: {len(self)} runs of {len(self.scenarios)} scenario(s){failed}>"

    def _repr_html_(self) -> str:
        mean = self.indicators.groupby(level="scenario", sort=False).mean().T
        table = mean.assign(unit=self.definitions["unit"].reindex(mean.index))
        return f"<p>{repr(self)[1:-1]}; means over seeds:</p>{table.to_html(float_format='%.4g', max_rows=200)}"


class _Task(NamedTuple):
    """One run to be made."""

    name: str
    seed: int
    path: Path
    assigned: list[str]


class _Outcome(NamedTuple):
    """One run that was made."""

    kpi: pd.DataFrame
    warnings: list[str]
    run: Run | None


class _Stop(Exception):
    """Ends the runs that are under way when nobody waits for them any more."""


def run_many(
    scenarios: Given | Iterable[Given] | Mapping[str, Given],
    *,
    seeds: int | Iterable[int] = 10,
    overrides: Mapping[str, Value] | None = None,
    workers: int | None = None,
    keep: bool | str | PathLike[str] = False,
    progress: bool = True,
) -> Runs:
    """Runs each scenario with each seed, several at a time, and returns the indicators of all.

    Parameters
    ----------
    scenarios
        One `Scenario` or scenario file, or several; as a dict, by the names that the result shall have.
    seeds
        The seeds, or how many: 40 is 1 to 40. The same seed gives different scenarios the same chance, so that they
        can be compared seed by seed.
    overrides
        Changes of all of them, as for `navette.run`.
    workers
        How many runs go on at a time; None: one per processor. The result does not depend on it.
    keep
        True: keep all runs in memory; a folder: write their results there, as SCENARIO-SEED.h5. False: keep the
        indicators only; `runs["name", seed]` makes a run again when it is asked for.
    progress
        Whether there is a progress bar.

    A run that fails does not stop the others: it stands with its message in `.failures`, and a ScenarioWarning says so.
    If all fail, the first error is raised. Raises InputError at once if one of the scenarios is wrong.
    """
    named = _by_name(scenarios, overrides or {})
    chosen = list(range(1, seeds + 1)) if isinstance(seeds, int) else [int(seed) for seed in seeds]
    if not named or not chosen:
        raise ValueError("there is nothing to run: give at least one scenario and one seed")
    if len(set(chosen)) != len(chosen):
        raise ValueError("seeds must differ, or runs would count twice")
    at_a_time = min(workers or len(os.sched_getaffinity(0)), len(named) * len(chosen))
    # One thread per run: runs side by side lose nothing, threads within a run do.
    tasks = [
        _Task(name, seed, scenario.path, scenario.assignments({"run.seed": seed, "run.threads": 1}))
        for name, scenario in named.items()
        for seed in chosen
    ]
    folder = None if isinstance(keep, bool) else Path(keep)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()

    def make(task: _Task) -> _Outcome:
        return _run(task, keep=keep is True, folder=folder, stop=stop)

    outcomes = _in_threads(tasks, make, at_a_time, stop, shown=progress)
    return _gathered(named, tasks, outcomes)


def _by_name(
    scenarios: Given | Iterable[Given] | Mapping[str, Given], overrides: Mapping[str, Value]
) -> dict[str, Scenario]:
    if isinstance(scenarios, (Scenario, str, PathLike)):
        scenarios = [scenarios]
    if isinstance(scenarios, Mapping):
        scenarios = [_read(scenario).named(name) for name, scenario in scenarios.items()]
    named: dict[str, Scenario] = {}
    for given in scenarios:
        scenario = _read(given)
        if scenario.name in named:
            raise ValueError(f"two scenarios are called {scenario.name!r}; give a dict by name, or use Scenario.named")
        named[scenario.name] = scenario.with_(overrides).named(scenario.name) if overrides else scenario
    return named


def _read(scenario: Given) -> Scenario:
    return scenario if isinstance(scenario, Scenario) else Scenario.read(scenario)


def _run(task: _Task, *, keep: bool, folder: Path | None, stop: threading.Event) -> _Outcome:
    said: list[str] = []

    def hear(kind: str, message: str) -> None:
        if kind == "warning":
            said.append(message)

    def look(_share: float) -> None:
        if stop.is_set():
            raise _Stop

    if folder is None:
        run = Run(_core.run(task.path, task.assigned, hear, look))
    else:
        out = folder / f"{task.name.replace('/', '_')}-{task.seed}.h5"
        _core.run_to_file(task.path, task.assigned, out, hear, look)
        run = Run(out)
    return _Outcome(run.kpi, said, run if keep or folder is not None else None)


def _in_threads(
    tasks: list[_Task], make: Callable[[_Task], _Outcome], workers: int, stop: threading.Event, *, shown: bool
) -> list[_Outcome | Exception]:
    """Of each task its outcome, or why there is none. Threads suffice: a run holds Python's lock for moments only."""
    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future[_Outcome]] = [pool.submit(make, task) for task in tasks]
        try:
            with bar(total=len(tasks), unit="run", disable=not shown) as shown_bar:
                for _ in as_completed(futures):
                    shown_bar.update()
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    outcomes: list[_Outcome | Exception] = []
    for future in futures:
        error = future.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        outcomes.append(future.result() if error is None else error)
    return outcomes


def _gathered(named: Mapping[str, Scenario], tasks: list[_Task], outcomes: list[_Outcome | Exception]) -> Runs:
    good = [(task, outcome) for task, outcome in zip(tasks, outcomes, strict=True) if isinstance(outcome, _Outcome)]
    failed = {(t.name, t.seed): error for t, error in zip(tasks, outcomes, strict=True) if isinstance(error, Exception)}
    if not good:
        raise next(iter(failed.values()))
    for message in dict.fromkeys(message for _, outcome in good for message in outcome.warnings):
        warnings.warn(message, ScenarioWarning, stacklevel=4)
    if failed:
        (name, seed), error = next(iter(failed.items()))
        what = f"{len(failed)} of {len(tasks)} runs failed; the first, {name!r} with seed {seed}: {error}"
        warnings.warn(what, ScenarioWarning, stacklevel=4)
    rows = pd.MultiIndex.from_tuples([(task.name, task.seed) for task, _ in good], names=["scenario", "seed"])
    definitions = pd.concat([outcome.kpi[["unit", "definition"]] for _, outcome in good])
    definitions = definitions[~definitions.index.duplicated()]
    values = pd.DataFrame([outcome.kpi["value"] for _, outcome in good]).set_index(rows)
    values = values.reindex(columns=definitions.index).rename_axis(columns="indicator")
    values.attrs["units"] = definitions["unit"].to_dict()
    messages = [str(error) for error in failed.values()]
    places = pd.MultiIndex.from_tuples(list(failed), names=["scenario", "seed"]) if failed else rows[:0]
    failures = pd.Series(messages, index=places, name="message", dtype="object")
    kept = {(task.name, task.seed): outcome.run for task, outcome in good if outcome.run is not None}
    return Runs(named, values, definitions, failures, kept)


def _not_told(_kind: str, _message: str) -> None:
    """What a run says is said once, when it is first made."""
