"""navette.dispatch.Board: the insertion search on its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import navette
from conftest import CANTON
from navette.dispatch import Board, GivenShuttle, Insertion, Request, Rules
from navette.network import Network

TOWN = (1.9745, 43.9990)
HOUR = 3_600_000
SHIFT = ((8 * HOUR, 18 * HOUR),)
Promises = dict[str, tuple[int, int, int]]
"""By request: shuttle, pickup and drop-off."""


@pytest.fixture(scope="module")
def doors() -> list[tuple[float, float]]:
    """Homes and destinations in the canton."""
    requests = navette.run(CANTON).requests
    return [(point.x, point.y) for column in ("origin", "destination") for point in requests[column].head(40)]


@pytest.fixture
def board(network: Network) -> Board:
    return Board(network, [GivenShuttle(TOWN, SHIFT, name="blue"), GivenShuttle(TOWN, SHIFT, seats=2)], now=9 * HOUR)


def accepted(board: Board, request: Request) -> Insertion:
    way = board.cheapest(request)
    assert way is not None
    board.accept(request, way)
    return way


def promised_by_board(network: Network, doors: list[tuple[float, float]]) -> tuple[Promises, str]:
    """What a board at midnight promises to those who ask for a day of two shuttles, and their requests as a table."""
    rows, board = [], Board(
        network,
        [GivenShuttle(TOWN, SHIFT, seats=3, wheelchairs=1) for _ in range(2)],
        rules=Rules(max_wait_time=1_200_000, max_detour_alpha=1.3, max_detour_beta=180_000,
                    max_allowed_pickup_delay=240_000),
    )  # fmt: skip
    expected = {}
    for rank, (origin, destination) in enumerate(zip(doors[::2], doors[1::2], strict=True)):
        departure = 8 * HOUR + rank * 7 * 60_000
        seats, wheelchairs = 1 + rank % 2, rank % 5 == 0
        rows.append(
            f"r{rank},{rank},{departure / 1000},{origin[0]},{origin[1]},{destination[0]},{destination[1]},"
            f"{seats + wheelchairs},{int(wheelchairs)}"
        )
        request = board.ask(
            origin,
            destination,
            earliest_departure=departure,
            seats=seats,
            wheelchairs=int(wheelchairs),
            name=f"r{rank}",
        )
        way = board.cheapest(request)
        if way is None:
            board.withdraw(request)
        else:
            board.accept(request, way)
            expected[request.name] = (way.shuttle, way.pickup, way.dropoff)
    header = (
        "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,"
        "party_size,wheelchairs"
    )
    return expected, "\n".join([header, *rows, ""])


def promised_by_run(run: navette.Run) -> Promises:
    taken = run.requests[run.requests["shuttle"].notna()].set_index("request_id")
    return {
        str(name): (int(row["shuttle"]), int(row["promised_pickup"]), int(row["promised_dropoff"]))
        for name, row in taken.iterrows()
    }


def day_of_two_shuttles(requests: Path, closures: list[dict[str, object]]) -> navette.Run:
    overrides = {
        "demand.requests": requests, "fleet.size": 2, "fleet.seats": 3, "fleet.wheelchairs": 1,
        "fleet.shifts": [{"start": "08:00", "end": "18:00"}], "fleet.depots": [{"lon": TOWN[0], "lat": TOWN[1]}],
    }  # fmt: skip
    if closures:
        overrides["disturbances.closures"] = closures
    with pytest.warns(navette.ScenarioWarning):
        return navette.run(CANTON, overrides=overrides)


def test_requests_known_early_get_what_a_simulated_day_promises_them(
    network: Network, doors: list[tuple[float, float]], tmp_path: Path
) -> None:
    """A day whose requests are all made in the night is decided before anybody moves: a board is enough."""
    expected, table = promised_by_board(network, doors)
    given = tmp_path / "requests.csv"
    given.write_text(table)
    assert promised_by_run(day_of_two_shuttles(given, [])) == expected
    assert 10 < len(expected) < len(doors) // 2


def test_a_board_reckons_with_announced_closures_as_a_simulated_day_does(
    network: Network, doors: list[tuple[float, float]], tmp_path: Path
) -> None:
    """Also with the closures of a run; of one that is announced later it knows nothing, nor do those who ask."""
    way_out = [{"lon": lon, "lat": lat} for lon, lat in (TOWN, doors[1])]
    other = [{"lon": lon, "lat": lat} for lon, lat in (doors[4], doors[5])]
    known = [
        {"along": way_out, "from": "08:10", "until": "09:40", "announced": 0},
        {"along": other, "from": "10:00", "until": "11:00", "announced": 0, "one_way": True},
    ]
    later = {"along": other, "from": "12:00", "until": "13:00", "announced": "07:00"}
    for unknown in ([], [later]):
        scenario = navette.Scenario.read(CANTON).with_({"disturbances.closures": known + unknown})
        expected, table = promised_by_board(navette.network.of(scenario), doors)
        given = tmp_path / "requests.csv"
        given.write_text(table)
        run = day_of_two_shuttles(given, known + unknown)
        assert promised_by_run(run) == expected
        assert promised_by_board(run.network, doors)[0] == expected
        assert run.verify()
    assert promised_by_board(network, doors)[0] != expected, "the closures matter"
    assert len(expected) > 10


def test_a_board_is_asked_as_a_view_is(board: Board, doors: list[tuple[float, float]]) -> None:
    first = accepted(board, board.ask(doors[0], doors[1]))
    assert [visit.kind for visit in board.shuttles[first.shuttle].stops] == ["pickup", "dropoff", "depot"]
    request = board.ask(doors[2], doors[3], seats=2, earliest_departure=11 * HOUR)
    assert [waiting.id for waiting in board.pending] == [request.id]
    ways = board.insertions(request)
    assert {way.shuttle for way in ways} == {0, 1}
    assert repr(board.best(request, {"wait": 1})) == repr(min(ways, key=lambda way: (way.wait, way.cost)))
    assert repr(board.best(request, lambda way: -way.cost)) == repr(
        next(way for way in ways if way.cost == max(each.cost for each in ways))
    )
    with board.suppose(ways[0]):
        assert len(board.shuttles[ways[0].shuttle].stops) >= 3
    board.accept(request, ways[0])
    assert not board.pending


def test_a_promise_binds_what_comes_later(network: Network, doors: list[tuple[float, float]]) -> None:
    def later_pickups(delay: int | None) -> int:
        board = Board(network, [GivenShuttle(TOWN, SHIFT)], now=9 * HOUR, rules=Rules(max_allowed_pickup_delay=delay))
        accepted(board, board.ask(doors[0], doors[1]))
        told = board.shuttles[0].stops[0].begin
        found = [way for request in [board.ask(a, b) for a, b in zip(doors[2:20], doors[20:38], strict=True) if a != b]
                 for way in board.insertions(request) if way.pickup_after == 0]  # fmt: skip
        for way in found:
            pickup = next(visit for visit in board.stops_with(way) if visit.kind == "pickup" and visit.request == 0)
            assert delay is None or pickup.begin <= told + delay
        return len(found)

    assert later_pickups(0) < later_pickups(None)


def test_shuttles_stand_where_they_are_put(network: Network, doors: list[tuple[float, float]]) -> None:
    board = Board(network, [GivenShuttle(TOWN, SHIFT, place=doors[5]), GivenShuttle(TOWN, SHIFT)], now=10 * HOUR)
    near, home = board.shuttles
    assert near.idle and near.place == network.place(doors[5]) and near.depot == home.place
    request = board.ask(doors[5], doors[6])
    each = {way.shuttle: way for way in board.cheapest_per_shuttle(request)}
    assert each[0].pickup == 10 * HOUR
    assert each[1].pickup == 10 * HOUR + network.travel_time(TOWN, doors[5])


def test_before_a_shift_nobody_is_served_and_behind_the_last_neither(
    network: Network, doors: list[tuple[float, float]]
) -> None:
    early = Board(network, [GivenShuttle(TOWN, SHIFT)], now=7 * HOUR)
    way = early.cheapest(early.ask(doors[0], doors[1], earliest_departure=7 * HOUR + 55 * 60_000))
    assert way is not None and way.pickup >= 8 * HOUR
    assert early.cheapest(early.ask(doors[0], doors[1])) is None
    late = Board(network, [GivenShuttle(TOWN, SHIFT)], now=19 * HOUR)
    assert late.shuttles[0].stops == [] and not late.shuttles[0].idle
    assert late.cheapest(late.ask(doors[0], doors[1])) is None


def test_what_does_not_fit_is_told(board: Board, network: Network, doors: list[tuple[float, float]]) -> None:
    one, two = board.ask(doors[0], doors[1]), board.ask(doors[2], doors[3])
    stale = board.insertions(two, board.shuttles[0])[-1]
    with pytest.raises(ValueError, match="the insertion is of request 1, not of 0"):
        board.accept(one, stale)
    board.withdraw(two)
    with pytest.raises(navette.PolicyError, match="request 1 is not waiting"):
        board.accept(two, stale)
    with pytest.raises(KeyError, match="request 1 is not pending"):
        board.cheapest(two)
    strict = Board(network, [GivenShuttle(TOWN, SHIFT)], now=9 * HOUR, rules=Rules(max_allowed_pickup_delay=0))
    one, two = strict.ask(doors[0], doors[1]), strict.ask(doors[2], doors[0], earliest_departure=9 * HOUR + 600_000)
    before = strict.cheapest(two)
    accepted(strict, one)
    assert before is not None and before.pickup_after == 0
    with pytest.raises(navette.PolicyError, match="request 1 does not fit the schedule of shuttle 0 as it is now"):
        strict.accept(two, before)
    assert [request.id for request in strict.pending] == [1] and len(strict.shuttles[0].stops) == 3
    for wrong, text in (
        (lambda: board.ask(doors[0], doors[0]), "the same place"),
        (lambda: board.ask(doors[0], doors[1], seats=0), "one to 999 people"),
        (lambda: board.ask((10.0, 50.0), doors[1]), "no road where people may board within"),
        (lambda: Board(network, [GivenShuttle(TOWN, ((5, 5),))]), "a shift must end after it starts"),
        (lambda: Board(network, [GivenShuttle(TOWN, ((0, 9), (5, 20)))]), "must not overlap"),
        (lambda: Board(network, [], waiting="sleep"), "waiting must be"),  # type: ignore[arg-type]
        (lambda: Rules(max_wait_time=-1), "max_wait_time must be at least 0"),
        (lambda: Rules(max_travel_time_alpha=0.5), "max_travel_time_alpha must be at least 1"),
    ):
        with pytest.raises(ValueError, match=text):
            wrong()
    with pytest.raises(navette.InputError, match="shuttle-1 cannot be at its depot in time for its shift"):
        Board(network, [GivenShuttle(TOWN, SHIFT, place=doors[7])], now=8 * HOUR - 1000)


def test_a_board_without_shuttles_serves_nobody(network: Network, doors: list[tuple[float, float]]) -> None:
    empty = Board(network, [])
    assert empty.shuttles == [] and empty.insertions(empty.ask(doors[0], doors[1])) == []


def test_drivers_pause_and_are_not_too_long_at_the_wheel(network: Network, doors: list[tuple[float, float]]) -> None:
    pause = (10 * HOUR, 10 * HOUR + 60_000, HOUR // 2)
    resting = Board(network, [GivenShuttle(TOWN, SHIFT, pauses=[pause])], now=9 * HOUR)
    assert [stop.kind for stop in resting.shuttles[0].stops] == ["pause", "depot"]
    asked = [resting.ask(door, TOWN, earliest_departure=10 * HOUR - 120_000) for door in doors[:20] if door != TOWN]
    for request in asked:
        way = resting.cheapest(request)
        if way is not None:
            resting.accept(request, way)
    stops = resting.shuttles[0].stops
    rest = next(stop for stop in stops if stop.kind == "pause")
    assert pause[0] <= rest.begin <= pause[1] and len(stops) > 2
    assert not [stop for stop in stops if stop.kind == "pickup" and rest.begin <= stop.begin < rest.begin + pause[2]]
    # Once its time is past it has been taken.
    late = Board(network, [GivenShuttle(TOWN, SHIFT, pauses=[pause])], now=11 * HOUR)
    assert [stop.kind for stop in late.shuttles[0].stops] == ["depot"]

    far = max(doors, key=lambda door: abs(door[0] - TOWN[0]) + abs(door[1] - TOWN[1]))
    for minutes, can in ((1, False), (600, True)):
        driver = GivenShuttle(TOWN, SHIFT, max_continuous_driving=minutes * 60_000)
        board = Board(network, [driver], now=9 * HOUR)
        assert (board.cheapest(board.ask(far, TOWN)) is not None) == can


@pytest.mark.parametrize(
    ("pauses", "said"),
    [
        ([(7 * HOUR, 9 * HOUR, 60_000)], "within a shift"),
        ([(17 * HOUR, 18 * HOUR, 60_000)], "must end before"),
        ([(9 * HOUR, 10 * HOUR, HOUR), (10 * HOUR, 11 * HOUR, 60_000)], "must end before"),
        ([(10 * HOUR, 9 * HOUR, 60_000)], r"\(earliest, latest, duration\)"),
    ],
)
def test_a_pause_that_no_driver_could_take_is_refused(
    network: Network, pauses: list[tuple[int, int, int]], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Board(network, [GivenShuttle(TOWN, SHIFT, pauses=pauses)], now=8 * HOUR)


def test_a_board_drives_round_what_is_known_to_be_closed_and_as_ever_before_it_is_announced(
    network: Network, doors: list[tuple[float, float]]
) -> None:
    begin, end = doors[0], doors[2]
    half_way = network.path(begin, end).geometry.interpolate(0.5, normalized=True)
    along = [{"lon": half_way.x, "lat": half_way.y}]
    closure = {"along": along, "from": "09:10", "until": 36_000, "announced": "08:00"}
    scenario = navette.Scenario.read(CANTON).with_({"disturbances.closures": [closure]})
    for roads in (navette.network.of(scenario), navette.run(scenario).network):
        assert set(roads.closures) == {(8 * HOUR, 10 * HOUR)}
        free = network.travel_time(begin, end)
        assert roads.travel_time(begin, end) == free
        a, b = roads.place(begin), roads.place(end)

        def at(moment: int, roads: Network = roads) -> Board:
            return Board(roads, [GivenShuttle(begin, SHIFT)], now=moment)

        for moment in (8 * HOUR - 1, 10 * HOUR):
            for departure in (None, 10 * HOUR + HOUR // 2):
                assert at(moment).travel_time(a, b, departure=departure) == free
        before, during = at(8 * HOUR), 9 * HOUR + HOUR // 6
        assert before.travel_time(a, b) == free, "nothing is closed yet"
        times = [before.travel_time(a, b, departure=during + late) for late in range(0, 50 * 60_000, 60_000)]
        assert free < times[0] <= 50 * 60_000 + free
        assert all(late + 60_000 >= early for early, late in zip(times[1:], times[:-1], strict=True)), "later is later"
        assert at(during).travel_time(a, b) == times[0]
        request = before.ask(a, b, earliest_departure=during)
        assert request.direct_time == free, "the limits are those of open roads"
        plans = [before.stops_with(way) for way in before.insertions(request)]
        assert plans
        for _, dropoff, _ in plans:
            assert dropoff.drive > free
        with pytest.raises(ValueError, match=r"departure must be now, at 28800000 ms, or later, found 28799999 ms"):
            before.travel_time(a, b, departure=8 * HOUR - 1)
        with pytest.raises(ValueError, match="departure must be now"):
            before.travel_time(a, b, departure=2**62)


def test_a_shuttle_that_a_closure_keeps_from_its_depot_is_told(
    network: Network, doors: list[tuple[float, float]]
) -> None:
    away = doors[1]
    along = [{"lon": lon, "lat": lat} for lon, lat in (away, TOWN)]
    closure = {"along": along, "from": "09:00", "until": "12:00"}
    roads = navette.network.of(navette.Scenario.read(CANTON).with_({"disturbances.closures": [closure]}))
    just_in_time = 9 * HOUR + network.travel_time(away, TOWN)
    shuttle = GivenShuttle(TOWN, [(8 * HOUR, just_in_time)], place=away)
    assert Board(network, [shuttle], now=9 * HOUR).shuttles
    assert Board(roads, [shuttle], now=9 * HOUR - 1).shuttles
    with pytest.raises(navette.InputError, match="cannot be at its depot in time for its shift"):
        Board(roads, [shuttle], now=9 * HOUR)


def test_closures_of_a_damaged_file_are_refused(network: Network) -> None:
    columns = network._oracle.columns()
    good = {"edge": [0], "from": [8 * HOUR], "until": [9 * HOUR], "announced": [0]}
    for wrong, said in (
        ({"edge": [10**6]}, "closures, row 0: there is no edge 1000000"),
        ({"edge": [-1]}, "closures, row 0: there is no edge -1"),
        ({"until": [8 * HOUR]}, "closures, row 0: .* ends after it begins"),
        ({"announced": [9 * HOUR]}, "closures, row 0: a closure is announced no later than it begins"),
    ):
        closures = {name: np.array(values, dtype=np.int64) for name, values in (good | wrong).items()}
        with pytest.raises(navette.InputError, match=said):
            navette._core.Roads.of_columns(columns, closures)


def test_closures_of_every_day_are_known_when_they_begin_unless_announced() -> None:
    closure = {"along": [{"lon": TOWN[0], "lat": TOWN[1]}], "from": "09:10:30", "until": "10:00", "every_day": True}
    scenario = navette.Scenario.read(CANTON).with_({"disturbances.closures": [closure], "run.days": 2})
    begin = 9 * HOUR + 630_000
    assert navette.network.of(scenario).closures == [(begin, 10 * HOUR), (begin + 24 * HOUR, 34 * HOUR)]
