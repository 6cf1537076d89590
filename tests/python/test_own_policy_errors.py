"""Policies written in Python that do wrong: errors that name what is wrong, and nothing left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

import navette
from conftest import CANTON
from navette.dispatch import Insertion, Proposal, Request, Shuttle, View
from own_policies import SMALL, Decides


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
    with pytest.raises(navette.PolicyError, match=rf"^own_policies.Decides, at -?\d\d:\d\d:\d\d.*: {rule}"):
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

    told = r"^own_policies.Decides, at -?\d\d:\d\d:\d\d.*: exceptions: decide raised MistakeError: of mine"
    with pytest.raises(navette.PolicyError, match=told) as caught:
        navette.run(CANTON, overrides=SMALL, policy=Decides(decide), out=tmp_path / "day.h5")
    cause = caught.value.__cause__
    assert isinstance(cause, MistakeError)
    assert "an_innermost_function" in "".join(traceback.format_tb(cause.__traceback__))
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
    for decide, text in (
        (
            returns_nothing,
            "proposals: decide must return a navette.dispatch.Proposal, returned None; does a `return` lack",
        ),
        (unknown_reason, "reasons: .*same_place, .*; found 'no idea'"),
        (unknown_kind, "known visits: a visit is of the kind pickup, .*found 'lunch'"),
        (unknown_figure, "exceptions: .*an objective weighs cost, .*; found price"),
        (another_request, "exceptions: .*request 0 is not pending now"),
    ):
        with pytest.raises(navette.PolicyError, match=rf"^own_policies.Decides, at .*: {text}"):
            navette.run(CANTON, overrides=SMALL, policy=Decides(decide))
    with pytest.raises(TypeError, match="policy must be a"):
        navette.run(CANTON, policy="insertion")  # type: ignore[arg-type]


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
        with pytest.raises(navette.PolicyError, match="a decision that is over"):
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


def deferring(view: View, wake_at: object) -> Proposal:
    proposal = Proposal()
    for request in view.pending:
        proposal.defer(request)
    return proposal.wake_at(wake_at)  # type: ignore[arg-type]


def generator(view: View) -> Proposal:
    yield Proposal()  # type: ignore[misc]


def not_pending(view: View) -> Proposal:
    kept = not_pending.__dict__.setdefault("kept", view.pending[0])
    proposal = Proposal()
    for request in {request.id: request for request in (kept, *view.pending)}.values():
        proposal.refuse(request, "too_far_away")
    return proposal


def old_insertion(view: View) -> Proposal:
    """The first is refused, and its insertion kept; asked of another view, it fits no longer."""
    kept = old_insertion.__dict__.setdefault("kept", [])
    proposal = Proposal()
    for request in view.pending:
        way = view.cheapest(request)
        if kept and not any(old.request == request.id for old in kept):
            view.stops_with(kept[0])
        if way is not None:
            kept.append(way)
        proposal.refuse(request, "too_far_away")
    return proposal


def old_proposal(view: View) -> Proposal:
    """Deferred with an insertion at hand; taken up when it is asked again."""
    kept = old_proposal.__dict__.setdefault("kept", {})
    proposal = Proposal()
    for request in view.pending:
        way = view.cheapest(request)
        if request.id in kept:
            proposal.accept(request, kept[request.id])
        elif way is None:
            proposal.refuse(request, view.refusal_reason(request))
        else:
            kept[request.id] = way
            proposal.defer(request).wake_at(view.now + 1_000)
    return proposal


def shuttle_twice(view: View) -> Proposal:
    request, shuttle, way = first(view)
    visits = view.stops_with(way)
    return Proposal().accept(request).plan(shuttle, visits).plan(shuttle, visits)


@pytest.mark.parametrize(
    ("decide", "rule"),
    [
        (lambda view: deferring(view, view.now), "wake_at: -?[0-9]+ ms is now"),
        (lambda view: deferring(view, view.now - 1), "wake_at: -?[0-9]+ ms is before now"),
        (lambda view: deferring(view, -(2**62)), "wake_at: -[0-9]+ ms is before now"),
        (lambda view: deferring(view, 2**62), "wake_at: |one end per request"),
        (lambda view: deferring(view, 10**13), "wake_at: 10000000000000 ms is more than a day after the end"),
        (lambda view: deferring(view, 2**63), "wake_at: the time is out of range"),
        (lambda view: deferring(view, float("nan")), "wake_at: the time must be a whole number, found nan"),
        (lambda view: deferring(view, float("inf")), "wake_at: the time must be a whole number, found inf"),
        (
            lambda view: deferring(view, view.now + 600_000),
            "one end per request: request [0-9]+ is deferred after the end",
        ),
        (lambda view: 42, "proposals: decide must return a navette.dispatch.Proposal, returned 42"),
        (generator, "proposals: .*generator.*without `yield`"),
        (not_pending, "one verdict per request: there is a verdict on request 0, which is not pending"),
        (old_insertion, "own insertions: that of request [0-9]+ was found in an earlier decision"),
        (old_proposal, "own insertions: that of request [0-9]+ was found in an earlier decision"),
        (shuttle_twice, "one plan per shuttle: shuttle .* has several"),
        (
            lambda view: Proposal().accept(view.pending[0], 42),
            "insertions: accept takes an Insertion of a view, found 42",
        ),
        (lambda view: Proposal().defer(42), "own requests: a verdict is on a Request of `view.pending`, found 42"),
        (lambda view: Proposal().plan(0, []), "known shuttle: plan takes a Shuttle of a view, found 0"),
        (
            lambda view: Proposal().plan(view.shuttles[0], [("pickup", 2**40)]),
            "known visits: a request is out of range",
        ),
        (lambda view: Proposal().plan(view.shuttles[0], [("pickup", -1)]), "(own requests|known visits|one verdict)"),
        (lambda view: 1 // 0, "exceptions: decide raised ZeroDivisionError"),
    ],
)
def test_every_mistake_is_a_policy_error_that_names_rule_policy_and_time(
    decide: Callable[[View], Proposal], rule: str, tmp_path: Path
) -> None:
    with pytest.raises(navette.PolicyError, match=rf"^own_policies.Decides, at -?\d\d:\d\d:\d\d.*: {rule}"):
        navette.run(CANTON, overrides=SMALL, policy=Decides(decide), out=tmp_path / "day.h5")
    assert not list(tmp_path.iterdir())


def test_a_policy_that_wants_to_be_asked_for_ever_is_asked_no_more_when_nobody_can_come() -> None:
    def decide(view: View) -> Proposal:
        proposal = Proposal()
        for request in view.pending:
            way = view.cheapest(request)
            if way is None or proposal_has_one(view, request):
                proposal.refuse(request, "too_far_away")
            else:
                proposal.accept(request, way)
        return proposal.wake_at(view.now + 300_000)

    def proposal_has_one(view: View, request: Request) -> bool:
        return request.id != view.pending[0].id

    run = navette.run(CANTON, overrides=SMALL, policy=Decides(decide))
    assert (run.requests["end"] == "served").any()


def test_what_begin_raises_is_told_of_the_policy() -> None:
    class Late(Decides):
        def begin(self) -> None:
            raise LookupError("nothing to begin with")

    with pytest.raises(
        navette.PolicyError, match="Late, before the run: exceptions: begin raised LookupError"
    ) as caught:
        navette.run(CANTON, overrides=SMALL, policy=Late(no_verdict))
    assert isinstance(caught.value.__cause__, LookupError)
