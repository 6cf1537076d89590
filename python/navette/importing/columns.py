"""How the columns of a table are understood: by what the user says, else by their names and what is in them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.mapping import ColumnMapping
from navette.importing.tables.sheet import Sheet
from navette.importing.values.clock import DAY, clocks
from navette.importing.values.moments import moment
from navette.importing.values.numbers import measure
from navette.importing.values.texts import BLANKS, examples
from navette.importing.words import normalised

DROP, PERSONAL, PERSON = "drop", "personal", "person"
_SAMPLE, _LOOKED_AT = 200, 5000
_MOST = 0.5
"""More than this share of the values looked at must be of a kind: a list may be short, and have faults."""


@dataclass(frozen=True)
class Guess:
    """What a column seems to mean. Of two columns with one meaning, the higher rank has it."""

    meaning: str
    rank: int = 1


@dataclass
class Understood:
    """One column, as it was understood."""

    sheet: Sheet
    column: int
    meaning: str
    """Empty: nothing that this import knows."""
    how: str
    note: str = ""

    @property
    def name(self) -> str:
        """As in the file."""
        return self.sheet.names[self.column]

    @property
    def is_used(self) -> bool:
        """Whether something of it goes on."""
        return self.meaning not in ("", DROP, PERSONAL)

    def line(self) -> str:
        """One line for the user, with three examples; none of what is about persons."""
        means = {
            "": "left out: nothing that this import knows (--map says what it is)",
            DROP: "left out",
            PERSONAL: "left out: about persons",
        }
        told = means.get(self.meaning, self.meaning)
        shown = "" if self.meaning in (PERSONAL, PERSON) else "; ".join(examples(self.sheet.column(self.column)))
        note = f", {self.note}" if self.note else ""
        return f"{self.name!r} -> {told} ({self.how}{note})" + (f": {shown}" if shown else "")


class Shape:
    """What kind of values a column has, by the first few hundred different ones."""

    def __init__(self, cells: pd.Series) -> None:
        """Of a column."""
        different = dict.fromkeys((type(cell), cell) for cell in cells.dropna().head(_LOOKED_AT))
        self.values = [cell.strip(BLANKS) if isinstance(cell, str) else cell for _, cell in different][:_SAMPLE]

    def _share(self, good: np.ndarray) -> bool:
        return bool(len(good)) and bool(good.mean() > _MOST)

    @cached_property
    def is_clock(self) -> bool:
        """Times of day."""
        return self._share(np.isfinite(clocks(self.values)))

    @cached_property
    def _moments(self) -> np.ndarray:
        """Whichever of day and month comes first."""
        found = np.array([moment(value, zone="UTC") for value in self.values], dtype=float)
        other = np.array([moment(value, day_first=False, zone="UTC") for value in self.values], dtype=float)
        return np.where(np.isinf(found), other, found)

    @cached_property
    def is_date(self) -> bool:
        """Dates, with or without times."""
        return self._share(np.isfinite(self._moments))

    @cached_property
    def is_moment(self) -> bool:
        """Dates, most of them with a time."""
        found = self._moments
        timed = found[np.isfinite(found)]
        # Midnight everywhere is a date that a program has written out.
        return self.is_date and self._share(timed % 1 == 0) and bool((timed % DAY >= 1).any())

    @cached_property
    def is_number(self) -> bool:
        """Numbers."""
        return self._share(np.isfinite(np.array([measure(value) for value in self.values], dtype=float)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.values


def understand(
    sheet: Sheet,
    mapping: ColumnMapping,
    meanings: dict[str, str],
    guess: Callable[[str, Shape], Guess | None],
    several: Sequence[str] = (),
) -> list[Understood]:
    """Every column of a sheet. `meanings`: those that there are, and what each is; `several`: may be of many columns.

    Raises InputError if two columns have one meaning and nothing tells which is meant.
    """
    found: list[Understood] = []
    guesses: dict[int, Guess] = {}
    for column, name in enumerate(sheet.names):
        if not name:
            if sheet.column(column).notna().any():
                found.append(Understood(sheet, column, "", "no name"))
            continue
        said = mapping.column(name)
        if said is not None:
            if said not in meanings and said not in (DROP, PERSONAL):
                raise InputError(_unknown(name, said, meanings))
            how = "as you say" if name in mapping.said else "as in the mapping"
            found.append(Understood(sheet, column, said, how))
            continue
        shape = Shape(sheet.column(column))
        guessed = None if shape.is_empty else guess(normalised(name), shape)
        if guessed:
            guesses[column] = guessed
        how = "empty" if shape.is_empty else "by its name and values" if guessed else "not understood"
        found.append(Understood(sheet, column, guessed.meaning if guessed else "", how))
    _one_each(found, guesses, {*several, DROP, PERSONAL, ""})
    return found


def check_named(mapping: ColumnMapping, sheets: Sequence[Sheet]) -> None:
    """Raises InputError if the user named a column that no table has."""
    names = [name for sheet in sheets for name in sheet.names if name]
    plain = {normalised(name) for name in names}
    for said in sorted(mapping.said):
        if normalised(said) not in plain:
            near = difflib.get_close_matches(said, names, 1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            raise InputError(f"--map: there is no column {said!r}{meant} There are: {', '.join(dict.fromkeys(names))}")


def _one_each(found: list[Understood], guesses: dict[int, Guess], several: set[str]) -> None:
    for meaning in {item.meaning for item in found} - several:
        same = [item for item in found if item.meaning == meaning]
        if len(same) < 2:
            continue
        ranks = [guesses[item.column].rank if item.column in guesses else 100 for item in same]
        best = max(ranks)
        if ranks.count(best) > 1:
            names = " and ".join(repr(item.name) for item, rank in zip(same, ranks, strict=True) if rank == best)
            raise InputError(
                f"{same[0].sheet.source}: columns {names} both seem to be {meaning}; say which is by "
                f"--map COLUMN={meaning}, and by --map COLUMN=drop which is not"
            )
        for item, rank in zip(same, ranks, strict=True):
            if rank < best:
                item.meaning, item.how = "", f"another column is the better {meaning}"


def _unknown(name: str, said: str, meanings: dict[str, str]) -> str:
    near = difflib.get_close_matches(said, [*meanings, DROP, PERSONAL], 1)
    meant = f"; did you mean {near[0]}?" if near else ""
    return f"--map: column {name!r} cannot be {said!r}{meant} Known are: {', '.join([*meanings, PERSONAL, DROP])}"
