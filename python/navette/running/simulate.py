"""Running a scenario from Python."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from navette import _core
from navette.common.errors import ScenarioWarning
from navette.common.progress import ShareBar
from navette.results import Run
from navette.scenario import Scenario
from navette.scenario.overrides import Value, assignments

if TYPE_CHECKING:
    from navette.dispatch import PolicyGiven, PolicyMaker

_log = logging.getLogger("navette")


def run(
    scenario: str | PathLike[str] | Scenario,
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
    given = dict(overrides or {})
    for key, value in (("run.seed", seed), ("run.threads", threads)):
        if value is not None:
            given[key] = value

    def hear(kind: str, message: str) -> None:
        if kind == "warning":
            warnings.warn(message, ScenarioWarning, stacklevel=3)  # told where the user called run
        else:
            _log.info(message)

    make = maker_of(policy, alone=True)
    if isinstance(scenario, Scenario):
        path, assigned = scenario.path, scenario.assignments(given)
    else:
        path, assigned = Path(scenario), assignments(given)
    with ShareBar(shown=progress is True) as bar:
        hear_share = bar if progress is True else progress or None
        if out is None:
            return Run(_core.run(path, assigned, hear, hear_share, make)[0])
        _core.run_to_file(path, assigned, Path(out), hear, hear_share, make)
        return Run(out, trusted=True)


def maker_of(policy: PolicyGiven | None, *, alone: bool = False) -> PolicyMaker | None:
    """What makes the policy of each run; None: the scenario's decides."""
    from navette.dispatch.makers import PolicyMaker

    return None if policy is None else PolicyMaker(policy, alone=alone)
