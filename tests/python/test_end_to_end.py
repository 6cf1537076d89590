"""Whole runs of the executable, as a user makes them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray

import navette
from conftest import CANTON, ROOT, Navette, succeed
from draw_requests import write_day

SCENARIOS = ROOT / "scenarios"
REAL_ROADS = ROOT.parent / "shared" / "data" / "osm" / "isle-of-man-south-west.osm.pbf"
TABLES = ["requests", "shuttles", "shifts", "stops", "legs", "events", "trajectories", "kpi", "network/nodes",
          "network/edges", "network/shape"]  # fmt: skip


def verified(navette_command: Navette, out: Path) -> list[str]:
    """The lines that `navette verify` prints; the last one says that all is well."""
    lines = succeed(navette_command("verify", out)).strip().splitlines()
    run = navette.open(out)
    assert lines[-1] == f"verified: {len(run.requests)} requests, {len(run.events)} events, 0 violations"
    return lines


def check_conservation(out: Path) -> None:
    """Every request has one end, and the log tells the same ends as the table."""
    run = navette.open(out)
    ends = run.requests["end"].value_counts()
    assert ends[["served", "refused", "cancelled", "no_show"]].sum() == len(run.requests) > 0
    events = run.events["kind"].value_counts()
    assert events["submitted"] == len(run.requests)
    assert events["boarding"] == events["alighting"] == ends["served"] > 0
    assert events["refused"] == ends["refused"]
    assert (run.requests["reason"] != "none").sum() == ends["refused"]


def test_the_canton_runs_and_verifies(navette_command: Navette, canton: Path) -> None:
    verified(navette_command, canton)


def test_served_refused_cancelled_and_no_shows_are_all_requests(canton: Path) -> None:
    check_conservation(canton)


def test_an_input_is_never_replaced_by_the_output(navette_command: Navette, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.toml"
    text = CANTON.read_text(encoding="utf-8").replace('"canton.osm.pbf"', f'"{CANTON.parent / "canton.osm.pbf"}"')
    scenario.write_text(text, encoding="utf-8")
    done = navette_command("run", scenario, "-o", scenario)
    assert done.returncode == 2
    assert "not replaced" in done.stderr
    assert scenario.read_text(encoding="utf-8") == text
    succeed(navette_command("run", scenario, "-o", tmp_path / "out.h5"))
    succeed(navette_command("run", scenario, "-o", tmp_path / "out.h5"))  # results are replaced by results


def test_damaged_results_are_told_never_crash(navette_command: Navette, canton: Path, tmp_path: Path) -> None:
    good = canton.read_bytes()
    random = np.random.default_rng(7)
    for changes in [1, 5, 20, 200] * 5:
        damaged = bytearray(good)
        for place in random.integers(0, len(good), changes):
            damaged[place] = int(random.integers(256))
        file = tmp_path / "damaged.h5"
        file.write_bytes(damaged)
        for command in ("kpi", "verify"):
            assert navette_command(command, file).returncode in (0, 2, 3)


def test_nothing_but_the_results_file_is_left(canton: Path) -> None:
    assert [path.name for path in canton.parent.iterdir()] == ["canton.h5"]


def test_the_same_seed_gives_the_same_bytes_for_any_number_of_threads(navette_command: Navette, tmp_path: Path) -> None:
    outs = [tmp_path / "threads-1.h5", tmp_path / "threads-2.h5"]
    for threads, out in enumerate(outs, start=1):
        succeed(navette_command("run", CANTON, "-o", out, "--seed", "7", "--threads", threads))
    with h5py.File(outs[0]) as one, h5py.File(outs[1]) as two:
        for column in one["events"]:
            np.testing.assert_array_equal(one["events"][column], two["events"][column], err_msg=column)
    assert verified(navette_command, outs[0]) == verified(navette_command, outs[1])  # the canonical hash among them
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_each_format_of_the_indicators_tells_the_same_as_the_file(navette_command: Navette, canton: Path) -> None:
    stored = navette.open(canton).kpi["value"].to_dict()
    assert stored
    rows = csv.DictReader(io.StringIO(succeed(navette_command("kpi", canton, "--format", "csv"))))
    assert {row["name"]: float(row["value"]) for row in rows} == stored
    told = json.loads(succeed(navette_command("kpi", canton, "--format", "json")))
    assert {name: indicator["value"] for name, indicator in told.items()} == stored
    assert all(indicator["unit"] and indicator["definition"] for indicator in told.values())
    table = succeed(navette_command("kpi", canton))
    assert [line.split()[0] for line in table.splitlines()] == list(stored)


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("table", TABLES)
def test_xarray_opens_every_table(canton: Path, table: str, engine: str) -> None:
    with h5py.File(canton) as file, xarray.open_dataset(canton, group=table, engine=engine) as opened:
        columns = {name: node for name, node in file[table].items() if isinstance(node, h5py.Dataset)}
        for name, column in columns.items():
            assert opened[name].size == column.size
            assert opened[name].dtype.kind not in "mM", f"{name} was taken for a date or a duration"
        opened.load().to_dataframe() if table != "trajectories" else opened.load()


def test_the_pictures_of_the_canton_can_be_drawn(canton: Path) -> None:
    run = navette.open(canton)
    assert run.plot.map().axes and run.plot.shuttle().axes


@pytest.mark.parametrize("name", ["canton", "given-demand"])
def test_the_shipped_scenarios_are_valid(navette_command: Navette, name: str) -> None:
    succeed(navette_command("validate", SCENARIOS / name / "scenario.toml"))


def test_given_demand_runs_and_verifies(navette_command: Navette, tmp_path: Path) -> None:
    out = tmp_path / "given.h5"
    succeed(navette_command("run", SCENARIOS / "given-demand" / "scenario.toml", "-o", out))
    verified(navette_command, out)
    check_conservation(out)


@pytest.mark.parametrize("policy", ["insertion", "first_come"])
@pytest.mark.parametrize("waiting", ["drive_first", "wait_first"])
def test_a_day_on_a_real_territory(navette_command: Navette, tmp_path: Path, policy: str, waiting: str) -> None:
    if not REAL_ROADS.is_file():
        pytest.skip(f"{REAL_ROADS} is not there")
    write_day(REAL_ROADS, tmp_path, requests=300, shuttles=6, seed=20)
    out = tmp_path / "real.h5"
    changes = {
        "territory.roads": REAL_ROADS,
        "demand.requests": tmp_path / "requests.csv",
        "fleet.shuttles": tmp_path / "shuttles.csv",
        "dispatch.policy": policy,
        "dispatch.waiting": waiting,
    }
    overrides = [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]
    succeed(navette_command("run", SCENARIOS / "given-demand" / "scenario.toml", "-o", out, *overrides))
    verified(navette_command, out)
    check_conservation(out)
    assert len(navette.open(out).requests) == 300


def test_a_run_that_was_tampered_with_does_not_verify(navette_command: Navette, canton: Path, tmp_path: Path) -> None:
    out = tmp_path / "tampered.h5"
    shutil.copy(canton, out)
    with h5py.File(out, "r+") as file:
        request = int(np.flatnonzero(file["requests/end"][...] == 0)[0])
        file["requests/pickup"][request] = file["requests/earliest_departure"][request] - 60_000
    done = navette_command("verify", out)
    assert done.returncode == 3
    assert ", 0 violations" not in done.stdout


def expect_bad_input(done: subprocess.CompletedProcess[str], *told: str) -> None:
    """Exit code 2, and a message that tells what is wrong."""
    assert done.returncode == 2, done.stderr
    assert "terminate called" not in done.stderr
    for words in told:
        assert words in done.stderr


def test_a_scenario_with_seven_errors_tells_all_seven(navette_command: Navette, tmp_path: Path) -> None:
    wrong = {
        "service.max_wait_time": '"soon"',
        "service.max_travel_time_alpha": "0.5",
        "service.max_travel_time_beta": "-1",
        "service.stop_duration": "true",
        "dispatch.policy": '"magic"',
        "run.days": "0",
        "run.sead": "1",
    }
    changes = [word for key, value in wrong.items() for word in ("--set", f"{key}={value}")]
    out = tmp_path / "out.h5"
    expect_bad_input(navette_command("run", CANTON, "-o", out, *changes), *wrong)
    expect_bad_input(navette_command("validate", CANTON, *changes), *wrong)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"[run\nseed = 1", bytes(range(256)), None])
def test_a_scenario_that_is_none_is_refused(navette_command: Navette, tmp_path: Path, content: bytes | None) -> None:
    scenario = tmp_path / "bad.toml"
    if content is not None:
        scenario.write_bytes(content)
    expect_bad_input(navette_command("run", scenario, "-o", tmp_path / "out.h5"), "bad.toml")
    assert not (tmp_path / "out.h5").exists()


def test_a_missing_output_folder_is_told_before_the_run(navette_command: Navette, tmp_path: Path) -> None:
    out = tmp_path / "gone" / "out.h5"
    expect_bad_input(navette_command("run", CANTON, "-o", out), str(out.parent))
    assert not out.parent.exists()


@pytest.mark.parametrize("command", ["verify", "kpi"])
@pytest.mark.parametrize("content", [b"", b"no HDF5", None])
def test_a_file_that_is_not_ours_is_refused(
    navette_command: Navette, tmp_path: Path, command: str, content: bytes | None
) -> None:
    path = tmp_path / "other.h5"
    if content is not None:
        path.write_bytes(content)
    expect_bad_input(navette_command(command, path), "other.h5")


@pytest.mark.parametrize("arguments", [["run"], ["run", CANTON], ["kpi"], ["--no-such-option"]])
def test_a_wrong_command_line_is_bad_input(navette_command: Navette, arguments: list[str]) -> None:
    expect_bad_input(navette_command(*arguments))


def test_an_interrupted_run_leaves_nothing(executable: Path, tmp_path: Path) -> None:
    for delay in (0.02 * 1.5**step for step in range(16)):  # [s], until the run has begun and is not yet over
        folder = tmp_path / f"{delay:.3f}"
        folder.mkdir()
        with subprocess.Popen(
            [executable, "run", CANTON, "-o", folder / "out.h5"],
            env=os.environ | {"NAVETTE_CACHE": str(tmp_path / f"cache-{delay:.3f}")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as run:
            time.sleep(delay)
            run.send_signal(signal.SIGINT)
            code = run.wait(timeout=600)
        if code == 0:
            pytest.fail(f"the run was over after {delay:.3f} s, before it could be interrupted")
        assert not list(folder.iterdir())
        if code == 130:
            return
        assert code == -signal.SIGINT  # too early: the program was still being loaded
    pytest.fail("no run ended with exit code 130")
