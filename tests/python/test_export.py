"""Exports read back as other tools read them, and tell the same day as the results file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

import navette
from conftest import Navette, succeed
from navette.disclosure import SMALLEST, people
from navette.export import FORMATS, export

# As the README of this kind of tools has them; MATSim writes them so.
HEADERS = {
    "drt_customer_stats_drt.csv": "runId;iteration;rides;rides_pax;groupSize_mean;wait_average;wait_max;wait_p95;"
    "wait_p75;wait_median;percentage_WT_below_10;percentage_WT_below_15;inVehicleTravelTime_mean;distance_m_mean;"
    "directDistance_m_mean;totalTravelTime_mean;fareAllReferences_mean;rejections;rejectionRate",
    "drt_vehicle_stats_drt.csv": "runId;iteration;vehicles;totalServiceDuration;totalDistance;totalEmptyDistance;"
    "emptyRatio;totalPassengerDistanceTraveled;averageDrivenDistance;averageEmptyDistance;"
    "averagePassengerDistanceTraveled;d_p/d_t;l_det;minShareIdleVehicles;minCountIdleVehicles",
    "drt_sharing_metrics_drt.csv": "runId;iteration;poolingRate;sharingFactor;nPooled;nTotal",
    "output_drt_legs_drt.csv": "submissionTime;departureTime;personId;requestId;vehicleId;fromLinkId;fromX;fromY;"
    "toLinkId;toX;toY;waitTime;arrivalTime;inVehicleTravelTime;travelDistance_m;directTravelDistance_m;fareForLeg;"
    "earliestDepartureTime;latestDepartureTime;latestArrivalTime",
}


@pytest.fixture(scope="module")
def exported(run: navette.Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder per format."""
    base = tmp_path_factory.mktemp("exported")
    for name in FORMATS:
        run.export(base / name, name)
    return {name: base / name for name in FORMATS}


