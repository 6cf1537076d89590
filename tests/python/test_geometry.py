"""Tables with geometry: where a map puts them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

import navette
from conftest import CANTON
from small_file import write_small_file


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> navette.Run:
    return navette.open(write_small_file(tmp_path_factory.mktemp("geometry") / "small.h5"))


def test_tables_with_places_are_geodataframes_in_wgs84_that_name_their_units(small: navette.Run) -> None:
    for name in ("requests", "shuttles", "stops", "legs"):
        table = getattr(small, name)
        assert isinstance(table, gpd.GeoDataFrame), name
        assert table.crs == "EPSG:4326"
        assert set(table.columns) == set(table.attrs["units"]) == set(table.attrs["long_name"])


def test_a_request_has_two_ends(small: navette.Run) -> None:
    assert small.requests.geometry.name == "origin"
    anna = small.requests.iloc[0]
    assert (anna["origin"].x, anna["origin"].y) == pytest.approx((0.5125, 44.0))
    assert (anna["destination"].x, anna["destination"].y) == pytest.approx((0.525, 44.0))


def test_a_shuttle_stands_at_its_depot_and_a_stop_where_it_was_made(small: navette.Run) -> None:
    assert small.shuttles.geometry[0].x == pytest.approx(0.5)
    assert small.stops.geometry.x.tolist() == pytest.approx([0.5125, 0.525])


def test_a_leg_follows_the_road(small: navette.Run) -> None:
    ways = [[[0.5, 44.0], [0.5125, 44.0]], [[0.5125, 44.0], [0.51875, 44.003], [0.525, 44.0]]]
    for line, way in zip(small.legs.geometry, ways, strict=True):
        np.testing.assert_allclose(shapely.get_coordinates(line), way, rtol=1e-12)


def test_the_lines_of_a_day_are_as_long_as_what_was_driven(run: navette.Run) -> None:
    lines = run.legs.to_crs(run.legs.estimate_utm_crs()).length
    driven = run.legs["distance"]
    assert lines.sum() == pytest.approx(driven.sum(), rel=2e-3)  # a projection and rounding to metres
    assert (abs(lines - driven) <= 5 + 0.005 * driven).all()


def test_a_leg_begins_where_the_leg_before_ended(run: navette.Run) -> None:
    coordinates = [shapely.get_coordinates(line) for line in run.legs.geometry]
    for before, after in zip(range(len(coordinates)), range(1, len(coordinates)), strict=False):
        if run.legs["shuttle"][before] == run.legs["shuttle"][after]:
            np.testing.assert_allclose(coordinates[before][-1], coordinates[after][0], atol=2e-7)


def test_passengers_board_within_reach_of_where_they_asked_to(run: navette.Run) -> None:
    pickups = run.stops[run.stops["kind"] == "pickup"]
    origins = run.requests["origin"].iloc[pickups["request"].to_numpy(dtype=int)]
    metres = run.stops.estimate_utm_crs()
    away = pickups.geometry.to_crs(metres).distance(gpd.GeoSeries(origins, crs=4326).to_crs(metres), align=False)
    assert len(away) > 100 and away.max() <= run.rules["max_snap_distance"] * 1.01


def test_without_trajectories_legs_go_straight() -> None:
    run = navette.run(CANTON, overrides={"record.trajectories": False})
    assert (shapely.get_num_coordinates(run.legs.geometry) == 2).all()
    assert len(run.trajectories) == 0


def test_the_course_of_a_shuttle_never_goes_back_in_time(run: navette.Run) -> None:
    for shuttle in range(len(run.shuttles)):
        assert run.expand(shuttle)["time"].is_monotonic_increasing


def test_every_road_is_listed_once(run: navette.Run) -> None:
    roads = run.network.roads()
    assert roads.crs == "EPSG:4326" and len(roads) == len(run.network.lines())
    lengths = roads.to_crs(roads.estimate_utm_crs()).length
    assert lengths.sum() == pytest.approx(roads["length"].sum(), rel=2e-3)


def test_a_table_opens_as_an_xarray_dataset(run: navette.Run) -> None:
    trajectories = run.dataset("trajectories")
    assert trajectories.attrs["featureType"] == "trajectory"
    assert trajectories.sizes["obs"] == len(run.trajectories)


@pytest.mark.parametrize("table", ["residents", "communes", "travel"])
def test_a_run_without_residents_says_so(small: navette.Run, table: str) -> None:
    assert not small.has_residents
    with pytest.raises(AttributeError, match=f"no {table}: its requests were given"):
        getattr(small, table)


def test_residents_live_in_their_communes_and_set_out_from_home(run: navette.Run) -> None:
    residents, communes = run.residents, run.communes
    assert run.has_residents and isinstance(residents, gpd.GeoDataFrame) and residents.crs == "EPSG:4326"
    made = residents["commune"].value_counts(sort=False).reindex(communes.index, fill_value=0)
    assert made.tolist() == communes["made"].tolist()
    assert run.travel.groupby("day")["residents"].sum().tolist() == [len(residents)]
    back = run.requests[run.requests["way_back"]]
    homes = residents.geometry.iloc[back["resident"].to_numpy(dtype=int)]
    assert len(back) > 10
    assert back["destination"].geom_equals_exact(homes, tolerance=1e-9, align=False).all()
