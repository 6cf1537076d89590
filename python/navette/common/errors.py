"""What can go wrong, in the same words as on the command line."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["InputError", "OutputError", "PolicyError", "ResultsError", "ScenarioWarning", "VerificationError"]


class InputError(ValueError):
    """A scenario, or a file that it names, is wrong. Each message says where, what was found, and what is allowed."""

    def __init__(self, messages: str | Iterable[str]) -> None:
        self.messages: tuple[str, ...] = (messages,) if isinstance(messages, str) else tuple(messages)
        """All that is wrong, one message each."""
        super().__init__("\n".join(self.messages))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[str, ...]]]:
        """So that it survives the way from another process."""
        return (type(self), (self.messages,))


class ResultsError(InputError):
    """A results file is damaged, or none of ours. The message names file, table and column."""


class OutputError(OSError):
    """The results could not be written: disk full, folder gone."""


class PolicyError(RuntimeError):
    """A dispatcher proposed something that breaks a rule; the message names the rule."""


class VerificationError(RuntimeError):
    """A run breaks rules that every run must keep; the message lists them."""


class ScenarioWarning(UserWarning):
    """A scenario can be run, but something in it has no effect or is probably not meant."""
