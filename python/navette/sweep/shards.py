"""Results of a sweep: files of many runs each, which appear complete, under names that say what is in them.

`runs-0000400-0000439-1f0c…d2.parquet` holds the runs 400 to 439; `-3-failed` before the ending: three of them failed.
The hex digits are a hash of the plan and the range, so a file of another plan is not taken for one of this. Which runs
are done is told from names alone; that a file holds what its name says is checked by `open_shard`. A run that is in two
files is the same in both, so that work done twice does no harm.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from navette._core import __version__
from navette.common.files import write_atomically
from navette.sweep.plan import Plan, RunKey, parquet_bytes

_NAME = re.compile(r"runs-(\d+)-(\d+)-([0-9a-f]{16})(?:-(\d+)-failed)?\.parquet")
COLUMNS = ("run", "point", "seed", "hash", "error", "seconds")
"""Of each shard, before the indicators."""


class Shard(NamedTuple):
    """A file of results, by its name."""

    first: int
    last: int
    failed: int
    path: Path


@dataclass
class Outcome:
    """What one run came to: its indicators, or why there are none."""

    key: RunKey
    seconds: float
    """Of real time, preparation excluded where several runs share it."""
    error: str | None = None
    indicators: Mapping[str, float] = field(default_factory=dict)


class BrokenShard(Exception):
    """A file that does not hold what its name says; the message says how."""


def write_shard(plan: Plan, outcomes: list[Outcome]) -> Shard:
    """Writes the outcomes of consecutive runs. Raises OutputError."""
    import pyarrow as pa

    first, last = outcomes[0].key.run, outcomes[-1].key.run
    names = dict.fromkeys(name for outcome in outcomes for name in outcome.indicators)
    columns: dict[str, Any] = {
        "run": pa.array([outcome.key.run for outcome in outcomes], pa.int64()),
        "point": pa.array([outcome.key.point for outcome in outcomes], pa.int32()),
        "seed": pa.array([outcome.key.seed for outcome in outcomes], pa.uint64()),
        "hash": pa.array([outcome.key.hash for outcome in outcomes], pa.string()),
        "error": pa.array([outcome.error for outcome in outcomes], pa.string()),
        "seconds": pa.array([outcome.seconds for outcome in outcomes], pa.float64()),
    }
    columns |= {name: pa.array([o.indicators.get(name) for o in outcomes], pa.float64()) for name in names}
    table = pa.table(columns).replace_schema_metadata({"navette_version": __version__, "plan": plan.hash})
    failed = sum(outcome.error is not None for outcome in outcomes)
    path = plan.folder / "shards" / _name(plan, first, last, failed)
    write_atomically(path, parquet_bytes(table))
    return Shard(first, last, failed, path)


def list_shards(plan: Plan) -> list[Shard]:
    """The files of this plan, by their names, in the order of their runs."""
    shards = []
    folder = plan.folder / "shards"
    with os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found is None:
                continue
            first, last, failed = int(found[1]), int(found[2]), int(found[4] or 0)
            if found[3] == _hash(plan, first, last) and first <= last < plan.runs:
                shards.append(Shard(first, last, failed, folder / entry.name))
    return sorted(shards)


def open_shard(plan: Plan, shard: Shard) -> Any:
    """The table of a file, checked against its name and the manifest. Raises BrokenShard."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(shard.path)
    except (OSError, pa.ArrowException) as error:
        raise BrokenShard(f"{shard.path.name}: cannot be read: {error}") from error
    if missing := [name for name in COLUMNS if name not in table.column_names]:
        raise BrokenShard(f"{shard.path.name}: has no column {missing[0]}")
    if table["run"].to_pylist() != list(range(shard.first, shard.last + 1)):
        raise BrokenShard(f"{shard.path.name}: does not hold the runs of its name")
    if table["hash"].to_pylist() != plan.hashes[shard.first : shard.last + 1]:
        raise BrokenShard(f"{shard.path.name}: holds runs of another plan")
    if table["error"].null_count != table.num_rows - shard.failed:
        raise BrokenShard(f"{shard.path.name}: does not hold as many failed runs as its name says")
    return table


def covered(shards: Iterable[Shard]) -> list[tuple[int, int]]:
    """The runs that shards hold, as ranges (first, last) that neither overlap nor touch, in order."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted((shard.first, shard.last) for shard in shards):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
        else:
            ranges.append((first, last))
    return ranges


def missing(shards: Iterable[Shard], first: int, last: int) -> list[tuple[int, int]]:
    """The ranges of first to last that no shard holds."""
    gaps, at = [], first
    for begin, end in covered(shards):
        if begin > last:
            break
        if begin > at:
            gaps.append((at, begin - 1))
        at = max(at, end + 1)
    if at <= last:
        gaps.append((at, last))
    return gaps


def _name(plan: Plan, first: int, last: int, failed: int) -> str:
    width = max(len(str(plan.runs - 1)), 4)
    tail = f"-{failed}-failed" if failed else ""
    return f"runs-{first:0{width}}-{last:0{width}}-{_hash(plan, first, last)}{tail}.parquet"


def _hash(plan: Plan, first: int, last: int) -> str:
    return hashlib.sha256(f"{plan.hash} {first} {last}".encode()).hexdigest()[:16]
