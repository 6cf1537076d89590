"""What is wrong in a user's table, all told at once, by its own rows and columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from navette.common.errors import InputError
from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text

MOST = 20
"""Told one by one; of the others, how many."""


class Faults:
    """Collects faults; either they end the import, or the rows that have them are left out."""

    def __init__(self, *, leave_out: bool) -> None:
        """`leave_out`: rows with a fault are left out and counted, in place of an error."""
        self.leave_out = leave_out
        self.messages: list[str] = []
        self.more: Counter[str] = Counter()
        self.left_out: list[tuple[str, int, str]] = []
        """Source, row of the file, reason."""
        self._rows: set[tuple[str, int]] = set()

    def has(self, sheet: Sheet, row: int) -> bool:
        """Whether something is wrong in a row."""
        return (sheet.source, row) in self._rows

    def rows(self, sheet: Sheet) -> np.ndarray:
        """The rows of a table in which nothing is wrong."""
        wrong = [row for source, row in self._rows if source == sheet.source]
        good = np.full(len(sheet.cells), True)
        good[wrong] = False
        return good

    def cells(
        self, sheet: Sheet, column: int, bad: np.ndarray, wanted: str | Callable[[object], str], *, shown: bool = True
    ) -> None:
        """The cells of a column in the rows where `bad`: what was found, and what is `wanted` of it."""
        name = sheet.names[column]
        values = sheet.column(column)
        for row in np.flatnonzero(bad):
            cell = values.iloc[row]
            allowed = wanted(cell) if callable(wanted) else wanted
            found = "nothing" if cell is None else repr(as_text(cell)) if shown else "another"
            self.row(sheet, int(row), f"column {name!r}", f"{allowed}, found {found}")

    def row(self, sheet: Sheet, row: int, where: str, what: str) -> None:
        """One fault of a row."""
        number = int(sheet.rows[row])
        if self.leave_out and self.has(sheet, row):
            return  # one reason is enough
        self._rows.add((sheet.source, row))
        if self.leave_out:
            # What was found there may be about a person, and this is written down.
            self.left_out.append((sheet.source, number, f"{where}: {what.split(', found ')[0]}"))
        elif len(self.messages) < MOST:
            self.messages.append(f"{sheet.source}, row {number}, {where}: {what}")
        else:
            self.more[f"{sheet.source}, {where}"] += 1

    def stop(self) -> None:
        """Raises InputError if there are faults that end the import."""
        if self.messages:
            rest = [f"{where}: and {count} more" for where, count in self.more.items()]
            cure = "correct the rows, say with --map or --value what they mean, or leave them out with --drop-bad-rows"
            raise InputError([*self.messages, *rest, cure])
