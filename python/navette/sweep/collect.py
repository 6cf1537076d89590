"""All results of a sweep in one table."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from navette.common.files import write_atomically
from navette.sweep.definition import all_keys
from navette.sweep.plan import Plan, parquet_bytes
from navette.sweep.shards import COLUMNS, BrokenShard, Outcome, Shard, list_shards, open_shard, write_shard

RESULTS = "results.parquet"
_log = logging.getLogger("navette")


def drop_broken(plan: Plan, shards: list[Shard]) -> list[Shard]:
    """The files that hold what their names say. The others are set aside under another name, and said so."""
    good = []
    for shard in shards:
        try:
            open_shard(plan, shard)
            good.append(shard)
        except BrokenShard as error:
            _log.warning("%s; its runs are made again", error)
            shard.path.rename(shard.path.with_suffix(".broken"))
    return good


def forget_failures(plan: Plan, shards: list[Shard]) -> list[Shard]:
    """Leaves of files with failed runs those runs that ended well, so that the others are missing."""
    for shard in shards:
        if not shard.failed:
            continue
        for good in _ranges_of_good(plan, open_shard(plan, shard)):
            write_shard(plan, good)
        shard.path.unlink()
    return list_shards(plan)


def table_of(plan: Plan, shards: list[Shard]) -> Any:
    """One row per run that ended well: run, point, seed, the point's values, seconds, indicators (pyarrow)."""
    import pyarrow as pa

    table = _all_rows(plan, shards)
    table = table.filter(table["error"].is_null()).drop_columns(["error", "hash"])
    _, first = np.unique(table["run"].to_numpy(), return_index=True)  # a run in two files is the same in both
    table = table.take(pa.array(first))
    columns: dict[str, Any] = {name: table[name] for name in ("run", "point", "seed")}
    point = table["point"].combine_chunks()
    for key in all_keys(plan.point_values):
        columns[key] = _column([values.get(key) for values in plan.point_values]).take(point)
    columns |= {name: table[name] for name in table.column_names if name not in columns}
    return pa.table(columns)


def failures(plan: Plan, shards: list[Shard]) -> pd.DataFrame:
    """The runs that failed, with their messages; a run that ended well elsewhere is none of them."""
    table = _all_rows(plan, [shard for shard in shards if shard.failed]).select(["run", "point", "seed", "error"])
    frame = table.to_pandas()
    frame = frame[frame["error"].notna()].drop_duplicates("run").sort_values("run").set_index("run")
    points = pd.DataFrame([plan.point_values[point] for point in frame["point"]], index=frame.index)
    return frame.join(points)


def collate(plan: Plan, shards: list[Shard]) -> tuple[Path, int]:
    """Writes results.parquet into the plan's folder. Returns its path and its number of rows. Raises OutputError."""
    table = table_of(plan, shards)
    path = plan.folder / RESULTS
    write_atomically(path, parquet_bytes(table))
    return path, table.num_rows


def _all_rows(plan: Plan, shards: list[Shard]) -> Any:
    import pyarrow as pa

    tables = list(_tables(plan, shards))
    if not tables:
        kinds = [pa.int64(), pa.int32(), pa.uint64(), pa.string(), pa.string(), pa.float64()]
        return pa.schema(list(zip(COLUMNS, kinds, strict=True))).empty_table()
    return pa.concat_tables([table.replace_schema_metadata(None) for table in tables], promote_options="default")


def _tables(plan: Plan, shards: list[Shard]) -> Iterator[Any]:
    for shard in shards:
        try:
            yield open_shard(plan, shard)
        except BrokenShard as error:
            _log.warning("%s; left out: `navette sweep resume` makes its runs again", error)


def _column(values: list[Any]) -> Any:
    """Numbers, texts and booleans as such; what Arrow has no one type for as text."""
    import pyarrow as pa

    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in values])


def _ranges_of_good(plan: Plan, table: Any) -> Iterator[list[Outcome]]:
    indicators = [name for name in table.column_names if name not in COLUMNS]
    held: list[Outcome] = []
    for row in table.to_pylist():
        if row["error"] is not None:
            if held:
                yield held
            held = []
            continue
        values = {name: row[name] for name in indicators if row[name] is not None}
        held.append(Outcome(plan.key(row["run"]), row["seconds"], None, values))
    if held:
        yield held
