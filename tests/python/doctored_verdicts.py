"""What `navette verify` says of doctored copies of a results file: many of them in one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import h5py

from doctored_changes import Change
from navette import _core

_AT_ONCE = 15  # of each rule, verify lists the first twenty violations


class Verdicts:
    """Copies of one results file."""

    def __init__(self, source: Path, scratch: Path) -> None:
        self._content = source.read_bytes()
        self._path = scratch

    def seen(self, change: Change) -> bool:
        """Whether a rule is broken after it, or the file refused."""
        self.doctor([change])
        return bool(self._rules())

    def seen_at_once(self, changes: Sequence[Change]) -> Iterator[tuple[Change, bool]]:
        """The same of changes to attributes of columns, which verify names one by one: many in one file."""
        for name in sorted({(change.where.split("@")[1], change.kind) for change in changes}):
            alike = [change for change in changes if (change.where.split("@")[1], change.kind) == name]
            for first in range(0, len(alike), _AT_ONCE):
                some = alike[first : first + _AT_ONCE]
                self.doctor(some)
                rules = self._rules()
                for change in some:
                    column, attribute = change.where.split("@")
                    named = any(attribute in what and f"{column} " in what for what in rules)
                    yield change, named or (bool(rules) and self.seen(change))

    def doctor(self, changes: Sequence[Change]) -> Path:
        self._path.write_bytes(self._content)
        with h5py.File(self._path, "r+") as file:
            for change in changes:
                change.make(file)
        return self._path

    def _rules(self) -> list[str]:
        try:
            return [one.what + " " for one in _core.verify(self._path).violations]
        except Exception as error:
            if type(error).__name__ != "InputError":
                raise
            return [str(error)]
