"""Doctored results: `navette verify` sees each change to a file, but those that docs/verification.md says it cannot.

The changes are made from the columns, attributes and scenario keys of the files themselves: a new one fails here until
a rule sees it, or the document says why none can.
"""

from __future__ import annotations

import fnmatch
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import h5py
import pytest

from conftest import ROOT, Navette, succeed
from doctored_changes import KINDS, Change, of_column_attributes, of_file
from doctored_runs import make_runs
from doctored_verdicts import Verdicts

PAGE = ROOT / "docs" / "verification.md"


@dataclass(frozen=True)
class Blind:
    """A row of the table in docs/verification.md: what no rule can see."""

    row: str
    places: list[str]  # patterns
    kinds: list[str]
    again: str  # whether a run anew sees it: "seen", "unseen", "where it matters"

    def covers(self, change: Change) -> bool:
        return change.kind in self.kinds and any(fnmatch.fnmatchcase(change.where, place) for place in self.places)


def _documented() -> list[Blind]:
    section = PAGE.read_text().split("## What no rule can see", 1)[1].split("\n## ", 1)[0]
    rows = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `") or len(cells) != 4:
            continue
        kinds = list(KINDS) if cells[1] == "any" else cells[1].split(", ")
        assert set(kinds) <= set(KINDS), f"{cells[1]}: the kinds of change are {', '.join(KINDS)}"
        assert cells[3] in ("seen", "unseen", "where it matters"), line
        rows.append(Blind(cells[0], re.findall(r"`([^`]+)`", cells[0]), kinds, cells[3]))
    return rows


BLIND = _documented()


@pytest.fixture(scope="session")
def runs(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    def run(*arguments: object) -> None:
        succeed(navette_command(*arguments))

    return make_runs(run, tmp_path_factory.mktemp("doctored"))


def _judged(
    runs: dict[str, Path], scratch: Path, *, every_run: bool, seed: int = 0
) -> Iterable[tuple[str, Change, bool, Verdicts]]:
    """Each change of each run, or of the first that has it, with whether it is seen."""
    tried: set[tuple[str, str]] = set()

    def new(changes: Iterable[Change]) -> list[Change]:
        found = [one for one in changes if every_run or (one.where, one.kind) not in tried]
        tried.update((one.where, one.kind) for one in found)
        return found

    for name, source in runs.items():
        verdicts = Verdicts(source, scratch / f"{name}-doctored.h5")
        with h5py.File(source) as file:
            attributes, changes = new(of_column_attributes(file)), new(of_file(file, seed))
        for change, seen in verdicts.seen_at_once(attributes):
            yield name, change, seen, verdicts
        for change in changes:
            yield name, change, verdicts.seen(change), verdicts


def test_the_runs_fill_every_table(runs: dict[str, Path]) -> None:
    rows: dict[str, int] = defaultdict(int)
    for source in runs.values():
        with h5py.File(source) as file:
            file.visititems(
                lambda name, item: (
                    rows.__setitem__(name, rows[name] + len(item)) if isinstance(item, h5py.Dataset) else None
                )
            )
    empty = sorted({name.rsplit("/", 1)[0] for name, count in rows.items() if count == 0})
    assert empty == []


def test_the_kinds_of_change_are_documented() -> None:
    section = PAGE.read_text().split("## What no rule can see", 1)[1].split("\n## ", 1)[0]
    for kind, meaning in KINDS.items():
        assert f"| {kind} | {meaning} |" in section


def test_each_change_is_seen_or_documented(runs: dict[str, Path], tmp_path: Path) -> None:
    judged = [(change, seen) for _, change, seen, _ in _judged(runs, tmp_path, every_run=False)]
    unseen = [change for change, seen in judged if not seen]
    print(f"{len(judged)} changes, {len(judged) - len(unseen)} seen, {len(unseen)} that no rule can see")
    undocumented = [f"{one.where}: {one.kind}" for one in unseen if not any(blind.covers(one) for blind in BLIND)]
    assert undocumented == [], "verify sees none of these, and docs/verification.md says of none why"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_each_change_of_each_run_is_seen_or_documented(runs: dict[str, Path], tmp_path: Path, seed: int) -> None:
    judged = list(_judged(runs, tmp_path, every_run=True, seed=seed))
    unseen = [(run, change) for run, change, seen, _ in judged if not seen]
    print(f"{len(judged)} changes, {len(judged) - len(unseen)} seen, {len(unseen)} that no rule can see")
    undocumented = sorted(
        f"{change.where}: {change.kind} ({run})"
        for run, change in unseen
        if not any(blind.covers(change) for blind in BLIND)
    )
    assert undocumented == []
    if seed == 0:
        outdated = [blind.row for blind in BLIND if not any(blind.covers(change) for _, change in unseen)]
        assert outdated == [], "all changes of these rows are seen by now"


@pytest.mark.slow
def test_a_run_anew_sees_what_no_rule_can(runs: dict[str, Path], navette_command: Navette, tmp_path: Path) -> None:
    """Of each place and kind of change that is unseen, the first."""
    wrong = []
    for run, change, seen, verdicts in _judged(runs, tmp_path, every_run=False):
        told = {blind.again for blind in BLIND if blind.covers(change)}
        if seen or "where it matters" in told:
            continue
        doctored = verdicts.doctor([change])
        folder = runs[run].parent
        done = navette_command("verify", doctored, "--again", "--inputs", folder, cwd=folder)
        expected = "unseen" not in told
        if (done.returncode != 0) != expected:
            wrong.append(f"{change.where}: {change.kind} ({run}) is {'un' if expected else ''}seen by --again")
    assert wrong == []
