"""The insertion search on its own: shuttles and schedules outside any simulation."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from navette import _core
from navette._core import Insertion, Request
from navette.dispatch.view import View

if TYPE_CHECKING:
    from navette.network import Network, Where


@dataclass(frozen=True)
class GivenShuttle:
    """A shuttle to be put on a `Board`."""

    depot: Where
    """Where its shifts begin and end: a place, or (longitude, latitude) [degree]."""
    shifts: Sequence[tuple[int, int]] = ((0, 86_400_000),)
    """(start, end) of each. [ms]"""
    pauses: Sequence[tuple[int, int, int]] = ()
    """(earliest, latest, duration) of each, within a shift: a rest at the depot, nobody on board, that begins between
    the first two. One whose latest begin is past has been taken. [ms]"""
    max_continuous_driving: int | None = None
    """At the wheel between the start of a shift, pauses and its end; counted from `now` on; None: no limit. [ms]"""
    seats: int = 8
    """Places for passengers on seats."""
    wheelchairs: int = 0
    """Places for passengers in wheelchairs."""
    name: str = ""
    """Empty: shuttle-1, shuttle-2, ..."""
    place: Where | None = None
    """Where it stands; None: at its depot."""


@dataclass(frozen=True)
class Rules:
    """What a service promises; the names, and what they mean, are those of a scenario's `[service]`. Times in ms."""

    max_wait_time: int = 900_000
    """From the earliest departure to the pickup. [ms]"""
    max_travel_time_alpha: float = 1.5
    """Travel, wait included, takes at most alpha x the direct drive + beta; at least 1."""
    max_travel_time_beta: int = 1_200_000
    """[ms]"""
    max_absolute_detour: int | None = None
    """The ride takes at most so much more than the direct drive; None: no limit. [ms]"""
    max_detour_alpha: float = 0
    """The ride takes at most alpha x the direct drive + `max_detour_beta`; 0: no limit, else at least 1."""
    max_detour_beta: int = 0
    """[ms]"""
    minimum_allowed_detour: int = 0
    """So much detour is allowed to any ride. [ms]"""
    max_allowed_pickup_delay: int | None = None
    """How far later passengers may put off a pickup that was promised; None: as far as the other limits go. [ms]"""
    stop_duration: int = 60_000
    """Dwell at a pickup or drop-off. [ms]"""

    def __post_init__(self) -> None:
        """Raises ValueError if a limit makes no sense."""
        negative = [name for name, value in asdict(self).items() if value is not None and value < 0]
        if negative:
            raise ValueError(f"{', '.join(negative)} must be at least 0")
        if self.max_travel_time_alpha < 1:
            raise ValueError(f"max_travel_time_alpha must be at least 1, found {self.max_travel_time_alpha}")
        if 0 < self.max_detour_alpha < 1:
            raise ValueError(f"max_detour_alpha must be 0 or at least 1, found {self.max_detour_alpha}")


