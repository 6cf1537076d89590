"""A folder that appears under its name only when all its files are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from navette.common import files
from navette.common.errors import InputError

README = "README.md"
SIGNATURE = "# Exported by Navette"
"""How the README of an export begins: a folder that has none is not ours, and is not replaced."""


@contextmanager
def complete_folder(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to write into, which takes its name at the end; removed if something goes wrong.

    Raises InputError if the name is taken by something else than an earlier export, OutputError if the disk refuses.
    """
    _check(folder)
    with files.complete_folder(folder) as growing:
        yield growing


def _check(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise InputError(f"output {folder}: there is no folder {folder.parent}; make it first")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError(f"output {folder}: is there already and is no folder; it is not replaced")
    if folder.is_dir() and any(folder.iterdir()):
        readme = folder / README
        if not (readme.is_file() and readme.read_text("utf-8", errors="replace").startswith(SIGNATURE)):
            raise InputError(f"output {folder}: this folder holds other files than an earlier export; name a new one")
