"""Evenings that pass midnight, and stops where one may only board or alight, as users write them."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from navette import open as open_run
from navette.indicators.services import by_service
from navette.indicators.shift_days import shift_days
from requests_told import navette, told

FAULTS = Path(__file__).parents[2] / "../shared/data/faults"

# A road of 12 km: a at 0, b at 6, c at 12 km, with a stop at each; 60 km/h.
MAP = """<?xml version='1.0'?><osm version="0.6">
<node id="1" lat="46.0" lon="3.000"/><node id="2" lat="46.0" lon="3.078"/><node id="3" lat="46.0" lon="3.156"/>
<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="secondary"/><tag k="maxspeed" v="60"/></way>
</osm>
"""
PLACES = {"a": "3.001,46.0", "b": "3.078,46.0", "c": "3.155,46.0"}


def ends(scenario: Path, out: Path, *more: object) -> dict[str, str]:
    """Runs and verifies: of each request 'served', or why it was refused."""
    return told(scenario, out, *more, of=lambda requests, row, reason: reason if requests["end"][row] else "served")


def write(folder: Path, toml: str, requests: list[str]) -> Path:
    """`requests`: 'id submitted departure from to'."""
    (folder / "map.osm").write_text(MAP)
    rows = []
    for request in requests:
        name, submitted, departure, origin, destination = request.split()
        rows.append(f"{name},{submitted},{departure},{PLACES[origin]},{PLACES[destination]}")
    header = "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat"
    (folder / "requests.csv").write_text("\n".join([header, *rows]) + "\n")
    # One shuttle in the morning, the other until 04:00.
    rows = [f"s{k},{PLACES['a']},8,{shift}" for k, shift in enumerate(("00:00,05:00", "05:00,28:00"))]
    (folder / "shuttles.csv").write_text("\n".join(["shuttle_id,lon,lat,seats,shift_start,shift_end", *rows]) + "\n")
    scenario = folder / "scenario.toml"
    scenario.write_text(
        '[territory]\nroads = "map.osm"\n[demand]\nrequests = "requests.csv"\n'
        f'[fleet]\nshuttles = "shuttles.csv"\n{toml}'
    )
    return scenario


def write_feed(folder: Path, trips: str, stop_times: str, calendar: str) -> None:
    feed = folder / "feed"
    feed.mkdir()
    (feed / "stops.txt").write_text(
        "stop_id,stop_name,stop_lon,stop_lat\n" + "".join(f"{key},{key},{place}\n" for key, place in PLACES.items())
    )
    (feed / "routes.txt").write_text("route_id,route_short_name,route_type\nr,1,3\n")
    (feed / "trips.txt").write_text("route_id,service_id,trip_id\n" + trips)
    (feed / "stop_times.txt").write_text(stop_times)
    (feed / "calendar_dates.txt").write_text("service_id,date,exception_type\n" + calendar)


LINE = '[service]\nkind = "virtual_line"\nstop_source = "gtfs"\ngtfs = "feed"\n'


@pytest.mark.parametrize("first_day", ["2025-12-31", "2026-02-28", "2028-02-29"])
def test_a_night_belongs_to_the_evening_before_it(tmp_path: Path, first_day: str) -> None:
    names = {"2025-12-31": "wednesday", "2026-02-28": "saturday", "2028-02-29": "tuesday"}
    scenario = write(
        tmp_path,
        f'[service]\nhours = [{{from = "21:00", until = "27:00"}}]\ndays = ["{names[first_day]}"]\n'
        f"[run]\nfirst_day = {first_day}\ndays = 2\n",
        [
            "before 0:10 1:00 a b",
            "evening 20:00 22:00 a b",
            "night 20:00 26:00 a b",
            "after 26:00 27:01 b c",
            "next 44:00 46:00 b c",
        ],
    )
    assert ends(scenario, tmp_path / "o.h5") == {
        "before": "outside_hours",
        "evening": "served",
        "night": "served",
        "after": "outside_hours",
        "next": "outside_hours",
    }


def test_notice_is_counted_from_the_service_day(tmp_path: Path) -> None:
    scenario = write(
        tmp_path,
        '[service]\nhours = [{from = "20:00", until = "26:00"}]\nbooking_type = "prior_days"\n'
        'prior_notice_last_time = "17:00"\n[run]\ndays = 2\n',
        ["in-time 17:00 49:00 a b", "too-late 17:01 49:00 a b", "evening 17:01 45:00 a b"],
    )
    late = "booked_too_late"
    assert ends(scenario, tmp_path / "o.h5") == {"in-time": "served", "too-late": late, "evening": late}


def test_trips_of_a_feed_after_midnight_run_in_the_night_of_their_day(tmp_path: Path) -> None:
    # The trip runs on 9 January only, a Friday.
    times = "trip_id,stop_id,stop_sequence,departure_time\nt,a,1,25:10:00\nt,c,2,25:30:00\n"
    write_feed(tmp_path, "s,t\n".replace("s,t", "r,s,t"), times, "s,20260109,1\ns,20260110,2\n")
    asked = ["first-night 0:30 1:05 a c", "second-night 24:30 25:05 a c"]
    scenario = write(tmp_path, LINE + "[run]\nfirst_day = 2026-01-09\n", asked)
    assert ends(scenario, tmp_path / "o.h5") == {"first-night": "no_stop_in_reach", "second-night": "served"}
    # Of the evening before the run it goes on in the first night. The calendar must know the day of the run itself.
    (tmp_path / "feed" / "calendar_dates.txt").write_text(
        "service_id,date,exception_type\ns,20260109,1\nother,20260110,1\n"
    )
    later = ends(scenario, tmp_path / "p.h5", "--set", "run.first_day=2026-01-10")
    assert later == {"first-night": "served", "second-night": "no_stop_in_reach"}
    with h5py.File(tmp_path / "p.h5") as file:
        assert list(file["course_days/day"][()]) == [0]
        assert list(file["course_days/service_day"][()]) == [-1]


def test_shortly_before_midnight_a_line_offers_the_courses_of_the_next_day(tmp_path: Path) -> None:
    a, c = (dict(zip(("lon", "lat"), PLACES[key].split(","), strict=True)) for key in "ac")
    stops = ", ".join(f'{{name = "{n}", lon = {p["lon"]}, lat = {p["lat"]}}}' for n, p in (("a", a), ("c", c)))
    line = (
        f'[service]\nkind = "virtual_line"\nmax_wait_time = "00:20"\nstops = [{stops}]\n'
        'courses = [{stops = ["a", "c"], times = ["00:10", "00:25"]}]\n'
    )
    asked = ["next 20:00 23:50 a c", "too-early 20:00 23:45 a c", "over 40:00 47:50 a c"]
    scenario = write(tmp_path, line + "[run]\nfirst_day = 2026-01-09\ndays = 2\n", asked)
    none = "no_stop_in_reach"
    assert ends(scenario, tmp_path / "o.h5") == {"next": "served", "too-early": none, "over": none}
    with h5py.File(tmp_path / "o.h5") as file:
        assert file["requests/pickup"][0] == (24 * 60 + 10) * 60_000
    # The line runs on Saturdays only: on Friday at 23:50 it soon does, at 23:45 it does not yet.
    saturdays = line.replace("[service]\n", '[service]\ndays = ["saturday"]\n')
    scenario = write(tmp_path, saturdays + "[run]\nfirst_day = 2026-01-09\ndays = 2\n", asked)
    told_now = ends(scenario, tmp_path / "p.h5")
    assert told_now == {"next": "served", "too-early": "outside_hours", "over": none}


def test_where_a_feed_forbids_to_board_nobody_boards(tmp_path: Path) -> None:
    times = (
        "trip_id,stop_id,stop_sequence,departure_time,pickup_type,drop_off_type\n"
        "t,a,1,08:00:00,2,1\nt,b,2,08:10:00,1,0\nt,c,3,08:20:00,,3\n"
    )
    write_feed(tmp_path, "r,s,t\n", times, "s,20260105,1\n")
    asked = ["a-to-c 7:00 7:55 a c", "a-to-b 7:00 7:55 a b", "b-to-c 7:00 8:05 b c"]
    right = {"a-to-c": "served", "a-to-b": "served", "b-to-c": "no_stop_in_reach"}
    assert ends(write(tmp_path, LINE, asked), tmp_path / "line.h5") == right
    with h5py.File(tmp_path / "line.h5") as file:
        assert list(file["service_stops/pickup"][()]) == [1, 0, 1]
        assert list(file["service_stops/dropoff"][()]) == [0, 1, 1]
        assert list(file["course_visits/pickup"][()]) == [1, 0, 1]
    for routes in ("", 'gtfs_routes = ["1"]\n'):
        scenario = write(tmp_path, LINE.replace("virtual_line", "stop_based") + routes, asked)
        assert ends(scenario, tmp_path / "stops.h5") == right
    for name, bytes in {"pickup_type": ",4,1", "drop_off_type": ",0,x"}.items():
        (tmp_path / "feed" / "stop_times.txt").write_text(times.replace(",2,1", bytes))
        refused = navette("validate", scenario)
        assert refused.returncode == 2
        assert f"stop_times.txt:2: {name}" in refused.stderr


def test_stops_and_hubs_of_ones_own_may_let_board_or_alight_only(tmp_path: Path) -> None:
    a, b, c = (dict(zip(("lon", "lat"), place.split(","), strict=True)) for place in PLACES.values())
    asked = ["a-to-b 7:00 8:00 a b", "b-to-c 7:00 9:00 b c", "c-to-a 7:00 10:00 c a"]

    def stop(name: str, place: dict[str, str], more: str = "") -> str:
        return f'{{name = "{name}", lon = {place["lon"]}, lat = {place["lat"]}{more}}}'

    stops = [stop("a", a), stop("b", b, ", pickup = false"), stop("c", c, ", dropoff = false")]
    none = "no_stop_in_reach"
    scenario = write(tmp_path, f'[service]\nkind = "stop_based"\nstops = [{", ".join(stops)}]\n', asked)
    assert ends(scenario, tmp_path / "stops.h5") == {"a-to-b": "served", "b-to-c": none, "c-to-a": "served"}

    rows = "stop_id,lon,lat,pickup,dropoff\na,3.001,46.0,,\nb,3.078,46.0,false,true\nc,3.155,46.0,1,0\n"
    (tmp_path / "stops.csv").write_text(rows)
    scenario = write(tmp_path, '[service]\nkind = "stop_based"\nstops = "stops.csv"\n', asked)
    assert ends(scenario, tmp_path / "csv.h5") == {"a-to-b": "served", "b-to-c": none, "c-to-a": "served"}

    hub = stop("b", b, ", dropoff = false")
    scenario = write(tmp_path, f'[service]\nkind = "hub_and_spoke"\nhubs = [{hub}]\n', asked)
    assert ends(scenario, tmp_path / "hub.h5") == {"a-to-b": none, "b-to-c": "served", "c-to-a": none}

    course = '{stops = ["a", "b", "c"], times = ["08:00", "08:10", "08:20"], pickup = [true, false, true]}'
    plain = ", ".join([stop("a", a), stop("b", b), stop("c", c)])
    line = f'[service]\nkind = "virtual_line"\nmax_wait_time = 7200\nstops = [{plain}]\ncourses = [{course}]\n'
    scenario = write(tmp_path, line, ["a-to-b 7:00 8:00 a b", "b-to-c 7:00 8:00 b c", "a-to-c 7:00 8:00 a c"])
    assert ends(scenario, tmp_path / "line.h5") == {"a-to-b": "served", "b-to-c": none, "a-to-c": "served"}

    for wrong, message in {
        "[false, true]": "must be an array of true or false, one for each stop",
        "[1, 2, 3]": "must be true or false",
    }.items():
        write(tmp_path, line.replace("[true, false, true]", wrong), asked)
        assert message in navette("validate", scenario).stderr
    write(
        tmp_path,
        f'[service]\nkind = "hub_and_spoke"\nhubs = [{stop("b", b, ", pickup = false, dropoff = false")}]\n',
        asked,
    )
    assert "must let passengers board (pickup) or alight (dropoff)" in navette("validate", scenario).stderr


def test_the_way_out_of_a_contract_arrives_before_the_way_back_leaves(tmp_path: Path) -> None:
    toml = '[service]\nway_back = "contract"\nmax_wait_time = "03:00"\nmax_travel_time_beta = "05:00"\n'
    scenario = write(tmp_path, toml, ["out 7:00 8:00 a b", "back 7:00 9:00 b a"])
    lines = (tmp_path / "requests.csv").read_text().splitlines()
    # The way back stands first: it is asked for with the way out all the same.
    (tmp_path / "requests.csv").write_text("\n".join([lines[0] + ",contract", lines[2] + ",k", lines[1] + ",k"]) + "\n")
    assert ends(scenario, tmp_path / "o.h5") == {"out": "served", "back": "served"}
    with h5py.File(tmp_path / "o.h5") as file:
        rows = {name.decode(): k for k, name in enumerate(file["requests/request_id"][()])}
        assert file["requests/latest_dropoff"][rows["out"]] == 9 * 3_600_000
        assert file["requests/pickup"][rows["back"]] >= 9 * 3_600_000
    text = (tmp_path / "requests.csv").read_text().replace("9:00", "8:05")
    (tmp_path / "requests.csv").write_text(text)
    assert ends(scenario, tmp_path / "p.h5") == {"out": "arrival_too_early", "back": "way_back_refused"}


@pytest.mark.parametrize("listed", [True, False])
def test_a_shift_after_midnight_is_of_the_evening_before(tmp_path: Path, listed: bool) -> None:
    toml = (
        'max_spread = "09:00"\n[service]\nmax_wait_time = "00:20"\n[run]\nfirst_day = 2026-01-09\ndays = 2\n'
        "[costs]\nper_vehicle_day = 100\nper_driver_hour = 10\nper_vehicle_km = 0\n"
    )
    asked = [
        "first-night 0:10 1:30 a b",  # that of the evening before the run: nobody is out
        "evening 17:00 19:00 a b",
        "between 17:00 23:30 a b",
        "night 17:00 25:30 a b",
        "in-pause 17:00 26:05 b c",
        "last-night 40:00 49:30 b c",
        "over 40:00 51:30 b c",
    ]
    scenario = write(tmp_path, toml, asked)
    pieces = [("18:00", "22:00", ""), ("25:00", "27:00", "26:00,26:00,00:30")]
    if listed:
        header = "shuttle_id,lon,lat,seats,shift_start,shift_end,pause_earliest,pause_latest,pause_duration"
        rows = [f"s,{PLACES['a']},8,{start},{end},{pause or ',,'}" for start, end, pause in pieces]
        (tmp_path / "shuttles.csv").write_text("\n".join([header, *rows]) + "\n")
    else:
        lon, lat = PLACES["a"].split(",")
        pause = 'pauses = [{earliest = "26:00", latest = "26:00", duration = "00:30"}]'
        shifts = f'[[{{start = "18:00", end = "22:00"}}, {{start = "25:00", end = "27:00", {pause}}}]]'
        fleet = f"size = 1\ndepots = [{{lon = {lon}, lat = {lat}}}]\nshifts = {shifts}\n"
        scenario.write_text(scenario.read_text().replace('shuttles = "shuttles.csv"\n', fleet))
    out = tmp_path / "o.h5"
    none = "no_shuttle_in_service"
    assert ends(scenario, out) == {
        "first-night": none,
        "evening": "served",
        "between": none,
        "night": "served",
        "in-pause": "too_far_away",
        "last-night": "served",
        "over": none,
    }
    with h5py.File(out) as file:
        assert [start // 3_600_000 for start in file["shifts/start"][()]] == [18, 25, 42, 49]
        assert [begin // 3_600_000 for begin in file["pauses/earliest"][()]] == [26, 50]
        kpi = dict(zip((name.decode() for name in file["kpi/name"][()]), file["kpi/value"][()], strict=True))
    assert kpi["shift_hours"] == 12
    assert kpi["cost"] == 2 * 100 + 12 * 10  # two evenings of work
    if not listed:
        for request, nearest in {"between": "25:00:00 to 27:00:00", "over": "49:00:00 to 51:00:00"}.items():
            explained = navette("explain", out, "--request", request)
            assert explained.returncode == 0, explained.stderr
            assert nearest in explained.stdout
    run = open_run(out)
    assert shift_days(run).tolist() == [0, 0, 1, 1]
    assert by_service(run)["cost"].sum() == kpi["cost"]


def test_a_shift_may_not_reach_into_the_next_service_day(tmp_path: Path) -> None:
    scenario = write(tmp_path, "", [])
    rows = [f"s,{PLACES['a']},8,{shift}" for shift in ("08:00,12:00", "25:00,33:00")]
    (tmp_path / "shuttles.csv").write_text("\n".join(["shuttle_id,lon,lat,seats,shift_start,shift_end", *rows]) + "\n")
    refused = navette("run", scenario, "-o", tmp_path / "o.h5")
    assert refused.returncode == 2
    assert "shuttles.csv:3: " in refused.stderr
    assert "found one to 33:00:00 while the next day's begins at 32:00:00 (08:00:00 of that day)" in refused.stderr
    assert not (tmp_path / "o.h5").exists()


@pytest.mark.skipif(not FAULTS.is_dir(), reason="needs ../shared/data/faults")
def test_shared_inputs_that_gave_wrong_answers(tmp_path: Path) -> None:
    night = FAULTS / "hours-over-midnight"
    saturday = ends(night / "scenario.toml", tmp_path / "saturday.h5")
    assert [name for name, end in saturday.items() if end == "served"] == ["sat-21h", "sat-25h10"]
    friday = ["run.first_day=2026-01-09", "run.days=2", f"demand.requests={night / 'requests-fri.csv'}"]
    both = ends(night / "scenario.toml", tmp_path / "both.h5", *(word for key in friday for word in ("--set", key)))
    assert [name for name, end in both.items() if end == "served"] == ["sat-21h", "sat-25h10"]
    feed = ends(FAULTS / "gtfs-pickup-type" / "scenario.toml", tmp_path / "feed.h5")
    assert feed == {"a-to-c": "served", "b-to-c": "no_stop_in_reach"}
