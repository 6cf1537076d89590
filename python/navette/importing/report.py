"""What an import tells: how it understood what it read, what it left out and why, what it assumed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from navette.importing.columns import Understood


@dataclass
class Report:
    """Grows while a list is read."""

    tables: list[tuple[str, int, list[str], list[Understood]]] = field(default_factory=list)
    """Of each table: its source, rows, how it was read, and its columns."""
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    """Source, row of the file, reason."""
    assumed: list[str] = field(default_factory=list)
    """What the list does not say, and what stands in for it."""
    warnings: list[str] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    """What came of it."""

    def reasons(self) -> Counter[str]:
        """How many rows were left out for each reason."""
        return Counter(reason for _, _, reason in self.left_out)

    def lines(self) -> list[str]:
        """For the user who has the list: with examples."""
        told = []
        for source, rows, notes, columns in self.tables:
            told.append(f"{source}: {rows} rows; {'; '.join(notes)}")
            told += [f"  {item.line()}" for item in columns]
        told += [f"left out: {rows_of(count)}: {reason}" for reason, count in self.reasons().items()]
        told += [f"assumed: {text}" for text in self.assumed]
        return told + self.came


def rows_of(count: int) -> str:
    """How many rows, in words."""
    return f"{count} row" if count == 1 else f"{count} rows"


@dataclass(frozen=True)
class Imported:
    """What `navette.importing` hands back."""

    folder: Path
    report: Report

    @property
    def scenario(self) -> Path:
        """The scenario to run."""
        return self.folder / "scenario.toml"

    def __repr__(self) -> str:
        """What the command prints."""
        return "\n".join([f"<navette.importing, {self.folder}>", *self.report.lines()])
