"""Many runs in parallel: scenarios times seeds."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from navette.common.errors import ScenarioWarning
from navette.common.listening import Hear, Warnings
from navette.common.progress import bar
from navette.common.text import file_name
from navette.dispatch import PolicyGiven, PolicyMaker
from navette.results import Run
from navette.running.prepared import maker_of, prepared
from navette.running.runs import Runs
from navette.running.seeds import Stopped, run_seeds
from navette.running.simulate import simulate
from navette.scenario import Given, Scenario, scenario_of
from navette.scenario.overrides import Value


class _Task(NamedTuple):
    """Seeds of one scenario, one after another in one thread."""

    scenario: Scenario
    seeds: list[int]
    make: PolicyMaker | None


class _Outcome(NamedTuple):
    """One run that was made, or failed."""

    name: str
    seed: int
    answer: Mapping[str, float] | Exception
    definitions: Mapping[str, tuple[str, str]]
    run: Run | None


def run_many(
    scenarios: Given | Iterable[Given] | Mapping[str, Given],
    *,
    seeds: int | Iterable[int] = 10,
    overrides: Mapping[str, Value] | None = None,
    policy: PolicyGiven | None = None,
    workers: int | None = None,
    keep: bool | str | PathLike[str] = False,
    progress: bool = True,
) -> Runs:
    """Runs each scenario with each seed, several at a time, and returns the indicators of all.

    A run that fails does not stop the others: it stands with its message in `.failures`, and a ScenarioWarning says so.
    If all fail, the first error is raised. Raises InputError at once if one of the scenarios is wrong.

    Parameters
    ----------
    scenarios
        One `Scenario` or scenario file, or several; as a dict, by the names that the result shall have.
    seeds
        The seeds, or how many: 40 is 1 to 40. The same seed gives different scenarios the same chance, so that they
        can be compared seed by seed.
    overrides
        Changes of all of them, as for `navette.run`.
    policy
        A dispatch policy in Python, see `navette.dispatch.Policy`: decides in place of the scenarios'. Each run has one
        of its own: a copy, or what the class or function makes. Python asks one of them at a time.
    workers
        How many runs go on at a time; None: one per processor. The result does not depend on it.
    keep
        True: keep all runs in memory; a folder: write their results there, as SCENARIO-SEED.h5. False: keep the
        indicators only; `runs["name", seed]` makes a run again when it is asked for.
    progress
        Whether there is a progress bar.
    """
    named = _by_name(scenarios, overrides or {})
    chosen = list(range(1, seeds + 1)) if isinstance(seeds, int) else [int(seed) for seed in seeds]
    if not named or not chosen:
        raise ValueError("there is nothing to run: give at least one scenario and one seed")
    if len(set(chosen)) != len(chosen):
        raise ValueError("seeds must differ, or runs would count twice")
    at_a_time = min(workers or len(os.sched_getaffinity(0)), len(named) * len(chosen))
    folder = None if isinstance(keep, bool) else Path(keep)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    # Seeds of one task share roads and residents; a run that is kept is made alone.
    parts = len(chosen) if keep else -(-at_a_time // len(named))
    size = -(-len(chosen) // parts)
    make_policy = maker_of(policy)
    spans = [chosen[at : at + size] for at in range(0, len(chosen), size)]
    tasks = [_Task(scenario, span, make_policy) for scenario in named.values() for span in spans]
    stop = threading.Event()
    with bar(total=len(named) * len(chosen), unit="run", disable=not progress) as shown:

        def make(task: _Task) -> tuple[list[_Outcome], list[str]]:
            return _make(task, keep is True, folder, stop, shown.update)

        made = _in_threads(tasks, make, at_a_time, stop)
    for message in dict.fromkeys(message for _, said in made for message in said):
        warnings.warn(message, ScenarioWarning, stacklevel=2)
    outcomes = [outcome for several, _ in made for outcome in several]
    failed = [outcome for outcome in outcomes if isinstance(outcome.answer, Exception)]
    if len(failed) == len(outcomes):
        raise _error(failed[0])
    if failed:
        first = f"{failed[0].name!r} with seed {failed[0].seed}: {failed[0].answer}"
        what = f"{len(failed)} of {len(outcomes)} runs failed; the first, {first}"
        warnings.warn(what, ScenarioWarning, stacklevel=2)
    return _gathered(named, outcomes, make_policy)


def _by_name(
    scenarios: Given | Iterable[Given] | Mapping[str, Given], overrides: Mapping[str, Value]
) -> dict[str, Scenario]:
    if isinstance(scenarios, (Scenario, str, PathLike)):
        scenarios = [scenarios]
    if isinstance(scenarios, Mapping):
        scenarios = [scenario_of(scenario).named(name) for name, scenario in scenarios.items()]
    named: dict[str, Scenario] = {}
    for given in scenarios:
        scenario = scenario_of(given)
        if scenario.name in named:
            raise ValueError(f"two scenarios are called {scenario.name!r}; give a dict by name, or use Scenario.named")
        named[scenario.name] = scenario.with_(overrides).named(scenario.name) if overrides else scenario
    return named


def _make(
    task: _Task, keep: bool, folder: Path | None, stop: threading.Event, ended: Callable[[], object]
) -> tuple[list[_Outcome], list[str]]:
    said = Warnings()
    outcomes = []

    def look(_share: float) -> None:
        if stop.is_set():
            raise Stopped

    name = task.scenario.name
    if keep or folder is not None:
        for seed in task.seeds:
            outcomes.append(_kept(task, seed, folder, said, look))
            ended()
    else:
        for made in run_seeds(task.scenario, task.seeds, make=task.make, hear=said, look=look):
            outcomes.append(_Outcome(name, made.seed, made.answer, made.definitions, None))
            ended()
    return outcomes, said


def _kept(
    task: _Task,
    seed: int,
    folder: Path | None,
    hear: Hear,
    look: Callable[[float], object],
) -> _Outcome:
    """A whole run, in memory or in a file. One thread per run: runs side by side lose nothing, threads in a run do."""
    scenario = task.scenario
    try:
        what = prepared(scenario, seed=seed, threads=1)._replace(make=task.make)
        out = None if folder is None else folder / f"{file_name(scenario.name)}-{seed}.h5"
        run = simulate(what, hear, look, out).run
        kpi = run.kpi
    except Stopped:
        raise
    except Exception as error:
        return _Outcome(scenario.name, seed, error, {}, None)
    definitions = {str(name): (row["unit"], row["definition"]) for name, row in kpi.iterrows()}
    return _Outcome(scenario.name, seed, kpi["value"].to_dict(), definitions, run)


def _in_threads(
    tasks: list[_Task],
    make: Callable[[_Task], tuple[list[_Outcome], list[str]]],
    workers: int,
    stop: threading.Event,
) -> list[tuple[list[_Outcome], list[str]]]:
    """What each task gives, in their order. Threads suffice: a run holds Python's lock for moments only."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(make, task) for task in tasks]
        try:
            return [future.result() for future in futures]
        except BaseException:  # Ctrl-C: those under way end at their next look
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _gathered(named: Mapping[str, Scenario], outcomes: list[_Outcome], make: PolicyMaker | None) -> Runs:
    good = [outcome for outcome in outcomes if not isinstance(outcome.answer, Exception)]
    failed = {(o.name, o.seed): str(o.answer) for o in outcomes if isinstance(o.answer, Exception)}
    rows = pd.MultiIndex.from_tuples([(o.name, o.seed) for o in good], names=["scenario", "seed"])
    about = {name: told for outcome in good for name, told in outcome.definitions.items()}
    names = list(dict.fromkeys(name for outcome in good for name in outcome.definitions))
    values = pd.DataFrame([outcome.answer for outcome in good], index=rows, columns=names, dtype=float)
    values = values.dropna(axis="columns", how="all").rename_axis(columns="indicator")
    values.attrs["units"] = {name: about[name][0] for name in values.columns}
    columns = ["unit", "definition"]
    definitions = pd.DataFrame([about[name] for name in values.columns], index=values.columns, columns=columns)
    places = pd.MultiIndex.from_tuples(list(failed), names=["scenario", "seed"]) if failed else rows[:0]
    failures = pd.Series(list(failed.values()), index=places, name="message", dtype="object")
    kept = {(outcome.name, outcome.seed): outcome.run for outcome in good if outcome.run is not None}
    return Runs(named, values, definitions, failures, kept, make)


def _error(outcome: _Outcome) -> Exception:
    assert isinstance(outcome.answer, Exception)
    return outcome.answer
