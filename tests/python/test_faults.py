"""Maps and areas that once gave wrong answers: drawn here, and those of ../shared/data/faults if they are there."""

from __future__ import annotations

import json
from pathlib import Path

import h5py
import numpy as np
import pytest

from conftest import ROOT
from requests_told import navette, told

FAULTS = ROOT.parent / "shared" / "data" / "faults"
KM = 1 / 111.19493  # degrees of latitude


def run(scenario: Path, out: Path, *more: object) -> dict[str, dict[str, object]]:
    """Runs and verifies; of each request its end, reason, and direct drive in seconds."""

    def about(requests: h5py.Group, row: int, reason: str) -> dict[str, object]:
        direct = requests["direct_time"][row]
        return {
            "served": bool(requests["end"][row] == 0),
            "reason": reason,
            "direct": None if direct == np.iinfo(np.int64).min else direct / 1000,
            "metres": int(requests["direct_distance"][row]),
        }

    return told(scenario, out, *more, of=about)


# A valley: west and east, 6 km apart, joined by a pass of 2 km over b and by a way round of 4 km more over c and d.
#
#      c--------d
#      |        |
#  w---a---b----e---f
NODES = {"w": (0, 0), "a": (2, 0), "b": (3, 0), "e": (4, 0), "f": (6, 0), "c": (2, 2), "d": (4, 2)}
WAYS = {"wa": "wa", "ef": "ef", "pass": "abe", "round": "acde"}
# At 60 km/h, in seconds, from half way w-a to half way e-f.
STRAIGHT, ROUND = 240.0, 480.0


def degrees(east: float, north: float) -> tuple[float, float]:
    return 2 + east * KM / np.cos(np.radians(44)), 44 + north * KM


def valley(
    folder: Path,
    tags: str = "",
    *,
    way: str = "",
    speed: str = "60",
    keys: str = "",
    more: str = "",
    places: dict[str, tuple[float, float]] | None = None,
) -> Path:
    """Writes map, requests and scenario; `tags` and `way` (attributes) are those of the pass."""
    number = {name: row + 1 for row, name in enumerate(NODES)}
    lines = ['<osm version="0.6">']
    for name, (east, north) in NODES.items():
        lon, lat = degrees(east, north)
        lines.append(f'<node id="{number[name]}" lon="{lon:.7f}" lat="{lat:.7f}"/>')
    for row, (name, nodes) in enumerate(WAYS.items()):
        over = name == "pass"
        references = "".join(f'<nd ref="{number[node]}"/>' for node in nodes)
        limit = f'<tag k="maxspeed" v="{speed if over else 60}"/>' if "ferry" not in tags or not over else ""
        kind = '<tag k="highway" v="tertiary"/>' if "ferry" not in tags or not over else ""
        lines.append(
            f'<way id="{row + 10}" {way if over else ""}>{references}{kind}{limit}{tags if over else ""}</way>'
        )
    (folder / "map.osm").write_text("\n".join([*lines, more, "</osm>"]))
    ends = places or {"w": (1, 0), "f": (5, 0)}
    rows = ["request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat"]
    for k, (origin, destination) in enumerate([(0, 1), (1, 0)]):
        (a, b), (c, d) = (degrees(*list(ends.values())[end]) for end in (origin, destination))
        rows.append(f"{'there' if k == 0 else 'back'},07:00,{9 + 2 * k}:00,{a:.7f},{b:.7f},{c:.7f},{d:.7f}")
    (folder / "requests.csv").write_text("\n".join(rows) + "\n")
    lon, lat = degrees(0.5, 0)
    (folder / "shuttles.csv").write_text(
        f"shuttle_id,lon,lat,seats,shift_start,shift_end\ns,{lon},{lat},8,06:00,20:00\n"
    )
    scenario = folder / "scenario.toml"
    scenario.write_text(
        f'[territory]\nroads = "map.osm"\n{keys}\n'
        '[demand]\nrequests = "requests.csv"\n[fleet]\nshuttles = "shuttles.csv"\n'
    )
    return scenario


def tag(key: str, value: str) -> str:
    return f'<tag k="{key}" v="{value}"/>'


def directions(scenario: Path, out: Path, *more: object) -> tuple[float, float]:
    requests = run(scenario, out, *more)
    return requests["there"]["direct"], requests["back"]["direct"]


