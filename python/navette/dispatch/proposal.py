"""What a policy wants done."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import get_args

from navette import _core
from navette._core import Insertion, Request, Shuttle, Visit
from navette.common.errors import PolicyError
from navette.dispatch.view import Reason

KINDS = ("pickup", "dropoff", "wait", "depot", "pause", "charge", "timetable")
"""Of visits."""


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
        asked = _id(request)
        if insertion is None:
            self._core.accept_planned(asked, _small(pair, "places", "pair"))
        elif not isinstance(insertion, Insertion):
            raise PolicyError(f"insertions: accept takes an Insertion of a view, found {insertion!r}")
        elif insertion.request != asked:
            raise PolicyError(f"insertions: the insertion is of request {insertion.request}, not of {asked}")
        else:
            self._core.accept(insertion)
        return self

    def refuse(self, request: Request, reason: Reason) -> Proposal:
        """The request is refused; the next service that takes such requests is asked. See `View.refusal_reason`.

        Raises PolicyError if there is no such reason.
        """
        known = get_args(Reason)
        if reason not in known:
            raise PolicyError(f"reasons: a reason to refuse is one of {', '.join(known)}; found {reason!r}")
        self._core.refuse(_id(request), reason)
        return self

    def defer(self, request: Request) -> Proposal:
        """The request is decided later: with the next one that comes, or at `wake_at`."""
        self._core.defer(_id(request))
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
        if not isinstance(shuttle, Shuttle):
            raise PolicyError(f"known shuttle: plan takes a Shuttle of a view, found {shuttle!r}")
        self._core.plan(shuttle.id, [_visit(visit) for visit in visits])
        return self

    def wake_at(self, time: int) -> Proposal:
        """The policy is asked again at this time [ms], with the requests deferred, or none. The last call counts.

        It must lie after `view.now`; a proposal that accepts or refuses somebody may ask to be asked again at once.
        When all shifts are over and nobody waits, it is not asked again.
        """
        self._core.wake_at(_whole(time, "wake_at", "the time", 2**63))
        return self


def _id(request: Request) -> int:
    if not isinstance(request, Request):
        raise PolicyError(f"own requests: a verdict is on a Request of `view.pending`, found {request!r}")
    return request.id


def _whole(value: object, rule: str, what: str, below: int) -> int:
    try:
        whole = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise PolicyError(f"{rule}: {what} must be a whole number, found {value!r}") from None
    if not -below <= whole < below:
        raise PolicyError(f"{rule}: {what} is out of range, found {whole}")
    return whole


def _small(value: object, rule: str, what: str) -> int:
    return _whole(value, rule, what, 2**31)


def _visit(visit: Visit | tuple[str, Request | int | None]) -> tuple[str, int | None]:
    if isinstance(visit, Visit):
        return visit.kind, visit.request
    if not isinstance(visit, Sequence) or isinstance(visit, str) or len(visit) != 2:
        raise PolicyError(f"known visits: a visit is a Visit or a pair (kind, request), found {visit!r}")
    kind, request = visit
    if kind not in KINDS:
        raise PolicyError(f"known visits: a visit is of the kind {', '.join(KINDS)}, found {kind!r}")
    if isinstance(request, Request):
        return kind, request.id
    return kind, None if request is None else _small(request, "known visits", "a request")
