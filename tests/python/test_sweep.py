"""Sweeps: plan, run on processes, resume, collate; workers that are killed; files that are damaged."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import navette
from conftest import CANTON
from navette.sweep import engine
from navette.sweep.command import main
from navette.sweep.engine import tasks_of
from navette.sweep.plan import Plan
from navette.sweep.shards import list_shards, missing, open_shard

DEFINITION = {"scenario": str(CANTON), "seeds": 6, "grid": {"fleet.size": [3, 5], "dispatch.policy": ["insertion"]}}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two workers, for all tests of this module."""
    with engine.cluster(workers=2) as made:
        yield made


@pytest.fixture(scope="module")
def done(client: Any, tmp_path_factory: pytest.TempPathFactory) -> navette.Sweep:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path_factory.mktemp("sweep") / "out")
    sweep.run(client=client, progress=False)
    return sweep


@pytest.fixture
def copy(done: navette.Sweep, tmp_path: Path) -> Path:
    shutil.copytree(done.folder, tmp_path / "copy")
    return tmp_path / "copy"


def without_time(results: pd.DataFrame) -> pd.DataFrame:
    return results.drop(columns="seconds")


def test_there_is_one_row_per_run_with_its_values_and_its_indicators(done: navette.Sweep) -> None:
    results = done.results
    assert str(done.status()) == "12 of 12 done"
    assert list(results.index) == list(range(12)) and results.index.name == "run"
    assert list(results["fleet.size"]) == [3] * 6 + [5] * 6
    assert list(results["seed"]) == [1, 2, 3, 4, 5, 6] * 2
    alone = navette.run(CANTON, seed=2, overrides={"fleet.size": 3}).kpi["value"]
    told = results.loc[1, alone.index].astype(float)
    pd.testing.assert_series_equal(told, alone, check_names=False)


def test_a_whole_run_is_made_again_from_its_seed(done: navette.Sweep, tmp_path: Path) -> None:
    again = done.remake(1, tmp_path / "one.h5")
    assert again.verify() == navette.run(CANTON, seed=2, overrides={"fleet.size": 3}).verify()
    with pytest.raises(navette.InputError, match="runs are 0 to 11"):
        done.remake(12)


def test_a_killed_worker_loses_nothing_and_doubles_nothing(client: Any, done: navette.Sweep, tmp_path: Path) -> None:
    sweep = navette.Sweep.plan(DEFINITION | {"seeds": 25}, tmp_path / "out")
    killed: list[int] = []

    def kill() -> None:
        for _ in range(2):
            before = len(list((tmp_path / "out" / "shards").iterdir()))
            while len(list((tmp_path / "out" / "shards").iterdir())) < before + 2:
                time.sleep(0.01)
            victim = next(pid for pid in client.pids if pid not in killed)
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    killer = threading.Thread(target=kill)
    killer.start()
    sweep.run(client=client, progress=False)
    killer.join()
    assert len(set(killed)) == 2
    assert str(sweep.status()) == "50 of 50 done"
    rows = [open_shard(Plan(sweep.folder), shard)["run"].to_pylist() for shard in list_shards(Plan(sweep.folder))]
    assert sorted(run for runs in rows for run in runs) == list(range(50))  # not one twice
    few = sweep.results[sweep.results["seed"] <= 6].reset_index(drop=True)
    pd.testing.assert_frame_equal(without_time(few), without_time(done.results.reset_index(drop=True)))


def test_a_run_that_kills_every_worker_is_written_down_and_the_others_are_made(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / "out")

    def deadly(folder: str, first: int, last: int) -> object:
        import os

        from navette.sweep.work import work

        if first <= 7 <= last:
            os._exit(1)
        return work(folder, first, last)

    deadly.__module__ = "__main__"  # sent by value
    monkeypatch.setattr(engine, "work", deadly)
    with engine.cluster(workers=1) as fragile:
        status = sweep.run(client=fragile, progress=False)
    assert tuple(status) == (11, 1, 12)
    assert list(sweep.failures.index) == [7] and "every worker" in sweep.failures["error"][7]
    good = sweep.results
    assert sorted(good.index) == [run for run in range(12) if run != 7]
    # In better times it is tried once more, if asked for, and nothing else is.
    monkeypatch.undo()
    assert tuple(sweep.run(client=client, progress=False)) == (11, 1, 12)
    assert tuple(sweep.run(client=client, retry_failed=True, progress=False)) == (12, 0, 12)
    pd.testing.assert_frame_equal(sweep.results.drop(index=7), good)


