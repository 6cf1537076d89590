"""Who hears what the compiled module says while it works."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

from navette.common.errors import ScenarioWarning

Hear = Callable[[str, str], object]
"""Told of each message its kind ("warning" or "info") and its text."""

_log = logging.getLogger("navette")


def warner(stacklevel: int) -> Hear:
    """Warnings become ScenarioWarning, told where the user called; what else is said goes to the logger "navette".

    `stacklevel`: as of `warnings.warn`, 3 for the caller of the function that calls the compiled module.
    """

    def hear(kind: str, message: str) -> None:
        if kind == "warning":
            warnings.warn(message, ScenarioWarning, stacklevel=stacklevel)
        else:
            _log.info(message)

    return hear


def log(kind: str, message: str) -> None:
    """All goes to the logger."""
    _log.log(logging.WARNING if kind == "warning" else logging.INFO, message)


def log_warnings(kind: str, message: str) -> None:
    """The same of work that a user did not ask for by itself: what is no warning is a detail."""
    _log.log(logging.WARNING if kind == "warning" else logging.DEBUG, message)


class Warnings(list[str]):
    """Keeps the warnings, to be told later; what else is said is left."""

    def __call__(self, kind: str, message: str) -> None:
        """Hears one message."""
        if kind == "warning":
            self.append(message)


def nothing(_kind: str, _message: str) -> None:
    """Of a run that was made before: what it says was said then."""
