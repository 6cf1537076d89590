"""A scenario with many seeds: each row is a single run, and the file stands for itself."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import CANTON, Navette, succeed


@pytest.fixture(scope="session")
def many(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six days of the shipped canton."""
    out = tmp_path_factory.mktemp("many") / "many.h5"
    succeed(navette_command("run", CANTON, "-o", out, "--replications", "6", "--threads", "2"))
    return out


def test_a_row_is_the_single_run_with_its_seed(navette_command: Navette, many: Path, tmp_path: Path) -> None:
    succeed(navette_command("run", CANTON, "-o", tmp_path / "one.h5", "--seed", "4"))
    single = json.loads(succeed(navette_command("kpi", tmp_path / "one.h5", "--format", "json")))
    with h5py.File(many) as file:
        table = file["replications"]
        assert list(table["seed"]) == [1, 2, 3, 4, 5, 6]
        known = {name: table[name][3] for name in table if name not in ("seed", "replication")}
    assert {name: value for name, value in known.items() if not np.isnan(value)} == {
        name: entry["value"] for name, entry in single.items()
    }


def test_the_file_is_the_same_for_any_number_of_threads(navette_command: Navette, many: Path, tmp_path: Path) -> None:
    succeed(navette_command("run", CANTON, "-o", tmp_path / "a.h5", "--replications", "6", "--threads", "1"))
    assert (tmp_path / "a.h5").read_bytes() == many.read_bytes()


def test_kpi_tells_how_indicators_vary(navette_command: Navette, many: Path) -> None:
    told = json.loads(succeed(navette_command("kpi", many, "--format", "json")))
    with h5py.File(many) as file:
        values = file["replications/wait_mean"][...]
    wait = told["wait_mean"]
    assert wait["mean"] == pytest.approx(values.mean()) and wait["seeds"] == 6
    assert wait["standard_deviation"] == pytest.approx(values.std(ddof=1))
    assert wait["confidence_high"] - wait["mean"] == pytest.approx(2.570582 * values.std(ddof=1) / 6**0.5)
    assert (wait["p5"], wait["median"], wait["p95"]) == (values.min(), sorted(values)[2], values.max())
    rows = list(csv.DictReader(io.StringIO(succeed(navette_command("kpi", many, "--format", "csv")))))
    assert [row["name"] for row in rows] == list(told)
    assert float(rows[0]["mean"]) == told["requests"]["mean"]
    assert succeed(navette_command("kpi", many)).startswith("indicator ")


def test_verify_says_what_it_could_check(navette_command: Navette, many: Path, tmp_path: Path) -> None:
    lines = succeed(navette_command("verify", many)).splitlines()
    assert lines[0].startswith("note: replications keep indicators only")
    assert lines[-1].startswith("verified: 6 replications, ") and lines[-1].endswith(" requests, 0 violations")
    wrong = tmp_path / "wrong.h5"
    wrong.write_bytes(many.read_bytes())
    with h5py.File(wrong, "r+") as file:
        file["replications/served"][2] += 1
    done = navette_command("verify", wrong)
    assert done.returncode == 3 and "replications.identities: requests is" in done.stdout


def test_a_wrong_number_is_bad_input_and_leaves_nothing(navette_command: Navette, tmp_path: Path) -> None:
    for count in ("0", "-1", "1000001", "many"):
        done = navette_command("run", CANTON, "-o", tmp_path / "a.h5", "--replications", count)
        assert done.returncode == 2 and "eplications" in done.stderr
    assert not list(tmp_path.iterdir())


def test_interruption_leaves_no_results_file(executable: Path, tmp_path: Path) -> None:
    command = [executable, "run", CANTON, "-o", tmp_path / "a.h5", "--replications", "100000"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        time.sleep(1)
        run.send_signal(signal.SIGINT)
        _, words = run.communicate(timeout=60)
    assert run.returncode == 130 and "interrupted; " in words
    assert all(name.startswith("a.h5.segment-") for name in os.listdir(tmp_path))


def test_given_demand_is_the_same_day_for_every_seed_and_is_told(navette_command: Navette, tmp_path: Path) -> None:
    requests = CANTON.parent / "requests.csv"
    given = ["--set", f"demand.requests={requests}"]
    done = navette_command("run", CANTON, "-o", tmp_path / "a.h5", "--replications", "3", *given)
    assert "every seed gives the same day" in done.stderr and done.returncode == 0
    with h5py.File(tmp_path / "a.h5") as file:
        assert len(set(file["replications/wait_mean"][...])) == 1


def test_python_replicates(many: Path, tmp_path: Path) -> None:
    frame = navette.replicate(CANTON, 6, out=tmp_path / "a.h5")
    assert (tmp_path / "a.h5").read_bytes() == many.read_bytes()
    assert list(frame.index) == [1, 2, 3, 4, 5, 6] and frame.loc[3, "requests"] > 100
    assert frame.attrs["units"]["wait_mean"] == "s"
    with pytest.raises(navette.InputError, match="replications must be from 1"):
        navette.replicate(CANTON, 0)
