"""Points of a sweep that are sampled from ranges: Latin hypercube, Sobol sequence, and what SALib's analyses need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

KINDS = ("latin_hypercube", "sobol", "morris", "saltelli")
"""latin_hypercube and sobol fill the space; morris and saltelli are for the indices of the same names."""

_OPTIONS = {"points", "seed", "ranges"}


def sampled(kind: str, options: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The points of a design, and what its analysis must know. Raises ValueError in the words of sweep.toml."""
    unknown = set(options) - _OPTIONS
    if unknown:
        raise ValueError(f"has no key {', '.join(sorted(unknown))}; keys are points, seed, ranges")
    size, seed = (_whole(options, name, low) for name, low in (("points", 1), ("seed", 0)))
    ranges = options.get("ranges")
    if not isinstance(ranges, Mapping) or not ranges:
        raise ValueError('.ranges must be a table of ranges, as "fleet.size" = [3, 8]')
    ranges = _flat(ranges)
    for key, values in ranges.items():
        _check_range(key, values)
    unit = _unit_points(kind, size, list(ranges), seed)
    points = [{key: _within(values, x) for (key, values), x in zip(ranges.items(), row, strict=True)} for row in unit]
    return points, {"kind": kind, "ranges": ranges, "unit": unit.tolist()}


def problem(names: list[str]) -> dict[str, Any]:
    """As SALib wants it: every range is 0 to 1, since that is what was sampled."""
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _unit_points(kind: str, size: int, names: list[str], seed: int) -> np.ndarray:
    """(points, keys) from 0 to 1. For morris and saltelli, `size` is that of the base sample."""
    if kind in ("sobol", "saltelli") and size & (size - 1):
        raise ValueError(f".points must be a power of 2, or the sequence loses its balance, found {size}")
    if kind == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(problem(names), size, num_levels=4, seed=seed))
    if kind == "saltelli":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem(names), size, calc_second_order=False, seed=seed))
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube if kind == "latin_hypercube" else qmc.Sobol
    return np.asarray(sampler(d=len(names), rng=seed).random(size))


def _within(values: list[Any], x: float) -> Any:
    """The value at x (0 to 1) of a range: of whole numbers and of choices, each equally likely."""
    if not _is_span(values):
        return values[min(int(x * len(values)), len(values) - 1)]
    low, high = values
    if isinstance(low, int) and isinstance(high, int):
        return min(low + int(x * (high - low + 1)), high)
    return float(low + x * (high - low))


def _is_span(values: list[Any]) -> bool:
    return len(values) == 2 and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)


def _check_range(key: str, values: Any) -> None:
    if not isinstance(values, list) or len(values) < 2 or (_is_span(values) and not values[0] < values[1]):
        raise ValueError(f'.ranges "{key}" must be [low, high], or an array of choices, found {values!r}')
    if not _is_span(values) and any(not isinstance(value, (str, bool)) for value in values):
        raise ValueError(
            f'.ranges "{key}" must be two numbers, or choices that are texts or booleans, found {values!r}'
        )


def _whole(options: Mapping[str, Any], name: str, low: int) -> int:
    value = options.get(name, 1 if name == "seed" else None)
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise ValueError(f".{name} must be a whole number of at least {low}, found {value!r}")
    return value


def _flat(ranges: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in ranges.items():
        flat |= {f"{key}.{rest}": v for rest, v in _flat(value).items()} if isinstance(value, Mapping) else {key: value}
    return flat
