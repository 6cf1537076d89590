"""Running a scenario from Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from navette import _core
from navette.common.listening import Hear, warner
from navette.common.progress import ShareBar
from navette.dispatch import PolicyGiven
from navette.results import Run
from navette.running.prepared import Prepared, prepared
from navette.scenario import Given
from navette.scenario.overrides import Value


class Simulated(NamedTuple):
    """What a run came to."""

    run: Run
    decision_seconds: float
    """[s] of processor time, of all decisions."""


def simulate(
    what: Prepared,
    hear: Hear,
    look: Callable[[float], object] | None = None,
    out: Path | None = None,
) -> Simulated:
    """Makes one run, in memory or in the file `out`. `look` is told the share simulated; what it raises ends it."""
    image, seconds = _core.run(what.path, what.assigned, hear, look, what.make, out)
    return Simulated(Run(image) if out is None else Run.written(out), seconds)


def run(
    scenario: Given,
    *,
    seed: int | None = None,
    overrides: Mapping[str, Value] | None = None,
    policy: PolicyGiven | None = None,
    threads: int | None = None,
    out: str | PathLike[str] | None = None,
    progress: bool | Callable[[float], object] | None = None,
) -> Run:
    """Runs a scenario, in this process, and returns what happened.

    Raises InputError if the scenario or a file that it names is wrong, OutputError if `out` cannot be written,
    PolicyError if a policy proposes what a rule forbids, what `policy` itself raises, and KeyboardInterrupt on Ctrl-C;
    nothing is left behind then. What has no effect is a ScenarioWarning; what else is to
    be said goes to the logger "navette". Other Python threads go on meanwhile.

    Parameters
    ----------
    scenario
        A `Scenario`, or a scenario file. Paths in the file are relative to it.
    seed
        In place of the scenario's `run.seed`. The same scenario with the same seed is the same run, to the last bit.
    overrides
        Keys of the scenario with other values: `{"fleet.size": 6, "service.max_wait_time": 1800}`. Units are those of
        docs/scenario-format.md (times in seconds); paths are relative to the working directory.
    policy
        A dispatch policy in Python, see `navette.dispatch.Policy`, or what makes one: decides in place of the
        scenario's.
    threads
        How many threads work; None: as the scenario says, else all there are. The result does not depend on it.
    out
        Results file to be written; it appears when complete. None: the run is kept in memory, see `Run.save`.
    progress
        True: a progress bar, in the notebook or the terminal. Or a function, which is called about 20 times a second
        with the share of the time simulated (0 to 1); what it raises ends the run.
    """
    what = prepared(scenario, overrides, policy, alone=True, seed=seed, threads=threads)
    with ShareBar(shown=progress is True) as bar:
        look = bar if progress is True else progress or None
        return simulate(what, warner(4), look, None if out is None else Path(out)).run
