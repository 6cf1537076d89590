"""What can be seen of a decision, and what can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Literal, get_args

from navette import _core
from navette._core import Forecast, Insertion, Place, Request, Shuttle, Visit

Figure = Literal["cost", "operating_time", "driving", "wait", "ride", "walk", "delay", "pickup", "dropoff"]
"""The figures of an `Insertion` that an objective may weigh."""

Objective = Mapping[Figure, float] | Callable[[Insertion], float]
"""Weights of an insertion's figures, `{"cost": 1, "wait": 0.5}`, or a function of the insertion: the least is best."""

Reason = Literal[
    "same_place",
    "too_far_from_road",
    "party_too_large",
    "arrival_too_early",
    "no_shuttle_in_service",
    "too_far_away",
    "shuttle_full",
    "trip_too_long",
    "promises_to_others",
    "shift_ends",
    "outside_area",
    "outside_hours",
    "booked_too_late",
    "booked_too_early",
    "no_stop_in_reach",
    "way_back_refused",
    "offer_declined",
    "too_costly",
    "driver_rules",
    "no_boarding_in_reach",
]
"""Why a request is refused; docs/dispatch.md says what each means."""


class View:
    """What a policy sees of one decision: everything, and to change nothing.

    It holds while the decision lasts; later it raises PolicyError. A `Request` may be kept; a `Shuttle` may not, and an
    `Insertion` can no longer be proposed.
    """

    def __init__(self, view: _core.DispatchView) -> None:
        """Made by the simulation."""
        self._core = view

    def __repr__(self) -> str:
        """What is to be decided."""
        return f"<navette.dispatch.View at {self.now} ms: {len(self.pending)} pending, {len(self.shuttles)} shuttles>"

    @property
    def now(self) -> int:
        """Time of the decision. [ms]"""
        return self._core.now

    @property
    def pending(self) -> list[Request]:
        """The requests that wait for a decision, new ones last. Each must get one verdict: accept, refuse or defer."""
        return self._core.pending

    @property
    def shuttles(self) -> list[Shuttle]:
        """All shuttles, of all services; `shuttles[k].id == k`."""
        return self._core.shuttles

    @property
    def forecast(self) -> Forecast:
        """What the days before tell of this one: means by zone and hour, of the same day of the week if there is one.

        `zones` are places, one per zone; `zone_of(place)` a place's zone; `departures(zone, begin, end)` the requests
        expected to set out in a time [ms]; `flows(begin, end)` also says where to. Of the keys `forecast.days` and
        `forecast.zone_size`; made when a policy first asks for it on a day. Where demand is given there are no days
        before the first: no zones, nothing expected. Raises RuntimeError on a `Board`, which has no day.
        """
        return _core.forecast_of(self._core)

    def cheapest(self, request: Request, shuttle: Shuttle | None = None) -> Insertion | None:
        """The feasible insertion that adds the least operating time, exactly; None: there is none.

        The order of the visits already planned is kept; all promises, windows, places and shifts hold; announced
        closures of roads are reckoned with: each drive takes as long as it does when it begins. Ties go to the
        first pair of places, then to the first shuttle, then to the first positions. `shuttle`: only into that one.
        Raises KeyError if the request is not pending.
        """
        return self._core.cheapest(request.id, None if shuttle is None else shuttle.id)

    def cheapest_per_shuttle(self, request: Request) -> list[Insertion]:
        """The cheapest insertion into each shuttle that can serve the request, cheapest first."""
        return self._core.cheapest_per_shuttle(request.id)

    def insertions(self, request: Request, shuttle: Shuttle | None = None) -> list[Insertion]:
        """Every feasible insertion, cheapest first, ties as for `cheapest`: slower, for objectives of one's own."""
        return self._core.insertions(request.id, None if shuttle is None else shuttle.id)

    def best(self, request: Request, objective: Objective, shuttle: Shuttle | None = None) -> Insertion | None:
        """The feasible insertion of the least objective; None: there is none. Ties go to the cheaper.

        Raises ValueError if a weight is of no figure, or the objective is not a number.
        """
        value = value_of(objective)
        return min(self.insertions(request, shuttle), key=value, default=None)

    def refusal_reason(self, request: Request) -> Reason:
        """Why no shuttle can serve the request as things stand: what the one that came closest lacks."""
        reason = self._core.refusal_reason(request.id)
        return next((known for known in get_args(Reason) if known == reason), "too_far_away")

    def stops_with(self, insertion: Insertion) -> list[Visit]:
        """The visits of the insertion's shuttle with the request put in, times planned."""
        return self._core.stops_with(insertion)

    def suppose(self, insertion: Insertion) -> Supposition:
        """From here on the insertion's shuttle is seen with the request put in: what a next request would find.

        It holds until the decision is over; as a context manager, `with view.suppose(insertion): ...`, until the end of
        the block. Nothing is decided by it.
        """
        return Supposition(self._core, self._core.suppose(insertion))

    def travel_time(self, origin: Place, destination: Place, *, departure: int | None = None) -> int:
        """Fastest drive from one place to another that begins at `departure`; None: now. [ms]

        It goes round the roads of which it is announced that they are then closed, or waits in front of them until they
        open. Raises ValueError if the departure is before now.
        """
        return self._core.travel_time(origin, destination, departure)


class Supposition:
    """Made by `View.suppose`."""

    def __init__(self, view: _core.DispatchView, before: int) -> None:
        """`before`: how many suppositions are left when this one ends."""
        self._view = view
        self._before = before

    def __enter__(self) -> Supposition:
        """Holds until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The shuttle is seen as it was; suppositions made inside the block end too."""
        self._view.suppose_only(self._before)


def value_of(objective: Objective) -> Callable[[Insertion], float]:
    """As a function of an insertion that returns a number, or raises."""
    if not callable(objective):
        unknown = sorted(set(objective) - set(get_args(Figure)))
        if unknown:
            raise ValueError(f"an objective weighs {', '.join(get_args(Figure))}; found {', '.join(map(str, unknown))}")
        weights = dict(objective)
        return lambda insertion: sum(weight * getattr(insertion, figure) for figure, weight in weights.items())

    def value(insertion: Insertion) -> float:
        found = objective(insertion)
        if found != found:
            raise ValueError(f"the objective of {insertion!r} is not a number")
        return found

    return value
