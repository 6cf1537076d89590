"""Runs to doctor: small ones, chosen so that every column of the results has values that mean something."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import h5py

Run = Callable[..., object]  # navette ARGUMENTS..., which must succeed

_ROADS = "roads.osm.pbf"

_RESIDENTS = """
[territory]
name = "Home"
roads = "roads.osm.pbf"
[demand]
service_share = 0.02
[[demand.outside]]
name = "Clinic"
kind = "hospital"
lon = {lon}
lat = {lat}
size = 40
[fleet]
size = 2
seats = 4
wheelchairs = 1
depots = [{{ lon = {lon}, lat = {lat} }}]
shifts = [{{ start = "06:30", end = "20:00" }}, {{ start = "07:00", end = "15:00" }}]
[service]
max_detour_alpha = 1.5
max_detour_beta = 300
max_allowed_pickup_delay = 600
booking_type = "same_day"
prior_notice_duration_min = 600
[booking]
offers = true
retry_interval = 300
phone_lines = 1
phone_hours = [{{ from = "07:00", until = "12:00" }}, {{ from = "13:00", until = "18:00" }}]
[costs]
per_vehicle_day = 20.0
per_driver_hour = 30.0
per_vehicle_km = 0.35
per_vehicle_year = 1000.0
booking_centre_per_year = 4500.0
fare_per_trip = 2.0
fare_by_age = {{ "6-10" = 0.5, "75+" = 0.5 }}
fare_impaired = 0.7
days_per_year = {{ school_day = 144, holiday_weekday = 109 }}
taxi_share = 0.5
taxi_base = 4.0
taxi_per_km = 1.5
consumption_per_100km = 9.5
energy_co2e = 3.1
car_co2e_per_passenger_km = 0.11
[run]
days = 2
seed = 5
"""

_GIVEN = """
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
shuttles = "shuttles.csv"
max_spread = "14:00"
max_continuous_driving = "03:00"
[service]
way_back = "contract"
late_diversion_threshold = 60
max_absolute_detour = 900
[dispatch]
policy = "insertion"
waiting = "wait_first"
"""

_SERVICES = """
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
size = 1
seats = 6
wheelchairs = 1
depots = [{{ lon = {lon}, lat = {lat} }}]
[service]
max_walk_distance = 1500
[services.line]
order = 1
kind = "virtual_line"
stops = [{stops}]
courses = [
    {{ stops = ["s0", "s1", "s2"], times = ["08:00", "08:20", "08:40"], every = "00:30", until = "17:00" }},
    {{ stops = ["s3", "s4", "s5"], times = ["23:40", "24:05", "24:20"] }},
]
fare = 1.0
max_course_delay = 600
max_travel_time_alpha = 4.0
max_walk_distance = 5000
walking_speed = 2.5
max_wait_time = 3600
fleet = {{ size = 4, shifts = [{{ start = "00:00", end = "24:00" }}, {{ start = "12:00", end = "27:00" }}] }}
[services.hub]
order = 2
kind = "hub_and_spoke"
hubs = [{{ name = "Town", lon = {lon}, lat = {lat}, radius = 900 }}]
days = ["monday", "friday"]
prior_notice_start_day = 7
[services.stops]
order = 3
kind = "stop_based"
stops = [{stops}]
hours = [{{ from = "07:00", until = "11:00" }}, {{ from = "13:00", until = "18:00" }}]
booking_type = "same_day"
prior_notice_duration_min = 300
prior_notice_duration_max = "24:00"
[services.door]
order = 4
area = "area.geojson"
booking_type = "prior_days"
prior_notice_last_time = "20:00"
fare_by_age = [0, 0.5, 0.5, 1, 1, 1, 1, 0.5]
fare_impaired = 0.5
[costs]
fare_per_trip = 3.0
"""

_UNFORESEEN = """
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
size = 2
wheelchairs = 1
depots = [{{ lon = {lon}, lat = {lat} }}]
shifts = [{{ start = "06:00", end = "21:00", pauses = [{{ earliest = "11:00", latest = "13:00", duration = 1800 }}] }}]
[service]
max_wait_time = 2400
max_travel_time_beta = 3600
[booking]
cancelled_share = 0.1
no_show_share = 0.1
late_share = 0.3
[disturbances]
driving_noise = 0.1
dwell_noise = 0.5
breakdowns_per_1000_h = 40
breakdown_duration = 1200
breakdowns = [{{ shuttle = "shuttle-1", from = "09:10", until = "10:00" }}]
closures = [{{ along = [{{ lon = {lon}, lat = {lat} }}], from = "08:00", until = "16:00" }}]
[rebalancing]
strategy = "depot"
min_idle_time = 300
"""

_PENALISED = """
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
size = 1
seats = 4
wheelchairs = 1
depots = [{{ lon = {lon}, lat = {lat} }}]
[service]
max_wait_time = 300
taxi_above = 900
[dispatch]
policy = "rolling_plan"
limits = "penalised"
[dispatch.penalties]
largest_excess = 600
[dispatch.rolling_plan]
iterations = 50
"""

_SCENARIOS = {  # the one that fills most tables first
    "residents": _RESIDENTS,
    "given": _GIVEN,
    "services": _SERVICES,
    "unforeseen": _UNFORESEEN,
    "penalised": _PENALISED,
}


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"


def _requests(places: list[tuple[float, float]], draw: random.Random, count: int) -> Iterable[str]:
    yield (
        "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,"
        "latest_arrival,party_size,wheelchairs,boarding_time,resident_id,channel,contract"
    )
    for k in range(count):
        ready = draw.randrange(7 * 3600, 17 * 3600)
        asked = ready - draw.choice([0, 900, 4_000, 60_000])
        (a, b), (c, d) = draw.sample(places, 2)
        latest = _clock(ready + 5_400) if k % 4 == 0 else ""
        party, wheelchairs = draw.choice([(1, 0), (1, 0), (2, 0), (3, 0), (1, 1)])
        boarding = draw.choice(["", "", "90", "150"])
        tour = f"c{k}" if k % 5 == 0 else ""
        common = f"{party},{wheelchairs},{boarding},{k},{draw.choice(['app', 'phone'])},{tour}"
        yield f"r{k},{asked},{ready},{a:.7f},{b:.7f},{c:.7f},{d:.7f},{latest},{common}"
        if tour:
            later = ready + draw.randrange(5_400, 12_000)
            yield f"r{k}-back,{asked},{later},{c:.7f},{d:.7f},{a:.7f},{b:.7f},,{common}"
    (a, b), (c, d) = places[:2]
    yield f"far,30000,32400,{a + 0.2:.7f},{b:.7f},{c:.7f},{d:.7f},,1,0,,,app,"


def make_runs(navette: Run, folder: Path) -> dict[str, Path]:
    """Runs them all; the results files by name."""
    navette("territory", "-o", folder / _ROADS, "--inhabitants", "400", "--km2", "30", "--seed", "3")
    (folder / "roads.toml").write_text(f'[territory]\nroads = "{_ROADS}"\n[demand]\nservice_share = 0.001\n')
    navette("run", folder / "roads.toml", "-o", folder / "roads.h5", "--quiet")
    with h5py.File(folder / "roads.h5") as file:
        nodes = file["network/nodes"]
        places = [
            (float(lon) / 1e7, float(lat) / 1e7) for lon, lat in zip(nodes["lon"][:], nodes["lat"][:], strict=True)
        ]
    lons, lats = sorted(p[0] for p in places), sorted(p[1] for p in places)
    middle = min(places, key=lambda p: abs(p[0] - lons[len(lons) // 2]) + abs(p[1] - lats[len(lats) // 2]))
    draw = random.Random(7)
    stops = ", ".join(
        f'{{ name = "s{k}", lon = {lon}, lat = {lat} }}' for k, (lon, lat) in enumerate(draw.sample(places, 6))
    )
    (folder / "requests.csv").write_text("\n".join(_requests(places, draw, 45)) + "\n")
    (folder / "shuttles.csv").write_text(
        "shuttle_id,lon,lat,seats,wheelchairs,shift_start,shift_end,pause_earliest,pause_latest,pause_duration\n"
        f"town,{middle[0]},{middle[1]},4,1,06:00,14:00,10:00,11:00,00:30\n"
        f"town,{middle[0]},{middle[1]},4,1,15:00,19:30,,,\n"
        f"mill,{places[3][0]},{places[3][1]},3,1,07:00,20:00,,,\n"
    )
    west, east, south, north = lons[0] - 0.01, lons[-1] - 0.01, lats[0] + 0.005, lats[-1] + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    (folder / "area.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    runs = {}
    for name, text in _SCENARIOS.items():
        scenario = folder / f"{name}.toml"
        scenario.write_text(text.format(lon=middle[0], lat=middle[1], stops=stops) if "{{" in text else text)
        runs[name] = folder / f"{name}.h5"
        navette("run", scenario, "-o", runs[name], "--quiet")
    runs["replications"] = folder / "replications.h5"
    navette("run", folder / "penalised.toml", "-o", runs["replications"], "--replications", "3", "--quiet")
    return runs
