"""Draws a day for measuring: draw_road_requests.py ROADS.osm.pbf -o FOLDER [--requests N] [--shuttles N] [--seed N].

Writes requests.csv, shuttles.csv, stops.csv and scenario.toml, the same for the same seed: requests for now, spread
evenly over 6:00 to 22:00, from one random point of the roads to another that lies 0.5 to 12 km from it as the crow
flies; shuttles of 8 seats that stand at random points of the roads and serve all day; for a stop-based service, stops
along the roads, 250 m or a little more from each other. Nothing like a real day; this is load.
"""

from __future__ import annotations

import argparse
import bisect
import csv
import itertools
import math
import random
from pathlib import Path

import osmium

Place = tuple[float, float]  # lon, lat [degree]
DRIVEN = {"motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential"}
SHORTEST, LONGEST = 500, 12_000  # [m]
METRES_PER_DEGREE = 111_195
STOP_SPACING = 250  # [m]
FROM, UNTIL = 6 * 3600, 22 * 3600  # [s]


class _Roads(osmium.SimpleHandler):
    """The straight pieces of all driven roads."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[Place, Place]] = []

    def way(self, way: osmium.osm.Way) -> None:
        if way.tags.get("highway") not in DRIVEN or way.tags.get("access") in ("no", "private"):
            return
        places = [(node.location.lon, node.location.lat) for node in way.nodes if node.location.valid()]
        self.pieces.extend(itertools.pairwise(places))


def metres(a: Place, b: Place) -> float:
    """As the crow flies; good enough for a county."""
    east = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return METRES_PER_DEGREE * math.hypot(east, a[1] - b[1])


def spaced(pieces: list[tuple[Place, Place]]) -> list[Place]:
    """Points of the roads, none of which is nearer to another than STOP_SPACING."""
    cells: dict[tuple[int, int], list[Place]] = {}
    kept: list[Place] = []
    for place, _ in pieces:
        column, row = (int(degree * METRES_PER_DEGREE / STOP_SPACING) for degree in place)
        around = [cells.get((column + x, row + y), []) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        if all(metres(place, other) >= STOP_SPACING for cell in around for other in cell):
            cells.setdefault((column, row), []).append(place)
            kept.append(place)
    return kept


def draw(pieces: list[tuple[Place, Place]], requests: int, shuttles: int, seed: int, folder: Path) -> None:
    """Writes the tables."""
    chance = random.Random(seed)
    until = list(itertools.accumulate(metres(*piece) for piece in pieces))

    def point() -> Place:
        a, b = pieces[bisect.bisect(until, chance.random() * until[-1]) % len(pieces)]
        share = chance.random()
        return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])

    with (folder / "shuttles.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["shuttle_id", "lon", "lat", "seats", "wheelchairs", "shift_start", "shift_end"])
        for number in range(shuttles):
            rows.writerow([f"s{number}", *(f"{degree:.7f}" for degree in point()), 8, 0, "00:00", "24:00"])
    with (folder / "stops.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["stop_id", "stop_lon", "stop_lat"])
        for number, place in enumerate(spaced(pieces)):
            rows.writerow([f"p{number}", *(f"{degree:.7f}" for degree in place)])
    with (folder / "requests.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        ends = [f"{end}_{axis}" for end in ("origin", "destination") for axis in ("lon", "lat")]
        rows.writerow(["request_id", "submitted_at", "earliest_departure", *ends])
        for number, at in enumerate(sorted(chance.randrange(FROM, UNTIL) for _ in range(requests))):
            origin = destination = point()
            while not SHORTEST <= metres(origin, destination) <= LONGEST:
                destination = point()
            rows.writerow([f"r{number}", at, at, *(f"{degree:.7f}" for end in (origin, destination) for degree in end)])


SCENARIO = """\
[territory]
name = "made for measuring"
roads = {roads}

[demand]
requests = "requests.csv"

[fleet]
shuttles = "shuttles.csv"

[service]
max_wait_time = 600
stop_duration = 30
"""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("roads", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--shuttles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    roads = _Roads()
    roads.apply_file(str(given.roads), locations=True)
    given.output.mkdir(parents=True, exist_ok=True)
    draw(roads.pieces, given.requests, given.shuttles, given.seed, given.output)
    quoted = '"' + str(given.roads.resolve()).replace("\\", "\\\\") + '"'
    (given.output / "scenario.toml").write_text(SCENARIO.format(roads=quoted))


if __name__ == "__main__":
    main()
