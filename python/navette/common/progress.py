"""Progress bars, in the notebook and in the terminal."""

from __future__ import annotations

import warnings
from types import TracebackType
from typing import Any


def bar(**about: Any) -> Any:
    """A bar of tqdm's: a widget in a notebook, text in a terminal, text too in a notebook without widgets."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "IProgress not found")
        from tqdm.auto import tqdm
    return tqdm(**about)


class ShareBar:
    """How far one run is: called with shares from 0 to 1."""

    def __init__(self, *, shown: bool) -> None:
        """`shown`: whether there is a bar at all."""
        self._shown = shown
        self._bar: Any = None

    def __enter__(self) -> ShareBar:
        """Shows it."""
        if self._shown:
            self._bar = bar(total=1.0, bar_format="{l_bar}{bar}| {elapsed} (about {remaining} left)", desc="simulated")
        return self

    def __call__(self, share: float) -> None:
        """The share of the time simulated."""
        self._bar.update(share - self._bar.n)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leaves it as it stands."""
        if self._bar is not None:
            self._bar.close()
