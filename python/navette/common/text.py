"""Texts that others wrote (names in scenarios, maps and results) where they could be taken for something else."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn the direction of what follows."""
_FROM_RIGHT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff](?:[^\n<>&]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])?"
)
"""From the first letter of Hebrew, Arabic and their kin to the last."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def shown(text: object) -> str:
    r"""The text for a terminal or a message: control characters and marks of direction as `\x1b`, on one line."""
    return "".join(_escaped(character) if _acts(character) else character for character in str(text))


def lines_shown(text: object) -> str:
    """The same of a text of several lines, such as a table; its line breaks stay."""
    return "\n".join(shown(line) for line in str(text).split("\n"))


def isolated(text: str) -> str:
    """A text for a page: what is written from right to left does not turn what stands beside it."""
    return _FROM_RIGHT.sub("\u2068\\g<0>\u2069", lines_shown(text))


def plain_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table with all texts as `cell` has them, its names of columns too; numbers are not touched."""
    import pandas as pd

    changed = table.copy(deep=False)
    for rank, kind in enumerate(table.dtypes):
        column = table.iloc[:, rank]
        if isinstance(kind, pd.CategoricalDtype):
            names = {name: cell(name) if isinstance(name, str) else name for name in kind.categories}
            if any(old != new for old, new in names.items()):
                changed.isetitem(rank, column.map(names))
        elif not pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_datetime64_any_dtype(kind):
            changed.isetitem(rank, [cell(value) if isinstance(value, str) else value for value in column])
    changed.columns = [cell(name) if isinstance(name, str) else name for name in table.columns]
    changed.attrs = table.attrs
    return changed


def print_error(message: object) -> None:
    """One line on stderr, as `navette` itself has them."""
    print(f"error: {shown(message)}", file=sys.stderr)


def _acts(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _BIDI


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def cell(text: str) -> str:
    """A text for a table that a spreadsheet opens: one that it would take for a formula gets an apostrophe in front.

    Numbers are no formulas. Control characters but line feeds and tabs are shown escaped: a carriage return too, which
    writers of CSV do not quote, and which would begin a row.
    """
    kept = "".join(
        character if character in "\t\n" or not _acts(character) else _escaped(character) for character in text
    )
    bare = kept.lstrip(" \u00a0\ufeff")
    return f"'{kept}" if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(bare) else kept


def label(text: object) -> str:
    """A text for matplotlib: what it would take for a formula is shown as it is written."""
    return shown(text).replace("$", r"\$")


def markdown(text: object) -> str:
    """A text in Markdown, on one line: nothing in it ends a cell or means anything."""
    flat = " ".join(shown(text).split())
    for character in "\\|`*_[]<>":
        flat = flat.replace(character, f"\\{character}")
    return flat


def file_name(text: str) -> str:
    """A name for a file, made of a text: one part of a path, on every system; equal texts give equal names.

    What has no place in one becomes `_`.
    """
    plain = re.sub(r'[\\/:*?"<>|]', "_", "".join("_" if _acts(character) else character for character in text))
    plain = plain.strip(" .")[:100] or "_"
    if plain.split(".")[0].lower() in _RESERVED:
        plain = f"_{plain}"
    return f"_{plain[1:]}" if plain.startswith("-") else plain
