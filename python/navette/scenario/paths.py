"""Which keys of a scenario name files, also below [services.NAME], and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from navette import _core


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    return frozenset(_core.path_keys())


def is_path_key(key: str) -> bool:
    """Whether a dotted key names a file. A key of one service is that of [service] or [fleet]."""
    parts = key.split(".")
    if parts[0] == "services" and len(parts) > 2:
        key = ".".join(parts[2:] if parts[2] == "fleet" else ["service", *parts[2:]])
    return key in _keys()


def path_places(values: Any, prefix: str = "") -> Iterator[tuple[Any, str]]:
    """Each table (of nested ones) that names a file, and under which of its keys."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from path_places(value, f"{prefix}{key}.")
        elif isinstance(value, str) and is_path_key(prefix + key):
            yield values, key
