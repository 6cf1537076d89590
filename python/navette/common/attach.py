"""What an upper layer adds to an object of a lower one, reached as its attribute: as accessors of pandas and xarray.

So that a run is data, and knows nothing of what draws or exports it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any


def attach(owner: type, name: str, make: Callable[[Any], Any], meaning: str) -> None:
    """`object.name` is from now on what `make(object)` gives, made when first asked for; `meaning`: its docstring."""
    made = cached_property(make)
    made.__doc__ = meaning
    made.__set_name__(owner, name)
    setattr(owner, name, made)


def attach_method(owner: type, name: str, function: Callable[..., Any]) -> None:
    """`object.name(...)` is from now on `function(object, ...)`."""
    setattr(owner, name, function)
