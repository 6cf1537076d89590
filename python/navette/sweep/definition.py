"""What a sweep is of: the file sweep.toml (docs/sweeps.md)."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from navette import _core
from navette.common.errors import InputError
from navette.scenario.paths import is_path_key
from navette.sweep import designs

KEYS = ("scenario", "seeds", "set", "runs_per_task", "grid", "list", *designs.KINDS)

LARGEST_FILE = 20_000_000
"""Bytes that a sweep.toml may have."""

Values = dict[str, Any]
"""Values of scenario keys, by dotted key."""


@dataclass(frozen=True)
class Definition:
    """A scenario, the values that each point of the sweep changes in it, and the seeds that each point runs with."""

    scenario: Path
    seeds: tuple[int, ...]
    points: list[Values]
    runs_per_task: int | None = None
    design: dict[str, Any] = field(default_factory=lambda: {"kind": "list"})
    """How the points were chosen; of a sampled design its ranges and unit points too, for the analysis."""


def read_definition(file: Path) -> Definition:
    """Reads a sweep.toml. Raises InputError with all that is wrong in it."""
    try:
        document = tomllib.loads(_core.read_file(file, LARGEST_FILE).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: is not TOML: {error}") from error
    return definition_of(document, file.absolute().parent, str(file))


def definition_of(document: Mapping[str, Any], folder: Path, name: str = "sweep") -> Definition:
    """Of the content of a sweep.toml; paths in it are relative to `folder`, `name` stands in messages for the file."""
    wrong: list[str] = []

    def checked(key: str, what: Callable[[Any], Any], otherwise: Any) -> Any:
        if key not in document:
            return otherwise
        try:
            return what(document[key])
        except ValueError as error:
            wrong.append(f"{name}: {key} {error}")
            return otherwise

    wrong += [f"{name}: there is no key {key}; keys are {', '.join(KEYS)}" for key in document if key not in KEYS]
    if "scenario" not in document:
        wrong.append(f"{name}: scenario is missing: name the scenario file")
    scenario = checked("scenario", _text, "")
    seeds = checked("seeds", _seeds, (1,))
    fixed = checked("set", _table, {})
    per_task = checked("runs_per_task", _count, None)
    chosen = [key for key in ("grid", "list", *designs.KINDS) if key in document]
    if len(chosen) > 1:
        wrong.append(f"{name}: give one of {', '.join(chosen)}, not {len(chosen)} of them")
    points, design = [{}], {"kind": "list"}
    if chosen:
        points, design = checked(chosen[0], lambda value: _points(chosen[0], value), (points, design))
    if wrong:
        raise InputError(wrong)
    points = [_at(folder, {**fixed, **point}) for point in points]
    return Definition(folder / scenario, seeds, points, per_task, design)


def _points(kind: str, value: Any) -> tuple[list[Values], dict[str, Any]]:
    if kind == "grid":
        columns = {key: _several(key, values) for key, values in _table(value).items()}
        points = [dict(zip(columns, row, strict=True)) for row in itertools.product(*columns.values())]
        return points, {"kind": kind}
    if kind == "list":
        return _listed(value), {"kind": kind}
    return designs.sampled(kind, _mapping(value))


def _listed(value: Any) -> list[Values]:
    """[[list]]: a table per point; or [list]: an array per key, all equally long, read across."""
    if isinstance(value, list):
        if not value:
            raise ValueError("must have at least one point")
        return [_table(point) for point in value]
    columns = {key: _several(key, values) for key, values in _table(value).items()}
    lengths = {key: len(values) for key, values in columns.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{key}: {length}" for key, length in lengths.items())
        raise ValueError(f"must have equally many values for each key, found {told}")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be a table, found {value!r}")
    return value


def _table(value: Any) -> Values:
    """Keys as dotted texts, whether they were written in quotes or not."""
    flat: Values = {}
    for key, item in _mapping(value).items():
        if isinstance(item, Mapping) and "." not in key:
            flat |= {f"{key}.{rest}": below for rest, below in _table(item).items()}
        else:
            flat[key] = item
    return flat


def _several(key: str, values: Any) -> list[Any]:
    if not isinstance(values, list) or not values:
        raise ValueError(f'"{key}" must be an array of at least one value, found {values!r}')
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"must be the name of a file, found {value!r}")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number of at least 1, found {value!r}")
    return value


def _seeds(value: Any) -> tuple[int, ...]:
    if isinstance(value, list):
        if not value or any(not isinstance(seed, int) or isinstance(seed, bool) or seed < 0 for seed in value):
            raise ValueError(f"must be whole numbers from 0, found {value!r}")
        if len(set(value)) != len(value):
            raise ValueError(f"must differ, found {value!r}")
        return tuple(value)
    return tuple(range(1, _count(value) + 1))


def _at(folder: Path, values: Values) -> Values:
    """With paths as seen from anywhere."""
    return {
        key: str(folder / value) if is_path_key(key) and isinstance(value, str) else value
        for key, value in values.items()
    }


def all_keys(points: Iterable[Mapping[str, Any]]) -> list[str]:
    """The keys that any point changes, in the order in which they first appear."""
    return list(dict.fromkeys(key for point in points for key in point))
