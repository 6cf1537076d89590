"""The plan of a sweep: a folder that says, for each run, its point, its seed and its hash.

DIR/plan.json          what the sweep is of, and hashes of all it depends on; written last
DIR/scenario.toml      the scenario, with paths relative to the folder
DIR/points.parquet     of each point its values as TOML, and why it cannot be run if so
DIR/manifest.parquet   of each run: point, seed, hash
DIR/shards/            results, see navette.sweep.shards
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from navette._core import __version__
from navette.common.errors import InputError, OutputError
from navette.common.files import write_atomically
from navette.scenario import Scenario
from navette.scenario.overrides import assignments
from navette.scenario.paths import is_path_key
from navette.sweep.definition import Definition

FORMAT = 1
PLAN, SCENARIO, POINTS, MANIFEST = "plan.json", "scenario.toml", "points.parquet", "manifest.parquet"


class RunKey(NamedTuple):
    """One run of the plan."""

    run: int
    point: int
    seed: int
    hash: str


class Plan:
    """A planned sweep, as its folder tells it. Run r is point r // len(seeds) with the seed of rank r % len(seeds)."""

    def __init__(self, folder: Path) -> None:
        """Of the folder that `make_plan` wrote. Raises InputError if it holds none, or of another version."""
        self.folder = folder.absolute()
        """Where all of it is."""
        try:
            self._about: dict[str, Any] = json.loads((folder / PLAN).read_text())
        except OSError as error:
            raise InputError(f"{folder}: there is no sweep here ({PLAN}: {error.strerror})") from error
        except ValueError as error:
            raise InputError(f"{folder / PLAN}: is damaged: {error}") from error
        if self._about.get("format") != FORMAT:
            raise InputError(f"{folder / PLAN}: format must be {FORMAT}, found {self._about.get('format')}")
        if self._about["navette_version"] != __version__:
            planned = self._about["navette_version"]
            raise InputError(f"{folder}: was planned by Navette {planned}, this is {__version__}; plan it anew")
        self.hash: str = self._about["hash"]
        """Of all that the results depend on."""
        self.seeds: list[int] = self._about["seeds"]
        """The seeds that each point runs with."""
        self.points: int = self._about["points"]
        """How many points there are."""
        self.runs: int = self._about["points"] * len(self.seeds)
        """How many runs there are."""
        self.runs_per_task: int | None = self._about["runs_per_task"]
        """How many runs a task has at most, if the user said so."""
        self.design: dict[str, Any] = self._about["design"]
        """How the points were chosen."""

    @cached_property
    def point_values(self) -> list[dict[str, Any]]:
        """Of each point the values by scenario key."""
        return [
            {key: tomllib.loads(f"value = {text}")["value"] for key, text in json.loads(values).items()}
            for values in self._points["values"].to_pylist()
        ]

    @cached_property
    def point_errors(self) -> list[str | None]:
        """Of each point why its scenario is wrong; None: it is not."""
        return list(self._points["error"].to_pylist())

    @cached_property
    def hashes(self) -> list[str]:
        """Of each run."""
        return list(_read_table(self.folder / MANIFEST)["hash"].to_pylist())

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the points change."""
        return Scenario.read(self.folder / SCENARIO)

    def key(self, run: int) -> RunKey:
        """Point, seed and hash of a run."""
        point, rank = divmod(run, len(self.seeds))
        return RunKey(run, point, self.seeds[rank], self.hashes[run])

    def point_scenario(self, point: int) -> Scenario:
        """The scenario of a point. Raises InputError if it is wrong."""
        error = self.point_errors[point]
        if error is not None:
            raise InputError(error.split("\n"))
        return self.scenario.with_(self.point_values[point])

    def check_inputs(self) -> None:
        """Raises InputError if the scenario or a file that it names is no longer what was planned."""
        if hashlib.sha256(self.scenario.to_toml().encode()).hexdigest() != self._about["scenario_sha256"]:
            raise InputError(f"{self.folder / SCENARIO}: has been changed since the sweep was planned; plan it anew")
        changed = [path for path, digest in self._about["inputs"].items() if _sha256(self.folder / path) != digest]
        if changed:
            raise InputError(
                [f"{path}: has been changed since the sweep was planned; plan it anew" for path in changed]
            )

    @cached_property
    def _points(self) -> Any:
        return _read_table(self.folder / POINTS)


def make_plan(definition: Definition, out: Path, told: Callable[[int], object] = lambda _: None) -> Plan:
    """Plans a sweep into the folder `out`, made if need be; one that holds the same plan is left as it is.

    `told` is called with the number of points checked. Raises InputError if the scenario or all of its points are
    wrong, or if `out` holds something else; OutputError if it cannot be written.
    """
    scenario = Scenario.read(definition.scenario)
    if out.exists() and not (out / PLAN).exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out}: is not empty and no sweep; name a new folder")
    errors = []
    for rank, values in enumerate(definition.points):
        errors.append(_error_of(scenario, values))
        told(rank + 1)
    if all(errors):
        raise InputError(str(errors[0]).split("\n"))
    texts = [{key: text.split("=", 1)[1] for key, text in _assigned(values).items()} for values in definition.points]
    inputs = _inputs([scenario, *(scenario.with_(v) for v in _with_paths(definition, errors))])
    base = _digest([__version__, _without_paths(scenario), sorted(inputs.values())])
    hashes = [_digest([base, values, seed])[:32] for values in texts for seed in definition.seeds]
    about = {
        "format": FORMAT,
        "navette_version": __version__,
        "hash": _digest([base, hashes]),
        "points": len(texts),
        "seeds": list(definition.seeds),
        "runs_per_task": definition.runs_per_task,
        "design": definition.design,
    }
    if (out / PLAN).exists():
        if Plan(out).hash != about["hash"]:
            raise InputError(f"{out}: holds another sweep, or the same of other inputs; name a new folder")
        return Plan(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "shards").mkdir(exist_ok=True)
        scenario.save(out / SCENARIO)
        saved = Scenario.read(out / SCENARIO)
        about["scenario_sha256"] = hashlib.sha256(saved.to_toml().encode()).hexdigest()
        about["inputs"] = {os.path.relpath(path, out): digest for path, digest in inputs.items()}
        _write_tables(out, texts, errors, definition.seeds, hashes)
        write_atomically(out / PLAN, json.dumps(about, indent=1).encode() + b"\n")
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{out}: the plan could not be written: {error}") from error
    return Plan(out)


def parquet_bytes(table: Any) -> bytes:
    """A table of pyarrow's as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def _assigned(values: dict[str, Any]) -> dict[str, str]:
    return dict(zip(values, assignments(values), strict=True))


