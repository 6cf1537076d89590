"""Many-to-many travel times, against the simulation's own and by hand; who reaches what in time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import navette
from navette.indicators import AccessRule, accessibility, asked
from navette.network import Network
from navette.network.travel_times import Places, driving_times, walking_distances


def _ends(requests: pd.DataFrame) -> tuple[Places, Places]:
    origins, destinations = (
        Places(*(requests[f"{end}_{part}"].to_numpy(dtype=np.int64) for part in ("edge", "offset")))
        for end in ("origin", "destination")
    )
    return origins, destinations


def test_driving_times_are_the_simulations_to_the_millisecond(run: navette.Run) -> None:
    requests = run.table("requests").dropna(subset=["direct_time"])
    origins, destinations = _ends(requests)
    times = driving_times(run.network, origins, destinations)
    assert np.array_equal(np.diag(times), requests["direct_time"].to_numpy(dtype=float))
    assert np.array_equal(driving_times(run.network, origins, destinations, nearest=True), times.min(axis=1))


def test_walkers_need_no_longer_way_than_cars(run: navette.Run) -> None:
    requests = run.table("requests").dropna(subset=["direct_distance"])
    origins, destinations = _ends(requests)
    walk = np.diag(walking_distances(run.network, origins, destinations))
    # The fastest drive is not the shortest; rounding of lengths and offsets makes a metre or two.
    assert (walk <= requests["direct_distance"].to_numpy(dtype=float) + 2).all()
    assert np.allclose(walk, np.diag(walking_distances(run.network, destinations, origins)), atol=1e-3)


@pytest.fixture
def one_way() -> Network:
    """A => B, one way, 100 s and 1000 m; B -- A by another road, both ways, 300 s and 1500 m."""
    nodes = pd.DataFrame({"lon": [0.0, 1.0], "lat": [0.0, 0.0]})
    edges = pd.DataFrame(
        {"tail": [0, 0, 1], "head": [1, 1, 0], "twin": pd.array([None, 2, 1], dtype="Int64"),
         "duration": [100_000, 300_000, 300_000], "length": [1000, 1500, 1500], "shape_begin": [0, 2, 4]}
    )  # fmt: skip
    shape = pd.DataFrame({"lon": [0.0, 1, 0, 1, 1, 0], "lat": 0.0, "time": [0, 100_000, 0, 300_000, 0, 300_000],
                          "distance": [0, 1000, 0, 1500, 0, 1500]})  # fmt: skip
    return Network(nodes, edges, shape)


def test_a_one_way_road_is_driven_one_way_and_walked_both(one_way: Network) -> None:
    early = Places(np.array([0]), np.array([20_000]))
    late = Places(np.array([0]), np.array([70_000]))
    assert driving_times(one_way, early, late).item() == 50_000
    assert driving_times(one_way, late, early).item() == 30_000 + 300_000 + 20_000
    assert walking_distances(one_way, late, early).item() == pytest.approx(500)


def test_a_two_way_road_is_turned_round_on_whichever_way_it_is_named(one_way: Network) -> None:
    here = Places(np.array([1]), np.array([100_000]))
    there = Places(np.array([2]), np.array([250_000]))  # 50 s from A
    assert driving_times(one_way, here, there).item() == 50_000
    assert driving_times(one_way, there, here).item() == 50_000
    assert driving_times(one_way, here, Places(np.array([], int), np.array([], int)), nearest=True).item() == np.inf


def test_access_grows_with_time_and_never_shrinks_with_the_service(run: navette.Run) -> None:
    found = accessibility(run, minutes=[10, 20, 40])
    assert set(found["service"]) == {"doctor", "pharmacy", "shop", "town_hall", "station", "market"}
    assert (found["gain"] >= 0).all()
    assert (found["with"] <= 1).all()
    for _, part in found.groupby("service"):
        assert part["without"].is_monotonic_increasing
        assert part["with"].is_monotonic_increasing


def test_access_by_group_makes_the_whole(run: navette.Run) -> None:
    whole = accessibility(run).set_index("service")
    for by in ("car", "impaired", "commune"):
        groups = accessibility(run, by=by)
        assert (groups.groupby("service")["residents"].sum() == whole["residents"].reindex(sorted(whole.index))).all()
        for what in ("without", "with"):
            share = (groups[what] * groups["residents"]).groupby(groups["service"]).sum() / whole["residents"]
            assert np.allclose(share, whole[what].reindex(share.index)), (by, what)


def test_access_by_hand_of_one_resident(run: navette.Run) -> None:
    """A resident without a car: walks, or is driven at the means of the day with the chance of their commune."""
    residents, network, facilities = run.table("residents"), run.network, run.table("facilities")
    doctors = facilities[(facilities["kind"] == "doctor").to_numpy()]
    places = Places(*(doctors[name].to_numpy(dtype=np.int64) for name in ("edge", "offset")))
    homes = Places(*(residents[f"home_{name}"].to_numpy(dtype=np.int64) for name in ("edge", "offset")))
    drive = driving_times(network, homes, places, nearest=True) / 1e3
    walk = walking_distances(network, homes, places, nearest=True)
    requests = asked(run)
    served = requests[requests["end"] == "served"]
    before = (served["boarded"] - served["earliest_departure"]).astype(float).mean() / 1e3
    ride, direct = (served["dropoff"] - served["boarded"]).astype(float), served["direct_time"].astype(float)
    longer = ride[direct > 0].sum() / direct.sum()
    rule = AccessRule(fewest=10**9)  # one chance for all
    chance = (requests["end"] == "served").mean()
    speed = np.where(residents["impaired"], 2.5, 4.0) / 3.6
    own = residents["car_access"].isin(["own", "shared"]).to_numpy()
    alone = np.where(own, drive, walk / speed) <= 1200
    reached = np.where(alone, 1.0, np.where(before + longer * drive <= 1200, chance, 0.0))
    found = accessibility(run, minutes=20, rule=rule).set_index("service").loc["doctor"]
    assert found["without"] == pytest.approx(alone.mean())
    assert found["with"] == pytest.approx(reached.mean())


def test_access_needs_residents() -> None:
    scenario = Path(__file__).parents[2] / "scenarios" / "given-demand" / "scenario.toml"
    with pytest.raises(ValueError, match="has no residents"):
        accessibility(navette.run(scenario))
