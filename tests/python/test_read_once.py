"""What a run came to is read from its results once, however often and in whatever way it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import navette
from conftest import ROOT
from navette.results import check, run_tables, store

SCENARIO = ROOT / "scenarios" / "given-demand" / "scenario.toml"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each table was read, and "structure", the whole file looked through."""
    counted: Counter[str] = Counter()
    read_table, check_structure = store.read_table, check.check_structure

    def reading(group, **about):
        counted[group.name.lstrip("/")] += 1
        return read_table(group, **about)

    def checking(file):
        counted["structure"] += 1
        check_structure(file)

    monkeypatch.setattr(store, "read_table", reading)
    monkeypatch.setattr(run_tables, "read_table", reading)
    monkeypatch.setattr(store, "check_structure", checking)
    yield counted


def ask_everything(run: navette.Run) -> None:
    """As analyses do: the same tables by several ways."""
    for name in ("requests", "shuttles", "shifts", "stops", "legs", "events", "kpi", "services", "trajectories"):
        assert len(getattr(run, name)) > 0
    assert run.table("requests")["request_id"].tolist() == run.requests["request_id"].tolist()
    assert len(run.by("channel")) > 0 and len(run.by_service()) > 0
    assert run.plot.map().axes and len(run.expand(0)) > 0
    assert navette.indicators.asked(run).shape[0] == len(run.requests)


@pytest.mark.parametrize("kept", ["memory", "file"])
def test_a_run_made_here_is_read_once_and_not_looked_through(kept: str, reads: Counter[str], tmp_path: Path) -> None:
    run = navette.run(SCENARIO, out=None if kept == "memory" else tmp_path / "day.h5")
    ask_everything(run)
    ask_everything(run)
    assert "structure" not in reads
    assert {"requests", "legs", "kpi", "network/edges"} <= set(reads)
    assert set(reads.values()) == {1}, reads


def test_a_file_of_others_is_looked_through_once(reads: Counter[str], tmp_path: Path) -> None:
    navette.run(SCENARIO, out=tmp_path / "day.h5")
    ask_everything(navette.open(tmp_path / "day.h5"))
    assert set(reads.values()) == {1}, reads
    assert "structure" in reads


def test_what_is_changed_in_a_table_stays_with_who_changed_it() -> None:
    run = navette.run(SCENARIO)
    table = run.table("requests")
    table["end"], table.attrs["units"] = "gone", {}
    del table["party_size"]
    again = run.table("requests")
    assert "gone" not in set(again["end"]) and "party_size" in again and again.attrs["units"]["pickup"] == "ms"


def test_replications_are_not_looked_through(reads: Counter[str]) -> None:
    assert len(navette.replicate(SCENARIO, 2)) == 2
    assert reads == {"replications": 1}
