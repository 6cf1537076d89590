"""Each kind of service as a user runs it: `navette run`, then `navette verify`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

import navette
from conftest import CANTON, ROOT, Navette, succeed, verified_run

LINE = CANTON.with_name("line.toml")
HUBS = '[{name = "Saint-Hilarin", lon = 1.9760954, lat = 44.0004407, radius = 1200}]'
REAL_ROADS = ROOT.parent / "shared" / "data" / "osm" / "isle-of-man-south-west.osm.pbf"


def test_hub_and_spoke_goes_from_anywhere_to_the_town_and_back(navette_command: Navette, tmp_path: Path) -> None:
    found = verified_run(
        navette_command, CANTON, tmp_path / "hub.h5", 'service.kind="hub_and_spoke"', f"service.hubs={HUBS}"
    )
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
    written = verified_run(navette_command, LINE, tmp_path / "written.h5")
    by_feed = verified_run(navette_command, lines_by_feed, tmp_path / "feed.h5")
    assert (written.requests["end"] == "served").sum() > 20
    places = ["request_id", "end", "reason", "shuttle", "pickup", "dropoff", "walk_to_pickup"]
    pd.testing.assert_frame_equal(pd.DataFrame(written.requests[places]), pd.DataFrame(by_feed.requests[places]))


def test_on_a_day_without_service_the_lines_of_a_feed_stand_still(
    navette_command: Navette, lines_by_feed: Path, tmp_path: Path
) -> None:
    saturday = verified_run(navette_command, lines_by_feed, tmp_path / "saturday.h5", "run.first_day=2026-01-10")
    # Who thinks of it within the notice that bookings need does not call at all.
    assert set(saturday.requests["end"]) == {"refused", "never_made"}
    assert (saturday.requests["end"] == "refused").sum() > 50
    assert len(saturday.legs) == 0
    weekend = verified_run(
        navette_command, lines_by_feed, tmp_path / "weekend.h5", "run.first_day=2026-01-09", "run.days=3"
    )
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
        pytest.skip(f"{REAL_ROADS} is not there")
    scenario = ROOT / "scenarios" / "isle-of-man" / "stops.toml"
    found = verified_run(navette_command, scenario, tmp_path / "isle.h5", f'territory.roads="{REAL_ROADS}"')
    assert 150 < len(found.service_stops) < 312
    assert (found.requests["end"] == "served").sum() > 50


TWO = """
[services.town]
communes = ["Saint-Hilarin"]
fleet = { size = 2 }
fare = 1.5
way_back = "contract"
hours = [{ from = "07:00", until = "13:00" }]

[services.country]
fleet = { size = 3 }
fare = 3.0
fare_by_age = { "75+" = 0.0 }
fare_impaired = 0.0
taxi_above = 1200
"""
"""A service for the town, in the morning, both ways in one contract; and one for all, frugal and dearer."""


@pytest.fixture(scope="module")
def two_services(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> navette.Run:
    folder = tmp_path_factory.mktemp("two")
    roads = CANTON.with_name("canton.osm.pbf").as_posix()
    scenario = folder / "two.toml"
    scenario.write_text(CANTON.read_text().replace('"canton.osm.pbf"', f'"{roads}"') + TWO)
    taxis = ("costs.taxi_share=0.25", "costs.taxi_base=4", "costs.taxi_per_km=2")
    return verified_run(navette_command, scenario, folder / "two.h5", *taxis)


def test_services_side_by_side_keep_to_their_areas_and_hours(two_services: navette.Run) -> None:
    """`run` has verified them already; here that the file tells it, and that there was something to verify."""
    requests = two_services.requests
    name = requests["service"].map(two_services.services["name"])
    hour = requests["earliest_departure"] / 3_600_000
    in_town = name == "town"
    assert in_town.sum() > 10 and (name == "country").sum() > 40
    assert hour[in_town].between(7, 13).all() and not hour[name == "country"].between(7, 13).all()
    areas = two_services.table("service_areas")
    assert set(areas["service"]) == {0} and len(areas) > 3
    least = requests["least_added_time"]
    assert (least.notna() == (requests["reason"] == "too_costly")).all() and least.notna().sum() > 10
    assert least.dropna().gt(1_200_000).all()


def test_the_indicators_of_services_are_those_of_their_requests(two_services: navette.Run) -> None:
    groups, whole = two_services.by("service"), two_services.kpi["value"]
    assert list(groups.index) == ["town", "country", "none"]
    for name in ("requests", "served", "refused", "passengers", "refused_too_costly"):
        assert groups[name].sum() == whole[name]
    assert groups.loc["none", "served"] == 0 and groups.loc["none", "refused"] == whole["refused"]
    served = two_services.requests[two_services.requests["end"] == "served"]
    waits = (served["pickup"] - served["earliest_departure"]).groupby(served["service"]).mean() / 1e3
    assert groups.loc["town", "wait_mean"] == pytest.approx(waits[0])
    assert groups.loc["country", "wait_mean"] == pytest.approx(waits[1])


def test_the_money_of_services_adds_up_to_that_of_the_run(two_services: navette.Run) -> None:
    money, whole = two_services.by_service(), two_services.kpi["value"]
    assert list(money.index) == ["town", "country", "common"]
    for name in ("served", "passengers", "vehicle_distance", "shift_hours", "cost", "revenue"):
        assert money[name].sum() == pytest.approx(whole[name]), name
    assert money["trips"].sum() == pytest.approx(whole["passengers"] + whole["taxi_passengers"])
    town = two_services.requests[(two_services.requests["service"] == 0) & (two_services.requests["end"] == "served")]
    who = two_services.residents.iloc[town["resident"].to_numpy(dtype=int)]
    half = who["age_band"].astype(str).isin(["6-10", "11-17", "75+"]) | who["impaired"]  # by [costs] of the scenario
    whole_fares = town["party_size"].to_numpy() - 0.5 * half.to_numpy()
    assert money.loc["town", "revenue"] == pytest.approx(1.5 * whole_fares.sum())
    assert money.loc["town", "subsidy_per_trip"] == pytest.approx(
        (money.loc["town", "cost"] - money.loc["town", "revenue"]) / money.loc["town", "passengers"]
    )
    assert money.loc["common", "cost"] > whole["taxi_cost"] > 0  # and the booking centre
    assert money.loc["common", "revenue"] > 0


def test_explain_tells_what_a_costly_trip_would_have_added(navette_command: Navette, tmp_path: Path) -> None:
    out = tmp_path / "taxi.h5"
    settings = ("service.taxi_above=1500", "costs.taxi_base=4", "costs.taxi_per_km=2")
    found = verified_run(navette_command, CANTON, out, *settings)
    costly = found.requests[found.requests["reason"] == "too_costly"]
    assert len(costly) > 10 and found.kpi["value"]["taxi_passengers"] == costly["party_size"].sum()
    first = costly.sort_values("decided_at").iloc[0]
    told = succeed(navette_command("explain", out, "--request", first["request_id"]))
    assert "too_costly" in told and f"{first['least_added_time'] / 1000:g} s of driving and dwell" in told
    # Nothing was too costly before it, so that with a limit as told the day is the same up to it.
    enough = first["least_added_time"] / 1000
    refused = []
    for limit in (enough, enough - 0.001):
        again = verified_run(navette_command, CANTON, out, f"service.taxi_above={limit:.3f}", *settings[1:])
        same = again.requests.set_index("request_id").loc[first["request_id"]]
        refused.append(same["reason"] == "too_costly")
    assert refused == [False, True]
