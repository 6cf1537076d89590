"""What the compiled module is called with, of what a user gave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from navette.dispatch import PolicyGiven, PolicyMaker
from navette.scenario import Given, Scenario
from navette.scenario.overrides import Value, assignments


class Prepared(NamedTuple):
    """A scenario file, and what is changed of it."""

    path: Path
    assigned: list[str]
    """'key=value' of each change."""
    make: PolicyMaker | None = None
    """Of a policy in Python for each run; None: the scenario's decides."""


def prepared(
    scenario: Given,
    overrides: Mapping[str, Value] | None = None,
    policy: PolicyGiven | None = None,
    *,
    alone: bool = False,
    **keys: Value | None,
) -> Prepared:
    """`keys`: of `[run]`, each in place of the scenario's unless None. `alone`: the policy is for one run."""
    given = dict(overrides or {}) | {f"run.{key}": value for key, value in keys.items() if value is not None}
    make = maker_of(policy, alone=alone)
    if isinstance(scenario, Scenario):
        return Prepared(scenario.path, scenario.assignments(given), make)
    return Prepared(Path(scenario), assignments(given), make)


def maker_of(policy: PolicyGiven | None, *, alone: bool = False) -> PolicyMaker | None:
    """What makes the policy of each run; None: the scenario's decides."""
    return None if policy is None else PolicyMaker(policy, alone=alone)
