"""Policies written in Python wherever a policy can be named: many runs, replications, comparisons; and the forecast."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.dispatch import Insertion, Policy, Proposal, Request, View
from navette.results.store import Store
from own_policies import SMALL, Cheapest, Decides

QUIET = navette.Scenario.read(CANTON, SMALL)


class Remembers(Cheapest):
    """Refuses whoever asks after the first few: what it remembers is of one run."""

    def __init__(self, most: int = 12) -> None:
        self._most = most

    def begin(self) -> None:
        self._asked = 0

    def choose(self, view: View, request: Request) -> Insertion | None:
        self._asked += 1
        return super().choose(view, request) if self._asked <= self._most else None

    def refuse(self, view: View, request: Request) -> str:  # type: ignore[override]
        return "too_far_away"


class HasALock(Cheapest):
    def __init__(self) -> None:
        self._lock = threading.Lock()


@pytest.mark.parametrize("policy", [Cheapest(), Cheapest, lambda: Cheapest()], ids=["policy", "class", "function"])
def test_replications_with_the_cheapest_insertion_are_those_of_the_policy_insertion(policy: Policy) -> None:
    theirs = navette.replicate(QUIET, 4)
    for threads in (1, 2):
        pd.testing.assert_frame_equal(navette.replicate(QUIET, 4, policy=policy, threads=threads), theirs)


def test_each_run_has_a_policy_of_its_own_whatever_goes_on_beside_it(tmp_path: Path) -> None:
    given = Remembers()
    alone = {seed: navette.run(QUIET, seed=seed, policy=Remembers()) for seed in (1, 2, 3, 4)}
    assert {run.kpi.loc["served", "value"] for run in alone.values()} <= set(range(1, 13))
    many = navette.run_many(QUIET, seeds=4, policy=given, workers=2, progress=False)
    replicated = navette.replicate(QUIET, 4, policy=given, threads=2)
    for seed, run in alone.items():
        served = run.kpi.loc["served", "value"]
        assert many.indicators.loc[(QUIET.name, seed), "served"] == served
        assert replicated.loc[seed, "served"] == served
    assert not hasattr(given, "_asked"), "it was copied, not used"
    assert many[QUIET.name, 2].verify() == alone[2].verify(), "made again, by the same policy"
    kept = navette.run_many(QUIET, seeds=2, policy=Remembers, keep=tmp_path / "runs", progress=False)
    assert kept[QUIET.name, 1].attributes["policy"] == f"python:{__name__}.Remembers"
    assert kept[QUIET.name, 1].verify() == alone[1].verify()


def test_replications_name_the_policy_in_their_file(tmp_path: Path) -> None:
    out = tmp_path / "many.h5"
    navette.replicate(QUIET, 2, policy=Remembers, out=out)
    with Store(out).open() as file:
        assert file.attrs["policy"] == f"python:{__name__}.Remembers"


def test_a_policy_is_compared_as_one_that_has_a_name() -> None:
    small = QUIET.with_({"costs.days_per_year": {"school_day": 250}})
    result = navette.compare(
        small, policies=["insertion", Cheapest(), Remembers], seeds=2, levels={"central": 1.0}, progress=False
    )
    theirs, mine, forgets = "insertion", "own_policies.Cheapest", f"{__name__}.Remembers"
    assert list(result.scenarios) == [theirs, mine, forgets]
    year = result.year.droplevel("level")
    pd.testing.assert_frame_equal(year.loc[mine], year.loc[theirs])
    assert (year.loc[forgets, "passengers"] < year.loc[theirs, "passengers"]).all()
    assert (result.decision_time > 0).all()
    told = result.differing.loc["dispatch.policy"]
    assert told[theirs] == "insertion" and told[mine] == f"python:{mine}"
    assert "python:own" in result.to_markdown("en")
    named = navette.compare(small, policies={"a": "first_come", "b": Cheapest}, seeds=1, levels={"central": 1.0},
                            progress=False)  # fmt: skip
    assert list(named.scenarios) == ["a", "b"]


def test_what_a_comparison_cannot_take_is_told() -> None:
    with pytest.raises(ValueError, match=r"two policies are called 'own_policies.Cheapest'; give a dict by name"):
        navette.compare(QUIET, policies=[Cheapest(), Cheapest], seeds=1, progress=False)
    with pytest.raises(ValueError, match="at least two options"):
        navette.compare(QUIET, policies=[Cheapest], seeds=1, progress=False)


def test_a_policy_that_cannot_be_copied_is_an_error_that_says_what_to_do() -> None:
    for call in (
        lambda: navette.replicate(QUIET, 2, policy=HasALock()),
        lambda: navette.run_many(QUIET, seeds=2, policy=HasALock(), progress=False),
        lambda: navette.compare(QUIET, policies=["insertion", HasALock()], seeds=1, progress=False),
    ):
        with pytest.raises(TypeError, match=r"HasALock cannot be copied .*: give its class, or a function"):
            call()
    assert navette.run(QUIET, policy=HasALock()).kpi.loc["served", "value"] > 0, "one run needs no copy"
    assert len(navette.replicate(QUIET, 2, policy=HasALock)) == 2


@pytest.mark.parametrize("policy", [3, "insertion", int, dict], ids=str)
def test_what_is_no_policy_is_told(policy: object) -> None:
    for call in (navette.run, lambda scenario, **given: navette.replicate(scenario, 2, **given)):
        with pytest.raises(TypeError, match=r"policy must be a navette.dispatch.Policy, or a class or function"):
            call(QUIET, policy=policy)


@pytest.mark.parametrize("policy", [Cheapest(), Cheapest], ids=["policy", "class"])
def test_a_scenario_and_so_a_sweep_cannot_hold_a_policy_in_python(policy: object) -> None:
    text = r"dispatch.policy names a policy that comes with Navette; .*nor sent to the processes of a sweep: give it to"
    with pytest.raises(TypeError, match=text):
        QUIET.with_({"dispatch.policy": policy})
    with pytest.raises(TypeError, match=text):
        navette.run(CANTON, overrides={"dispatch.policy": policy})


def test_a_policy_that_fails_ends_its_own_run_and_says_so() -> None:
    class MistakeError(Exception):
        pass

    runs = itertools.count(1)

    class Fails(Cheapest):
        def begin(self) -> None:
            self.run = next(runs)

        def choose(self, view: View, request: Request) -> Insertion | None:
            if view.shuttles and request.submitted_at > 0 and self.run == 1:
                raise MistakeError("of mine")
            return super().choose(view, request)

    with pytest.warns(navette.ScenarioWarning, match="1 of 3 runs failed; .*of mine"):
        result = navette.run_many(QUIET, seeds=3, policy=Fails, workers=1, keep=True, progress=False)
    assert len(result) == 2 and "of mine" in result.failures.iloc[0]

    def wrong(view: View) -> Proposal:
        return Proposal()

    blamed = r"^own_policies.Decides, at -?\d\d:\d\d:\d\d.*: one verdict per request: request 0 has 0"
    for call in (
        lambda: navette.replicate(QUIET, 3, policy=Decides(wrong), threads=2),
        lambda: navette.run_many(QUIET, seeds=2, policy=Decides(wrong), progress=False),
        lambda: navette.compare(QUIET, policies=["insertion", Decides(wrong)], seeds=1, progress=False),
    ):
        with pytest.raises(navette.PolicyError, match=blamed):
            call()


class Foresees(Cheapest):
    """Keeps what is foretold, and when it was asked."""

    def begin(self) -> None:
        self.departures: list[tuple[int, float]] = []
        self.flows: list[tuple[int, int, float]] = []

    def choose(self, view: View, request: Request) -> Insertion | None:
        forecast = view.forecast
        hour = (view.now, view.now + 3_600_000)
        each = [forecast.departures(zone, *hour) for zone in range(len(forecast.zones))]
        self.departures.append((view.now, sum(each)))
        self.flows = forecast.flows(view.now - view.now % 86_400_000, view.now - view.now % 86_400_000 + 86_400_000)
        assert all(forecast.zone_of(place) is not None for place in forecast.zones)
        count = len(forecast.zones)
        with pytest.raises(IndexError, match=f"there is no zone {count}; there are {count}"):
            forecast.departures(count, *hour)
        return super().choose(view, request)


def test_the_forecast_tells_what_the_days_before_saw_and_changes_nothing_by_itself() -> None:
    scenario = navette.Scenario.read(CANTON)
    policy = Foresees()
    run = navette.run(scenario, policy=policy)
    assert run.verify() == navette.run(scenario).verify(), "to look is not to act"
    in_the_day = [expected for now, expected in policy.departures if 8 * 3_600_000 < now < 18 * 3_600_000]
    assert 5 < sum(in_the_day) / len(in_the_day) < 40  # requests an hour, of some 230 a day
    assert sum(trips for _, _, trips in policy.flows) == pytest.approx(len(run.requests), rel=0.25)


def test_the_forecast_does_not_know_the_day_itself() -> None:
    """Another fleet or policy changes nothing of it; a day without past has none."""
    one, two = Foresees(), Foresees()
    navette.run(QUIET, policy=one)
    navette.run(QUIET, overrides={"fleet.size": 2}, policy=two)
    assert dict(one.departures) == dict(two.departures)
    given = Foresees()
    with pytest.warns(navette.ScenarioWarning, match="not used, since the demand is given"):
        navette.run(QUIET, overrides={"demand.requests": CANTON.parent / "requests.csv"}, policy=given)
    assert {expected for _, expected in given.departures} == {0.0} and not given.flows
