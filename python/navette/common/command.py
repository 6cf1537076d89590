"""What commands in Python share: they say what is wrong, and end, as the compiled ones do."""

from __future__ import annotations

import argparse
import errno
import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from navette.common.text import print_error, shown

GOOD, BAD_INPUT, NOT_WRITTEN, INTERRUPTED = 0, 2, 4, 130
"""Exit codes."""


class Parser(argparse.ArgumentParser):
    """argparse's, whose errors only show what they repeat of a call: a name may hold what a terminal acts on."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: error: {shown(message)}\n")


def told(messages: Iterable[object], code: int) -> int:
    """Prints each as an error, and returns the exit code."""
    for message in messages:
        print_error(message)
    return code


def told_if_not_written(main: Callable[..., int]) -> Callable[..., int]:
    """Of a command's `main`: what it printed is written when it returns, or the exit code is `NOT_WRITTEN`."""

    @functools.wraps(main)
    def call(arguments: Sequence[str] | None = None) -> int:
        try:
            try:
                code = main(arguments)
            except SystemExit:  # help, which is printed too
                sys.stdout.flush()
                raise
            sys.stdout.flush()
            return code
        except OSError as error:
            of_a_file = error.filename is not None or error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG)
            if of_a_file:
                raise
            # Python would try again at its end, and end with a code of its own.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            print_error(f"stdout cannot be written: {error.strerror}")
            return NOT_WRITTEN

    return call
