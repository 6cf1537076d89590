"""Idle shuttles that wait elsewhere, as a user lets them."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

import navette
from conftest import CANTON, Navette, succeed, verified_run

STRATEGIES = ["depot", "waiting_place", "min_cost_flow", "plus_one", "feedforward"]
TOWN = "rebalancing.places=[{lon = 1.9745, lat = 43.9990}]"  # the town


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_canton_verifies_with_every_strategy(navette_command: Navette, tmp_path: Path, strategy: str) -> None:
    settings = [f"rebalancing.strategy={strategy}", TOWN, "dispatch.waiting=wait_first"]
    day = verified_run(navette_command, CANTON, tmp_path / "out.h5", *settings)
    waits = day.table("stops").query("kind == 'wait'")
    assert len(waits) > 0
    assert (waits["seats"] == 0).all()
    km = day.kpi["value"]
    assert km["repositioning_distance"] > 0
    legs = day.table("legs").groupby("purpose", observed=False)["distance"].sum() / 1000
    assert km["repositioning_distance"] == pytest.approx(legs["repositioning"])
    empty = legs["approach"] + legs["repositioning"] + legs["depot"]
    assert km["empty_share"] == pytest.approx(empty / legs.sum())


def test_shuttles_that_stay_make_the_very_same_day(navette_command: Navette, canton: Path, tmp_path: Path) -> None:
    stays = verified_run(
        navette_command, CANTON, tmp_path / "stay.h5", "rebalancing.strategy=stay", "forecast.days=3"
    ).path
    hashes = [succeed(navette_command("verify", file)).splitlines()[-2] for file in (canton, stays)]
    assert hashes[0] == hashes[1]


def test_a_move_changes_nobody_s_wish(navette_command: Navette, canton: Path, tmp_path: Path) -> None:
    moved = verified_run(navette_command, CANTON, tmp_path / "moved.h5", "rebalancing.strategy=min_cost_flow").path
    columns = ["request_id", "submitted_at", "earliest_departure", "origin_edge", "destination_edge"]
    wishes = [navette.open(file).table("requests")[columns] for file in (canton, moved)]
    assert wishes[0].equals(wishes[1])


@pytest.mark.parametrize("strategy", ["depot", "plus_one", "min_cost_flow", "feedforward"])
def test_a_request_is_explained_while_shuttles_move(navette_command: Navette, tmp_path: Path, strategy: str) -> None:
    out = verified_run(
        navette_command, CANTON, tmp_path / "out.h5", f"rebalancing.strategy={strategy}", "dispatch.waiting=wait_first"
    ).path
    requests = navette.open(out).table("requests")
    for end in ("served", "refused"):
        request = requests.loc[requests["end"] == end, "request_id"].iloc[-1]
        assert request in succeed(navette_command("explain", out, "--request", request))


def test_a_file_tells_what_its_run_learned_from(navette_command: Navette, tmp_path: Path) -> None:
    settings = ("rebalancing.strategy=min_cost_flow", "forecast.days=3")
    out = verified_run(navette_command, CANTON, tmp_path / "out.h5", *settings).path
    earlier = navette.open(out).table("earlier_requests")
    assert len(earlier) > 100 and earlier["earliest_departure"].between(-3 * 86_400_000, 3 * 3_600_000).all()
    # A file of an earlier version lacks the table.
    request = navette.open(out).table("requests").request_id.iloc[0]
    with h5py.File(out, "r+") as file:
        del file["earlier_requests"]
    done = navette_command("explain", out, "--request", request)
    assert done.returncode == 2
    assert "not replayable: where idle shuttles waited was learned from days before the run" in done.stderr


def test_strategies_are_compared_as_scenarios_are() -> None:
    canton = navette.Scenario.read(CANTON).with_({"dispatch.waiting": "wait_first"})
    options = {name: canton.with_({"rebalancing.strategy": name}) for name in ("stay", "plus_one")}
    found = navette.compare(options, seeds=2, levels={"central": 1.0}, progress=False)
    assert list(found.differing.index) == ["rebalancing.strategy"]
    km = found.days.groupby("option")["repositioning_distance"].sum()
    assert km["stay"] == 0 < km["plus_one"]
