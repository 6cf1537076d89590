"""What is looked for in vain in the results of a run is a ResultsError, and no KeyError."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from navette.results.store import Store


class Kept(Protocol):
    """A run, or an accessor of one."""

    @property
    def _store(self) -> Store: ...
    @property
    def _reached(self) -> str: ...


Method = TypeVar("Method", bound=Callable[..., Any])


def asked(method: Method) -> Method:
    """Of a method that is given nothing but the run: whatever goes wrong, the results are to blame."""
    return _wrapped(method, all_of_it=True)


def asked_for(method: Method) -> Method:
    """Of a method that is told what to look for, by somebody who may be wrong."""
    return _wrapped(method, all_of_it=False)


def _wrapped(method: Method, *, all_of_it: bool) -> Method:
    @wraps(method)
    def wrapped(self: Kept, *arguments: Any, **named: Any) -> Any:
        with self._store.asked(f"{self._reached}{method.__name__}", all_of_it=all_of_it):
            return method(self, *arguments, **named)

    return cast(Method, wrapped)


class RunAccessor:
    """Base of what an upper layer attaches to a run."""

    _reached = ""
    """What messages name in front of a method: "plot." of `run.plot`."""

    def __init__(self, run: Any) -> None:
        """Of the run that it is reached from."""
        self._run = run
        self._store: Store = run._store
