"""Which rows of a sheet are its header, its data, and neither: titles above, totals below, headers repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.tables.sheet import Cell, Raw, Sheet, is_blank
from navette.importing.words import normalised

_SEARCHED = 30
"""Rows from the top among which the header is looked for."""
_TOTAL = re.compile(
    r"(?:sous |grand )?(?:total|totaux|sub ?total|somme|summe|gesamt|gesamtsumme|zwischensumme|sum)\b.*"
)

TOTALS = "a row of totals"

Known = Callable[[str], bool]
"""Whether a name of a column, normalised, means something to this import."""


def find_table(raw: Raw, known: Known, *, keep_totals: bool = False) -> Sheet:
    """The table of a sheet. Raises InputError if none of its first rows looks like a header."""
    rows = [list(row) for row in raw.rows]
    width = max((len(row) for row in rows), default=0)
    top = _header_row(rows, known)
    if top is None:
        raise InputError(f"{raw.source}: no header was found in its first {_SEARCHED} rows")
    names = _names(raw, rows, top, width)
    if _continues(rows, top, known):
        top += 1
        names = _joined(_above(raw, rows[top - 1], top - 1, width), rows[top], names)
    last = max((rank for rank, name in enumerate(names) if name), default=-1)
    grouped = top - 1 if top and names != [_text(cell) for cell in rows[top]] else top
    left_out = [(rank + 1, "above the header") for rank in range(grouped) if not all(map(is_blank, rows[rank]))]
    header = [str(cell).strip() for cell in rows[top] if not is_blank(cell)]
    kept, numbers, wrong = [], [], []
    for rank in range(top + 1, len(rows)):
        row = [None if is_blank(cell) else cell for cell in rows[rank]]
        filled = [cell for cell in row if cell is not None]
        if not filled:
            continue
        reason = _no_data(row, filled, header, len(header))
        if reason and not (keep_totals and reason == TOTALS):
            left_out.append((rank + 1, reason))
            continue
        if any(cell is not None for cell in row[last + 1 :]):
            wrong.append(
                f"{raw.source}, row {rank + 1}: has {len(row)} cells, the header {last + 1}; is a text with the "
                "separator in it not in quotes?"
            )
        kept.append(row[: last + 1])
        numbers.append(rank + 1)
    if wrong:
        raise InputError(
            [*wrong[:20], *([f"{raw.source}: and {len(wrong) - 20} more such rows"] if wrong[20:] else [])]
        )
    cells = pd.DataFrame(kept, columns=range(last + 1), dtype=object).astype(object)
    cells = cells.where(cells.notna(), None)
    return Sheet(raw.source, cells, names[: last + 1], np.array(numbers, dtype=np.int64), raw.notes, left_out)


def _header_row(rows: Sequence[Sequence[Cell]], known: Known) -> int | None:
    """The row with the most names that are known; the first of those with as many."""
    best, found = 0.0, None
    for rank, row in enumerate(rows[:_SEARCHED]):
        texts = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
        hits = sum(known(normalised(text)) for text in texts)
        plain = sum(not re.search(r"\d{3}", text) for text in texts)
        # A name of a column is a text without long numbers; two of them at least, or one alone in a narrow table.
        score = 10 * hits + plain / (1 + len(row)) if hits else 0.0
        if score > best:
            best, found = score, rank
    if found is None:
        wide = [rank for rank, row in enumerate(rows[:_SEARCHED]) if sum(not is_blank(cell) for cell in row) > 1]
        return wide[0] if wide else None
    return found


def _continues(rows: Sequence[Sequence[Cell]], top: int, known: Known) -> bool:
    """Whether the row below goes on with the header: X and Y under one merged cell."""
    if top + 1 >= len(rows):
        return False
    below = [(column, cell) for column, cell in enumerate(rows[top + 1]) if not is_blank(cell)]
    above = rows[top]
    if not below or not all(isinstance(cell, str) and known(normalised(cell)) for _, cell in below):
        return False
    return any(column >= len(above) or is_blank(above[column]) for column, _ in below)


def _joined(groups: list[str], below: Sequence[Cell], names: list[str]) -> list[str]:
    """Names of two rows: the lower with its group before it, where there is a lower."""
    lower = [_text(cell) for cell in [*below, *[None] * (len(names) - len(below))]]
    return [f"{group} {name}".strip() if name else old for group, name, old in zip(groups, lower, names, strict=True)]


def _names(raw: Raw, rows: Sequence[Sequence[Cell]], top: int, width: int) -> list[str]:
    """Names of the columns; those of a merged cell above go before names that would else stand twice."""
    plain = [_text(cell) for cell in [*rows[top], *[None] * (width - len(rows[top]))]]
    twice = {name for name in plain if name and plain.count(name) > 1}
    if top > 0 and (twice or any(not name for name in plain)):
        above = _above(raw, rows[top - 1], top - 1, width)
        if len({name for name in above if name}) > 1:
            plain = [
                " ".join(part for part in (group, name) if part) if name in twice or not name else name
                for group, name in zip(above, plain, strict=True)
            ]
    for rank, name in enumerate(plain):
        before = plain[:rank].count(name)
        if name and before:
            plain[rank] = f"{name} ({before + 1})"
    return plain


def _above(raw: Raw, row: Sequence[Cell], rank: int, width: int) -> list[str]:
    """The row above the header, each text as wide as its merged cell, or up to the next text."""
    texts = [_text(cell) for cell in [*row, *[None] * (width - len(row))]]
    spans = {left: right for upper, left, lower, right in raw.merged if upper <= rank <= lower}
    if spans:
        for left, right in spans.items():
            texts[left : right + 1] = [texts[left]] * (min(right, width - 1) - left + 1)
        return texts
    carried = ""
    for column, text in enumerate(texts):
        carried = text or carried
        texts[column] = carried
    return texts


def _no_data(row: Sequence[Cell], filled: Sequence[Cell], header: Sequence[str], width: int) -> str:
    """Why a row is no row of data; empty: it is."""
    first = filled[0]
    few = len(filled) <= max(2, width // 2 + 1)
    if few and isinstance(first, str) and _TOTAL.fullmatch(normalised(first)):
        return TOTALS
    if first == header[0] and [str(cell).strip() for cell in filled] == list(header):
        return "the header again"
    if len(filled) == 1 and width > 3 and isinstance(first, str) and row[0] is not None:
        return "a line of text"
    return ""


def _text(cell: Cell) -> str:
    return "" if is_blank(cell) else " ".join(str(cell).split())
