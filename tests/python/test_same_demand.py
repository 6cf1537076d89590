"""What is asked depends on the seed and the residents alone: never on policy, fleet, rules or threads."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from conftest import CANTON, Navette, succeed

ASKED = (
    "request_id", "submitted_at", "earliest_departure", "latest_arrival", "origin_lon", "origin_lat", "destination_lon",
    "destination_lat", "origin_edge", "origin_offset", "destination_edge", "destination_offset", "party_size",
    "wheelchairs", "resident", "channel", "tour", "way_back", "purpose", "direct_time", "direct_distance",
)  # fmt: skip
"""Columns of /requests that say what was asked; the others say what came of it, or which dwell is in force."""

CHANGES = {
    "policy": ["dispatch.policy=first_come"],
    "waiting": ["dispatch.waiting=wait_first"],
    "fleet": ["fleet.size=2"],
    "larger shuttles": ["fleet.seats=16", "fleet.wheelchairs=4"],
    "rules": ["service.max_wait_time=3600", "service.max_travel_time_alpha=2", "service.max_detour_alpha=1.5"],
    "dwell": ["service.stop_duration=120"],
    "record": ["record.trajectories=false"],
}


def asked(navette_command: Navette, out: Path, *changes: str, seed: int = 1, threads: int = 2) -> dict[str, bytes]:
    """The columns of what was asked, as bytes."""
    overrides = [part for change in changes for part in ("--set", change)]
    succeed(navette_command("run", CANTON, "-o", out, "--seed", str(seed), "--threads", str(threads), *overrides))
    with h5py.File(out) as file:
        requests = file["requests"]
        return {
            name: "\n".join(requests[name].asstr()[:]).encode()
            if h5py.check_string_dtype(requests[name].dtype)
            else requests[name][:].tobytes()
            for name in ASKED
        }


@pytest.fixture(scope="module")
def unchanged(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return asked(navette_command, tmp_path_factory.mktemp("unchanged") / "out.h5")


@pytest.mark.parametrize("change", CHANGES)
def test_the_requests_are_the_same_bytes(
    navette_command: Navette, unchanged: dict[str, bytes], tmp_path: Path, change: str
) -> None:
    assert asked(navette_command, tmp_path / "out.h5", *CHANGES[change]) == unchanged


@pytest.mark.parametrize("threads", [1, 8])
def test_the_requests_do_not_depend_on_the_number_of_threads(
    navette_command: Navette, unchanged: dict[str, bytes], tmp_path: Path, threads: int
) -> None:
    assert asked(navette_command, tmp_path / "out.h5", threads=threads) == unchanged


def test_another_seed_asks_for_something_else(
    navette_command: Navette, unchanged: dict[str, bytes], tmp_path: Path
) -> None:
    assert asked(navette_command, tmp_path / "out.h5", seed=2)["earliest_departure"] != unchanged["earliest_departure"]
