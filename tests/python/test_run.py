"""navette.run: the command's run, in this process."""

from __future__ import annotations

import datetime
import itertools
import os
import pickle
import signal
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import CANTON, Navette, succeed
from navette.scenario.overrides import assignments, to_toml


@pytest.fixture(scope="module")
def run() -> navette.Run:
    return navette.run(CANTON)


def stored(run: navette.Run, path: Path) -> bytes:
    run.save(path)
    return path.read_bytes()


def test_python_and_the_command_make_the_same_bytes(run: navette.Run, canton: Path, tmp_path: Path) -> None:
    assert stored(run, tmp_path / "python.h5") == canton.read_bytes()


def test_the_number_of_threads_changes_nothing(run: navette.Run, tmp_path: Path) -> None:
    one = navette.run(CANTON, threads=1)
    assert stored(one, tmp_path / "one.h5") == stored(run, tmp_path / "all.h5")


def test_a_run_in_memory_and_the_same_from_its_file_tell_the_same(run: navette.Run, tmp_path: Path) -> None:
    run.save(tmp_path / "day.h5")
    opened = navette.open(tmp_path / "day.h5")
    assert run.path is None and opened.path == tmp_path / "day.h5"
    for table in ("requests", "shuttles", "shifts", "stops", "legs", "events", "trajectories", "kpi"):
        assert getattr(opened, table).equals(getattr(run, table)), table
    assert opened.scenario == run.scenario and opened.rules == run.rules
    assert "in memory" in repr(run) and "day.h5" in repr(opened)


def test_a_run_survives_the_way_to_another_process(run: navette.Run) -> None:
    assert pickle.loads(pickle.dumps(run)).kpi.equals(run.kpi)


def test_a_run_into_a_file_is_read_from_there(run: navette.Run, tmp_path: Path) -> None:
    written = navette.run(CANTON, out=tmp_path / "day.h5")
    assert written.path == tmp_path / "day.h5"
    assert written.path.read_bytes() == stored(run, tmp_path / "copy.h5")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.h5", "day.h5"]


def test_seed_and_overrides_are_those_of_the_command(navette_command: Navette, tmp_path: Path) -> None:
    depot = {"lon": 1.9745, "lat": 43.999}
    run = navette.run(
        CANTON, seed=7, overrides={"fleet.size": 3, "service.max_wait_time": 1800.0, "fleet.depots": [depot]}
    )
    assert run.attributes["seed"] == 7
    assert len(run.shuttles) == 3
    assert run.services["max_wait_time"].tolist() == [1_800_000]
    out = tmp_path / "command.h5"
    succeed(navette_command("run", CANTON, "-o", out, "--seed", 7, "--set", "fleet.size=3",
                            "--set", "service.max_wait_time=1800.0",
                            "--set", "fleet.depots=[{lon=1.9745, lat=43.999}]"))  # fmt: skip
    assert stored(run, tmp_path / "python.h5") == out.read_bytes()


def test_a_run_can_be_verified(run: navette.Run, canton: Path) -> None:
    assert len(run.verify()) == 64
    assert run.verify() == navette.open(canton).verify()


