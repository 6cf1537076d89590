"""How many people a booking is for, and how many of them in wheelchairs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.importing.columns import Understood
from navette.importing.faults import Faults
from navette.importing.tables.sheet import Sheet
from navette.importing.values.numbers import read_counts, read_flags_or_counts

_MOST = 1000


def read_parties(sheet: Sheet, found: list[Understood], faults: Faults) -> pd.DataFrame:
    """party_size and wheelchairs of each row; NaN where the list does not tell."""
    size = len(sheet.cells)

    def counts(meaning: str) -> np.ndarray | None:
        """The sum of the columns of a meaning; what is empty counts nothing, unless all are."""
        columns = [item.column for item in found if item.meaning == meaning]
        if not columns:
            return None
        total, there = np.zeros(size), np.zeros(size, dtype=bool)
        for column in columns:
            flags = meaning == "wheelchairs"
            read = (read_flags_or_counts if flags else read_counts)(sheet.column(column))
            wanted = "must be a whole number" + (", or yes or no" if flags else "")
            faults.cells(sheet, column, np.isinf(read) | (read < 0) | (read > _MOST), wanted)
            good = np.isfinite(read)
            total[good] += read[good]
            there |= good
        return np.where(there, total, np.nan)

    wheelchairs = counts("wheelchairs")
    wheelchairs = np.zeros(size) if wheelchairs is None else np.nan_to_num(wheelchairs)
    party = _party(counts, wheelchairs, size)
    for row in np.flatnonzero(party < np.maximum(1, wheelchairs)):
        if not faults.has(sheet, int(row)):
            faults.row(
                sheet,
                int(row),
                "columns of the party",
                f"must be at least one person and everybody in a wheelchair, found {party[row]:.0f} people and "
                f"{wheelchairs[row]:.0f} wheelchairs (people without them are --map COLUMN=seated)",
            )
    return pd.DataFrame({"party_size": party, "wheelchairs": wheelchairs})


def _party(counts, wheelchairs: np.ndarray, size: int) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Of what the list tells: all together, or by kinds of people; where nothing, one person or the wheelchairs."""
    told = counts("party_size")
    if told is None and (seated := counts("seated")) is not None:
        told = seated + wheelchairs
    if told is None:
        kinds = [group for group in (counts("adults"), counts("children")) if group is not None]
        if kinds:
            told = np.where(np.all([np.isnan(group) for group in kinds], axis=0), np.nan, np.nansum(kinds, axis=0))
    least = np.maximum(1, wheelchairs)
    if told is None:
        companions = counts("companions")
        return least if companions is None else least + np.nan_to_num(companions)
    return np.where(np.isnan(told), least, told)
