"""What a sweep asks of those who do its work, wherever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

Task = tuple[int, int]
"""The first and the last run."""

MOST_DEATHS = 4
"""Workers that may die on one task before it is given up: the first three may have been bad luck."""


class WorkersDied(Exception):
    """Worker after worker died on a task; the message tells which was the last."""


class Workers(Protocol):
    """A pool on this machine, or a Dask cluster."""

    @property
    def count(self) -> int:
        """How many work at a time."""

    def completed(
        self, function: Callable[..., object], folder: str, tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, BaseException | None]]:
        """Does `function(folder, *task)` for each; yields each as it ends, with what it raised, if so.

        A worker that dies is replaced, and its task done by another; WorkersDied if that was in vain.
        """