@pytest.fixture(scope="module")
def failing(client: Any, tmp_path_factory: pytest.TempPathFactory) -> navette.Sweep:
    """One point that cannot be read, one whose roads are none, one that is good."""
    folder = tmp_path_factory.mktemp("failing")
    (folder / "bad.osm.pbf").write_bytes(b"not a map")
    points: list[dict[str, object]] = [
        {"fleet.size": 4},
        {"fleet.size": -1},
        {"territory.roads": str(folder / "bad.osm.pbf")},
    ]
    sweep = navette.Sweep.plan({"scenario": str(CANTON), "seeds": 2, "list": points}, folder / "out")
    sweep.run(client=client, progress=False)
    return sweep


def test_a_failing_point_is_reported_with_its_message_and_not_tried_for_ever(
    failing: navette.Sweep, client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert str(failing.status()) == "2 of 6 done, 4 failed"
    assert list(failing.failures.index) == [2, 3, 4, 5]
    assert "fleet.size must be" in failing.failures["error"][2]
    assert "bad.osm.pbf" in failing.failures["error"][5]
    before = {path: path.stat().st_mtime_ns for path in (failing.folder / "shards").iterdir()}
    failing.run(client=client, progress=False)
    assert {path: path.stat().st_mtime_ns for path in (failing.folder / "shards").iterdir()} == before
    assert main(["status", str(failing.folder)]) == 5
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "2 of 6 done, 4 failed" and "fleet.size = -1" in out


def test_damaged_and_foreign_files_are_found_and_their_runs_made_again(copy: Path, client: Any) -> None:
    sweep = navette.Sweep(copy)
    whole = without_time(sweep.results)
    shards = list_shards(Plan(copy))
    shards[0].path.write_bytes(b"half a file")
    table = pq.read_table(shards[1].path)
    pq.write_table(
        table.set_column(table.column_names.index("hash"), "hash", [["0" * 32] * len(table)]), shards[1].path
    )
    lost = sum(shard.last - shard.first + 1 for shard in shards[:2])
    assert len(sweep.results) == 12 - lost
    assert main(["collate", str(copy)]) == 5
    sweep.run(client=client, progress=False)
    pd.testing.assert_frame_equal(without_time(sweep.results), whole)
    assert len(list((copy / "shards").glob("*.broken"))) == 2


def test_half_written_and_other_files_count_for_nothing(copy: Path) -> None:
    shard = list_shards(Plan(copy))[0]
    shutil.copy(shard.path, copy / "shards" / ".runs-0000-0011-0123456789abcdef.parquet.x1")
    shutil.copy(shard.path, copy / "shards" / "runs-0000-0011-0123456789abcdef.parquet")  # of another plan
    shard.path.unlink()
    assert navette.Sweep(copy).status().done == 12 - (shard.last - shard.first + 1)


def test_work_done_twice_counts_once(copy: Path) -> None:
    plan = Plan(copy)
    for shard in list_shards(plan)[:2]:
        shard.path.unlink()
    gap = missing(list_shards(plan), 0, 11)[0]
    assert main(["work", str(copy), str(gap[0]), str(gap[0])]) == 0
    twice = list_shards(plan)[0]
    assert main(["work", str(copy), "0", "11"]) == 0
    shutil.copy(twice.path, copy / "kept")
    twice.path.unlink()
    assert main(["work", str(copy), "0", "11"]) == 0
    shutil.move(copy / "kept", twice.path)
    assert str(navette.Sweep(copy).status()) == "12 of 12 done"
    assert list(navette.Sweep(copy).results.index) == list(range(12))


def test_a_plan_is_of_its_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    navette.Scenario.read(CANTON).save(tmp_path / "scenario.toml")
    shutil.copy(CANTON.parent / "canton.osm.pbf", tmp_path / "roads.osm.pbf")
    text = (tmp_path / "scenario.toml").read_text()
    roads = next(line for line in text.splitlines() if line.startswith("roads = "))
    (tmp_path / "scenario.toml").write_text(text.replace(roads, 'roads = "roads.osm.pbf"'))
    (tmp_path / "sweep.toml").write_text('scenario = "scenario.toml"\nseeds = 3\n[grid]\n"fleet.size" = [4, 5]\n')
    out = tmp_path / "out"
    assert main(["plan", str(tmp_path / "sweep.toml"), "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"2 points x 3 seeds = 6 runs, in {out}\n"
    hashes = Plan(out).hashes
    assert len(set(hashes)) == 6
    assert main(["plan", str(tmp_path / "sweep.toml"), "--out", str(out)]) == 0  # the same again
    (tmp_path / "sweep.toml").write_text('scenario = "scenario.toml"\nseeds = 2\n[grid]\n"fleet.size" = [4, 5]\n')
    assert main(["plan", str(tmp_path / "sweep.toml"), "--out", str(out)]) == 2
    assert "holds another sweep" in capsys.readouterr().err
    # The scenario's own file may change: the plan has a copy. The roads may not.
    (tmp_path / "scenario.toml").write_text("nothing")
    navette.Sweep(out)
    with (tmp_path / "roads.osm.pbf").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(navette.InputError, match=r"roads\.osm\.pbf: has been changed"):
        navette.Sweep(out)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seeds = 3", "scenario is missing"),
        ('scenario = "gone.toml"', r"gone\.toml"),
        ('scenario = "s.toml"\nseeds = 0', "seeds must be a whole number of at least 1, found 0"),
        ('scenario = "s.toml"\nseeds = [1, 1]', "seeds must differ"),
        ('scenario = "s.toml"\nsedes = 3', "no key sedes"),
        ('scenario = "s.toml"\n[grid]\n"fleet.size" = 3', '"fleet.size" must be an array'),
        ('scenario = "s.toml"\n[grid]\n"a.b" = [3]\n[list]\n"a.b" = [3]', "give one of grid, list"),
        ('scenario = "s.toml"\n[list]\n"a.b" = [3]\n"a.c" = [3, 4]', "equally many"),
        ('scenario = "s.toml"\n[sobol]\npoints = 6\n[sobol.ranges]\n"fleet.size" = [3, 8]', "power of 2"),
        (
            'scenario = "s.toml"\n[latin_hypercube]\npoints = 6\n[latin_hypercube.ranges]\n"a" = [8, 3]',
            r"\[low, high\]",
        ),
        ('scenario = "s.toml"\n[morris]\nranges = {"a" = [1, 2]}', "points must be a whole number"),
        ("scenario = ", "is not TOML"),
    ],
)
def test_what_is_wrong_with_a_sweep_is_said(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sweep.toml").write_text(text)
    assert main(["plan", str(tmp_path / "sweep.toml"), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert re.search(message, told), told
    assert not (tmp_path / "out").exists()


def test_a_sweep_of_wrong_points_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(navette.InputError, match=r"fleet\.sise"):
        navette.Sweep.plan(DEFINITION | {"grid": {"fleet.sise": [3, 4]}}, tmp_path / "out")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("precious")
    with pytest.raises(navette.InputError, match="not empty and no sweep"):
        navette.Sweep.plan(DEFINITION, tmp_path / "full")
    with pytest.raises(navette.InputError, match="no sweep here"):
        navette.Sweep(tmp_path / "full")


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "morris", "saltelli"])
def test_a_design_lies_in_its_ranges_and_is_the_same_each_time(kind: str, tmp_path: Path) -> None:
    ranges = {"fleet.size": [3, 6], "demand.level": [0.5, 2.0], "dispatch.policy": ["insertion", "first_come"]}
    definition = {"scenario": str(CANTON), kind: {"points": 8, "seed": 3, "ranges": ranges}}
    points = navette.Sweep.plan(definition, tmp_path / "a").points
    assert points["error"].isna().all()
    assert set(points["fleet.size"]) == {3, 4, 5, 6}
    assert points["demand.level"].between(0.5, 2).all() and points["demand.level"].nunique() > 2
    assert set(points["dispatch.policy"]) == {"insertion", "first_come"}
    again = navette.Sweep.plan(definition, tmp_path / "b").points
    pd.testing.assert_frame_equal(points, again)
    other = navette.Sweep.plan(definition | {kind: {"points": 8, "seed": 4, "ranges": ranges}}, tmp_path / "c").points
    assert not points.equals(other)


def test_a_list_may_be_written_by_row_or_by_column(tmp_path: Path) -> None:
    rows = [{"fleet.size": 3, "demand.level": 1}, {"fleet.size": 4, "demand.level": 2}]
    columns = {"fleet": {"size": [3, 4]}, "demand.level": [1, 2]}
    plans = [
        Plan(navette.Sweep.plan({"scenario": str(CANTON), "list": given}, tmp_path / name).folder)
        for name, given in (("rows", rows), ("columns", columns))
    ]
    assert plans[0].point_values == plans[1].point_values == rows


@pytest.mark.parametrize(("workers", "seeds"), [(1, 1), (2, 40), (3, 7), (64, 10)])
def test_tasks_hold_each_missing_run_once_and_grow_no_larger_than_asked(workers: int, seeds: int) -> None:
    gaps = [(0, 0), (3, 399), (500, 1_999)]
    tasks = tasks_of(gaps, workers, seeds, 90)
    assert [run for first, last in tasks for run in range(first, last + 1)] == [
        run for first, last in gaps for run in range(first, last + 1)
    ]
    assert max(last - first + 1 for first, last in tasks) <= 90
    assert all(any(a <= first and last <= b for a, b in gaps) for first, last in tasks)


def test_the_missing_runs_are_those_that_no_file_holds() -> None:
    from navette.sweep.shards import Shard

    shards = [Shard(a, b, 0, Path()) for a, b in ((2, 5), (4, 7), (10, 10))]
    assert missing(shards, 0, 12) == [(0, 1), (8, 9), (11, 12)]
    assert missing(shards, 3, 7) == [] and missing([], 3, 4) == [(3, 4)]


def test_slurm_scripts_make_all_runs(done: navette.Sweep, tmp_path: Path) -> None:
    sweep = navette.Sweep.plan(DEFINITION | {"seeds": 3}, tmp_path / "a b")
    assert main(["slurm", str(sweep.folder), "--runs-per-task", "2", "--sbatch=--time=00:10:00"]) == 0
    script = (sweep.folder / "slurm" / "array.sbatch").read_text()
    assert "#SBATCH --array=1-3%3" in script and "#SBATCH --time=00:10:00" in script
    for task in (1, 3, 2, 2):
        environment = os.environ | {"SLURM_ARRAY_TASK_ID": str(task)}
        subprocess.run(
            ["sh", sweep.folder / "slurm" / "array.sbatch"], env=environment, check=True, capture_output=True
        )
    subprocess.run(["sh", sweep.folder / "slurm" / "collate.sbatch"], check=True, capture_output=True)
    subprocess.run(["sh", "-n", sweep.folder / "slurm" / "submit.sh"], check=True)
    results = pd.read_parquet(sweep.folder / "results.parquet")
    expected = done.results[done.results["seed"] <= 3].reset_index(drop=True)
    pd.testing.assert_frame_equal(without_time(results.drop(columns="run")), without_time(expected))
    with pytest.raises(navette.InputError, match="nothing is missing"):
        from navette.sweep.slurm import write_scripts

        write_scripts(Plan(sweep.folder), runs_per_task=2, at_once=5, options=[])


def test_navette_sweep_starts_it(executable: Path, tmp_path: Path) -> None:
    (tmp_path / "sweep.toml").write_text(f'scenario = "{CANTON}"\nseeds = 2\n')
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [executable, "sweep", *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)

    ran = call("run", "sweep.toml", "--out", "out", "--workers", "1", "--quiet")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == ["1 point x 2 seeds = 2 runs, in out", "2 of 2 done"]
    assert call("status", "out").stdout.splitlines()[-1] == "2 of 2 done"
    assert call("collate", "out").returncode == 0
    assert call("remake", "out", "1", "-o", "one.h5").returncode == 0
    assert navette.open(tmp_path / "one.h5").attributes["seed"] == 2
    assert call("status", "gone").returncode == 2
    assert call("nonsense").returncode == 2
