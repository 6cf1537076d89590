"""navette.network: roads of a map, a scenario or a run, with the simulation's own travel times."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

import navette
from conftest import CANTON
from navette.network import Network
from navette.network.travel_times import Places, driving_times

TOWN = (1.9745, 43.9990)
SEED = 7


def random_places(network: Network, count: int, seed: int = SEED) -> Places:
    random = np.random.default_rng(seed)
    real = np.flatnonzero(network.length > 0)
    edges = random.choice(real, count)
    return Places(edges, (random.random(count) * (network.duration[edges] + 1)).astype(np.int64))


def test_the_roads_of_a_scenario_are_those_of_its_run_and_of_its_map(network: Network, run: navette.Run) -> None:
    of_map = navette.network.read(CANTON.parent / "canton.osm.pbf", country="FR")
    for other in (run.network, of_map):
        for table in ("nodes", "edges", "shape"):
            mine, theirs = getattr(network, table), getattr(other, table)
            assert list(mine.columns) == list(theirs.columns) or set(mine.columns) <= set(theirs.columns)
            for column in mine.columns:
                assert np.array_equal(mine[column].fillna(-1), theirs[column].fillna(-1)), (table, column)


@pytest.mark.parametrize("of", ["scenario", "run"])
def test_travel_times_are_exact(network: Network, run: navette.Run, of: str) -> None:
    asked = network if of == "scenario" else run.network
    origins, destinations = random_places(asked, 60), random_places(asked, 40, SEED + 1)
    times = asked.travel_times(origins, destinations)
    assert times.shape == (60, 40) and times.dtype == np.int64
    assert np.array_equal(times, driving_times(asked, origins, destinations))
    assert times.min() >= 0 and times.max() > 600_000


def test_times_and_lengths_are_those_of_the_requests(network: Network, run: navette.Run) -> None:
    asked = run.requests.head(40)
    origins = [(point.x, point.y) for point in asked["origin"]]
    destinations = [(point.x, point.y) for point in asked["destination"]]
    for row, (origin, destination) in enumerate(zip(origins, destinations, strict=True)):
        path = network.path(origin, destination)
        assert path.duration == network.travel_time(origin, destination) == asked["direct_time"].iloc[row]
        assert abs(path.length - asked["direct_distance"].iloc[row]) <= 1
    snapped, away = network.snap([x for x, _ in origins], [y for _, y in origins])
    assert np.array_equal(network.travel_times(snapped, destinations).diagonal(), asked["direct_time"])
    assert (away < 500).all()


def test_a_path_leads_from_place_to_place_along_roads_that_meet(network: Network) -> None:
    ends = random_places(network, 60)
    for first, last in zip(range(0, 60, 2), range(1, 60, 2), strict=True):
        origin = network._oracle.place(int(ends.edge[first]), int(ends.offset[first]))
        destination = network._oracle.place(int(ends.edge[last]), int(ends.offset[last]))
        path = network.path(origin, destination)
        assert path.duration == network.travel_time(origin, destination)
        assert np.array_equal(network.head[path.edges[:-1]], network.tail[path.edges[1:]])
        begin, end = path.geometry.coords[0], path.geometry.coords[-1]
        assert np.allclose(begin, (origin.lon, origin.lat), atol=2e-7)
        assert np.allclose(end, (destination.lon, destination.lat), atol=2e-7)
        metres = shapely.length(shapely.LineString([(x * 80_200, y * 111_200) for x, y in path.geometry.coords]))
        assert metres == pytest.approx(path.length, rel=0.01, abs=5)


def test_what_is_in_reach_is_what_can_be_driven_to_in_time(network: Network) -> None:
    minutes = 6
    frame = network.reach(TOWN, minutes)
    reached = shapely.union_all(frame.geometry.to_numpy())
    places = random_places(network, 1500)
    times = network.travel_times([TOWN], places)[0]
    lon, lat = network.positions(places.edge, places.offset)
    away = shapely.distance(reached, shapely.points(lon, lat))
    inside = times < minutes * 60_000 - 2_000
    outside = times > minutes * 60_000 + 2_000
    assert inside.sum() > 50 and outside.sum() > 500
    assert (away[inside] < 1e-6).all()
    # A place out of reach may lie where a road in reach crosses or touches, but hardly ever.
    assert (away[outside] < 1e-9).mean() < 0.01
    assert frame["time"].between(0, minutes * 60_000).all() and frame.crs.to_epsg() == 4326
    assert frame.to_crs(2154).length.sum() < network.reach(TOWN, 2 * minutes).to_crs(2154).length.sum()


def test_points_far_from_roads_and_wrong_ones_are_told(network: Network) -> None:
    places, away = network.snap([TOWN[0], 10.0], [TOWN[1], 50.0])
    assert places.edge[0] >= 0 and places.edge[1] == -1 and np.isinf(away[1])
    with pytest.raises(ValueError, match=r"no road where people may board within 500 m of 10\.0, 50\.0"):
        network.travel_time(TOWN, (10.0, 50.0))
    with pytest.raises(ValueError, match="point 0 is no longitude and latitude: nan"):
        network.snap([np.nan], [44.0])
    with pytest.raises(ValueError, match="place 0 is on no road: edge -1"):
        network.travel_times(places._replace(edge=np.array([-1]), offset=np.array([0])), [TOWN])
    with pytest.raises(ValueError, match="place 0 is on no road: edge 999999999"):
        network.travel_times([TOWN], Places(np.array([999_999_999]), np.array([0])))
    with pytest.raises(ValueError, match="equally many"):
        network.snap([1.0, 2.0], [44.0])


def test_files_that_are_no_map_and_countries_that_are_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(navette.InputError, match=r"gone\.osm\.pbf"):
        navette.network.read(tmp_path / "gone.osm.pbf")
    with pytest.raises(navette.InputError, match="country must be the two letters"):
        navette.network.read(CANTON.parent / "canton.osm.pbf", country="Atlantis")


def test_columns_that_contradict_each_other_are_told(network: Network) -> None:
    edges = network.edges.copy()
    edges.loc[0, "duration"] = -5
    broken = Network(network.nodes, edges, network.shape)
    with pytest.raises(navette.InputError):
        broken.travel_time(TOWN, (1.98, 44.0))


def test_no_places_make_an_empty_matrix(network: Network) -> None:
    nowhere = Places(np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    assert network.travel_times(nowhere, [TOWN]).shape == (0, 1)
    assert network.travel_times([TOWN], []).shape == (1, 0)


def test_a_network_shows_itself_in_a_notebook(network: Network) -> None:
    shown = network._repr_html_()
    assert "junctions" in shown and "<svg" in shown
