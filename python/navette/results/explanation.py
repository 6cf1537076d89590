"""Why a request was decided as it was."""

from __future__ import annotations

import json
from os import PathLike
from typing import Any

from navette import _core
from navette.common.listening import log_warnings


class Explanation(dict[str, Any]):
    """What `navette explain --format json` prints, as a dictionary; printed, the text for people."""

    def __init__(self, file: str | PathLike[str], request: str) -> None:
        """Of a results file. Raises navette.InputError if it holds no such request, or cannot be replayed."""
        told, self._text = _core.explain(file, request, log_warnings)
        super().__init__(json.loads(told))

    def __str__(self) -> str:
        """The text for people."""
        return self._text.rstrip("\n")
