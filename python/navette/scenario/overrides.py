"""Keys of a scenario, given from Python in place of what its file says."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from os import PathLike, fspath

Value = object
"""bool, int, float, str, a path, a date or time, or a list or dict of these; numpy's numbers too."""


def to_toml(value: Value, key: str = "value") -> str:
    """The value as TOML. Raises TypeError, naming `key`, for what TOML has no word for."""
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # a number of numpy's
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)  # inf, -inf, nan: as TOML writes them
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, PathLike):
        value = fspath(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{to_toml(str(name))} = {to_toml(item, key)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(to_toml(item, key) for item in value) + "]"
    if hasattr(value, "not_a_value"):
        raise TypeError(f"{key} {value.not_a_value}")
    raise TypeError(
        f"{key} must be a bool, a number, a text, a path, a date or time, or a list or dict of these, "
        f"found {value!r} ({type(value).__name__})"
    )


def assignments(overrides: Mapping[str, Value]) -> list[str]:
    """'key=value' of each, in their order."""
    return [f"{key}={to_toml(value, key)}" for key, value in overrides.items()]