def _error_of(scenario: Scenario, values: dict[str, Any]) -> str | None:
    try:
        scenario.with_(values)
    except InputError as error:
        return str(error)
    return None


def _with_paths(definition: Definition, errors: list[str | None]) -> list[dict[str, Any]]:
    """The values of the points that name files; each combination of files once."""
    found: dict[str, dict[str, Any]] = {}
    for values, error in zip(definition.points, errors, strict=True):
        named = {key: value for key, value in values.items() if is_path_key(key)}
        if named and error is None:
            found.setdefault(json.dumps(named, default=str), values)
    return list(found.values())


def _inputs(scenarios: list[Scenario]) -> dict[Path, str]:
    """The files that the scenarios name, with their SHA-256."""
    files: dict[Path, str] = {}
    for scenario in scenarios:
        for path in scenario.files():
            if path not in files:
                files[path] = _sha256(path)
    return files


def _without_paths(scenario: Scenario) -> dict[str, Any]:
    """The values but for files, whose content counts, and not where they lie."""
    return {key: value for key, value in scenario.items() if not is_path_key(key)}


def _sha256(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _digest(what: Any) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()


def _write_tables(
    out: Path, texts: list[dict[str, str]], errors: list[str | None], seeds: tuple[int, ...], hashes: list[str]
) -> None:
    import pyarrow as pa

    values = [json.dumps(text, ensure_ascii=False) for text in texts]
    points = {
        "point": pa.array(range(len(texts)), pa.int32()),
        "values": values,
        "error": pa.array(errors, pa.string()),
    }
    write_atomically(out / POINTS, parquet_bytes(pa.table(points)))
    manifest = {
        "run": pa.array(range(len(hashes)), pa.int64()),
        "point": pa.array([point for point in range(len(texts)) for _ in seeds], pa.int32()),
        "seed": pa.array([seed for _ in texts for seed in seeds], pa.uint64()),
        "hash": hashes,
    }
    write_atomically(out / MANIFEST, parquet_bytes(pa.table(manifest)))


def _read_table(path: Path) -> Any:
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
