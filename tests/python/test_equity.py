"""Inequality by its formula, and groups that add up to the whole."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import navette
from navette.indicators import asked, by_group, equity, gini, nearest_rank
from navette.indicators.groups import COUNTS


def _gini_by_formula(x: np.ndarray, w: np.ndarray) -> float:
    pairs = sum(w[i] * w[j] * abs(x[i] - x[j]) for i in range(len(x)) for j in range(len(x)))
    total, mean = w.sum(), (w * x).sum() / w.sum()
    return pairs / (2 * total**2 * mean)


@pytest.mark.parametrize("seed", range(30))
def test_gini_is_its_formula(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 40))
    x = random.integers(0, 6, size) * 1.5 + (seed % 2) * random.random(size)  # ties too
    w = random.integers(0, 4, size).astype(float)
    if (w * x).sum() == 0:
        w[0], x[0] = 1, 1
    assert gini(x, w) == pytest.approx(_gini_by_formula(x[w > 0], w[w > 0]), abs=1e-12)


def test_gini_by_hand() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 4]) == pytest.approx(0.75)  # one has all: 1 - 1/n
    assert gini([1, 3], [3, 1]) == pytest.approx(2 * 3 * 2 / (2 * 16 * 1.5))
    assert math.isnan(gini([]))
    assert math.isnan(gini([0, 0]))
    assert gini([1, float("nan"), 3]) == gini([1, 3])


def test_nearest_rank_weighs() -> None:
    assert nearest_rank([1, 2], 50) == 1
    assert nearest_rank([1, 2], 50, [1, 1.1]) == 2
    assert nearest_rank([5, 1, 3], 100) == 5
    assert nearest_rank([0.1] * 3 + [9], 75, [0.1, 0.1, 0.1, 0.1]) == 0.1
    assert math.isnan(nearest_rank([], 50))


@pytest.mark.parametrize("dimension", ["commune", "age", "car", "impaired", "channel", "purpose", "way_back"])
def test_groups_add_up_to_the_whole(run: navette.Run, dimension: str) -> None:
    groups = run.by(dimension)
    whole = run.kpi["value"]
    assert len(groups) > 1
    counts = [name for name in COUNTS if name in whole or groups[name].sum() > 0]
    for name in [*counts, *(column for column in groups if column.startswith("refused_"))]:
        assert groups[name].sum() == whole[name], name
    for name in ("wait_mean", "ride_mean", "travel_time_mean", "detour_time_mean", "pooling_rate"):
        mean = (groups[name] * groups["served"].astype(float)).sum() / groups["served"].sum()
        assert mean == pytest.approx(whole[name], rel=1e-9), name
    direct = (groups["ride_mean"] - groups["detour_time_mean"]) * groups["served"].astype(float)
    assert (groups["detour_ratio"] * direct).sum() / direct.sum() == pytest.approx(whole["detour_ratio"], rel=1e-9)
    decided = groups["served"] + groups["refused"]
    assert (groups["refusal_rate"] * decided.astype(float)).sum() / decided.sum() == pytest.approx(
        whole["refusal_rate"]
    )


def test_a_group_of_all_has_the_indicators_of_the_run(run: navette.Run) -> None:
    row = by_group(asked(run).assign(everybody="all"), "everybody").loc["all"]
    for name in run.kpi.index.intersection(row.index):
        assert row[name] == pytest.approx(run.kpi.loc[name, "value"], rel=1e-9), name


def test_residents_are_counted_beside_their_requests(run: navette.Run) -> None:
    groups = run.by("age")
    people = run.residents["age_band"].value_counts()
    assert (groups["residents"] == people.reindex(groups.index)).all()
    assert groups.loc["75+", "requests_per_1000"] == pytest.approx(1000 * groups.loc["75+", "requests"] / people["75+"])
    assert "residents" not in run.by("channel")


def test_several_runs_are_pooled_and_weighed(run: navette.Run) -> None:
    once, table = run.by("car"), asked(run)
    twice = by_group([run, run], "car")
    assert (twice["requests"] == 2 * once["requests"]).all()
    assert (twice["round_trips"] == 2 * once["round_trips"]).all()
    assert np.allclose(twice["requests_per_1000"].astype(float), once["requests_per_1000"].astype(float))
    late = table.assign(end=table["end"].where(table.index % 2 == 0, "refused"))
    weighed = by_group([table.assign(weight=3.0), late.assign(weight=1.0)], "car")
    one, other = (by_group(part, "car")["refusal_rate"] for part in (table, late))
    decided = [by_group(part, "car").eval("served + refused").astype(float) for part in (table, late)]
    expected = (3 * one * decided[0] + other * decided[1]) / (3 * decided[0] + decided[1])
    assert np.allclose(weighed["refusal_rate"].astype(float), expected)


def test_public_groups_show_no_small_cell(run: navette.Run) -> None:
    groups = run.by("commune", public=True)
    assert groups["hidden"].any()
    assert (groups["requests"].dropna() >= 11).all()
    assert groups.loc[groups["hidden"], "refusal_rate"].isna().all()
    told = groups["detour_time_mean"].notna()
    assert told.any() and (groups["detour_ratio"].notna() == told).all(), "equity looks at it"


def test_equity_by_hand() -> None:
    rows = [("a", "served", 60), ("b", "served", 180), ("b", "refused", None), ("c", "served", 300)]
    table = pd.DataFrame(
        [
            {"where": where, "end": end, "wait": wait, "n": n}
            for (where, end, wait), size in zip(rows, (20, 12, 4, 5), strict=True)
            for n in range(size)
        ]
    )
    table = pd.DataFrame(
        {
            "where": table["where"], "end": table["end"], "party_size": 1, "submitted_at": 0, "earliest_departure": 0,
            "pickup": table["wait"] * 1000, "boarded": table["wait"] * 1000, "dropoff": table["wait"] * 1000 + 150_000,
            "promised_pickup": 0, "latest_pickup": 10**9, "latest_dropoff": 10**9, "direct_time": 100_000,
            "direct_distance": 1000, "shared": False, "reason": pd.Categorical(["none"] * len(table)),
        }
    )  # fmt: skip
    found = equity(table, "where")
    assert found.loc["wait_mean", ["worst", "best", "groups"]].tolist() == ["b", "a", 2]  # c is too small
    assert found.loc["wait_mean", "ratio"] == pytest.approx(3)
    assert found.loc["wait_mean", "gini"] == pytest.approx(2 * 20 * 12 * 120 / (2 * 32**2 * (20 * 60 + 12 * 180) / 32))
    assert found.loc["refusal_rate", ["worst_value", "best_value"]].tolist() == [0.25, 0.0]
    assert math.isnan(found.loc["refusal_rate", "ratio"])
    assert found.loc["wait_mean", "worst_tenth"] == 180


def test_requests_are_grouped_by_the_service_that_accepted_them(run: navette.Run) -> None:
    class Served:
        """A run of two services, of which the first takes every second request that is accepted."""

        has_residents = False

        def table(self, name: str) -> pd.DataFrame:
            if name == "services":
                return pd.DataFrame({"name": ["line", "village"]})
            requests = run.table("requests")
            row = pd.Series(pd.array(requests.index % 2, dtype="Int32")).where(requests["end"] == "served")
            return requests.assign(service=row)

    groups = by_group(asked(Served()), "service")
    assert list(groups.index) == ["line", "village", "none"]
    assert groups.loc["none", "served"] == 0
    assert groups["served"].sum() == (run.requests["end"] == "served").sum()


def test_given_demand_has_groups_of_requests_but_not_of_residents(tmp_path: Path) -> None:
    scenario = Path(__file__).parents[2] / "scenarios" / "given-demand" / "scenario.toml"
    run = navette.run(scenario)
    assert run.by("channel")["requests"].sum() == len(run.requests)
    with pytest.raises(ValueError, match=r"no 'commune' to group by, but channel, purpose.*nobody is known"):
        run.by("commune")
    with pytest.raises(ValueError, match="no 'shoe_size'"):
        run.by("shoe_size")


def test_requests_of_a_file_are_of_nobody_known_beside_residents(canton: Path) -> None:
    both = {"demand.synthetic": True, "demand.requests": canton_requests()}
    run = navette.run(canton_requests().parent / "scenario.toml", overrides=both)
    given = (run.requests["purpose"] == "unknown").sum()
    assert given > 0
    assert run.by("age").loc["unknown", "requests"] == given


def canton_requests() -> Path:
    return Path(__file__).parents[2] / "scenarios" / "canton" / "requests.csv"
