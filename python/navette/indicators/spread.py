"""How unequal values are, and which of them stands where."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def gini(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """The Gini coefficient: sum over i, j of w_i w_j |x_i - x_j| / (2 W^2 mu), mu the weighted mean, W = sum of w.

    0: all the same. Not a number if there is nothing, or if the mean is not positive. In O(n log n).
    """
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    known = np.isfinite(x) & (w > 0)
    x, w = x[known], w[known]
    total = float(w.sum())
    if total == 0 or float((w * x).sum()) <= 0:
        return float("nan")
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order]
    below = np.cumsum(w) - w  # weight, and weighted sum, of all that come before
    sum_below = np.cumsum(w * x) - w * x
    pairs = 2 * float((w * (x * below - sum_below)).sum())
    return max(pairs, 0.0) / (2 * total * float((w * x).sum()))


def nearest_rank(values: ArrayLike, percent: float, weights: ArrayLike | None = None) -> float:
    """The smallest value that at least `percent` % of the weight does not exceed; not a number if there is none."""
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    known = np.isfinite(x) & (w > 0)
    x, w = x[known], w[known]
    if not len(x):
        return float("nan")
    order = np.argsort(x, kind="stable")
    reached = np.cumsum(w[order])
    # Sums of weights such as 0.1 miss their share by a rounding; a share of 1e-12 is no share.
    rank = int(np.searchsorted(reached, percent / 100 * reached[-1] * (1 - 1e-12)))
    return float(x[order][rank])
