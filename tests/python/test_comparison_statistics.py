"""The statistics of comparisons, against figures worked out by hand and tables of textbooks."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from navette.comparison.statistics import days_to_settle, differences, paired, rankings


def test_paired_by_hand() -> None:
    row = paired([10, 10, 10, 10], [11, 12, 13, 14])
    # Differences 1, 2, 3, 4: mean 2.5, sd 1.29099, standard error 0.645497, t = 3.87298 with 3 degrees of freedom;
    # t(0.975, 3) = 3.182446.
    assert row["difference"] == 2.5
    assert row["sd"] == pytest.approx(1.2909944)
    assert row["low"] == pytest.approx(2.5 - 3.182446 * 0.6454972, abs=1e-5)
    assert row["high"] == pytest.approx(2.5 + 3.182446 * 0.6454972, abs=1e-5)
    assert row["p"] == pytest.approx(0.030466, abs=1e-5)


def test_pairs_that_never_differ_and_pairs_that_always_differ_alike() -> None:
    same = paired([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    assert (same["difference"], same["p"], same["sd"]) == (0, 1, 0)
    shifted = paired([1e6, 2e6, 3e6], [1e6 + 100, 2e6 + 100, 3e6 + 100])
    assert (shifted["low"], shifted["high"], shifted["p"]) == (100, 100, 0)


def test_pairs_that_are_not_known_do_not_count() -> None:
    row = paired([1, math.nan, 3, 4], [2, 5, math.nan, 7])
    assert (row["n"], row["difference"]) == (2, 2)
    assert paired([], [])["n"] == 0
    assert math.isnan(paired([1], [3])["p"])


def test_days_to_settle_are_those_of_the_textbook() -> None:
    # Cohen: a paired t-test at 5 %, two-sided, power 0.8 takes 34 pairs for d = 0.5, 199 for d = 0.2.
    assert days_to_settle(0.5, 1.0) == 34
    assert days_to_settle(-0.5, 1.0) == 34
    assert days_to_settle(0.2, 1.0) == 199
    assert days_to_settle(1e-6, 1.0) == math.inf
    assert math.isnan(days_to_settle(0, 1))
    assert math.isnan(days_to_settle(1, 0))


@pytest.mark.parametrize("alpha", [0.05, 0.005, 0.0005])
def test_smaller_differences_never_take_fewer_days(alpha: float) -> None:
    """Also where scipy's noncentral t has holes."""
    days = [days_to_settle(effect, 1.0, alpha) for effect in np.geomspace(0.05, 30, 20)]
    assert days == sorted(days, reverse=True)
    assert days[-1] <= 5


def _year(**options: list[float]) -> pd.DataFrame:
    rows = {
        (name, "central", seed): {"cost": value}
        for name, values in options.items()
        for seed, value in enumerate(values)
    }
    index = pd.MultiIndex.from_tuples(list(rows), names=["option", "level", "seed"])
    return pd.DataFrame(list(rows.values()), index=index)


def test_holm_by_hand() -> None:
    random = np.random.default_rng(3)
    base = random.normal(100, 10, 12)
    table = differences(
        _year(a=base, b=base + random.normal(3, 2, 12), c=base + random.normal(0.5, 2, 12)), ["cost", "unheard_of"]
    )
    assert list(table["indicator"].unique()) == ["cost"]
    p = np.sort(table["p"])
    expected = np.maximum.accumulate(p * [3, 2, 1]).clip(max=1)
    assert np.allclose(np.sort(table["p_holm"]), expected)
    assert (table["real"] == (table["p_holm"] <= 0.05)).all()
    assert table.loc[table["real"], "more"].isna().all()
    assert (table.loc[~table["real"], "more"] >= 1).all()


def test_under_no_difference_the_family_errs_as_rarely_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Options that differ by noise alone: some test of the family calls it real in about 5 % of all comparisons."""
    monkeypatch.setattr("navette.comparison.statistics.days_to_settle", lambda *_: math.nan)  # it takes long
    random = np.random.default_rng(11)
    trials = 40
    wrong = 0
    for _ in range(trials):
        noise = random.normal(0, 1, (3, 8))
        wrong += bool(differences(_year(**{f"o{k}": row for k, row in enumerate(noise)}), ["cost"])["real"].any())
    assert wrong <= 6  # 5 % of 40 is 2, three standard deviations more are 6


def test_rankings_that_hold_and_that_turn() -> None:
    values = {"low": {"a": 1, "b": 2, "c": 3}, "central": {"a": 1, "b": 2, "c": 3}, "high": {"a": 1, "b": 4, "c": 3}}
    rows = {
        (option, level, seed): {"cost": base + 0.01 * seed, "trips": -base - 0.001 * seed * (seed - 3)}
        for level, options in values.items()
        for option, base in options.items()
        for seed in range(5)
    }
    year = pd.DataFrame(list(rows.values()), index=pd.MultiIndex.from_tuples(rows, names=["option", "level", "seed"]))
    table = differences(year, ["cost", "trips"])
    found = rankings(year, table, {"cost": "less", "trips": "more"})
    for name in ("cost", "trips"):
        assert found.loc[name, "order"] == ["a", "b", "c"]
        assert not found.loc[name, "survives"]
        assert found.loc[name, "turned"] == [("high", "b", "c")]
        assert not found.loc[name, "noise"]
        assert found.loc[name, "certain"] == [("a", "b"), ("b", "c")]
    stays = rankings(year.drop("high", level="level"), table, {"cost": "less"})
    assert stays.loc["cost", "survives"]
    in_doubt = rankings(year, table.assign(real=False), {"cost": "less"})
    assert in_doubt.loc["cost", "noise"]
