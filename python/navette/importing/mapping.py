"""What the columns and words of a table mean: said by the user, guessed, written down, and used again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomlkit

from navette.common.errors import InputError
from navette.importing.words import normalised

FILE = "mapping.toml"


@dataclass
class ColumnMapping:
    """Columns by name, and words of a meaning by text."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    """`dates`, `crs`, `timezone`, `encoding`."""
    said: set[str] = field(default_factory=set)
    """Columns that the user named in this call: each must be there."""

    def column(self, name: str) -> str | None:
        """What a column was said to mean; by its exact name, else by its letters and digits."""
        if name in self.columns:
            return self.columns[name]
        plain = normalised(name)
        return next((meaning for known, meaning in self.columns.items() if normalised(known) == plain), None)

    def word(self, meaning: str, text: str) -> str | None:
        """What a text in a column of that meaning was said to mean."""
        plain = normalised(text)
        words = self.values.get(meaning, {})
        return next((word for known, word in words.items() if normalised(known) == plain), None)


def read_mapping(
    kind: str, path: Path | None, columns: Iterable[str] = (), values: Iterable[str] = (), **settings: str | None
) -> ColumnMapping:
    """Of a mapping file of an earlier import, if there is one, and of what the call says, which goes before it.

    `columns`: `COLUMN=MEANING`; `values`: `MEANING:TEXT=WORD`. Raises InputError.
    """
    known = ColumnMapping()
    if path is not None:
        known = _read(kind, path)
    for text in columns:
        name, equals, meaning = text.rpartition("=")
        if not equals or not name.strip() or not meaning.strip():
            raise InputError(f"--map must be COLUMN=MEANING, found {text!r}")
        _forget(known.columns, name.strip())
        known.columns[name.strip()] = meaning.strip()
        known.said.add(name.strip())
    for text in values:
        meaning, colon, rest = text.partition(":")
        found, equals, word = rest.rpartition("=")
        if not colon or not equals or not meaning or not found or not word:
            raise InputError(f"--value must be MEANING:TEXT=WORD, as status:Reporté=cancelled, found {text!r}")
        _forget(known.values.setdefault(meaning, {}), found)
        known.values[meaning][found] = word.strip()
    known.settings |= {name: value for name, value in settings.items() if value is not None}
    return known


def write_mapping(kind: str, path: Path, mapping: ColumnMapping) -> None:
    """Writes it for the next import."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"How `navette import {kind}` understood the columns; used again by the next import"))
    document.add(
        tomlkit.comment("into this folder, and elsewhere by --mapping. What a column means can be changed here.")
    )
    document["kind"] = kind
    document["columns"] = dict(mapping.columns)
    if mapping.settings:
        document["settings"] = dict(mapping.settings)
    if any(mapping.values.values()):
        document["values"] = {meaning: dict(words) for meaning, words in mapping.values.items() if words}
    path.write_text(tomlkit.dumps(document), "utf-8")


def _forget(words: dict[str, str], name: str) -> None:
    for known in [known for known in words if normalised(known) == normalised(name)]:
        del words[known]


def _read(kind: str, path: Path) -> ColumnMapping:
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a mapping: {error}") from error
    if read.get("kind", kind) != kind:
        raise InputError(f"{path}: is a mapping of {read['kind']}, not of {kind}")
    unknown = sorted(set(read) - {"kind", "columns", "settings", "values"})
    if unknown:
        raise InputError(f"{path}: has an unknown key {unknown[0]}; known are kind, columns, settings, values")
    return ColumnMapping(
        _texts(path, "columns", read.get("columns", {})),
        {name: _texts(path, f"values.{name}", words) for name, words in read.get("values", {}).items()},
        _texts(path, "settings", read.get("settings", {})),
    )


def _texts(path: Path, key: str, found: object) -> dict[str, str]:
    if not isinstance(found, Mapping) or not all(isinstance(value, str) for value in found.values()):
        raise InputError(f"{path}: {key} must be a table of texts")
    return dict(found)
