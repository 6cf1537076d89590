"""A sweep of 1,000 jobs of which one in twenty is killed: nothing is lost, nothing is doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.sweep import engine
from navette.sweep.plan import Plan
from navette.sweep.shards import list_shards, open_shard


@pytest.mark.slow
def test_one_in_twenty_jobs_killed_at_random_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    definition: dict[str, Any] = {
        "scenario": str(CANTON),
        "seeds": 100,
        "runs_per_task": 1,
        "grid": {"fleet.size": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]},
    }
    sweep = navette.Sweep.plan(definition, tmp_path / "out")
    deaths = tmp_path / "deaths"

    def mortal(folder: str, first: int, last: int) -> object:
        import os
        import random
        import signal

        from navette.sweep.work import work

        chance = random.SystemRandom().random()
        if chance < 0.05:
            if chance < 0.025:  # half of them when the work is done and written, but not yet told
                work(folder, first, last)
            with open(deaths, "a") as file:
                file.write(f"{first}\n")
            os.kill(os.getpid(), signal.SIGKILL)
        return work(folder, first, last)

    mortal.__module__ = "__main__"  # sent by value
    monkeypatch.setattr(engine, "work", mortal)
    status = sweep.run(progress=False)
    killed = deaths.read_text().split()
    print(f"{len(killed)} of 1000 jobs were killed")
    assert len(killed) > 20
    assert str(status) == "1000 of 1000 done"
    rows = [open_shard(Plan(sweep.folder), shard)["run"].to_pylist() for shard in list_shards(Plan(sweep.folder))]
    assert sorted(run for runs in rows for run in runs) == list(range(1000))
    results = sweep.results
    assert list(results.index) == list(range(1000))
    calm = navette.run_many(CANTON, overrides={"fleet.size": 4}, seeds=100, progress=False).indicators
    four = results[results["fleet.size"] == 4].set_index("seed")[list(calm.columns)]
    pd.testing.assert_frame_equal(four, calm.droplevel("scenario"), check_names=False, check_index_type=False)
