"""`navette verify --again`: the stored scenario runs anew, and every column of what comes of it is compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import CANTON, Navette, succeed

GIVEN = CANTON.parents[1] / "given-demand"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The shipped scenario with given demand, and its roads, in a folder of its own."""
    shutil.copytree(GIVEN, tmp_path / "given-demand")
    (tmp_path / "canton").mkdir()
    shutil.copy(CANTON.parent / "canton.osm.pbf", tmp_path / "canton")
    return tmp_path


@pytest.fixture
def results(project: Path, navette_command: Navette) -> Path:
    out = project / "out.h5"
    succeed(navette_command("run", project / "given-demand" / "scenario.toml", "-o", out))
    return out


def test_a_run_comes_out_the_same_from_any_folder(results: Path, navette_command: Navette, tmp_path_factory) -> None:
    for cwd in (results.parent, tmp_path_factory.mktemp("elsewhere")):
        said = succeed(navette_command("verify", results, "--again", cwd=cwd))
        assert "run again: the same canonical hash, and all " in said
        assert said.splitlines()[-1].startswith("verified: 24 requests")


def test_the_file_tells_its_inputs(results: Path) -> None:
    with h5py.File(results) as file:
        keys = [key.decode() for key in file["inputs/key"]]
        hashes = [text.decode() for text in file["inputs/sha256"]]
        assert file.attrs["roads_sha256"] == hashes[keys.index("territory.roads")]
    assert sorted(keys) == ["demand.requests", "fleet.shuttles", "territory.roads"]


@pytest.mark.parametrize(
    ("column", "table"), [("requests/promised_dropoff", "/requests"), ("shuttles/seats", "/shuttles")]
)
def test_a_doctored_column_is_told(results: Path, navette_command: Navette, column: str, table: str) -> None:
    with h5py.File(results, "r+") as file:
        known = np.flatnonzero(file[column][:] > 0)
        file[column][known[0]] += 1
    done = navette_command("verify", results, "--again", cwd=results.parent)
    assert done.returncode == 3
    assert f"run again: {table} is the first table that differs: {column.split('/')[1]} is " in done.stdout
    assert "not verified: 24 requests" in done.stdout


def test_inputs_that_are_missing_or_changed_are_named(results: Path, navette_command: Navette) -> None:
    requests = results.parent / "given-demand" / "requests.csv"
    requests.write_text(requests.read_text() + "\n")
    done = navette_command("verify", results, "--again", cwd=results.parent)
    assert done.returncode == 2
    assert 'the run read demand.requests = "requests.csv" with SHA-256 ' in done.stderr
    assert "given-demand/requests.csv has " in done.stderr
    requests.unlink()
    (results.parent / "given-demand" / "shuttles.csv").unlink()
    done = navette_command("verify", results, "--again", cwd=results.parent)
    assert done.returncode == 2
    assert done.stderr.count("no file of this name is in") == 2
    assert "verified" not in done.stdout


def test_inputs_may_lie_elsewhere(results: Path, navette_command: Navette, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("archive")
    for file in (*(results.parent / "given-demand").glob("*.csv"), results.parent / "canton" / "canton.osm.pbf"):
        file.rename(elsewhere / file.name)
    assert navette_command("verify", results, "--again", cwd=results.parent).returncode == 2
    succeed(navette_command("verify", results, "--again", "--inputs", elsewhere, cwd=results.parent))


def test_a_policy_in_python_cannot_be_repeated(results: Path, navette_command: Navette) -> None:
    with h5py.File(results, "r+") as file:
        for group in ("/", "/rules"):
            file[group].attrs["policy"] = "python:Mine"
    succeed(navette_command("verify", results))
    done = navette_command("verify", results, "--again", cwd=results.parent)
    assert done.returncode == 2
    assert "it was decided by python:Mine, a policy in Python" in done.stderr


def test_replications_come_out_the_same(project: Path, navette_command: Navette) -> None:
    out = project / "many.h5"
    succeed(navette_command("run", project / "given-demand" / "scenario.toml", "-o", out, "--replications", "2"))
    succeed(navette_command("verify", out, "--again", cwd=project))
    with h5py.File(out, "r+") as file:
        file["replications/vehicle_distance"][1] += 1e-9
    done = navette_command("verify", out, "--again", cwd=project)
    assert done.returncode == 3
    assert "/replications is the first table that differs: vehicle_distance" in done.stdout


def test_files_of_earlier_versions_do_not_tell_their_inputs(results: Path, navette_command: Navette) -> None:
    with h5py.File(results, "r+") as file:
        del file["inputs"]
    done = navette_command("verify", results, "--again", cwd=results.parent)
    assert done.returncode == 2
    assert "it does not tell its inputs" in done.stderr


def test_python_runs_it_again(
    results: Path, project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = navette.open(results)
    assert run.verify(again=True) == run.verify()
    moved = tmp_path_factory.mktemp("moved") / "out.h5"
    shutil.copy(results, moved)
    monkeypatch.chdir(moved.parent)
    with pytest.raises(navette.InputError, match="no file of this name is in"):
        navette.open(moved).verify(again=True)
    assert navette.open(moved).verify(again=True, inputs=[project]) == run.verify()
    with h5py.File(results, "r+") as file:
        file["shuttles/seats"][0] += 1
    with pytest.raises(navette.VerificationError, match="/shuttles is the first table that differs: seats"):
        navette.open(results).verify(again=True)


def test_python_runs_again_what_is_in_memory(project: Path) -> None:
    run = navette.run(project / "given-demand" / "scenario.toml", progress=False)
    assert run.path is None
    assert run.verify(again=True, inputs=[project]) == run.verify()
