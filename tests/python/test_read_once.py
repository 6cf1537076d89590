"""What a run came to is read from its results once, however often and in whatever way it is asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import navette
from conftest import ROOT
from navette.results import run_tables, store

SCENARIO = ROOT / "scenarios" / "given-demand" / "scenario.toml"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each table was read; "child" and "check": how often the whole file or a table was looked through."""
    counted: Counter[str] = Counter()
    read_table, check_in_child, check = store.read_table, store.check_in_child, store.check

    def reading(group, **about):
        counted[group.name.lstrip("/")] += 1
        return read_table(group, **about)

    def in_child(path):
        counted["child"] += 1
        return check_in_child(path)

    def checking(path, *, table=None):
        counted[f"check {table or 'all'}"] += 1
        check(path, table=table)

    monkeypatch.setattr(store, "read_table", reading)
    monkeypatch.setattr(run_tables, "read_table", reading)
    monkeypatch.setattr(store, "check_in_child", in_child)
    monkeypatch.setattr(store, "check", checking)
    return counted


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
    assert not [what for what in reads if what.startswith("check") or what == "child"]
    assert {"requests", "legs", "kpi", "network/edges"} <= set(reads)
    assert set(reads.values()) == {1}, reads


@pytest.mark.parametrize("trusted", [False, True])
def test_a_file_of_others_is_looked_through_once(trusted: bool, reads: Counter[str], tmp_path: Path) -> None:
    navette.run(SCENARIO, out=tmp_path / "day.h5")
    ask_everything(navette.open(tmp_path / "day.h5", trusted=trusted))
    assert set(reads.values()) == {1}, reads
    looked = {what for what in reads if what.startswith("check") or what == "child"}
    assert looked == {"child"} if not trusted else {"check all", "check requests"} <= looked


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
