"""Policies written in Python: the same rules, the same answers."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import get_args

import h5py
import pytest

import navette
from conftest import CANTON, Navette, succeed
from navette.dispatch import Best, Insertion, OneByOne, Policy, Proposal, Reason, Request, View
from own_policies import SMALL, Cheapest, Decides


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
    assert run.attributes["policy"] == "python:own_policies.Cheapest"
    with h5py.File(out) as file:
        assert file["rules"].attrs["policy"] == run.attributes["policy"]
    name = run.requests["request_id"].iloc[0]
    told = 'not replayable: decided by "own_policies.Cheapest", a policy in Python'
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


def test_the_reasons_of_refusal_are_those_of_the_simulation(navette_command: Navette, tmp_path: Path) -> None:
    succeed(navette_command("run", CANTON, "-o", tmp_path / "day.h5", "--quiet"))
    with h5py.File(tmp_path / "day.h5") as file:
        known = str(file["requests/reason"].attrs["flag_meanings"]).split()
    assert [reason for reason in known if reason != "none"] == list(get_args(Reason))
