"""Writing a changed scenario over the text of its file, so that the comments stay."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import tomlkit

from navette.common.errors import OutputError
from navette.common.files import atomic_file
from navette.scenario.overrides import to_toml
from navette.scenario.paths import path_places


class Changed(Protocol):
    """A scenario, and what is changed of its file."""

    @property
    def path(self) -> Path: ...
    @property
    def changes(self) -> Mapping[str, object]: ...
    @property
    def values_by_table(self) -> dict[str, Any]: ...


def save(scenario: Changed, text: str, path: Path, is_meant_by: Callable[[Path], bool]) -> None:
    """See `Scenario.save`. `text`: of the file it was read from; `is_meant_by`: whether a file means the scenario."""
    folder = path.absolute().parent
    for content in (_edited(scenario, text, folder), _whole(scenario, folder)):
        # An edited text that does not mean the same (two keys that exclude each other) gives way to the whole.
        with suppress(_OtherMeaning), atomic_file(path) as draft:
            draft.write_text(content, encoding="utf-8")
            if not is_meant_by(draft):
                raise _OtherMeaning
            return
    raise OutputError(f"{path} could not be written: the scenario or a file that it names has changed meanwhile")


class _OtherMeaning(Exception):
    """What was written is not the scenario."""


def _edited(scenario: Changed, text: str, folder: Path) -> str:
    document = tomlkit.parse(text)
    effective = scenario.values_by_table
    for table, values in list(document.items()):
        if not isinstance(values, Mapping):
            continue
        gone = [key for key in values if key not in effective.get(table, {}) and (table, key) != ("run", "threads")]
        for key in gone:  # a change took its place
            del document[table][key]  # type: ignore[union-attr]
        if gone and not document[table]:
            del document[table]
    for key, value in scenario.changes.items():
        _put(document, key.split("."), _as_item(value, key))
    _move_paths(document, scenario.path.parent, folder)
    return tomlkit.dumps(document)


def _whole(scenario: Changed, folder: Path) -> str:
    values = scenario.values_by_table
    _move_paths(values, scenario.path.parent, folder)
    return tomlkit.dumps(values)


def _move_paths(values: Any, base: Path, folder: Path) -> None:
    """Relative to the new folder, all of them."""
    for table, name in list(path_places(values)):
        table[name] = Path(os.path.relpath(base / str(table[name]), folder)).as_posix()


def _as_item(value: object, key: str) -> Any:
    return tomllib.loads(f"value = {to_toml(value, key)}")["value"]


def _put(table: Any, parts: list[str], value: Any) -> None:
    for part in parts[:-1]:
        if part not in table:
            table[part] = tomlkit.table()
        table = table[part]
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        value = inline
    table[parts[-1]] = value
