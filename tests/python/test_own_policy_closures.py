"""Policies written in Python on days with announced closures: they reckon with them as the built-in ones do."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import navette
from conftest import CANTON
from navette.dispatch import Best, Insertion, Policy, Proposal, Shuttle, View, Visit
from own_policies import SMALL, Cheapest, Decides

TOWN = {"lon": 1.9745, "lat": 43.9990}
CLOSED = {
    "disturbances.closures": [
        {"along": [TOWN, {"lon": 2.0101, "lat": 43.9702}], "from": "08:30", "until": "11:00", "announced": "06:00"},
        {"along": [TOWN, {"lon": 1.9500, "lat": 44.0200}], "from": "14:00", "until": "14:40", "announced": "13:30"},
        {"along": [{"lon": 1.9801, "lat": 44.0102}], "from": "16:00", "until": "18:00"},
    ]
}


def check_times(view: View, shuttle: Shuttle, visits: list[Visit]) -> None:
    """Each drive but the one under way takes as long as one that begins when it does, closures included."""
    leave = shuttle.ready if visits[0].place == shuttle.place else visits[0].begin
    for before, visit in itertools.pairwise(visits):
        leave = max(leave, before.begin + before.duration)
        if visit.place == before.place:
            continue
        departure = leave
        if visit.kind in ("depot", "pause"):  # gone to at the last moment
            departure = visit.begin - visit.drive
            assert departure >= leave
        else:
            assert visit.arrival == leave + visit.drive
        assert visit.drive == view.travel_time(before.place, visit.place, departure=departure)
        leave = visit.begin


class PlainInsertion(Policy):
    """Of every way into every schedule the one that adds the least operating time; proposed as a whole plan."""

    def __init__(self) -> None:
        self.detours = 0

    def decide(self, view: View) -> Proposal:
        (request,) = view.pending
        found: list[tuple[int, int, int, Insertion]] = []
        for shuttle in view.shuttles:
            for rank, way in enumerate(view.insertions(request, shuttle)):
                check_times(view, shuttle, view.stops_with(way))
                found.append((way.operating_time, shuttle.id, rank, way))
        if not found:
            return Proposal().refuse(request, view.refusal_reason(request))
        *_, best = min(found, key=lambda one: one[:3])
        visits = view.stops_with(best)
        own = next(visit for visit in visits if visit.request == request.id and visit.kind == "dropoff")
        self.detours += own.drive > request.direct_time and best.pickup_after == best.dropoff_after
        return Proposal().accept(request).plan(view.shuttles[best.shuttle], visits)


@pytest.fixture(scope="module")
def insertion() -> navette.Run:
    return navette.run(CANTON, seed=1, overrides=CLOSED)


def test_plain_insertion_in_python_makes_the_same_day_round_announced_closures(insertion: navette.Run) -> None:
    open_roads = navette.run(CANTON, seed=1)
    assert open_roads.verify() != insertion.verify(), "the closures matter"
    assert insertion.kpi.loc["went_round", "value"] > 0
    plain = PlainInsertion()
    for policy in (plain, Cheapest(), Best({"cost": 1})):
        own = navette.run(CANTON, seed=1, overrides=CLOSED, policy=policy)
        assert own.verify() == insertion.verify()
        for table in ("requests", "stops", "legs", "events"):
            assert getattr(own, table).equals(getattr(insertion, table)), table
    assert plain.detours > 0


def test_a_plan_that_a_closure_makes_late_is_refused_and_the_rule_is_named(tmp_path: Path) -> None:
    """What was decided on open roads is proposed again: it stands on open roads, and is late where they are closed."""
    decided: dict[int, tuple[int, list[tuple[str, int | None]]]] = {}

    def decide(view: View) -> Proposal:
        (request,) = view.pending
        way = view.cheapest(request)
        if way is None:
            return Proposal().refuse(request, view.refusal_reason(request))
        visits = view.stops_with(way)
        decided[request.id] = (way.shuttle, [(visit.kind, visit.request) for visit in visits])
        return Proposal().accept(request).plan(view.shuttles[way.shuttle], visits)

    def again(view: View) -> Proposal:
        (request,) = view.pending
        if request.id not in decided:
            return Proposal().refuse(request, "too_far_away")
        shuttle, visits = decided[request.id]
        return Proposal().accept(request).plan(view.shuttles[shuttle], visits)

    rules = SMALL | {"service.max_wait_time": 600, "service.max_travel_time_beta": 300}
    open_roads = navette.run(CANTON, overrides=rules, policy=Decides(decide))
    assert navette.run(CANTON, overrides=rules, policy=Decides(again)).stops.equals(open_roads.stops)
    told = (
        r"own_policies\.Decides, at \d\d:\d\d:\d\d.*: times: no choice of waiting keeps the windows, ride limits, "
        r"promises, shifts and pauses of shuttle shuttle-\d"
    )
    with pytest.raises(navette.PolicyError, match=told):
        navette.run(CANTON, overrides=rules | CLOSED, policy=Decides(again), out=tmp_path / "day.h5")
    assert not list(tmp_path.iterdir())
