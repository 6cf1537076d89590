"""A scenario as an object: read, changed, checked, compared and saved."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from navette import _core
from navette.common.errors import InputError
from navette.common.listening import Warnings
from navette.common.text import isolated
from navette.scenario.file import save
from navette.scenario.overrides import Value, assignments, to_toml
from navette.scenario.paths import is_path_key, path_places


class Scenario(Mapping[str, Any]):
    """All that a run depends on, by dotted keys: a scenario file, and what is changed of it. Itself never changes.

    >>> scenario = navette.Scenario.read("scenarios/canton/scenario.toml")
    >>> scenario["fleet.size"], scenario["service"]["max_wait_time"]
    (5, 1200)
    >>> larger = scenario.with_(**{"fleet.size": 6})
    >>> run = navette.run(larger)

    Keys, units and ranges are those of docs/scenario-format.md; keys that the file leaves out have their default. As a
    mapping it holds one entry per key ("fleet.size"); a table ("fleet") can be asked for too, and is a dict.
    """

    def __init__(
        self, path: str | PathLike[str], changes: Mapping[str, Value] | None = None, *, name: str | None = None
    ) -> None:
        """See `read`. `changes`: as for `with_`; `name`: what tables and figures call it."""
        self._given = Path(path)
        self._file = self._given.absolute()
        self._changes = _with_absolute_paths(changes or {})
        self._effective, warnings = _core.read_scenario(self._given, assignments(self._changes))
        self._values: dict[str, Any] = tomllib.loads(self._effective)
        self._text = self._file.read_text(encoding="utf-8-sig")
        self.warnings: tuple[str, ...] = tuple(warnings)
        """What the scenario says to no effect."""
        self.name: str = name if name is not None else _name(self._file, self._changes)
        """What tables and figures call it: the file's, and what is changed. `named` gives another."""

    @classmethod
    def read(cls, path: str | PathLike[str], changes: Mapping[str, Value] | None = None) -> Scenario:
        """Reads a scenario file, with `changes` in place, as `with_` takes them. Paths in it are relative to it.

        Raises InputError with all that is wrong in it; what it lacks may stand in `changes`.
        """
        return cls(path, changes)

    def with_(self, changes: Mapping[str, Value] | None = None, /, **more: Value) -> Scenario:
        """A copy with other values: `scenario.with_(**{"fleet.size": 6})`, or a dict of the same.

        Paths are relative to the working directory. Raises InputError, in the words of the command line, if a key does
        not exist or a value is not allowed.
        """
        wanted = _with_absolute_paths({**(changes or {}), **more})
        kept = {key: value for key, value in self._changes.items() if key not in wanted}
        own = None if self.name == _name(self._file, self._changes) else _with_changes(self.name, wanted)
        return Scenario(self._file, {**kept, **wanted}, name=own)

    def named(self, name: str) -> Scenario:
        """The same under another name, for tables and figures."""
        return Scenario(self._file, self._changes, name=name)

    def check(self) -> list[str]:
        """Reads also the files that the scenario names, as `navette validate`: roads, census, requests and others.

        Returns what has no effect or is probably not meant; raises InputError with all that is wrong.
        """
        said = Warnings()
        _core.check_scenario(self._file, assignments(self._changes), said)
        return list(said)

    def save(self, path: str | PathLike[str]) -> None:
        """Writes it as a scenario file: the file it was read from, comments and all, with the changes in place.

        Paths in the new file are relative to it. It appears when complete.
        """
        save(self, self._text, Path(path), self._is_meant_by)

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._file

    @property
    def changes(self) -> dict[str, Value]:
        """What is changed of the file, by key; paths are absolute."""
        return deepcopy(self._changes)

    @property
    def values_by_table(self) -> dict[str, Any]:
        """All of it as nested dicts, defaults in place."""
        return deepcopy(self._values)

    def files(self) -> list[Path]:
        """The files that it names: roads, census, requests and others; absolute."""
        return [Path(table[name]) for table, name in path_places(self._resolved())]

    def to_toml(self) -> str:
        """All of it as TOML, defaults in place; paths of the file as it has them."""
        return self._effective

    def assignments(self, overrides: Mapping[str, Value] | None = None) -> list[str]:
        """'key=value' for each change, and for `overrides` on top, as the compiled module takes them.

        Raises InputError if the file is no longer what was read.
        """
        if _core.read_scenario(self._file, assignments(self._changes))[0] != self._effective:
            raise InputError(f"{self._file}: has been changed since it was read; read it again")
        return assignments({**self._changes, **(overrides or {})})

    def __getitem__(self, key: str) -> Any:
        """The value of a key ("fleet.size"), or a table ("fleet") as a dict."""
        found: Any = self._values
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise KeyError(key)
            found = found[part]
        return deepcopy(found)

    def __iter__(self) -> Iterator[str]:
        """The keys that have a value, dotted."""
        return iter(_keys(self._values))

    def __len__(self) -> int:
        """The number of keys that have a value."""
        return len(_keys(self._values))

    def __eq__(self, other: object) -> bool:
        """Whether both make the same runs: the same values, the same files. Names do not count."""
        if not isinstance(other, Scenario):
            return NotImplemented
        return self._resolved() == other._resolved()

    def __hash__(self) -> int:
        """Of its values."""
        return hash(to_toml(self._resolved()))

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process, which reads the file again."""
        return (_again, (self._file, self._changes, self.name))

    def __repr__(self) -> str:
        """Its name and its file."""
        return f"<navette.Scenario {self.name!r}: {self._given}>"

    def _repr_html_(self) -> str:
        given = _keys(tomllib.loads(self._text))
        tables = []
        for table, values in self._values.items():
            rows = "".join(_row(f"{table}.{key}", value, self._changes) for key, value in values.items())
            own = any(key.startswith(f"{table}.") for key in [*given, *self._changes])
            opened = " open" if own and len(values) <= 12 else ""
            tables.append(
                f"<details{opened}><summary><b>[{escape(table)}]</b></summary><table>{rows}</table></details>"
            )
        told = (
            f"<p>{escape(str(self._given))}; bold: changed</p>"
            if self._changes
            else f"<p>{escape(str(self._given))}</p>"
        )
        return isolated(f"<div><h4>{escape(self.name)}</h4>{told}{''.join(tables)}</div>")

    def _is_meant_by(self, file: Path) -> bool:
        try:
            return Scenario(file) == self
        except ValueError:
            return False

    def _resolved(self) -> dict[str, Any]:
        """The values with absolute paths."""
        values = deepcopy(self._values)
        for table, name in path_places(values):
            table[name] = os.path.normpath(self._file.parent / table[name])
        return values


Given = Scenario | str | PathLike[str]
"""A scenario, or the file of one."""


def scenario_of(given: Given) -> Scenario:
    """The scenario, read if a file was given."""
    return given if isinstance(given, Scenario) else Scenario.read(given)


def _again(path: Path, changes: Mapping[str, Value], name: str) -> Scenario:
    return Scenario(path, changes, name=name)


def _keys(values: Mapping[str, Any], prefix: str = "") -> list[str]:
    keys: list[str] = []
    for key, value in values.items():
        keys += _keys(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]
    return keys


def _with_absolute_paths(changes: Mapping[str, Value]) -> dict[str, Value]:
    """So that a relative path keeps its meaning when the working directory changes."""
    return {
        key: os.path.abspath(value) if is_path_key(key) and isinstance(value, (str, PathLike)) else deepcopy(value)
        for key, value in changes.items()
    }


def _name(file: Path, changes: Mapping[str, Value]) -> str:
    own = file.parent.name if file.stem == "scenario" and file.parent.name else file.stem
    return _with_changes(own, changes)


def _with_changes(name: str, changes: Mapping[str, Value]) -> str:
    return ", ".join([name, *(f"{key} = {_short(value)}" for key, value in changes.items())])


def _short(value: Value) -> str:
    text = value if isinstance(value, str) else to_toml(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _row(key: str, value: Any, changes: Mapping[str, Value]) -> str:
    text = escape(str(value) if not isinstance(value, str) else value)
    shown = text if len(text) <= 120 else f"{text[:117]}..."
    own = any(change == key or change.startswith(f"{key}.") for change in changes)
    cell = f"<b>{shown}</b>" if own else shown
    return f"<tr><td style='text-align:left'>{escape(key)}</td><td style='text-align:left'>{cell}</td></tr>"
