"""Whether the means of groups, told beside their sizes, would betray how many of a group were served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from navette.disclosure.people import SMALLEST
from navette.disclosure.rule import LARGEST_HIDDEN

STEP = 30.0
"""[s] Means of times by group are told in steps of half a minute."""

STEPS_OF_ALL = 30
"""The mean of all is told that many times finer."""


@dataclass(frozen=True)
class ToldMean:
    """A mean over the served, as it is told: of each row, and of all."""

    of_row: np.ndarray
    """Rounded to `step`; NaN where it is not told."""
    of_all: float
    step: float
    of_all_step: float
    least: float
    most: float
    """Between which values every single value lies: what a reader may know, for instance from the longest wait."""


def means_keep_secret(
    whole: np.ndarray, served: np.ndarray, told: np.ndarray, not_served_people: np.ndarray, means: list[ToldMean]
) -> bool:
    """Whether the served of each row stay as open as they are without the means.

    A reader knows the size of each row (`whole`), the sum of `served`, `served` itself where `told`, and the means with
    their rounding. By integer programmes (HiGHS) the fewest and the most not served in a row are sought that agree with
    all of that. For rows in which 1 to 10 people were not served, 1 to 10 must all be possible.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # takes long to import, and few runs need it

    rows = len(whole)
    small = ~told & (not_served_people > 0) & (not_served_people < SMALLEST)
    if not small.any() or not means:
        return True
    # Unknowns: the served of each row, then, mean by mean, the sum over the served of each row.
    size = rows * (1 + len(means))
    constraints = [LinearConstraint(np.r_[np.ones(rows), np.zeros(size - rows)], served.sum(), served.sum())]
    for k, mean in enumerate(means):
        first = rows * (k + 1)
        for row in range(rows):
            known = np.isfinite(mean.of_row[row])
            low = max(mean.least, mean.of_row[row] - mean.step / 2) if known else mean.least
            high = min(mean.most, mean.of_row[row] + mean.step / 2) if known else mean.most
            for bound, sides in ((low, (0, np.inf)), (high, (-np.inf, 0))):
                line = np.zeros(size)
                line[first + row], line[row] = 1, -bound
                constraints.append(LinearConstraint(line, *sides))
        line = np.zeros(size)
        line[first : first + rows] = 1
        half = served.sum() * mean.of_all_step / 2
        constraints.append(LinearConstraint(line, served.sum() * mean.of_all - half, served.sum() * mean.of_all + half))
    lower = np.r_[np.where(told, served, 0), np.full(size - rows, -np.inf)]
    upper = np.r_[np.where(told, served, whole), np.full(size - rows, np.inf)]
    integral = np.r_[np.ones(rows), np.zeros(size - rows)]
    for row in np.flatnonzero(small):
        for sign, open_enough in ((1, lambda left: left >= LARGEST_HIDDEN), (-1, lambda left: left <= 1)):
            goal = np.zeros(size)
            goal[row] = sign
            found = milp(goal, constraints=constraints, bounds=Bounds(lower, upper), integrality=integral)
            if not found.success or not open_enough(round(float(whole[row] - found.x[row]))):
                return False
    return True
