"""The commands that README.md and the pages of docs/ show: found, and taken apart into calls."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^([ \t]*)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
PROGRAMS = {
    "navette", "make", "python", ".venv/bin/python", "pip", "git", "export", "source", "for",
    "cmp", "h5diff", "ncdump", "ls",
}  # fmt: skip
"""A block whose first line begins with one of them, or sets a variable, holds commands; others hold data or answers."""
ENDS = set("();<>|&")
"""What ends a call in a shell."""


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language ("": commands), without their indentation."""
    found = []
    for indent, kind, text in BLOCK.findall(page.read_text("utf-8")):
        lines = [line.removeprefix(indent) for line in text.splitlines()]
        if kind == language:
            found.append("\n".join(lines) + "\n")
    return found


def is_commands(block: str) -> bool:
    first = block.split(maxsplit=1)[0] if block.strip() else ""
    return first in PROGRAMS or re.match(r"[a-z]+=", first) is not None


def commands(page: Path) -> list[str]:
    """The commands of a page as they stand there: lines that go on, and loops, are one."""
    found: list[str] = []
    for block in filter(is_commands, blocks(page, "")):
        parts: list[str] = []
        for line in block.splitlines():
            if not line.strip() or line.startswith(("^C", "error: ")):  # what somebody types, or reads
                continue
            parts.append(line)
            whole = "\n".join(parts)
            if line.endswith("\\") or (whole.startswith("for ") and not line.startswith("done")):
                continue
            found.append(whole)
            parts = []
        assert not parts, f"{page}: ends within a command: {parts}"
    return found


def calls(command: str) -> Iterator[list[str]]:
    """The calls in a command, word by word; variables stand as they are written."""
    words = shlex.shlex(command.replace("\\\n", " "), posix=True, punctuation_chars="();<>|&\n")
    words.whitespace = " \t\r"
    words.whitespace_split = True
    call: list[str] = []
    for word in words:
        if set(word) <= ENDS | {"\n"} or word in ("do", "done"):
            if call:
                yield call
            call = []
        else:
            call.append(word)
    if call:
        yield call