def test_a_run_that_breaks_a_rule_is_told(canton: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.h5"
    path.write_bytes(canton.read_bytes())
    with h5py.File(path, "r+") as file:
        file["stops/seats"][0] = 99
    with pytest.raises(navette.VerificationError, match=r"1 violation:\nload\.recorded: shuttle-1"):
        navette.open(path).verify()


def test_all_that_is_wrong_is_said_at_once_in_the_words_of_the_command(
    navette_command: Navette, tmp_path: Path
) -> None:
    with pytest.raises(navette.InputError) as caught:
        navette.run(CANTON, overrides={"fleet.sise": 6, "service.max_wait_time": -1}, out=tmp_path / "gone" / "x.h5")
    assert isinstance(caught.value, ValueError)
    assert len(caught.value.messages) == 3
    for part in ("gone", "did you mean", "service.max_wait_time"):
        assert part in str(caught.value)
    done = navette_command("run", CANTON, "-o", tmp_path / "gone" / "x.h5", "--set", "fleet.sise=6",
                           "--set", "service.max_wait_time=-1")  # fmt: skip
    assert done.stderr.splitlines() == [f"error: {message}" for message in caught.value.messages]
    assert pickle.loads(pickle.dumps(caught.value)).messages == caught.value.messages


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(navette.InputError, match=r"gone\.toml"):
        navette.run(tmp_path / "gone.toml")


def test_what_has_no_effect_is_a_warning_where_run_was_called(tmp_path: Path) -> None:
    shuttles = tmp_path / "shuttles.csv"
    shuttles.write_text(
        "shuttle_id,lon,lat,seats,wheelchairs,shift_start,shift_end\ns1,1.9745,43.9990,8,1,06:30,20:00\n"
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run = navette.run(CANTON, overrides={"fleet.shuttles": shuttles})
    assert list(run.shuttles["shuttle_id"]) == ["s1"]
    assert {warning.category for warning in caught} == {navette.ScenarioWarning}
    assert "fleet.size is not used" in str(caught[0].message)
    assert {warning.filename for warning in caught} == {__file__}


def test_progress_goes_from_0_to_1() -> None:
    shares: list[float] = []
    navette.run(CANTON, progress=shares.append)
    assert shares[0] == 0 and shares[-1] == 1
    assert all(before <= after for before, after in itertools.pairwise(shares))


def test_what_progress_raises_ends_the_run_and_leaves_nothing(run: navette.Run, tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0:
            raise EnoughError

    with pytest.raises(EnoughError):
        navette.run(CANTON, out=tmp_path / "day.h5", progress=stop)
    assert not list(tmp_path.iterdir())
    assert navette.run(CANTON).kpi.equals(run.kpi), "the next run is not touched"


def test_ctrl_c_ends_the_run_and_leaves_nothing(run: navette.Run, tmp_path: Path) -> None:
    begun = threading.Event()
    killer = threading.Thread(target=lambda: begun.wait(60) and os.kill(os.getpid(), signal.SIGINT))
    killer.start()
    # So many days that the run cannot be over before the other thread has had its turn.
    with pytest.raises(KeyboardInterrupt):
        navette.run(CANTON, overrides={"run.days": 700}, out=tmp_path / "day.h5", progress=lambda _share: begun.set())
    killer.join()
    assert not list(tmp_path.iterdir())
    assert navette.run(CANTON).kpi.equals(run.kpi)


def test_other_threads_go_on_during_a_run() -> None:
    over = threading.Event()
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        while not over.is_set():
            time.sleep(0.001)
            ticks += 1

    ticker = threading.Thread(target=tick)
    ticker.start()
    before = ticks
    navette.run(CANTON)
    during = ticks - before
    over.set()
    ticker.join()
    assert during >= 20  # a run takes some tenths of a second; with the GIL held there would be 0 or 1


def test_runs_in_several_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    sizes = [3, 6, 3, 6]
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda size: navette.run(CANTON, overrides={"fleet.size": size}), sizes))
    images = [stored(each, tmp_path / "x.h5") for each in runs]
    assert images[0] == images[2] and images[1] == images[3]
    assert images[0] != images[1]
    assert images[1] == stored(navette.run(CANTON, overrides={"fleet.size": 6}), tmp_path / "alone.h5")


@pytest.mark.parametrize(
    ("value", "toml"),
    [
        (True, "true"),
        (6, "6"),
        (np.int64(6), "6"),
        (np.float32(0.5), "0.5"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        ('a "b" \\ \n é 😀 \x7f', '"a \\"b\\" \\\\ \\n é 😀 \\u007f"'),
        (Path("a/b"), '"a/b"'),
        (datetime.date(2026, 1, 5), "2026-01-05"),
        (datetime.time(6, 30), "06:30:00"),
        ([1, [2.5, "x"]], '[1, [2.5, "x"]]'),
        ({"lon": 1.5, "a b": False}, '{"lon" = 1.5, "a b" = false}'),
    ],
)
def test_a_value_becomes_toml(value: object, toml: str) -> None:
    assert to_toml(value) == toml
    assert assignments({"a.b": value}) == [f"a.b={toml}"]


def test_a_value_without_a_word_in_toml_is_refused_by_the_name_of_its_key() -> None:
    with pytest.raises(TypeError, match=r"fleet\.size must be .* found None"):
        navette.run(CANTON, overrides={"fleet.size": None})


def test_an_override_given_as_a_text_stays_a_text() -> None:
    run = navette.run(CANTON, overrides={"territory.name": '12 "é" \\'})
    assert run.name == '12 "é" \\'
