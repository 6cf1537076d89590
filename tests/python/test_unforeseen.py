"""What goes otherwise than planned, in whole runs of the executable."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import navette
from conftest import CANTON, Navette, succeed

NOISE = ("disturbances.driving_noise=0.2", "disturbances.dwell_noise=0.5")
PASSENGERS = ("booking.cancelled_share=0.1", "booking.no_show_share=0.05", "booking.late_share=0.3")


def run(navette_command: Navette, out: Path, *settings: str) -> navette.Run:
    options = [word for setting in settings for word in ("--set", setting)]
    succeed(navette_command("run", CANTON, "-o", out, "--quiet", *options))
    assert succeed(navette_command("verify", out)).strip().endswith(" 0 violations")
    return navette.open(out)


@pytest.mark.parametrize("policy", ["insertion", "first_come", "rolling_plan"])
def test_cancelled_no_shows_and_late_passengers_verify(navette_command: Navette, tmp_path: Path, policy: str) -> None:
    settings = (*PASSENGERS, *NOISE, "service.way_back=contract", f"dispatch.policy={policy}")
    if policy == "rolling_plan":
        settings = (*settings, "dispatch.rolling_plan.iterations=50")
    day = run(navette_command, tmp_path / "day.h5", *settings)
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
        run(navette_command, tmp_path / f"{policy}.h5", *PASSENGERS, f"dispatch.policy={policy}").requests
        for policy in ("insertion", "first_come")
    ]
    both = pd.merge(days[0], days[1], on="request_id", suffixes=("", "_other"))
    accepted = both[(both["end"] != "refused") & (both["end_other"] != "refused")]
    # Who cancels may be on board before; who is not there is not there.
    absent = accepted[accepted["end"] == "no_show"]
    assert len(absent) > 0
    assert (absent["end_other"] == "no_show").all()
