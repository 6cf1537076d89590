"""Draws a day of requests and a fleet on any OpenStreetMap extract: draw_requests.py ROADS.osm.pbf -o FOLDER.

Writes requests.csv and shuttles.csv, the same for the same seed. People start from buildings and go, two times out of
three, to a place that serves the public (shop, doctor, school, ...), else to another building; one in three returns.
Distances, hours and party sizes are plausible, not calibrated: this is demand to test with.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

import osmium

Place = tuple[float, float]  # lon, lat [degree]
PUBLIC_AMENITIES = {"doctors", "clinic", "hospital", "pharmacy", "school", "library", "townhall", "post_office", "bank"}
MINUTE = 60  # [s]


class _Places(osmium.SimpleHandler):
    """Buildings (mean of their corners) and public places."""

    def __init__(self) -> None:
        super().__init__()
        self.buildings: list[Place] = []
        self.public: list[Place] = []

    def _add(self, tags: osmium.osm.TagList, place: Place) -> None:
        if "shop" in tags or tags.get("amenity") in PUBLIC_AMENITIES:
            self.public.append(place)
        elif "building" in tags:
            self.buildings.append(place)

    def node(self, node: osmium.osm.Node) -> None:
        if node.location.valid():
            self._add(node.tags, (node.location.lon, node.location.lat))

    def way(self, way: osmium.osm.Way) -> None:
        corners = [(node.location.lon, node.location.lat) for node in way.nodes if node.location.valid()]
        if corners:
            lon, lat = (sum(corner[axis] for corner in corners) / len(corners) for axis in (0, 1))
            self._add(way.tags, (lon, lat))


def read_places(roads: Path) -> tuple[list[Place], list[Place]]:
    """All buildings, and all public places (buildings if there are none), sorted."""
    places = _Places()
    places.apply_file(str(roads), locations=True)
    if len(places.buildings) < 2:
        raise SystemExit(f"error: {roads} holds {len(places.buildings)} buildings; at least 2 are needed")
    buildings = sorted(places.buildings)
    return buildings, sorted(places.public) or buildings


def _request(number: int, submitted: int, departure: int, origin: Place, destination: Place, party: int, chairs: int):
    ends = (f"{degrees:.7f}" for place in (origin, destination) for degrees in place)
    return [f"r{number:05d}", submitted, departure, *ends, party, chairs]


def draw_requests(buildings: list[Place], public: list[Place], count: int, dice: random.Random) -> list[list]:
    """Rows of requests.csv; times [s] since midnight of day 0; half are booked ahead."""
    rows: list[list] = []
    while len(rows) < count:
        home = dice.choice(buildings)
        goal = dice.choice(public) if dice.random() < 2 / 3 else dice.choice(buildings)
        departure = round(dice.triangular(6.5, 19, 9) * 60) * MINUTE
        booked = 0 if dice.random() < 0.5 else dice.randrange(30, 600) * MINUTE
        party = dice.choices((1, 2, 3, 4), (80, 14, 4, 2))[0]
        chairs = 1 if dice.random() < 0.03 else 0
        rows.append(_request(len(rows), max(0, departure - booked), departure, home, goal, party, chairs))
        back = departure + dice.randrange(60, 240) * MINUTE
        if dice.random() < 1 / 3 and back < 20 * 60 * MINUTE and len(rows) < count:
            rows.append(_request(len(rows), max(0, departure - booked), back, goal, home, party, chairs))
    return rows


def draw_shuttles(public: list[Place], count: int, dice: random.Random) -> list[list]:
    """Rows of shuttles.csv: depots at public places, shifts of nine or ten hours that cover the day together."""
    shifts = [("06:00:00", "15:00:00"), ("08:00:00", "18:00:00"), ("12:00:00", "21:00:00")]
    depots = [dice.choice(public) for _ in range(count)]
    return [[f"s{n}", f"{lon:.7f}", f"{lat:.7f}", 8, 1, *shifts[n % 3]] for n, (lon, lat) in enumerate(depots)]


def write_day(roads: Path, folder: Path, *, requests: int, shuttles: int, seed: int) -> None:
    """Writes requests.csv and shuttles.csv to the folder."""
    dice = random.Random(seed)
    buildings, public = read_places(roads)
    tables = {
        "requests.csv": (
            "request_id submitted_at earliest_departure origin_lon origin_lat destination_lon destination_lat "
            "party_size wheelchairs",
            draw_requests(buildings, public, requests, dice),
        ),
        "shuttles.csv": (
            "shuttle_id lon lat seats wheelchairs shift_start shift_end",
            draw_shuttles(public, shuttles, dice),
        ),
    }
    for name, (header, rows) in tables.items():
        with open(folder / name, "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header.split(), *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("roads", type=Path, metavar="ROADS.osm.pbf", help="any OpenStreetMap extract with buildings")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="must exist")
    parser.add_argument("--requests", type=int, default=400, help="how many (default: %(default)s)")
    parser.add_argument("--shuttles", type=int, default=6, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    wanted = parser.parse_args()
    write_day(wanted.roads, wanted.output, requests=wanted.requests, shuttles=wanted.shuttles, seed=wanted.seed)


if __name__ == "__main__":
    main()
