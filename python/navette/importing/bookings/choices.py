"""What the user wants of a list of bookings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

DEFAULT_STATES = ("done", "no_show", "refused")
"""Bookings that are asked for in the run: the cancelled ones were given up by those who asked."""


@dataclass(frozen=True)
class Choices:
    """What is kept of the list, and how exactly."""

    roads: Path | None
    country: str
    states: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    key: bytes | None
    """None: people are not told apart."""
    grid: float | None
    """[m] Side of the squares in whose middle places are put; None: as exact as they are."""
    keep_ids: bool
