"""What goes otherwise than planned, in whole runs of the executable."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from conftest import CANTON, Navette, verified_run

NOISE = ("disturbances.driving_noise=0.2", "disturbances.dwell_noise=0.5")
PASSENGERS = ("booking.cancelled_share=0.1", "booking.no_show_share=0.05", "booking.late_share=0.3")


@pytest.mark.parametrize("policy", ["insertion", "first_come", "rolling_plan"])
def test_cancelled_no_shows_and_late_passengers_verify(navette_command: Navette, tmp_path: Path, policy: str) -> None:
    settings = (*PASSENGERS, *NOISE, "service.way_back=contract", f"dispatch.policy={policy}")
    if policy == "rolling_plan":
        settings = (*settings, "dispatch.rolling_plan.iterations=50")
    day = verified_run(navette_command, CANTON, tmp_path / "day.h5", *settings)
    ends = day.requests["end"].value_counts()
    assert ends.sum() == len(day.requests)
    events = day.events["kind"].value_counts()
    for end in ("cancelled", "no_show", "refused"):
        assert events[end] == ends[end] > 0
    kpi = day.kpi["value"]
    assert kpi["cancelled"] == ends["cancelled"]
    assert kpi["no_shows"] == ends["no_show"]
    assert kpi["served"] + kpi["refused"] + kpi["cancelled"] + kpi["no_shows"] == kpi["requests"]
    assert events["delayed"] > 0


def test_passengers_do_the_same_under_every_policy(navette_command: Navette, tmp_path: Path) -> None:
    days = [
        verified_run(
            navette_command, CANTON, tmp_path / f"{policy}.h5", *PASSENGERS, f"dispatch.policy={policy}"
        ).requests
        for policy in ("insertion", "first_come")
    ]
    both = pd.merge(days[0], days[1], on="request_id", suffixes=("", "_other"))
    accepted = both[(both["end"] != "refused") & (both["end_other"] != "refused")]
    # Who cancels may be on board before; who is not there is not there.
    absent = accepted[accepted["end"] == "no_show"]
    assert len(absent) > 0
    assert (absent["end_other"] == "no_show").all()


BREAKDOWNS = ("disturbances.breakdowns_per_1000_h=150", "disturbances.breakdown_duration=5400")
POLICIES = ("insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan")


@pytest.mark.parametrize("policy", POLICIES)
def test_shuttles_that_break_down_verify(navette_command: Navette, tmp_path: Path, policy: str) -> None:
    settings = (*BREAKDOWNS, f"dispatch.policy={policy}", "dispatch.rolling_plan.iterations=50", "fleet.size=6")
    day = verified_run(navette_command, CANTON, tmp_path / "day.h5", *settings)
    events = day.events
    broke = events[events["kind"] == "broke_down"]
    repaired = events[events["kind"] == "repaired"]
    assert len(broke) == len(repaired) == day.kpi["value"]["breakdowns"] > 0
    assert (broke["value"] == 5_400_000).all()
    assert (events["kind"] == "delayed").any()


def test_shuttles_break_down_at_the_same_times_under_every_policy(navette_command: Navette, tmp_path: Path) -> None:
    def times(policy: str) -> pd.DataFrame:
        events = verified_run(
            navette_command, CANTON, tmp_path / f"{policy}.h5", *BREAKDOWNS, f"dispatch.policy={policy}"
        ).events
        return events[events["kind"] == "broke_down"][["time", "shuttle"]].reset_index(drop=True)

    insertion = times("insertion")
    assert len(insertion) > 0
    pd.testing.assert_frame_equal(insertion, times("batch"))


def test_breakdowns_are_the_same_for_any_number_of_threads(navette_command: Navette, tmp_path: Path) -> None:
    def log(threads: int) -> pd.DataFrame:
        out = tmp_path / f"{threads}.h5"
        return verified_run(
            navette_command, CANTON, out, *BREAKDOWNS, *PASSENGERS, "dispatch.policy=batch", f"run.threads={threads}"
        ).events

    alone = log(1)
    assert (alone["kind"] == "broke_down").any()
    pd.testing.assert_frame_equal(alone, log(3))


def test_a_breakdown_that_is_given_happens_then(navette_command: Navette, tmp_path: Path) -> None:
    given = '[{shuttle = "%s", from = "09:10", until = "10:00"}]'
    name = str(verified_run(navette_command, CANTON, tmp_path / "plain.h5").shuttles["shuttle_id"].iloc[1])
    day = verified_run(navette_command, CANTON, tmp_path / "day.h5", "disturbances.breakdowns=" + given % name)
    kinds = day.events.set_index("kind")
    assert len(kinds.loc[["broke_down"]]) == len(kinds.loc[["repaired"]]) == 1
    assert kinds.loc["broke_down"]["value"] == 50 * 60_000
    wrong = navette_command("validate", CANTON, "--set", "disturbances.breakdowns=" + given % "nobody")
    assert wrong.returncode == 2
    assert "there is no shuttle nobody" in wrong.stderr


CLOSURES = (
    "disturbances.closures=["
    '{along = [{lon = 1.9760954, lat = 44.0004407}, {lon = 2.0060954, lat = 44.0104407}], from = "08:00", '
    'until = "12:30"}, {along = [{lon = 1.9760954, lat = 44.0004407}], from = "15:00", until = "17:00"}]'
)


@pytest.mark.parametrize("policy", POLICIES)
def test_shuttles_go_round_closed_roads_or_wait(navette_command: Navette, tmp_path: Path, policy: str) -> None:
    settings = (CLOSURES, f"dispatch.policy={policy}", "dispatch.rolling_plan.iterations=50", *NOISE)
    day = verified_run(navette_command, CANTON, tmp_path / "day.h5", *settings)
    round_ = day.events[day.events["kind"] == "went_round"]
    assert len(round_) == day.kpi["value"]["went_round"] > 0
    assert (round_["value"] >= 0).all() and (round_["value"] > 0).any()
    closures = day.table("closures")
    assert set(closures["until"] - closures["from"]) == {16_200_000, 7_200_000}


def test_closed_roads_change_nothing_before_they_are_closed(navette_command: Navette, tmp_path: Path) -> None:
    open_, closed = (
        verified_run(navette_command, CANTON, tmp_path / f"{k}.h5", *s) for k, s in enumerate([(), (CLOSURES,)])
    )
    assert "went_round" not in open_.kpi.index and closed.kpi["value"]["went_round"] > 0
    before = [day.events[day.events["time"] < 8 * 3_600_000] for day in (open_, closed)]
    assert len(before[0]) > 20
    pd.testing.assert_frame_equal(before[0], before[1])
    wrong = navette_command("validate", CANTON, "--set", CLOSURES.replace("2.0060954", "12.0060954"))
    assert wrong.returncode == 2
    assert "disturbances.closures: lon 12.00610, lat 44.01044 lies more than 500 m" in wrong.stderr
