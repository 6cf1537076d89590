"""navette.open on a file whose every figure is known (see small_file.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import h5py
import matplotlib
import numpy as np
import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.plot.shuttle import _course
from small_file import HOUR, write_small_file

matplotlib.use("Agg")


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_file(tmp_path_factory.mktemp("small") / "small.h5")


@pytest.fixture(scope="module")
def run(small_file: Path) -> navette.Run:
    return navette.open(small_file)


def test_columns_keep_order_of_rows_and_integers_stay_integers(run: navette.Run) -> None:
    assert list(run.requests["request_id"]) == ["anna", "ben"]
    assert run.requests["pickup"][0] == 8 * HOUR
    assert run.requests["pickup"].dtype == "Int64"
    assert list(run.shifts["end"] - run.shifts["start"]) == [2 * HOUR]


def test_what_is_missing_is_na_and_never_a_number(run: navette.Run) -> None:
    ben = run.requests.iloc[1]
    assert pd.isna(ben["pickup"]) and pd.isna(ben["shuttle"])
    assert run.requests["pickup"].sum() == 8 * HOUR


def test_codes_are_read_by_the_names_in_the_file(run: navette.Run) -> None:
    assert list(run.requests["end"]) == ["served", "refused"]
    assert list(run.requests["reason"]) == ["none", "too_far_away"]
    assert run.requests["shared"].dtype == bool


def test_a_code_without_a_name_is_an_error(tmp_path: Path) -> None:
    path = write_small_file(tmp_path / "strange.h5")
    with h5py.File(path, "r+") as file:
        file["requests/end"][0] = 99
    with pytest.raises(ValueError, match="code 99 has no name"):
        _ = navette.open(path).requests


def test_a_limit_that_there_is_not_is_none(run: navette.Run) -> None:
    assert run.rules == {"policy": "insertion"}
    assert run.services["max_wait_time"].tolist() == [900_000]


def test_columns_tell_their_units(run: navette.Run) -> None:
    assert run.requests.attrs["units"]["pickup"] == "ms"
    assert run.legs.attrs["units"]["distance"] == "m"
    assert "small file" in run.legs.attrs["long_name"]["distance"]


def test_the_row_dimension_is_no_column(run: navette.Run) -> None:
    assert "request" not in run.requests


def test_coordinates_are_degrees(run: navette.Run) -> None:
    assert run.network.nodes["lon"].tolist() == pytest.approx([0.5, 0.5125, 0.525])


def test_a_place_on_a_bent_road_lies_on_the_bend(run: navette.Run) -> None:
    assert run.network.position(2, 30_000) == pytest.approx([0.51875, 44.003])
    assert run.network.position(2, 15_000) == pytest.approx([0.515625, 44.0015])


def test_a_two_way_road_is_drawn_once(run: navette.Run) -> None:
    assert [len(line) for line in run.network.lines()] == [2, 3]


def test_a_trajectory_goes_through_the_bend_at_the_right_time(run: navette.Run) -> None:
    course = run.expand(0)
    assert course["time"].tolist() == [8 * HOUR + s * 1000 for s in (-60, 0, 60, 90, 120)]
    assert course["lon"].tolist() == pytest.approx([0.5, 0.5125, 0.5125, 0.51875, 0.525])
    assert course["lat"].tolist() == pytest.approx([44.0, 44.0, 44.0, 44.003, 44.0])
    assert course["load"].tolist() == [0, 0, 1, 1, 1]


def test_a_shuttle_without_recorded_trajectory_goes_straight(tmp_path: Path) -> None:
    path = write_small_file(tmp_path / "straight.h5")
    with h5py.File(path, "r+") as file:
        file["legs/samples"][...] = 0
        file["legs/first_sample"][...] = -1
    course = navette.open(path).expand(0)
    assert course["lon"].tolist() == pytest.approx([0.5, 0.5125, 0.5125, 0.525])


def test_a_shuttle_is_named_by_id_or_row(run: navette.Run) -> None:
    assert run.shuttle_row("s1") == run.shuttle_row(0) == run.shuttle_row() == 0
    with pytest.raises(ValueError, match="there is no shuttle 's2'; there are s1"):
        run.shuttle_row("s2")
    with pytest.raises(ValueError, match="from 0 to 0, found 1"):
        run.shuttle_row(1)


def test_the_map_shows_every_end_of_a_trip_and_is_to_scale(run: navette.Run) -> None:
    axes = run.plot.map().axes[0]
    shown = np.concatenate([np.asarray(dots.get_offsets()) for dots in axes.collections])
    assert axes.get_aspect() == 1
    assert "Three villages" in axes.get_title(loc="left") and "1 served, 1 refused" in axes.get_title(loc="left")
    # B lies at the centre of the roads, C 0.0125 degrees to the east: 1 km at 44 N.
    east = 0.0125 * 111.195 * np.cos(np.radians(44))
    for place in ([0, 0], [east, 0], [-east, 0]):  # origins, destinations, depot
        assert np.isclose(shown, place, atol=1e-3).all(axis=1).any(), place


def test_the_space_time_diagram_shows_pickup_and_drop_off_where_and_when_they_were(run: navette.Run) -> None:
    axes = run.plot.shuttle("s1").axes[0]
    km = 0.0125 * 111.195 * np.cos(np.radians(44))
    marks = np.concatenate(
        [np.asarray(dots.get_offsets()) for dots in axes.collections if "(" in str(dots.get_label())]
    )
    np.testing.assert_allclose(marks, [[8 * HOUR, km], [8 * HOUR + 120_000, 2 * km]], rtol=1e-3)


def test_a_halt_is_drawn_with_the_load_after_boarding(run: navette.Run) -> None:
    course = _course(run, 0, run.stops, np.array([0.5, 44.0]))
    begins = [8 * HOUR + s * 1000 for s in (-60, 0, 0, 60, 90, 120)]
    assert course["begin"].tolist() == begins
    assert course["load"].tolist() == [0, 0, 1, 1, 1, 1]


def test_a_shuttle_that_stayed_at_its_depot_can_be_drawn(tmp_path: Path) -> None:
    run = navette.run(CANTON, seed=1, overrides={"fleet.size": 8, "demand.level": 0.05})
    idle = sorted(set(range(len(run.shuttles))) - set(run.legs["shuttle"]))
    assert idle, "some shuttle has nothing to do"
    figure = run.plot.shuttle(run.shuttles["shuttle_id"].iloc[idle[0]])
    figure.savefig(tmp_path / "idle.png")
    assert "0 pickups, 0 km" in figure.axes[0].get_title(loc="left")


def test_the_command_writes_both_pictures(small_file: Path, tmp_path: Path) -> None:
    wanted = [tmp_path / "map.png", tmp_path / "shuttle.png"]
    command = [sys.executable, "-m", "navette.plot", small_file, "--map", wanted[0], "--shuttle", wanted[1]]
    subprocess.run(command, check=True)
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in wanted)


@pytest.mark.parametrize("content", [b"", b"not HDF5 at all", None])
def test_a_file_that_is_not_ours_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.h5"
    if content is None:
        with h5py.File(path, "w") as file:
            file["x"] = 1
    else:
        path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "navette.plot", path, "--map", tmp_path / "map.png"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "other.h5" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "map.png").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.h5"):
        navette.open(tmp_path / "gone.h5")