@pytest.fixture(scope="module")
def public(run: navette.Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder per format that there is for the public."""
    base = tmp_path_factory.mktemp("public")
    formats = [name for name in FORMATS if name != "simwrapper"]
    for name in formats:
        run.export(base / name, name, public=True)
    return {name: base / name for name in formats}


def test_matsim_headers_are_exact(exported: dict[str, Path]) -> None:
    for name, header in HEADERS.items():
        assert (exported["matsim"] / name).read_text().splitlines()[0] == header


def test_matsim_figures_are_those_of_the_indicators(run: navette.Run, exported: dict[str, Path]) -> None:
    kpi = run.kpi["value"]
    stats: dict[str, float] = {}
    for name in ("customer_stats", "vehicle_stats", "sharing_metrics"):
        table = pd.read_csv(exported["matsim"] / f"drt_{name}_drt.csv", sep=";")
        assert len(table) == 1
        stats |= table.iloc[0].drop("runId").astype(float).to_dict()
    expected = {
        "rides": kpi["served"],
        "rides_pax": kpi["passengers"],
        "wait_average": kpi["wait_mean"],
        "wait_max": kpi["wait_max"],
        "wait_p95": kpi["wait_p95"],
        "wait_median": kpi["wait_median"],
        "totalTravelTime_mean": kpi["travel_time_mean"],
        "directDistance_m_mean": 1000 * kpi["direct_distance"] / kpi["served"],
        "rejections": kpi["refused"],
        "rejectionRate": kpi["refusal_rate"],
        "totalServiceDuration": 3600 * kpi["shift_hours"],
        "totalDistance": 1000 * kpi["vehicle_distance"],
        "totalEmptyDistance": 1000 * kpi["empty_distance"],
        "emptyRatio": kpi["empty_share"],
        "totalPassengerDistanceTraveled": 1000 * kpi["passenger_distance"],
        "d_p/d_t": kpi["occupancy"],
        "l_det": kpi["distance_per_direct_distance"],
        "poolingRate": kpi["pooling_rate"],
        "fareAllReferences_mean": kpi["revenue"] / kpi["served"],
    }
    for column, value in expected.items():
        assert stats[column] == pytest.approx(value, abs=1e-3), column
    assert stats["sharingFactor"] > 1, "some ride together"
    assert 0 <= stats["minCountIdleVehicles"] <= len(run.shuttles)


def test_matsim_legs_are_the_served_requests(run: navette.Run, exported: dict[str, Path]) -> None:
    legs = pd.read_csv(exported["matsim"] / "output_drt_legs_drt.csv", sep=";").set_index("requestId")
    served = run.requests[run.requests["end"] == "served"].set_index("request_id")
    assert set(legs.index) == set(served.index) and legs["departureTime"].is_monotonic_increasing
    served = served.loc[legs.index]
    times = {"submissionTime": "submitted_at", "arrivalTime": "dropoff", "latestDepartureTime": "latest_pickup"}
    for column, of in times.items():
        assert ((legs[column] * 1000).round() == served[of]).all()
    assert ((legs["waitTime"] * 1000).round() == served["pickup"] - served["earliest_departure"]).all()
    # A ride is at least as long as the fastest way, give or take the metre of each leg, unless a shorter way is slower.
    alone = ~served["shared"].to_numpy()
    assert (np.abs(legs["travelDistance_m"] - legs["directTravelDistance_m"])[alone] <= 1).mean() > 0.9
    # Passenger-km of all rides are those of all legs.
    together = (legs["travelDistance_m"] * served["party_size"]).sum()
    assert together == 1000 * run.kpi["value"]["passenger_distance"]


def test_matsim_coordinates_are_metres_of_the_zone_that_the_readme_names(
    run: navette.Run, exported: dict[str, Path]
) -> None:
    legs = pd.read_csv(exported["matsim"] / "output_drt_legs_drt.csv", sep=";").set_index("requestId")
    readme = (exported["matsim"] / "README.md").read_text()
    zone = readme[readme.index("**EPSG:") + 2 :].split("**")[0]
    places = gpd.GeoSeries(gpd.points_from_xy(legs["fromX"], legs["fromY"]), index=legs.index, crs=zone)
    asked = run.requests.set_index("request_id").loc[legs.index, "origin"].to_crs(zone)
    assert places.distance(asked).max() <= 500, "within the snapping distance"


def test_geopackage_opens_in_gdal_with_times_that_qgis_animates(run: navette.Run, exported: dict[str, Path]) -> None:
    file = exported["gpkg"] / "run.gpkg"
    assert {name for name, _ in pyogrio.list_layers(file)} == {
        "legs", "stops", "requests", "wishes", "shuttles", "roads",
    }  # fmt: skip
    legs = pyogrio.read_dataframe(file, layer="legs")
    info = pyogrio.read_info(file, layer="legs")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types["t_start"].startswith("datetime64") and types["t_end"].startswith("datetime64")
    start = pd.to_datetime(legs["t_start"]).dt.tz_localize(None) - pd.Timestamp(str(run.attributes["first_day"]))
    assert (start / pd.Timedelta(milliseconds=1) == run.legs["departure"]).all()
    assert (legs["t_end"] >= legs["t_start"]).all()
    assert legs.crs == "EPSG:4326" and legs.geometry.geom_type.eq("LineString").all()
    requests = pyogrio.read_dataframe(file, layer="requests")
    assert list(requests["request_id"]) == list(run.requests["request_id"])
    assert requests["t_pickup"].isna().to_numpy().tolist() == run.requests["pickup"].isna().tolist()
    assert np.abs(requests.geometry.x - run.requests["origin_lon"]).max() < 1e-6
    assert len(pyogrio.read_dataframe(file, layer="roads")) == len(run.network.roads())


def test_geoparquet_reads_back(run: navette.Run, exported: dict[str, Path]) -> None:
    stops = gpd.read_parquet(exported["geoparquet"] / "stops.parquet")
    assert len(stops) == len(run.stops) and stops.crs == "EPSG:4326"
    assert (stops["kind"].to_numpy() == run.stops["kind"].astype(str).to_numpy()).all()
    assert stops["request"].isna().sum() == run.stops["request"].isna().sum()
    roads = gpd.read_parquet(exported["geoparquet"] / "roads.parquet")
    assert roads["length"].sum() == run.network.roads()["length"].sum()


def test_csv_tables_are_a_valid_data_package_of_the_same_values(run: navette.Run, exported: dict[str, Path]) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.Package(str(exported["csv"] / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    package = json.loads((exported["csv"] / "datapackage.json").read_text())
    for resource in package["resources"]:
        table = pd.read_csv(exported["csv"] / resource["path"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(table.columns) == list(fields)
        assert all(field["description"] for field in fields.values()), resource["name"]
    requests = pd.read_csv(exported["csv"] / "requests.csv", dtype_backend="numpy_nullable")
    assert (requests["pickup"].dropna().to_numpy() == run.requests["pickup"].dropna().to_numpy()).all()
    assert requests["end"].tolist() == run.requests["end"].astype(str).tolist()


def test_simwrapper_replays_all_shuttles_and_requests(run: navette.Run, exported: dict[str, Path]) -> None:
    replay = json.loads((exported["simwrapper"] / "drt-vehicles.json").read_text())
    assert [trip["id"] for trip in replay["trips"]] == list(run.shuttles["shuttle_id"])
    for trip in replay["trips"]:
        assert len(trip["path"]) == len(trip["timestamps"]) == len(trip["passengers"])
        assert trip["timestamps"] == sorted(trip["timestamps"])
    assert len(replay["drtRequests"]) == len(run.requests)
    assert sum(row[-1] == -1 for row in replay["drtRequests"]) == (run.requests["end"] != "served").sum()
    viz = dict(
        line.split(": ", 1) for line in (exported["simwrapper"] / "viz-vehicles-navette.yml").read_text().splitlines()
    )
    assert viz["drtTrips"] == "drt-vehicles.json" and len(json.loads(viz["center"])) == 2


def test_the_public_learns_nothing_of_small_groups(run: navette.Run, public: dict[str, Path]) -> None:
    names = {path.name for folder in public.values() for path in folder.iterdir()}
    assert not names & {"output_drt_legs_drt.csv", "requests.csv", "residents.csv", "events.csv", "legs.parquet"}
    requests = run.requests
    residents = run.residents["commune"].to_numpy()[requests["resident"].to_numpy(dtype=np.int64)]
    commune = pd.Series(run.communes["name"].to_numpy()[residents])
    whole = people(requests).groupby(commune.to_numpy()).nunique()
    told = pd.read_csv(public["csv"] / "by_commune.csv").set_index("commune")
    assert len(told) and (whole[told.index] >= SMALLEST).all()
    assert whole.drop(told.index).sum() == 0 or whole.drop(told.index).sum() >= SMALLEST
    cells = gpd.read_parquet(public["geoparquet"] / "cells.parquet")
    assert len(cells) and cells[["begin", "finish"]].min().min() >= SMALLEST
    assert {name for name, _ in pyogrio.list_layers(public["gpkg"] / "run.gpkg")} == {"cells", "roads"}
    indicators = pd.read_csv(public["csv"] / "indicators.csv").set_index("name")
    assert not [name for name in indicators.index if name.endswith("_max")]
    ids = set(requests["request_id"]) | set(run.shuttles["shuttle_id"])
    for path in (*public["csv"].iterdir(), *public["matsim"].iterdir()):
        assert not [name for name in ids if name in path.read_text()], path


def test_the_command_writes_a_folder_or_tells_why_not(navette_command: Navette, canton: Path, tmp_path: Path) -> None:
    out = tmp_path / "day"
    printed = succeed(navette_command("export", canton, "--format", "matsim", "-o", out, "--mode", "navette"))
    assert sorted(printed.split()) == sorted(map(str, out.iterdir()))
    assert (out / "drt_customer_stats_navette.csv").is_file()
    succeed(navette_command("export", canton, "--format", "csv", "-o", out))  # replaces an earlier export
    assert not (out / "drt_customer_stats_navette.csv").exists() and (out / "requests.csv").is_file()

    def refused(*arguments: str | Path) -> str:
        done = navette_command("export", *arguments)
        assert done.returncode == 2, done.stderr
        return done.stderr

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    assert "other files than an earlier export" in refused(canton, "--format", "csv", "-o", mine)
    assert (mine / "thesis.txt").is_file()
    assert "there is no folder" in refused(canton, "--format", "csv", "-o", tmp_path / "no" / "day")
    assert "there is no results file" in refused(tmp_path / "no.h5", "--format", "csv", "-o", out)
    assert "single trips" in refused(canton, "--format", "simwrapper", "--public", "-o", tmp_path / "open")
    assert "invalid choice: 'xls'" in refused(canton, "--format", "xls")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day", "mine"], "no leftovers"


def test_an_export_that_fails_leaves_nothing(run: navette.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(navette.OutputError, match="No space left on device"):
        export(run, tmp_path / "day", format="csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["csv", "gpkg", "matsim", "simwrapper"])
def test_the_readme_says_which_files_hold_persons(kind: str, canton: Path, tmp_path: Path) -> None:
    run = navette.open(canton, trusted=True)
    run.export(tmp_path / kind, kind)
    told = re.search(r"\*\*Persons\*\*: (.*?) hold single", (tmp_path / kind / "README.md").read_text("utf-8"))
    assert told is not None
    named = {
        "csv": {"requests.csv", "residents.csv", "events.csv", "stops.csv", "legs.csv"},
        "gpkg": {f"run.gpkg, layer {layer}" for layer in ("legs", "stops", "requests", "wishes")},
        "matsim": {"output_drt_legs_drt.csv"},
        "simwrapper": {"drt-vehicles.json"},
    }[kind]
    assert all(name in told[1] for name in named) and "shuttles" not in told[1] and "roads" not in told[1]
    if kind != "simwrapper":
        run.export(tmp_path / "public", kind, public=True)
        assert "Persons" not in (tmp_path / "public" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_by_name_writes_the_same(
    run: navette.Run, exported: dict[str, Path], tmp_path: Path, name: str
) -> None:
    written = getattr(run.export, name)(tmp_path / name)
    assert [path.name for path in written] == sorted(path.name for path in exported[name].iterdir())
