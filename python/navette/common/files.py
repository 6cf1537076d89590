"""Writing files and folders that appear complete or not at all, with the permissions that the user's umask allows."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from navette.common.errors import InputError, OutputError

_FILE, _FOLDER = 0o666, 0o777
"""Permissions before the umask."""


def write_atomically(path: Path, content: bytes | str) -> None:
    """The file appears under its name when it is complete, and on the disk. Raises OutputError. Text is UTF-8."""
    with atomic_file(path) as draft, open(draft, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, of the same suffix, to be written; it takes the name at the end, synced to the disk.

    Removed if something goes wrong; whatever the system refuses meanwhile is an OutputError. Its permissions are those
    of a new file under the user's umask, and no wider than those of a file that it replaces.
    """
    path = path.absolute()
    if os.path.lexists(path) and not path.is_file():
        raise OutputError(f"{path}: cannot be written: it is there and no ordinary file, which is not replaced")
    draft = path.with_name(f".{path.stem[:80]}.tmp-{secrets.token_hex(6)}{path.suffix}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, _FILE)
        try:
            _narrow(descriptor, path)
            os.close(descriptor)
            yield draft
            _sync(draft)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OutputError:
        raise
    except OSError as error:
        raise _not_written(path, error, "file") from error


@contextmanager
def complete_folder(folder: Path, *, keep_others: bool = False) -> Iterator[Path]:
    """A folder beside `folder` to write into, which takes its name at the end; removed if something goes wrong.

    A folder of that name is replaced, or, if it shall `keep_others`, gets the new files in place of those of the same
    names. Raises InputError if none can be made there, OutputError for whatever the system refuses while it is written.
    """
    folder = folder.absolute()
    growing = folder.with_name(f".{folder.name[:80]}.tmp-{secrets.token_hex(6)}")
    try:
        growing.mkdir(_FOLDER)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _not_written(folder, error, "folder") from error
        raise InputError(f"output {folder}: cannot be made: {error.strerror}") from error
    try:
        _narrow(growing, folder)
        yield growing
        for file in growing.rglob("*"):
            if file.is_file():
                _sync(file)
        if keep_others and folder.is_dir():
            for file in growing.iterdir():
                _narrow(file, folder / file.name)
                os.replace(file, folder / file.name)
        else:
            _swap(growing, folder)
    except OutputError:
        raise
    except OSError as error:
        raise _not_written(folder, error, "folder") from error
    finally:
        shutil.rmtree(growing, ignore_errors=True)


def _swap(growing: Path, folder: Path) -> None:
    """The old folder goes only when the new one has its name, so that one of both is always there under some name."""
    if not folder.exists():
        growing.rename(folder)
        return
    old = growing.with_name(f"{growing.name}-old")
    folder.rename(old)
    try:
        growing.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _narrow(made: int | Path, replaced: Path) -> None:
    """Takes away what `replaced` does not allow, if it is there."""
    with suppress(FileNotFoundError):
        allowed = stat.S_IMODE(os.lstat(replaced).st_mode) if not replaced.is_symlink() else 0o7777
        os.chmod(made, stat.S_IMODE(os.stat(made).st_mode) & allowed | stat.S_IRUSR | stat.S_IWUSR | _enter(made))


def _enter(made: int | Path) -> int:
    return stat.S_IXUSR if stat.S_ISDIR(os.stat(made).st_mode) else 0


def _sync(path: Path) -> None:
    """A disk that is full may say so only now."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(path: Path, error: OSError, kind: str) -> OutputError:
    reason = error.strerror or str(error) or type(error).__name__
    return OutputError(
        f"{path}: cannot be written: {reason}; no half {kind} was left. Free space there or write elsewhere"
    )
