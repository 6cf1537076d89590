"""Each kind of service as a user runs it: `navette run`, then `navette verify`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

import navette
from conftest import CANTON, ROOT, Navette, succeed

LINE = CANTON.with_name("line.toml")
HUBS = '[{name = "Saint-Hilarin", lon = 1.9760954, lat = 44.0004407, radius = 1200}]'
REAL_ROADS = ROOT.parent / "shared" / "data" / "osm" / "isle-of-man-south-west.osm.pbf"


def run(navette_command: Navette, scenario: Path, out: Path, *settings: str) -> navette.Run:
    """A run that is verified."""
    overrides = [part for setting in settings for part in ("--set", setting)]
    succeed(navette_command("run", scenario, "-o", out, "--quiet", *overrides))
    assert succeed(navette_command("verify", out)).strip().endswith(" 0 violations")
    return navette.open(out)


def test_hub_and_spoke_goes_from_anywhere_to_the_town_and_back(navette_command: Navette, tmp_path: Path) -> None:
    found = run(navette_command, CANTON, tmp_path / "hub.h5", 'service.kind="hub_and_spoke"', f"service.hubs={HUBS}")
    served = found.requests[found.requests["end"] == "served"]
    to_hub, from_hub = served["dropoff_stop"] >= 0, served["pickup_stop"] >= 0
    assert (to_hub | from_hub).all() and to_hub.sum() > 20 and from_hub.sum() > 20
    refused = found.requests["reason"].value_counts()
    assert refused["no_stop_in_reach"] > 20  # from village to village
    assert found.service_stops["radius"].tolist() == [1200]


def minutes(clock: str) -> int:
    """Of "07:30", after midnight."""
    return 60 * int(clock[:2]) + int(clock[3:])


def write_feed(folder: Path, services: pd.DataFrame) -> Path:
    """A zipped feed of the lines of a scenario; its stops are those of all, its trips their courses."""
    stops: dict[str, dict[str, float]] = {}
    trips, times = [], []
    for name, service in services.items():
        for stop in service["stops"]:
            stops[f"{name}-{stop['name']}"] = stop
        for number, course in enumerate({**each, "first": each["times"][0]} for each in service["courses"]):
            first, every, until = (minutes(course[key]) for key in ("first", "every", "until"))
            for k, start in enumerate(range(first, until + 1, every)):
                trip = f"{name}-{number}-{k}"
                trips.append(f"{name},weekdays,{trip}")
                for rank, (stop, time) in enumerate(zip(course["stops"], course["times"], strict=True)):
                    at = minutes(time) - first + start
                    clock = f"{at // 60:02}:{at % 60:02}:00"
                    times.append(f"{trip},{clock},{clock},{name}-{stop},{rank}")
    tables = {
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon"]
        + [f"{key},{stop['name']},{stop['lat']!r},{stop['lon']!r}" for key, stop in stops.items()],
        "routes.txt": ["route_id,route_short_name,route_type", *(f"{name},{name.upper()},3" for name in services)],
        "trips.txt": ["route_id,service_id,trip_id", *trips],
        "stop_times.txt": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence", *times],
        "calendar.txt": [
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            "weekdays,1,1,1,1,1,0,0,20260101,20261231",
        ],
    }
    feed = folder / "feed.zip"
    with zipfile.ZipFile(feed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            archive.writestr(name, "\n".join(lines) + "\n")
    return feed


@pytest.fixture
def lines_by_feed(tmp_path: Path) -> Path:
    """The canton's two lines, their stops and courses taken from a feed."""
    scenario = navette.Scenario.read(LINE)
    feed = write_feed(tmp_path, scenario["services"])
    text = LINE.read_text(encoding="utf-8").replace('"canton.osm.pbf"', f'"{CANTON.with_name("canton.osm.pbf")}"')
    for name in ("east", "south"):
        head, rest = text.split(f"[services.{name}]\n")
        rest = rest[rest.index(f"[services.{name}.fleet]") :]
        keys = f'stop_source = "gtfs"\ngtfs = "{feed.name}"\ngtfs_routes = ["{name.upper()}"]'
        text = f"{head}[services.{name}]\n{keys}\n{rest}"
    path = tmp_path / "lines.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_of_a_feed_run_as_if_their_timetable_stood_in_the_scenario(
    navette_command: Navette, lines_by_feed: Path, tmp_path: Path
) -> None:
    written = run(navette_command, LINE, tmp_path / "written.h5")
    by_feed = run(navette_command, lines_by_feed, tmp_path / "feed.h5")
    assert (written.requests["end"] == "served").sum() > 20
    places = ["request_id", "end", "reason", "shuttle", "pickup", "dropoff", "walk_to_pickup"]
    pd.testing.assert_frame_equal(pd.DataFrame(written.requests[places]), pd.DataFrame(by_feed.requests[places]))


def test_on_a_day_without_service_the_lines_of_a_feed_stand_still(
    navette_command: Navette, lines_by_feed: Path, tmp_path: Path
) -> None:
    saturday = run(navette_command, lines_by_feed, tmp_path / "saturday.h5", "run.first_day=2026-01-10")
    assert len(saturday.requests) > 50 and (saturday.requests["end"] == "refused").all()
    assert len(saturday.legs) == 0
    weekend = run(navette_command, lines_by_feed, tmp_path / "weekend.h5", "run.first_day=2026-01-09", "run.days=3")
    served = weekend.requests[weekend.requests["end"] == "served"]
    assert len(served) > 20 and (served["pickup"] < 86_400_000).all()
    late = navette_command("run", lines_by_feed, "-o", tmp_path / "x.h5", "--set", "run.first_day=2030-01-07")
    assert late.returncode == 2 and "its calendars reach from 2026-01-01 to 2026-12-31" in late.stderr


def test_a_feed_of_elsewhere_is_told_with_a_few_of_its_stops(navette_command: Navette, tmp_path: Path) -> None:
    (tmp_path / "stops.txt").write_text(
        "stop_id,stop_lat,stop_lon\n" + "".join(f"s{k},{50 + k / 100},8.0\n" for k in range(50)), encoding="utf-8"
    )
    settings = ("service.kind=stop_based", "service.stop_source=gtfs", f"service.gtfs={tmp_path}")
    overrides = [part for setting in settings for part in ("--set", setting)]
    done = navette_command("run", CANTON, "-o", tmp_path / "out.h5", *overrides)
    assert done.returncode == 2
    assert "stop s0 of service service at lon 8.00000, lat 50.00000 lies more than 500 m" in done.stderr
    assert "and 40 more stops of service service" in done.stderr and len(done.stderr.splitlines()) < 20


def test_real_bus_stops_serve_a_real_territory(navette_command: Navette, tmp_path: Path) -> None:
    if not REAL_ROADS.exists():
        print("skipped: ../shared/data/osm is not there")
        return
    scenario = ROOT / "scenarios" / "isle-of-man" / "stops.toml"
    found = run(navette_command, scenario, tmp_path / "isle.h5", f'territory.roads="{REAL_ROADS}"')
    assert 150 < len(found.service_stops) < 312
    assert (found.requests["end"] == "served").sum() > 50
