"""Which service day a shift is of: a night belongs to the evening it began in."""

from __future__ import annotations

import numpy as np

from navette.results import Run

DAY = 86_400_000
"""[ms]"""


def shift_days(run: Run) -> np.ndarray:
    """The service day of each row of `run.shifts`, from 0.

    All days have the same shifts, and those of a shuttle's day begin within 24 hours of its first.
    """
    first = run.shifts.groupby("shuttle")["start"].transform("first")
    return ((run.shifts["start"] - first) // DAY).to_numpy(dtype=np.int64)
