"""A policy in Python for each of many runs."""

from __future__ import annotations

import copy
from collections.abc import Callable

from navette.common.errors import PolicyError
from navette.dispatch.policy import Policy

PolicyGiven = Policy | Callable[[], Policy]
"""A dispatch policy in Python: one, or the class or function that makes one."""


class PolicyMaker:
    """Gives each run a policy of its own, told that a run begins: runs side by side do not share what it remembers.

    Of a class or function what it makes; of a policy a deep copy, unless there is but one run (`alone`).
    """

    def __init__(self, given: PolicyGiven, *, alone: bool = False) -> None:
        """Raises TypeError if it is no policy and makes none, or if a policy for many runs cannot be copied."""
        self._given = given
        self._alone = alone
        self.name: str = self._one().name
        """As results keep it: module and class."""

    def __call__(self) -> Policy:
        """The policy of the next run."""
        policy = self._one()
        try:
            policy.begin()
        except Exception as error:
            broken = f"exceptions: begin raised {type(error).__name__}: {error}"
            raise PolicyError(f"{policy.name}, before the run: {broken}") from error
        return policy

    def _one(self) -> Policy:
        given = self._given
        if isinstance(given, Policy):
            return given if self._alone else _copied(given)
        made = given() if callable(given) else given
        if not isinstance(made, Policy):
            raise TypeError(
                f"policy must be a navette.dispatch.Policy, or a class or function that makes one, found {given!r}"
            )
        return made


def _copied(policy: Policy) -> Policy:
    try:
        return copy.deepcopy(policy)
    except Exception as error:
        raise TypeError(
            f"each run needs a policy of its own, and {policy.name} cannot be copied ({error}): give its class, or a "
            "function that makes one"
        ) from error
