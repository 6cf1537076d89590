"""navette.run_many: scenarios times seeds, in parallel."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import navette
from conftest import CANTON

SEEDS = [3, 1, 2]


@pytest.fixture(scope="module")
def runs(canton_scenario: navette.Scenario) -> navette.Runs:
    return navette.run_many([canton_scenario, canton_scenario.with_(**{"fleet.size": 3})], seeds=SEEDS, progress=False)


def test_there_is_one_row_per_scenario_and_seed_in_the_order_asked_for(runs: navette.Runs) -> None:
    assert list(runs.indicators.index) == [
        (name, seed) for name in ("canton", "canton, fleet.size = 3") for seed in SEEDS
    ]
    assert runs.indicators.index.names == ["scenario", "seed"]
    assert len(runs) == 6 and not len(runs.failures)
    assert runs.definitions.loc["wait_mean", "unit"] == "s" == runs.indicators.attrs["units"]["wait_mean"]


def test_each_row_is_that_of_the_run_alone(runs: navette.Runs) -> None:
    for seed in SEEDS:
        alone = navette.run(CANTON, seed=seed).kpi["value"]
        told = runs.indicators.loc[("canton", seed)].dropna()
        pd.testing.assert_series_equal(told, alone.reindex(told.index), check_names=False)
        assert set(alone.index) == set(told.index)


def test_the_number_of_workers_changes_nothing(canton_scenario: navette.Scenario, runs: navette.Runs) -> None:
    again = navette.run_many(
        {"canton": canton_scenario, "canton, fleet.size = 3": canton_scenario.with_(**{"fleet.size": 3})},
        seeds=SEEDS, workers=1, progress=False,
    )  # fmt: skip
    pd.testing.assert_frame_equal(again.indicators, runs.indicators)


def test_a_whole_run_is_made_again_when_asked_for(runs: navette.Runs) -> None:
    assert runs["canton", 3].verify() == navette.run(CANTON, seed=3).verify()
    assert runs["canton", 3] is runs["canton", 3]
    with pytest.raises(KeyError):
        runs["canton", 99]


def test_runs_can_be_kept_in_a_folder(canton_scenario: navette.Scenario, tmp_path: Path) -> None:
    runs = navette.run_many(canton_scenario.named("a/b"), seeds=[4], keep=tmp_path / "kept", progress=False)
    assert runs["a/b", 4].path == tmp_path / "kept" / "a_b-4.h5"
    assert runs["a/b", 4].attributes["seed"] == 4


def test_a_run_that_fails_stands_with_its_message_and_the_others_go_on(
    canton_scenario: navette.Scenario, tmp_path: Path
) -> None:
    broken = tmp_path / "roads.osm.pbf"
    broken.write_bytes(b"not a map")
    with pytest.warns(navette.ScenarioWarning, match=r"2 of 4 runs failed.*roads\.osm\.pbf"):
        runs = navette.run_many(
            {"good": canton_scenario, "broken": canton_scenario.with_(**{"territory.roads": broken})},
            seeds=2,
            progress=False,
        )
    assert list(runs.indicators.index) == [("good", 1), ("good", 2)]
    assert list(runs.failures.index) == [("broken", 1), ("broken", 2)]
    assert "roads.osm.pbf" in runs.failures["broken", 2]
    assert "2 failed" in repr(runs) and "wait_mean" in runs._repr_html_()


def test_if_all_fail_the_error_is_raised(canton_scenario: navette.Scenario, tmp_path: Path) -> None:
    broken = tmp_path / "roads.osm.pbf"
    broken.write_bytes(b"not a map")
    with pytest.raises(navette.InputError, match=r"roads\.osm\.pbf"):
        navette.run_many(canton_scenario, overrides={"territory.roads": broken}, seeds=2, progress=False)


def test_what_cannot_be_told_apart_is_refused(canton_scenario: navette.Scenario) -> None:
    with pytest.raises(ValueError, match="two scenarios are called 'canton'"):
        navette.run_many([canton_scenario, canton_scenario])
    with pytest.raises(ValueError, match="seeds must differ"):
        navette.run_many(canton_scenario, seeds=[1, 1])
    with pytest.raises(ValueError, match="nothing to run"):
        navette.run_many(canton_scenario, seeds=[])


def test_progress_is_a_bar_in_the_terminal(
    canton_scenario: navette.Scenario, capsys: pytest.CaptureFixture[str]
) -> None:
    navette.run_many(canton_scenario, seeds=2)
    assert "2/2" in capsys.readouterr().err
    navette.run(canton_scenario, progress=True)
    assert "simulated: 100%" in capsys.readouterr().err
    navette.run(canton_scenario, progress=False)
    assert capsys.readouterr().err == ""