class Board(View):
    """Shuttles with their schedules at one moment, outside any simulation: ask what fits, put it in, ask again.

    >>> network = navette.network.of("scenarios/canton/scenario.toml")
    >>> morning = 8 * 3_600_000
    >>> board = Board(network, [GivenShuttle((1.9745, 43.9990), name="blue")], now=morning)
    >>> request = board.ask((1.96, 44.01), (1.99, 43.98))
    >>> board.accept(request, board.cheapest(request))
    >>> board.shuttles[0].stops

    All questions of a `View` can be asked of it, with objectives of one's own too. The clock stands still at `now`, and
    nobody moves. Closures of the network's roads (`network.closures`) that are announced by then are reckoned with, as
    in a simulation: plans go round them, or wait for them to open. Of others the board knows nothing.
    """

    def __init__(
        self,
        network: Network,
        shuttles: Iterable[GivenShuttle],
        *,
        now: int = 0,
        rules: Rules | None = None,
        waiting: Literal["drive_first", "wait_first"] = "drive_first",
    ) -> None:
        """Puts the shuttles on the board: those whose shift has begun are in service where they stand.

        Raises ValueError if a place is on no road, a shift ends before it starts or a pause is in no shift, and
        InputError if a shuttle cannot be at its depot when it must, closed roads in its way included.

        Parameters
        ----------
        network
            The roads: `navette.network.read(...)`, or `navette.network.of(scenario)` or `run.network`, which know what
            closures there are.
        now
            The moment. [ms]
        rules
            What passengers are promised; None: the defaults of `Rules`.
        waiting
            Where spare time is spent, as `dispatch.waiting` in a scenario.
        """
        self._network = network
        given = [self._given(rank, shuttle) for rank, shuttle in enumerate(shuttles, start=1)]
        if waiting not in ("drive_first", "wait_first"):
            raise ValueError(f"waiting must be drive_first or wait_first, found {waiting!r}")
        limits = _core.ServiceRules(**asdict(rules if rules is not None else Rules()))
        self._board = _core.Board(network._oracle, given, limits, waiting == "drive_first", now)
        self._asked = 0
        super().__init__(self._board.view)

    def __repr__(self) -> str:
        """What stands on it."""
        return f"<navette.dispatch.Board at {self.now} ms: {len(self.pending)} pending, {len(self.shuttles)} shuttles>"

    def ask(
        self,
        origin: Where,
        destination: Where,
        *,
        earliest_departure: int | None = None,
        latest_arrival: int | None = None,
        seats: int = 1,
        wheelchairs: int = 0,
        boarding_time: int | None = None,
        name: str | None = None,
    ) -> Request:
        """Writes a request down; it is pending until it is accepted or withdrawn.

        The limits are those of open roads: a closure makes nobody's promise wider.
        `earliest_departure` [ms]: None for now. `boarding_time` [ms]: dwell at either end; None: `Rules.stop_duration`.
        Raises ValueError if an end is on no road, both are one place, or nobody travels.
        """
        begin, end = self._network.place(origin), self._network.place(destination)
        if begin == end:
            raise ValueError("origin and destination are the same place")
        if seats < 0 or wheelchairs < 0 or not 0 < seats + wheelchairs < 1000:
            raise ValueError(
                f"a request is of one to 999 people, found {seats} on seats and {wheelchairs} in wheelchairs"
            )
        self._asked += 1
        departure = self.now if earliest_departure is None else earliest_departure
        called = name if name is not None else f"r{self._asked}"
        return self._board.ask(
            called, begin, end, self.now, departure, latest_arrival, (seats, wheelchairs), boarding_time
        )

    def accept(self, request: Request, insertion: Insertion) -> Board:
        """Puts the request into a schedule; what it was promised binds later ones. Suppositions end.

        Raises PolicyError if the insertion does not fit, for instance since another one came before it.
        """
        if insertion.request != request.id:
            raise ValueError(f"the insertion is of request {insertion.request}, not of {request.id}")
        self._board.accept(insertion)
        return self

    def withdraw(self, request: Request) -> Board:
        """Crosses a pending request out. Raises PolicyError if it is not pending."""
        self._board.withdraw(request.id)
        return self

    def _given(self, rank: int, shuttle: GivenShuttle) -> _core.BoardShuttle:
        for start, end in shuttle.shifts:
            if end <= start:
                raise ValueError(f"a shift must end after it starts, found {start} to {end} ms")
        shifts = sorted((int(start), int(end)) for start, end in shuttle.shifts)
        if any(before[1] > after[0] for before, after in itertools.pairwise(shifts)):
            raise ValueError(f"the shifts of a shuttle must not overlap, found {shifts}")
        pauses = sorted((int(earliest), int(latest), int(duration)) for earliest, latest, duration in shuttle.pauses)
        for earliest, latest, duration in pauses:
            if latest < earliest or duration <= 0:
                raise ValueError(f"a pause is (earliest, latest, duration), found {(earliest, latest, duration)}")
        working = [(start, end, [pause for pause in pauses if start <= pause[0] < end]) for start, end in shifts]
        if sum(len(within) for _, _, within in working) < len(pauses):
            raise ValueError(f"each pause must be within a shift, found pauses {pauses} and shifts {shifts}")
        for _, end, within in working:
            for pause, after in itertools.pairwise([*within, (end, end, 0)]):
                if pause[1] + pause[2] > after[0]:
                    raise ValueError(f"a pause must end before what comes after it, found {pause} before {after[0]} ms")
        if shuttle.max_continuous_driving is not None and shuttle.max_continuous_driving <= 0:
            raise ValueError(f"max_continuous_driving must be more than 0, found {shuttle.max_continuous_driving} ms")
        depot = self._network.place(shuttle.depot)
        place = depot if shuttle.place is None else self._network.place(shuttle.place)
        name = shuttle.name or f"shuttle-{rank}"
        capacity = (shuttle.seats, shuttle.wheelchairs)
        return _core.BoardShuttle(name, depot, place, capacity, working, shuttle.max_continuous_driving)