@pytest.mark.parametrize(
    ("tags", "public", "there", "back"),
    [
        ("", True, STRAIGHT, STRAIGHT),
        (tag("access", "no"), True, ROUND, ROUND),
        (tag("access", "no") + tag("psv:backward", "designated"), True, ROUND, STRAIGHT),
        (tag("access", "no") + tag("bus:forward", "yes"), True, STRAIGHT, ROUND),
        (tag("access", "no") + tag("psv:backward", "designated"), False, ROUND, ROUND),
        (tag("access", "psv"), True, STRAIGHT, STRAIGHT),
        (tag("access", "psv"), False, ROUND, ROUND),
        (tag("motor_vehicle", "bus"), False, ROUND, ROUND),
        (tag("motor_vehicle", "yes") + tag("psv", "no"), True, ROUND, ROUND),
        (tag("oneway", "yes") + tag("lanes:psv:backward", "1"), True, STRAIGHT, STRAIGHT),
        (tag("oneway", "yes") + tag("lanes:psv:backward", "1"), False, STRAIGHT, ROUND),
        (tag("oneway", "yes") + tag("oneway:psv", "no"), True, STRAIGHT, STRAIGHT),
    ],
)
def test_access_is_by_direction_and_class_of_vehicle(
    tmp_path: Path, tags: str, public: bool, there: float, back: float
) -> None:
    keys = f"public_service = {str(public).lower()}"
    found = directions(valley(tmp_path, tags, keys=keys), tmp_path / "o.h5")
    assert found == pytest.approx((there, back), abs=0.5)


@pytest.mark.parametrize("speed", ["500", "151", "0", "-60", "60;500", "60 leagues"])
def test_a_speed_that_cannot_be_gives_way_to_the_default_and_is_said(tmp_path: Path, speed: str) -> None:
    scenario = valley(tmp_path, speed=speed)
    assert directions(scenario, tmp_path / "o.h5") == pytest.approx((264, 264), abs=0.5)  # 2 km of it at 50 km/h
    told = navette("run", scenario, "-o", tmp_path / "p.h5").stderr
    assert "1 ways have speed limits that cannot be" in told
    report = navette("network", tmp_path / "map.osm").stdout
    assert "ways with impossible speed limits" in report


def test_the_fastest_limit_that_can_be_is_verified(tmp_path: Path) -> None:
    # 1 km to the pass, 2 km at 150 km/h, 1 km after it.
    found = directions(valley(tmp_path, speed="150"), tmp_path / "o.h5")
    assert found == pytest.approx((168, 168), abs=0.5)


def test_a_ferry_takes_the_duration_that_is_mapped(tmp_path: Path) -> None:
    ferry = tag("route", "ferry") + tag("motor_vehicle", "yes") + tag("duration", "3")
    scenario = valley(tmp_path, ferry, keys="ferries = true")
    assert directions(scenario, tmp_path / "o.h5") == pytest.approx((60 + 180 + 60,) * 2, abs=0.5)
    assert directions(valley(tmp_path, ferry), tmp_path / "p.h5") == pytest.approx((ROUND, ROUND), abs=0.5)


def test_what_is_deleted_in_josm_is_not_driven(tmp_path: Path) -> None:
    assert directions(valley(tmp_path, way='action="delete"'), tmp_path / "o.h5") == pytest.approx(
        (ROUND, ROUND), abs=0.5
    )
    assert directions(valley(tmp_path, way='action="modify"'), tmp_path / "p.h5") == pytest.approx(
        (STRAIGHT, STRAIGHT), abs=0.5
    )


def test_an_answer_that_did_not_finish_is_refused(tmp_path: Path) -> None:
    scenario = valley(tmp_path, more="<remark>runtime error: Query ran out of memory</remark>")
    for arguments in (
        ["run", scenario, "-o", tmp_path / "o.h5"],
        ["network", tmp_path / "map.osm"],
        ["validate", scenario],
    ):
        refused = navette(*arguments)
        assert refused.returncode == 2
        assert "Query ran out of memory" in refused.stderr
    assert not (tmp_path / "o.h5").exists()


BARRED = {
    "a motorway": tag("motorroad", "no") + tag("highway", "motorway") + tag("oneway", "no"),
    "motorroad": tag("motorroad", "yes"),
    "a tunnel": tag("tunnel", "yes"),
    "a bridge": tag("bridge", "yes"),
    "pedestrians": tag("foot", "no"),
}


