"""Policies written in Python: the same rules, the same answers, and errors that name what is wrong."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

import navette
from conftest import CANTON, Navette
from navette.dispatch import Best, Insertion, OneByOne, Policy, Proposal, Request, Shuttle, View

SMALL = {"demand.level": 0.3}
"""A day of the canton that takes a moment."""


class Cheapest(OneByOne):
    def choose(self, view: View, request: Request) -> Insertion | None:
        return view.cheapest(request)


class Decides(Policy):
    """Decides by a function."""

    def __init__(self, decide: Callable[[View], Proposal]) -> None:
        self._decide = decide

    def decide(self, view: View) -> Proposal:
        return self._decide(view)


@pytest.fixture(scope="module")
def insertion() -> navette.Run:
    return navette.run(CANTON, seed=1)


@pytest.mark.parametrize(
    "policy",
    [Cheapest(), Best(), Best({"cost": 1}), Best(lambda way: way.cost)],
    ids=["own", "best", "weights", "function"],
)
def test_the_cheapest_insertion_in_python_makes_the_same_day_as_the_policy_insertion(
    insertion: navette.Run, policy: Policy
) -> None:
    own = navette.run(CANTON, seed=1, policy=policy)
    assert own.verify() == insertion.verify()
    for table in ("requests", "stops", "legs", "events", "trajectories", "kpi"):
        assert getattr(own, table).equals(getattr(insertion, table)), table


@pytest.mark.parametrize(
    "overrides",
    [
        {"service.kind": "stop_based", "service.stop_source": "placed"},
        {"service.way_back": "contract"},
    ],
)
def test_the_same_holds_for_stops_to_choose_from_and_for_contracts(overrides: dict[str, object]) -> None:
    theirs = navette.run(CANTON, seed=2, overrides=overrides)
    own = navette.run(CANTON, seed=2, overrides=overrides, policy=Cheapest())
    assert own.verify() == theirs.verify()
    assert own.events.equals(theirs.events)


def test_the_results_name_the_policy_and_cannot_be_replayed(navette_command: Navette, tmp_path: Path) -> None:
    out = tmp_path / "own.h5"
    run = navette.run(CANTON, overrides=SMALL, policy=Cheapest(), out=out)
    assert run.attributes["policy"] == f"python:{__name__}.Cheapest"
    with h5py.File(out) as file:
        assert file["rules"].attrs["policy"] == run.attributes["policy"]
    name = run.requests["request_id"].iloc[0]
    told = f'not replayable: decided by "{__name__}.Cheapest", a policy in Python'
    done = navette_command("explain", out, "--request", name)
    assert done.returncode == 2 and told in done.stderr
    with pytest.raises(navette.InputError, match=told):
        run.explain(name)
    assert navette_command("verify", out).returncode == 0


def test_a_policy_may_defer_and_be_woken() -> None:
    asked: list[tuple[int, int]] = []

    def every_two_minutes(view: View) -> Proposal:
        proposal, now = Proposal(), view.now
        due = now % 120_000 == 0
        asked.append((now, len(view.pending)))
        for request in view.pending:
            way = view.cheapest(request) if due else None
            if not due:
                proposal.defer(request).wake_at(now - now % 120_000 + 120_000)
            elif way is None:
                proposal.refuse(request, view.refusal_reason(request))
            else:
                view.suppose(way)
                proposal.accept(request, way)
        return proposal

    run = navette.run(CANTON, policy=Decides(every_two_minutes))
    decided = run.requests["decided_at"].dropna()
    ruled = run.requests.loc[decided.index, "shuttle"].notna()
    assert (decided[ruled] % 120_000 == 0).all() and ruled.sum() > 50
    assert max(count for _, count in asked) > 1
    run.verify()


def test_suppositions_are_seen_nested_and_taken_back() -> None:
    seen: list[int] = []

    def decide(view: View) -> Proposal:
        request = view.pending[0]
        way = view.cheapest(request)
        if way is None:
            return Proposal().refuse(request, view.refusal_reason(request))
        shuttle = view.shuttles[way.shuttle]
        before = [repr(visit) for visit in shuttle.stops]
        with view.suppose(way):
            once = shuttle.stops
            assert [repr(visit) for visit in once] == [repr(visit) for visit in view.stops_with_copy]
            again = view.insertions(request, shuttle)
            if again:
                with view.suppose(again[0]):
                    assert len(shuttle.stops) == len(before) + 4
            assert len(shuttle.stops) == len(before) + 2
        assert [repr(visit) for visit in shuttle.stops] == before
        view.suppose(way)  # not taken back: it ends with the decision
        seen.append(len(before))
        return Proposal().accept(request, way)

    def with_copy(view: View) -> Proposal:
        way = view.cheapest(view.pending[0]) if view.pending else None
        view.stops_with_copy = view.stops_with(way) if way is not None else []  # type: ignore[attr-defined]
        return decide(view)

    run = navette.run(CANTON, overrides=SMALL, policy=Decides(with_copy))
    assert max(seen) > 4
    run.verify()


def test_what_a_view_shows_fits_together(insertion: navette.Run) -> None:
    class Looks(Cheapest):
        looked = 0

        def choose(self, view: View, request: Request) -> Insertion | None:
            assert view.shuttles[3].id == 3
            assert request.submitted_at == view.now
            assert request.latest_pickup >= request.earliest_departure >= view.now
            assert len(request.pairs) == 1 and request.pairs[0].walk == 0
            assert request.pairs[0].drive == request.direct_time
            assert view.travel_time(request.origin, request.destination) == request.direct_time
            ways = view.insertions(request)
            assert ways == sorted(ways, key=lambda way: way.cost)
            each = view.cheapest_per_shuttle(request)
            assert {way.shuttle for way in each} == {way.shuttle for way in ways}
            for way in each:
                own = view.insertions(request, view.shuttles[way.shuttle])
                assert repr(own[0]) == repr(way)
                assert way.wait == way.pickup - request.earliest_departure
                assert way.ride >= request.direct_time
                assert way.dropoff <= request.latest_dropoff
            for shuttle in view.shuttles:
                assert shuttle.stops[-1].kind == "depot" and shuttle.capacity[0] >= shuttle.on_board[0] >= 0
                assert shuttle.ready >= view.now
                assert not (shuttle.idle and shuttle.driving)
                assert view.travel_time(shuttle.place, shuttle.depot) >= 0
            self.looked += 1
            return super().choose(view, request)

    policy = Looks()
    run = navette.run(CANTON, seed=1, policy=policy)
    assert run.verify() == insertion.verify() and policy.looked > 100


def test_a_whole_new_plan_is_taken(insertion: navette.Run) -> None:
    """The same day by writing whole plans down."""

    def decide(view: View) -> Proposal:
        proposal = Proposal()
        for request in view.pending:
            way = view.cheapest(request)
            if way is None:
                proposal.refuse(request, view.refusal_reason(request))
            else:
                visits = [(visit.kind, visit.request) for visit in view.stops_with(way)]
                proposal.accept(request).plan(view.shuttles[way.shuttle], visits)
        return proposal

    assert navette.run(CANTON, seed=1, policy=Decides(decide)).verify() == insertion.verify()


def first(view: View) -> tuple[Request, Shuttle, Insertion]:
    """The first request with a way to serve it."""
    request = view.pending[0]
    way = view.cheapest(request)
    assert way is not None
    return request, view.shuttles[way.shuttle], way


def no_verdict(view: View) -> Proposal:
    return Proposal()


def twice(view: View) -> Proposal:
    request, _, way = first(view)
    return Proposal().accept(request, way).defer(request)


def no_visits(view: View) -> Proposal:
    request, shuttle, _ = first(view)
    return Proposal().accept(request).plan(shuttle, shuttle.stops)


def backwards(view: View) -> Proposal:
    request, shuttle, _ = first(view)
    opening, *rest = shuttle.stops
    return Proposal().accept(request).plan(shuttle, [opening, ("dropoff", request), ("pickup", request), *rest])


def no_depot(view: View) -> Proposal:
    request, shuttle, way = first(view)
    return Proposal().accept(request).plan(shuttle, view.stops_with(way)[:-1])


def too_late(view: View) -> Proposal:
    request, shuttle, way = first(view)
    visits = view.stops_with(way)
    own = [visit for visit in visits if visit.request == request.id]
    others = [visit for visit in visits if visit.request != request.id]
    return Proposal().accept(request).plan(shuttle, [*others, *own])


def own_visits_only(view: View) -> Proposal:
    request, _, way = first(view)
    return Proposal().accept(request, way).plan(view.shuttles[way.shuttle - 1], view.stops_with(way))


@pytest.mark.parametrize(
    ("decide", "rule"),
    [
        (no_verdict, "one verdict per request: request 0 has 0"),
        (twice, "one verdict per request: request 0 has 2"),
        (no_visits, "each once: request 0 would be picked up 0 times"),
        (backwards, "order: request 0 would alight before it boards"),
        (no_depot, "shifts: the plan leaves out a depot visit"),
        (too_late, "shifts: the plan of shuttle shuttle-. does not end at its depot"),
        (own_visits_only, "each once: request 0 would be picked up 2 times"),
    ],
)
def test_a_wrong_proposal_is_an_error_that_names_policy_time_and_rule(
    decide: Callable[[View], Proposal], rule: str, tmp_path: Path
) -> None:
    with pytest.raises(navette.PolicyError, match=rf"^test_own_policy.Decides, at -?\d\d:\d\d:\d\d.*: {rule}"):
        navette.run(CANTON, overrides=SMALL, policy=Decides(decide), out=tmp_path / "day.h5")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("rule", "seats"), [("times: no choice of waiting keeps the windows", 8), ("capacity: ", 1)])
def test_windows_and_places_are_checked_whatever_the_order_proposed(rule: str, seats: int) -> None:
    def decide(view: View) -> Proposal:
        request = view.pending[0]
        way = view.cheapest(request)
        if way is None:
            return Proposal().refuse(request, view.refusal_reason(request))
        shuttle = view.shuttles[way.shuttle]
        visits = view.stops_with(way)
        rest = [visit for visit in visits if visit.request != request.id]
        own = [visit for visit in visits if visit.request == request.id]
        if seats == 1:  # boards right behind the one who boards first
            first_pickup = next((rank for rank, visit in enumerate(rest) if visit.kind == "pickup"), 0) + 1
            plan = [*rest[:first_pickup], *own, *rest[first_pickup:]]
        else:  # boards when all others are home
            plan = [*rest[:-1], *own, rest[-1]]
        return Proposal().accept(request).plan(shuttle, plan)

    with pytest.raises(navette.PolicyError, match=rule):
        navette.run(CANTON, overrides={"fleet.seats": seats, "fleet.size": 1}, policy=Decides(decide))


def test_who_leaves_requests_undecided_is_told() -> None:
    def never(view: View) -> Proposal:
        proposal = Proposal()
        for request in view.pending:
            proposal.defer(request)
        return proposal

    with pytest.raises(navette.PolicyError, match="one end per request: the policy left"):
        navette.run(CANTON, overrides=SMALL, policy=Decides(never))


def test_what_a_policy_raises_ends_the_run_with_its_own_traceback_and_leaves_nothing(tmp_path: Path) -> None:
    class MistakeError(Exception):
        pass

    def an_innermost_function() -> None:
        raise MistakeError("of mine")

    def decide(view: View) -> Proposal:
        an_innermost_function()
        return Proposal()

    with pytest.raises(MistakeError, match="of mine") as caught:
        navette.run(CANTON, overrides=SMALL, policy=Decides(decide), out=tmp_path / "day.h5")
    assert "an_innermost_function" in "".join(traceback.format_tb(caught.value.__traceback__))
    assert not list(tmp_path.iterdir())
    assert len(navette.run(CANTON, overrides=SMALL).requests) > 0, "the next run is not touched"


def test_other_mistakes_are_told_where_they_are_made() -> None:
    def returns_nothing(view: View) -> Proposal:
        return None  # type: ignore[return-value]

    def unknown_reason(view: View) -> Proposal:
        return Proposal().refuse(view.pending[0], "no idea")  # type: ignore[arg-type]

    def unknown_kind(view: View) -> Proposal:
        return Proposal().plan(view.shuttles[0], [("lunch", None)])

    def unknown_figure(view: View) -> Proposal:
        view.best(view.pending[0], {"price": 1})  # type: ignore[dict-item]
        return Proposal()

    def another_request(view: View) -> Proposal:
        kept.append(view.pending[0])
        view.cheapest(kept[0])
        return Proposal().refuse(view.pending[0], "too_far_away")

    kept: list[Request] = []
    for decide, error, text in (
        (returns_nothing, TypeError, "decide must return a navette.dispatch.Proposal, returned None"),
        (unknown_reason, ValueError, "same_place, .*; found 'no idea'"),
        (unknown_kind, ValueError, "a visit is of the kind pickup, .*found 'lunch'"),
        (unknown_figure, ValueError, "an objective weighs cost, .*; found price"),
        (another_request, KeyError, "request 0 is not pending now"),
    ):
        with pytest.raises(error, match=text):
            navette.run(CANTON, overrides=SMALL, policy=Decides(decide))
    with pytest.raises(TypeError, match="policy must be a"):
        navette.run(CANTON, policy=Cheapest)  # type: ignore[arg-type]


def test_a_view_that_is_kept_says_that_its_decision_is_over() -> None:
    kept: list[tuple[View, Shuttle, Request]] = []

    def decide(view: View) -> Proposal:
        kept.append((view, view.shuttles[0], view.pending[0]))
        return Proposal().refuse(view.pending[0], "too_far_away")

    navette.run(CANTON, overrides=SMALL, policy=Decides(decide))
    view, shuttle, request = kept[-1]
    assert request.direct_time > 0 and request.name
    for question in (
        lambda: view.now,
        lambda: view.pending,
        lambda: view.shuttles,
        lambda: view.cheapest(request),
        lambda: shuttle.stops,
        lambda: shuttle.place,
        lambda: shuttle.name,
    ):
        with pytest.raises(RuntimeError, match="a decision that is over"):
            question()


def test_ctrl_c_ends_a_run_with_a_policy_in_python(tmp_path: Path) -> None:
    begun = threading.Event()

    def slow(view: View) -> Proposal:
        begun.set()
        time.sleep(0.05)
        return Proposal().refuse(view.pending[0], "too_far_away")

    killer = threading.Thread(target=lambda: begun.wait(60) and os.kill(os.getpid(), signal.SIGINT))
    killer.start()
    with pytest.raises(KeyboardInterrupt):
        navette.run(CANTON, policy=Decides(slow), out=tmp_path / "day.h5")
    killer.join()
    assert not list(tmp_path.iterdir())


def test_policies_in_several_threads_do_not_disturb_each_other(insertion: navette.Run) -> None:
    hashes: list[str] = []
    threads = [
        threading.Thread(target=lambda: hashes.append(navette.run(CANTON, seed=1, policy=Cheapest()).verify()))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hashes == [insertion.verify()] * 3


def test_a_policy_is_told_that_a_run_begins() -> None:
    class Counts(Cheapest):
        def begin(self) -> None:
            self.decisions = 0

        def decide(self, view: View) -> Proposal:
            self.decisions += 1
            return super().decide(view)

    policy = Counts()
    navette.run(CANTON, overrides=SMALL, policy=policy)
    once = policy.decisions
    navette.run(CANTON, overrides=SMALL, policy=policy)
    assert policy.decisions == once > 20


def test_an_objective_of_ones_own_changes_the_day_and_keeps_the_rules(insertion: navette.Run) -> None:
    class Patient(OneByOne):
        def choose(self, view: View, request: Request) -> Insertion | None:
            return view.best(request, lambda way: way.wait + way.ride)

    own = navette.run(CANTON, seed=1, policy=Patient())
    assert own.verify() != insertion.verify()
    mean = "travel_time_mean" if "travel_time_mean" in own.kpi.index else "wait_mean"
    assert own.kpi.loc[mean, "value"] < insertion.kpi.loc[mean, "value"]
