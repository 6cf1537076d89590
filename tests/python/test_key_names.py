"""A scenario key is named in one place: in its row, or, where messages and checks speak of it, in core/key_names.h."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Navette

SIM = ROOT / "sim"
ROWS = SIM / "io" / "scenario" / "keys"
NAMES = SIM / "core" / "key_names.h"
# Says its sentence where nothing can be allocated, so that it is one literal.
OUT_OF_MEMORY = SIM / "command_line" / "out_of_memory.cpp"
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def keys_of(schema: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, entry in schema["properties"].items():
        if entry["type"] != "object":
            yield prefix + name
        elif name != "services":
            yield from keys_of(entry, f"{prefix}{name}.")


@pytest.fixture(scope="module")
def keys(navette_command: Navette) -> set[str]:
    return set(keys_of(json.loads(navette_command("schema").stdout)))


def literals(text: str) -> list[str]:
    """Of C++; pieces that stand side by side are one."""
    code = re.sub(r"^\s*#include.*$|//.*$", "", text, flags=re.MULTILINE)
    return LITERAL.findall(re.sub(r'"\s*\n\s*"', "", code))


def named_in(text: str, keys: set[str]) -> list[str]:
    words = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)+")
    return [word for literal in literals(text) for word in words.findall(literal) if word in keys]


def sources() -> list[Path]:
    files = [*SIM.rglob("*.cpp"), *SIM.rglob("*.h")]
    return [
        file
        for file in files
        if ROWS not in file.parents and SIM / "verify" not in file.parents and file not in (NAMES, OUT_OF_MEMORY)
    ]


def test_a_second_mention_is_seen() -> None:
    code = 'f("say run.seed={}");  // "run.days"\ng("half of fleet."\n  "size");\n'
    assert named_in(code, {"run.seed", "run.days", "fleet.size"}) == ["run.seed", "fleet.size"]


def test_no_key_is_named_outside_its_row(keys: set[str]) -> None:
    assert len(keys) > 200
    found = {str(file.relative_to(ROOT)): named_in(file.read_text(), keys) for file in sources()}
    assert {file: named for file, named in found.items() if named} == {}


def test_each_key_has_one_row_and_each_name_is_that_of_a_key(keys: set[str]) -> None:
    names = dict(re.findall(r'const char\* (\w+) = "([^"]+)";', NAMES.read_text()))
    assert names
    assert [name for name, key in names.items() if name != key.replace(".", "_", 1)] == []
    assert set(names.values()) <= keys
    rows = "\n".join(file.read_text() for file in ROWS.glob("*.cpp"))
    # A row begins with its key, as a text or by its name.
    begun = re.findall(r'(?:Row(?:::\w+)?[({]|surface_speed\()\s*("[\w.]+"|key::\w+)', rows)
    written = [names[key[5:]] if key.startswith("key::") else key.strip('"') for key in begun]
    made = {key for key in keys if re.match(r"territory\.speeds|demand\.(purposes|departure_profile)\.", key)}
    assert sorted(key for key in written if key in keys) == sorted(keys - made)


def test_each_name_is_used(keys: set[str]) -> None:
    code = "\n".join(file.read_text() for file in sources())
    rows = "\n".join(file.read_text() for file in ROWS.glob("*.cpp"))
    names = re.findall(r"const char\* (\w+) =", NAMES.read_text())
    unused = [name for name in names if f"key::{name}" not in code and rows.count(f"key::{name}") < 2]
    assert unused == []
