"""Residents as a planner meets them: the shipped canton, a real island, and one demand for all who compare."""

from __future__ import annotations

import csv
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import CANTON, ROOT, Navette, succeed

SHARED = ROOT.parent / "shared" / "data"
ASKED = [
    "request_id", "submitted_at", "earliest_departure", "latest_arrival", "origin_lon", "origin_lat",
    "destination_lon", "destination_lat", "origin_edge", "origin_offset", "destination_edge", "destination_offset",
    "party_size", "wheelchairs", "boarding_time", "resident", "channel", "tour", "way_back", "purpose",
]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_canton_is_worth_comparing_policies_on(navette_command: Navette, tmp_path: Path, seed: int) -> None:
    out = tmp_path / "day.h5"
    succeed(navette_command("run", CANTON, "-o", out, "--seed", seed))
    kpi = navette.open(out).kpi["value"]
    assert 150 <= kpi["requests"] <= 300
    assert 0.03 <= kpi["refusal_rate"] <= 0.20
    assert 0.20 <= kpi["pooling_rate"] <= 0.60
    assert 0.25 <= kpi["empty_share"] <= 0.50


def asked(out: Path) -> dict[str, np.ndarray]:
    with h5py.File(out) as file:
        return {column: file["requests"][column][:] for column in ASKED}


def test_policy_fleet_rules_and_threads_change_nothing_in_what_is_asked(
    navette_command: Navette, canton: Path, tmp_path: Path
) -> None:
    expected = asked(canton)
    others = {
        "policy": ["--set", "dispatch.policy=first_come"],
        "fleet": ["--set", "fleet.size=2", "--set", "fleet.seats=4"],
        "rules": ["--set", "service.max_wait_time=600", "--set", "dispatch.waiting=wait_first"],
        "threads": ["--threads", "2"],
    }
    for name, arguments in others.items():
        out = tmp_path / f"{name}.h5"
        succeed(navette_command("run", CANTON, "-o", out, *arguments))
        for column, values in asked(out).items():
            assert values.tolist() == expected[column].tolist(), f"{name} changed {column}"


def test_another_seed_asks_otherwise_of_the_same_residents(
    navette_command: Navette, canton: Path, tmp_path: Path
) -> None:
    out = tmp_path / "other.h5"
    succeed(navette_command("run", CANTON, "-o", out, "--seed", "2"))
    with h5py.File(out) as other, h5py.File(canton) as first:
        assert other["residents/age_band"][:].tolist() == first["residents/age_band"][:].tolist()
        assert other["requests/request_id"][:].tolist() != first["requests/request_id"][:].tolist()


def test_the_isle_of_man_has_the_residents_of_its_census(navette_command: Navette, tmp_path: Path) -> None:
    roads = SHARED / "osm" / "isle-of-man.osm.pbf"
    census = SHARED / "population" / "isle-of-man-census2021.csv"
    if not (roads.is_file() and census.is_file()):
        pytest.skip(f"skipped: {roads} or {census} is not there")
    out = tmp_path / "island.h5"
    scenario = ROOT / "scenarios" / "isle-of-man" / "scenario.toml"
    succeed(
        navette_command(
            "run", scenario, "-o", out, "--set", f"territory.roads={roads}", "--set", f"population.census={census}"
        )
    )
    assert succeed(navette_command("verify", out)).endswith("0 violations\n")
    run = navette.open(out)
    made = dict(zip(run.communes["name"], run.communes["made"], strict=True))
    with census.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if "(total)" in row["place"]:
            assert len(run.residents) == int(row["population_2021"])
        else:
            on_the_map = row["place"].split(" (")[0].replace("St ", "Saint ")
            assert made[on_the_map] == pytest.approx(int(row["population_2021"]), rel=0.01)
    travel = run.travel.groupby("age_band", observed=True)[["residents", "went_out", "trips"]].sum()
    assert travel["trips"].sum() / travel["residents"].sum() == pytest.approx(3.0, abs=0.1)
    assert travel.loc["75+", "went_out"] / travel.loc["75+", "residents"] == pytest.approx(0.42, abs=0.02)
    assert travel.loc["25-39", "went_out"] / travel.loc["25-39", "residents"] == pytest.approx(0.74, abs=0.02)
    ends = run.requests["end"].value_counts()
    assert ends["served"] > 0.7 * len(run.requests)


def test_any_territory_needs_nothing_but_its_map(navette_command: Navette, tmp_path: Path) -> None:
    roads = SHARED / "osm" / "north-bayreuth.osm.pbf"
    if not roads.is_file():
        pytest.skip(f"skipped: {roads} is not there")
    out = tmp_path / "mine.h5"
    scenario = ROOT / "scenarios" / "your-territory" / "scenario.toml"
    done = navette_command("run", scenario, "-o", out, "--set", f"territory.roads={roads}")
    succeed(done)
    assert "inhabitants" in done.stderr  # says what it assumed
    assert succeed(navette_command("verify", out)).endswith("0 violations\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "demand.service_share=1.5"], "demand.service_share"),
        (["--set", "population.age_shares=[-0.1,0.2,0.1,0.1,0.2,0.2,0.2,0.1]"], "population.age_shares"),
        (["--set", "population.census=nowhere.csv"], "nowhere.csv"),
    ],
)
def test_wrong_residents_are_told_before_anything_runs(
    navette_command: Navette, tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "none.h5"
    done = navette_command("run", CANTON, "-o", out, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert not out.exists()


def test_an_outside_place_off_the_roads_is_told(navette_command: Navette, tmp_path: Path) -> None:
    out = tmp_path / "none.h5"
    place = 'demand.outside=[{name="Far hospital",kind="hospital",lon=2.5,lat=43.94,size=400}]'
    for command in (["validate", CANTON], ["run", CANTON, "-o", out]):
        done = navette_command(*command, "--set", place)
        assert done.returncode == 2
        assert "Far hospital" in done.stderr
    assert not out.exists()


def test_an_area_without_homes_is_told(navette_command: Navette, tmp_path: Path) -> None:
    area = tmp_path / "sea.geojson"
    ring = "[[10,50],[10.1,50],[10.1,50.1],[10,50]]"
    area.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Sea"},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
        encoding="utf-8",
    )
    out = tmp_path / "none.h5"
    done = navette_command("run", CANTON, "-o", out, "--set", f"territory.area={area}")
    assert done.returncode == 2
    assert "territory.area" in done.stderr
    assert not out.exists()


def test_a_census_of_towns_that_the_map_lacks_names_them(navette_command: Navette, tmp_path: Path) -> None:
    census = tmp_path / "census.csv"
    census.write_text("place,population\nAtlantis,5000\n", encoding="utf-8")
    out = tmp_path / "none.h5"
    done = navette_command("run", CANTON, "-o", out, "--set", f"population.census={census}")
    assert done.returncode == 2
    assert "Atlantis" in done.stderr
    assert "census.csv:2" in done.stderr
    assert not out.exists()
