"""Primary and complementary suppression, such that no hidden count can be bounded more tightly than 1 to 10.

A group of 1 to 10 people is hidden (primary suppression). What is hidden together, known as the total less the groups
told, must be at least 11 people in at least two groups, or another group is hidden with them (complementary
suppression; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, chapter 6). A group of nobody is
not listed either, so that it cannot be told from a hidden one.
"""

from __future__ import annotations

import numpy as np

from navette.disclosure.people import SMALLEST, distinct

LARGEST_HIDDEN = SMALLEST - 1


def tellable(who: np.ndarray, rows: np.ndarray) -> bool:
    """Whether the rows are those of nobody, or of at least 11 people."""
    count = distinct(who, rows)
    return count == 0 or count >= SMALLEST


def both_tellable(who: np.ndarray, group: np.ndarray, kind: np.ndarray) -> bool:
    """Whether those of this kind in the group, and those not of it, may both be told of."""
    return tellable(who, group & kind) and tellable(who, group & ~kind)


def listed_groups(who: np.ndarray, group: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """Which groups of a partition may be listed with their exact counts, if the total is known.

    Parameters
    ----------
    who, group
        Person and group (an integer) of each row.
    draws
        Chooses the groups that are hidden to protect others; see `secret_order`.

    Returns
    -------
    The listed groups, ascending. Those not listed have nobody, or together at least 11 people in two groups or more;
    none is listed where that cannot be had.
    """
    names = np.unique(group)
    count = np.array([distinct(who, group == name) for name in names], dtype=int)
    hidden = set(names[count < SMALLEST].tolist())
    further = draws.permutation(names[count >= SMALLEST]).tolist()
    while hidden and (len(hidden) < 2 or distinct(who, np.isin(group, list(hidden))) < SMALLEST):
        if not further:
            return names[:0]
        hidden.add(further.pop())
    return np.array([name for name in names if name not in hidden], dtype=names.dtype)


def _small_stay_open(whole: np.ndarray, part: np.ndarray, persons: np.ndarray) -> bool:
    """Whether row totals `whole` and the sum of `part` leave the parts of 1 to 10 people open.

    Each part lies between max(0, the sum less the other rows) and min(its row, the sum): 1 to 10 must all be possible.
    """
    total = part.sum()
    least = np.maximum(0, total - (whole.sum() - whole))
    most = np.minimum(whole, total)
    small = (persons > 0) & (persons < SMALLEST)
    return bool((~small | ((least <= 1) & (most >= LARGEST_HIDDEN))).all())


def shown_splits(who: np.ndarray, row: np.ndarray, kind: np.ndarray, draws: np.random.Generator) -> np.ndarray | None:
    """For which rows of a table it may be told how many are of a kind, if row totals and the kind's total are known.

    `row` is the row of each request, `kind` whether it is of the kind. Returns the rows, ascending, or None if even
    with none of them the totals alone would bound a count too tightly: then the row totals must not be told either.
    """
    names = np.unique(row)
    if not kind.any() or kind.all():  # the totals say it of every row, and nobody is on the other side
        return names
    fine = np.array(
        [distinct(who, (row == name) & kind) >= SMALLEST and distinct(who, (row == name) & ~kind) >= SMALLEST
         for name in names]
    )  # fmt: skip
    hidden = set(names[~fine].tolist())
    further = draws.permutation(names[fine]).tolist()
    while hidden and not _hidden_together(who, row, kind, hidden):
        if not further:
            return None
        hidden.add(further.pop())
    return np.array([name for name in names if name not in hidden], dtype=names.dtype)


def _hidden_together(who: np.ndarray, row: np.ndarray, kind: np.ndarray, hidden: set[int]) -> bool:
    rows = np.isin(row, list(hidden))
    if len(hidden) < 2 or min(distinct(who, rows & kind), distinct(who, rows & ~kind)) < SMALLEST:
        return False
    whole = np.array([(row == name).sum() for name in hidden])
    for side in (kind, ~kind):
        part = np.array([((row == name) & side).sum() for name in hidden])
        persons = np.array([distinct(who, (row == name) & side) for name in hidden])
        if not _small_stay_open(whole, part, persons):
            return False
    return True