@pytest.mark.parametrize("road", BARRED)
def test_nobody_boards_where_nobody_may_stand(tmp_path: Path, road: str) -> None:
    # Both ends at the pass, 300 m from the roads beside it.
    scenario = valley(tmp_path, places={"x": (2.3, -0.05), "y": (3.7, -0.05)})
    if "highway" in BARRED[road]:
        text = (tmp_path / "map.osm").read_text()
        changed = text.replace('<nd ref="4"/><tag k="highway" v="tertiary"/>', '<nd ref="4"/>' + BARRED[road], 1)
        assert changed != text
        (tmp_path / "map.osm").write_text(changed)
    else:
        scenario = valley(tmp_path, BARRED[road], places={"x": (2.3, -0.05), "y": (3.7, -0.05)})
    # From a to e over the pass.
    requests = run(scenario, tmp_path / "o.h5")
    assert all(row["served"] for row in requests.values())
    assert requests["there"]["metres"] == pytest.approx(2000, abs=2)
    refused = run(scenario, tmp_path / "p.h5", "--set", "territory.max_snap_distance=200")
    assert {row["reason"] for row in refused.values()} == {"no_boarding_in_reach"}
    explained = navette("explain", tmp_path / "p.h5", "--request", "there")
    assert road in explained.stdout
    report = navette("network", tmp_path / "map.osm").stdout
    assert "Where nobody boards" in report
    lon, lat = degrees(3, 0)
    depot = f"shuttle_id,lon,lat,seats,shift_start,shift_end\ns,{lon},{lat},8,06:00,20:00\n"
    (tmp_path / "shuttles.csv").write_text(depot)
    wrong = navette("run", scenario, "-o", tmp_path / "q.h5")
    assert wrong.returncode == 2
    assert road in wrong.stderr and "where nobody may get in or out" in wrong.stderr


def square(west: float, east: float) -> list[list[list[float]]]:
    corners = [(west, -1), (east, -1), (east, 1), (west, 1), (west, -1)]
    return [[list(degrees(*corner)) for corner in corners]]


def test_areas_that_overlap_are_one(tmp_path: Path) -> None:
    west, east = square(-1, 4), square(2, 7)
    polygons = [{"type": "Polygon", "coordinates": ring} for ring in (west, east)]
    features = [{"type": "Feature", "properties": {}, "geometry": polygon} for polygon in polygons]
    for shape in (
        {"type": "FeatureCollection", "features": features},
        {"type": "MultiPolygon", "coordinates": [west, east]},
        {"type": "GeometryCollection", "geometries": polygons},
    ):
        scenario = valley(tmp_path, places={"middle": (3, 0), "east": (5, 0)})
        (tmp_path / "area.geojson").write_text(json.dumps(shape))
        with scenario.open("a") as file:
            file.write('[service]\narea = "area.geojson"\n')
        assert all(row["served"] for row in run(scenario, tmp_path / "o.h5").values())


# The folders of ../shared/data/faults, each with its README's right answer.

fault = pytest.mark.skipif(not FAULTS.exists(), reason="../shared/data/faults is not there")


@fault
@pytest.mark.parametrize(
    ("name", "there", "back"),
    [
        ("josm-delete", 386.829, 386.829),
        ("bus-one-direction", 386.829, 119.980),
        ("access-psv-private", 386.829, 386.829),
        ("maxspeed-typo", 131.98, 131.98),
    ],
)
def test_loops(tmp_path: Path, name: str, there: float, back: float) -> None:
    requests = run(FAULTS / name / "scenario.toml", tmp_path / "o.h5")
    assert (requests["ab"]["direct"], requests["ba"]["direct"]) == pytest.approx((there, back), abs=0.005)


@fault
def test_snap_motorway(tmp_path: Path) -> None:
    house = run(FAULTS / "snap-motorway" / "scenario.toml", tmp_path / "o.h5")["house"]
    assert house["direct"] == pytest.approx(72.0, abs=0.1)
    assert house["metres"] == pytest.approx(1000, abs=2)


@fault
def test_area_overlap(tmp_path: Path) -> None:
    requests = run(FAULTS / "area-overlap" / "scenario.toml", tmp_path / "o.h5")
    assert [row["served"] for row in requests.values()] == [True] * 3


@fault
def test_overpass_geom() -> None:
    report = navette("network", FAULTS / "overpass-geom" / "map.osm")
    assert report.returncode == 0
    assert "nodes known by the lines of ways only" in report.stdout
