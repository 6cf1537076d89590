"""The folder that an import writes: complete or not at all, and only in place of an earlier import."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from navette.common import files
from navette.common.errors import InputError
from navette.common.text import markdown
from navette.importing.columns import PERSONAL
from navette.importing.report import Report, rows_of

README = "README.md"
SIGNATURE = "# Imported by Navette"


@contextmanager
def import_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes its name at the end. Raises InputError if the name is taken by another."""
    if not folder.absolute().parent.is_dir():
        raise InputError(f"output {folder}: there is no folder {folder.absolute().parent}; make it first")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError(f"output {folder}: is there already and is no folder; it is not replaced")
    if folder.is_dir() and any(folder.iterdir()):
        readme = folder / README
        if not (readme.is_file() and readme.read_text("utf-8", errors="replace").startswith(SIGNATURE)):
            raise InputError(f"output {folder}: this folder holds other files than an earlier import; name a new one")
    with files.complete_folder(folder) as growing:
        yield growing


def relative(path: Path, folder: Path) -> str:
    """A path for a scenario in that folder."""
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


def write_left_out(folder: Path, report: Report) -> None:
    """left-out.csv: rows that were left out, by the file's own count, and why; nothing of what stood there."""
    table = pd.DataFrame(report.left_out, columns=["source", "row", "reason"])
    table.to_csv(folder / "left-out.csv", index=False)


def write_readme(folder: Path, kind: str, report: Report, sections: list[str]) -> None:
    """README.md: how the columns were understood, without examples, what was left out and assumed."""
    lines = [f"{SIGNATURE}: {kind}", "", *sections]
    for source, rows, notes, columns in report.tables:
        lines += ["", f"## {markdown(source)}", "", f"{rows} rows; {markdown('; '.join(notes))}.", ""]
        lines += ["| column | read as |", "|---|---|"]
        for item in columns:
            told = (
                "left out: about persons" if item.meaning == PERSONAL else item.meaning if item.is_used else "left out"
            )
            lines.append(f"| {markdown(item.name)} | {told}{f', {markdown(item.note)}' if item.note else ''} |")
    for title, texts in (
        ("Left out", [f"{rows_of(count)}: {reason}" for reason, count in report.reasons().items()]),
        ("Assumed", report.assumed),
        ("Warnings", report.warnings),
    ):
        if texts:
            lines += ["", f"## {title}", "", *(f"- {markdown(text)}" for text in texts)]
    (folder / README).write_text("\n".join(lines) + "\n", "utf-8")
