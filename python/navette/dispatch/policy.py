"""Dispatch policies of one's own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Coroutine, Generator, Sequence
from typing import ClassVar

from navette import _core
from navette._core import Insertion, Request
from navette.common.errors import PolicyError
from navette.dispatch.proposal import Proposal
from navette.dispatch.view import Objective, Reason, Supposition, View, value_of


class Policy(ABC):
    """A dispatch policy of one's own: `navette.run(scenario, policy=MyPolicy())`, and so for `navette.run_many`,
    `navette.replicate` and `navette.compare`.

    Subclasses write `decide`. For one request after another there is `OneByOne`, which is simpler.

    A run is the same again for the same seed if the policy decides the same again: by what it sees and remembers, not
    by a clock, nor by chance that is not seeded.
    """

    not_a_value: ClassVar[str] = (
        "names a policy that comes with Navette; one in Python cannot be written into a scenario, nor sent "
        "to the processes of a sweep: give it to navette.run, run_many or replicate as policy=..., or to "
        "navette.compare as one of policies=[...]"
    )
    """Why a key of a scenario cannot have it as its value."""

    @property
    def name(self) -> str:
        """As the results keep it: module and class."""
        kind = type(self)
        return kind.__qualname__ if kind.__module__ == "__main__" else f"{kind.__module__}.{kind.__qualname__}"

    def begin(self) -> None:  # noqa: B027  (nobody needs to write it)
        """Called before each run: forget here what is remembered of the run before. Does nothing by default."""

    @abstractmethod
    def decide(self, view: View) -> Proposal:
        """What is to be done, now.

        Called whenever a request comes in, with it and those deferred before as `view.pending`, and at the time that
        `Proposal.wake_at` asked for, when nothing may be pending. Where the scenario offers other times to those who
        are refused, it is also asked whether it would accept one of them, alone; what it says then may not come to
        pass. So it is safer to look at the schedules than to count on what was proposed.

        What it raises ends the run, and nothing is written: a PolicyError that names the policy and the time, with what
        was raised as its cause. Proposing what a rule forbids does too; then it names the rule.
        """

    def _dispatch(self, view: _core.DispatchView) -> _core.Proposal:
        now = view.now
        try:
            proposal = self.decide(View(view))
        except PolicyError as error:
            raise self._wrong(now, str(error)) from error
        except Exception as error:
            raise self._wrong(now, f"exceptions: decide raised {type(error).__name__}: {error}") from error
        if isinstance(proposal, Proposal):
            return proposal._core
        hint = ""
        if proposal is None:
            hint = "; does a `return` lack?"
        elif isinstance(proposal, Generator | Coroutine):
            hint = "; it must be a plain function, without `yield` or `async`"
            proposal.close()
        raise self._wrong(
            now, f"proposals: decide must return a navette.dispatch.Proposal, returned {proposal!r}{hint}"
        )

    def _wrong(self, now: int, broken: str) -> PolicyError:
        return PolicyError(f"{self.name}, at {_core.shown_time(now)}: {broken}")


class OneByOne(Policy):
    """Decides one request after another, at once: subclasses write `choose`.

    A request for which `choose` returns None is refused for what the closest shuttle lacks. Of the two ways of one
    contract both are served or none: the second is chosen on what the first leaves.
    """

    @abstractmethod
    def choose(self, view: View, request: Request) -> Insertion | None:
        """Where the request goes: one of `view.insertions(request)`; None: it is refused."""

    def refuse(self, view: View, request: Request) -> Reason:
        """The reason told for a request that was not chosen; by default `view.refusal_reason(request)`."""
        return view.refusal_reason(request)

    def decide(self, view: View) -> Proposal:
        """Asks `choose` for each request, or contract, in turn."""
        proposal = Proposal()
        for together in _together(view.pending):
            self._decide(view, together, proposal)
        return proposal

    def _decide(self, view: View, together: Sequence[Request], proposal: Proposal) -> None:
        chosen: list[Insertion] = []
        suppositions: list[Supposition] = []
        for request in together:
            insertion = self.choose(view, request)
            if insertion is None:
                reason = self.refuse(view, request)
                for other in together:
                    proposal.refuse(other, reason if other is request else "way_back_refused")
                for supposition in suppositions[:1]:
                    supposition.__exit__(None, None, None)
                return
            if not isinstance(insertion, Insertion) or insertion.request != request.id:
                raise PolicyError(
                    f"insertions: choose must return an Insertion of request {request.id}, or None; it returned "
                    f"{insertion!r}"
                )
            chosen.append(insertion)
            suppositions.append(view.suppose(insertion))
        for request, insertion in zip(together, chosen, strict=True):
            proposal.accept(request, insertion)


class Best(OneByOne):
    """Each request goes where an objective is least, by all feasible insertions.

    >>> navette.run("scenarios/canton/scenario.toml", policy=Best({"cost": 1, "wait": 0.5}))

    Without an objective it is where the least operating time is added: the policy `insertion`.
    """

    def __init__(self, objective: Objective | None = None) -> None:
        """`objective`: weights of figures, or a function of an insertion. Raises ValueError for an unknown figure."""
        self._objective = objective
        if objective is not None:
            value_of(objective)

    def choose(self, view: View, request: Request) -> Insertion | None:
        """The least objective; ties go to the cheaper."""
        return view.cheapest(request) if self._objective is None else view.best(request, self._objective)


def _together(pending: Sequence[Request]) -> list[list[Request]]:
    """Requests alone, and those of one contract together, in the order of the first."""
    groups: dict[tuple[bool, int], list[Request]] = {}
    for request in pending:
        alone = request.contract is None
        groups.setdefault((alone, request.id if request.contract is None else request.contract), []).append(request)
    return list(groups.values())
