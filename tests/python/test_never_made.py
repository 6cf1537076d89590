"""Requests that were never made: why, of whom, and what of it may be told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import navette
from conftest import CANTON, Navette, succeed, verified_run
from navette.disclosure import SMALLEST, people
from navette.indicators.groups import CAUSES, by_group
from navette.indicators.public import may_be_told
from navette.indicators.public_facts import facts_of

SETTINGS = {
    "as shipped": [],
    "no calls taken": ["booking.phone=false"],
    "booked the day before": [
        "service.booking_type=prior_days",
        "service.prior_notice_last_time=17:00",
        "booking.plan_ahead_share=0.3",
    ],
    "a busy line, closed at noon": [
        "booking.phone_lines=1",
        "booking.call_length=600",
        "booking.redials=1",
        'booking.phone_hours=[{from="08:00",until="12:00"}]',
    ],
}
CAUSES_OF = {
    "as shipped": set(),
    "no calls taken": {"no_app"},
    "booked the day before": {"no_notice"},
    "a busy line, closed at noon": {"busy", "closed"},
}


@pytest.fixture(scope="module")
def runs(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> dict[str, navette.Run]:
    folder = tmp_path_factory.mktemp("never_made")
    made = {}
    for number, (name, settings) in enumerate(SETTINGS.items()):
        path = folder / f"{number}.h5"
        made[name] = verified_run(navette_command, CANTON, path, *settings)
    return made


@pytest.mark.parametrize("name", SETTINGS)
def test_each_has_its_cause_and_the_groups_add_up(runs: dict[str, navette.Run], name: str) -> None:
    run = runs[name]
    requests = run.requests
    never = requests["end"] == "never_made"
    cause = requests["never_made_cause"].astype(str)
    assert set(cause[never]) == CAUSES_OF[name]
    assert (cause[~never] == "none").all()
    value = run.kpi["value"]
    assert value["requests_never_made"] == never.sum()
    for one in CAUSES:
        column = f"requests_never_made_{one}"
        assert value[column] == (cause == one).sum()
        assert by_group(run, "commune")[column].sum() == value[column]
    events = run.events[run.events["kind"] == "never_made"]
    codes = cause[never].map({one: code for code, one in enumerate(CAUSES)})
    assert events.set_index("request")["value"].sort_index().tolist() == codes.tolist()


def test_what_residents_want_is_the_same(runs: dict[str, navette.Run]) -> None:
    wanted = ["request_id", "submitted_at", "earliest_departure", "origin_lon", "destination_lat", "channel", "tour"]
    first, *others = (run.requests[wanted] for run in runs.values())
    for other in others:
        pd.testing.assert_frame_equal(first, other)


def test_no_calls_are_taken(runs: dict[str, navette.Run]) -> None:
    requests = runs["no calls taken"].requests
    assert ((requests["channel"] == "phone") == (requests["end"] == "never_made")).all()


def test_no_resident_is_refused_as_too_late(runs: dict[str, navette.Run]) -> None:
    assert (runs["booked the day before"].requests["reason"] != "booked_too_late").all()


def test_a_given_request_is_refused_as_too_late(navette_command: Navette, tmp_path: Path) -> None:
    given = CANTON.parents[1] / "given-demand" / "scenario.toml"
    notice = ["--set", "service.booking_type=prior_days", "--set", "service.prior_notice_last_day=30"]
    succeed(navette_command("run", given, "-o", tmp_path / "late.h5", "--quiet", *notice))
    run = navette.open(tmp_path / "late.h5")
    assert run.kpi["value"]["refused_booked_too_late"] > 0
    assert run.kpi["value"]["requests_never_made"] == 0


def test_causes_are_told_if_each_is_that_of_nobody_or_of_many(runs: dict[str, navette.Run]) -> None:
    run = runs["no calls taken"]
    whole = run.requests
    never = np.flatnonzero(whole["end"] == "never_made")
    assert people(whole)[never].nunique() > 2 * SMALLEST
    rank = people(whole).iloc[never].rank(method="dense").to_numpy()  # from 1
    for few, told in ((0, True), (1, False), (SMALLEST - 1, False), (SMALLEST, True)):
        requests = whole.copy()
        cause = requests["never_made_cause"].astype(str).to_numpy(dtype=object)
        cause[never] = np.where(rank <= few, "closed", "busy")
        requests["never_made_cause"] = pd.Categorical(cause, whole["never_made_cause"].cat.categories)
        facts = facts_of(_Other(run, requests))  # type: ignore[arg-type]
        assert may_be_told("requests_never_made", facts)
        assert all(may_be_told(f"requests_never_made_{one}", facts) == told for one in CAUSES), few
    assert not may_be_told("requests_never_made_of_another_kind", facts)
    facts = facts_of(_Other(run, whole.drop(columns="never_made_cause")))  # type: ignore[arg-type]
    assert not may_be_told("requests_never_made_busy", facts)


class _Other:
    """A run with other requests."""

    def __init__(self, run: navette.Run, requests: pd.DataFrame) -> None:
        self._run = run
        self.requests = requests

    def __getattr__(self, name: str) -> object:
        return getattr(self._run, name)
