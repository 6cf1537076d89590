"""Puts the tables of keys into docs/scenario-format.md, from what `navette schema --format markdown` prints.

A table stands between `<!-- keys from KEY -->` and `<!-- end of keys -->`; it has the rows from KEY on, up to that
which the next table begins with. `make scenario-tables` writes them anew; --check only says whether they are current.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

TABLE = re.compile(r"<!-- keys from (\S+) -->\n.*?<!-- end of keys -->", flags=re.DOTALL)
DOCUMENT = Path(__file__).parent / "scenario-format.md"


def rows_by_key(executable: Path) -> tuple[str, dict[str, str]]:
    """The head of the table, and each key's row, in order."""
    call = [executable, "schema", "--format", "markdown"]
    lines = subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()
    return "\n".join(lines[:2]), {line.split("`")[1]: line for line in lines[2:]}


def renewed(text: str, head: str, rows: dict[str, str]) -> str:
    """The document with current tables. Raises ValueError if a table begins with no key, or a key is in none."""
    keys = list(rows)
    firsts = TABLE.findall(text)
    if unknown := [key for key in firsts if key not in rows]:
        raise ValueError(f"a table begins with {', '.join(unknown)}: there is no such key")
    ranks = [keys.index(key) for key in firsts]
    if ranks != sorted(set(ranks)) or ranks[:1] != [0]:
        raise ValueError(f"tables must begin with different keys, in their order, the first with {keys[0]}")
    ends = dict(zip(ranks, [*ranks[1:], len(keys)], strict=True))

    def table(match: re.Match[str]) -> str:
        first = keys.index(match[1])
        lines = "\n".join(rows[key] for key in keys[first : ends[first]])
        return f"<!-- keys from {match[1]} -->\n{head}\n{lines}\n<!-- end of keys -->"

    return TABLE.sub(table, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=Path, help="build/release/navette")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a table is not current")
    given = parser.parse_args()
    text = DOCUMENT.read_text()
    new = renewed(text, *rows_by_key(given.executable))
    if new == text:
        return 0
    if given.check:
        print(f"{DOCUMENT}: its tables are not current: make scenario-tables", file=sys.stderr)
        return 1
    DOCUMENT.write_text(new)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
