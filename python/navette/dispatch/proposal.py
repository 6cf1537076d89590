"""What a policy wants done."""

from __future__ import annotations

from collections.abc import Iterable

from navette import _core
from navette._core import Insertion, Request, Shuttle, Visit
from navette.dispatch.view import Reason


class Proposal:
    """What a policy wants done; the simulation checks it as a whole, and does it or raises a PolicyError.

    Every call returns the proposal itself: `Proposal().refuse(request, "too_far_away").wake_at(view.now + 60_000)`.
    """

    def __init__(self) -> None:
        """Nothing is proposed yet."""
        self._core = _core.Proposal()

    def accept(self, request: Request, insertion: Insertion | None = None, *, pair: int = 0) -> Proposal:
        """The request is accepted.

        Parameters
        ----------
        insertion
            Where it goes. Several into one shuttle count on each other, in the order accepted: see `View.suppose`.
            None: a `plan` in this proposal holds its pickup and drop-off.
        pair
            Without an insertion: between which of `request.pairs`.
        """
        if insertion is None:
            self._core.accept_planned(request.id, pair)
        elif insertion.request != request.id:
            raise ValueError(f"the insertion is of request {insertion.request}, not of {request.id}")
        else:
            self._core.accept(insertion)
        return self

    def refuse(self, request: Request, reason: Reason) -> Proposal:
        """The request is refused; the next service that takes such requests is asked. See `View.refusal_reason`.

        Raises ValueError if there is no such reason.
        """
        self._core.refuse(request.id, reason)
        return self

    def defer(self, request: Request) -> Proposal:
        """The request is decided later: with the next one that comes, or at `wake_at`."""
        self._core.defer(request.id)
        return self

    def plan(self, shuttle: Shuttle, visits: Iterable[Visit | tuple[str, Request | int | None]]) -> Proposal:
        """The shuttle makes these visits, in this order, instead of those it has.

        Parameters
        ----------
        visits
            All of them to the end of the last shift, depots too: visits as in `shuttle.stops`, or pairs of a kind and a
            request: ("pickup", request), ("dropoff", request), ("depot", None). Places, windows and times are worked
            out by the simulation. A passenger not yet on board may move to another shuttle that gets a plan too.
        """
        self._core.plan(shuttle.id, [_visit(visit) for visit in visits])
        return self

    def wake_at(self, time: int) -> Proposal:
        """The policy is asked again at this time [ms], with the requests deferred, or none. The last call counts."""
        self._core.wake_at(time)
        return self


def _visit(visit: Visit | tuple[str, Request | int | None]) -> tuple[str, int | None]:
    if isinstance(visit, Visit):
        return visit.kind, visit.request
    kind, request = visit
    return kind, request.id if isinstance(request, Request) else request
