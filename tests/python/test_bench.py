"""`navette bench`: what it tells, and that the pruned search decides what the unpruned one decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CANTON, Navette, succeed

SHARES = {f"share_{step}" for step in ("pinning", "insertion", "after_last_stop", "locating", "applying")}


def bench(navette: Navette, *arguments: str) -> dict[str, float]:
    return json.loads(succeed(navette("bench", CANTON, "--format", "json", *arguments)))


def test_json_tells_time_look_ups_and_cost(navette_command: Navette) -> None:
    told = bench(navette_command)
    assert set(told) == SHARES | {
        "requests",
        "us_per_request_mean",
        "us_per_request_median",
        "us_per_request_p99",
        "lookups_per_request",
        "mean_insertion_cost",
        "wall_s",
    }
    assert sum(told[share] for share in SHARES) == pytest.approx(1)
    assert 0 < told["us_per_request_median"] <= told["us_per_request_p99"]
    assert told["requests"] * told["us_per_request_mean"] * 1e-6 < told["wall_s"]
    assert told["lookups_per_request"] > 1


def test_the_unpruned_search_looks_up_more_and_decides_the_same(navette_command: Navette) -> None:
    pruned, unpruned = bench(navette_command), bench(navette_command, "--unpruned")
    assert pruned["mean_insertion_cost"] == unpruned["mean_insertion_cost"]
    assert pruned["requests"] == unpruned["requests"]
    assert pruned["lookups_per_request"] < unpruned["lookups_per_request"]


def test_the_table_says_the_same_and_another_seed_is_another_day(navette_command: Navette) -> None:
    told = bench(navette_command, "--seed", "2")
    table = dict(line.split() for line in succeed(navette_command("bench", CANTON, "--seed", "2")).splitlines())
    assert set(table) == set(told)
    assert table["requests"] == str(told["requests"])
    assert float(table["mean_insertion_cost"]) == pytest.approx(told["mean_insertion_cost"], abs=1e-3)
    assert bench(navette_command)["mean_insertion_cost"] != told["mean_insertion_cost"]


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["--format", "csv"], "--format must be table or json, found csv"),
        (["--unpruned", "--set", "dispatch.policy=first_come"], "--unpruned is for dispatch.policy insertion"),
        (["--set", "service.max_wait_time=-1"], "service.max_wait_time"),
        (["-o", "out.h5"], "-o"),
    ],
)
def test_what_it_refuses(navette_command: Navette, tmp_path: Path, arguments: list[str], wrong: str) -> None:
    done = navette_command("bench", CANTON, *arguments, cwd=tmp_path)
    assert done.returncode == 2 and wrong in done.stderr and not done.stdout
    assert not list(tmp_path.iterdir())
