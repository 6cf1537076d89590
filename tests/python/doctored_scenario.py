"""The scenario that a results file keeps, with one value changed: key by key, as its text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator


def restatements(scenario: str) -> Iterator[tuple[str, str]]:
    """The text with the value of one key changed, for each key; of tables in a list, of the first."""
    lines = scenario.split("\n")
    section, seen = "", set()
    for number, line in enumerate(lines):
        if header := re.fullmatch(r"\s*\[+([^\[\]]+)\]+\s*", line):
            section = header.group(1) + "."
            continue
        entry = re.fullmatch(r"(\s*)([\w'\"+-]+) = (.+)", line)
        if entry is None or (key := section + entry.group(2)) in seen:
            continue
        seen.add(key)
        new = _another(entry.group(3))
        if new is not None:
            changed = [*lines[:number], f"{entry.group(1)}{entry.group(2)} = {new}", *lines[number + 1 :]]
            yield "scenario:" + key, "\n".join(changed)


def _another(value: str) -> str | None:
    """Another value of the same type; of a list, its first one is another."""
    if value in ("true", "false"):
        return "false" if value == "true" else "true"
    if value == "inf":
        return "12345"
    if re.fullmatch(r"-?\d+", value):
        return str(int(value) + 1)
    if date := re.fullmatch(r"(\d{4}-\d\d-)(\d\d)", value):
        return f"{date.group(1)}{int(date.group(2)) % 28 + 1:02}"
    if time := re.fullmatch(r"'(\d\d):(\d\d)'", value):
        return f"'{int(time.group(1)) + (-1 if time.group(1) == '24' else 1):02}:{time.group(2)}'"
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?", value):
        return repr(float(value) * 1.5 + 0.25)
    if re.fullmatch(r"'[^']*'", value):
        return value[:-1] + "x'"
    if item := re.match(r"(\[ |\{ \S+ = )('[^']*'|[\w.]+)", value):
        new = _another(item.group(2))
        return None if new is None else item.group(1) + new + value[item.end() :]
    return None
