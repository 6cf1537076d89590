"""Whether a difference is one: paired tests over the same days, and how many more would settle it."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

ALPHA = 0.05
POWER = 0.8
MOST_DAYS = 10_000
"""More would be said of no use."""


def paired(one: Iterable[float], two: Iterable[float], alpha: float = ALPHA) -> dict[str, float]:
    """The difference two - one over pairs, its interval and p-value: Student's paired t-test.

    Pairs of which one is not known do not count. Where all pairs differ by the very same amount there is nothing to
    test: p is 0, or 1 if that amount is 0, and the interval is the amount.
    """
    values = pd.DataFrame({"one": list(one), "two": list(two)}).astype(float).dropna()
    apart = (values["two"] - values["one"]).to_numpy()
    n = len(apart)
    row = {"n": n, "one": values["one"].mean(), "two": values["two"].mean(), "difference": np.nan, "sd": np.nan,
           "low": np.nan, "high": np.nan, "p": np.nan}  # fmt: skip
    if n == 0:
        return row
    row["difference"] = mean = float(apart.mean())
    if n == 1:
        return row
    row["sd"] = sd = float(apart.std(ddof=1))
    # Equal but for the rounding of sums: no noise to test against.
    if sd <= 1e-9 * max(1.0, float(np.abs(values.to_numpy()).max())):
        return row | {"sd": 0.0, "low": mean, "high": mean, "p": 1.0 if np.allclose(apart, 0, atol=1e-9) else 0.0}
    test = stats.ttest_rel(values["two"], values["one"])
    interval = test.confidence_interval(1 - alpha)
    return row | {"low": float(interval.low), "high": float(interval.high), "p": float(test.pvalue)}


def days_to_settle(difference: float, sd: float, alpha: float = ALPHA, power: float = POWER) -> float:
    """Pairs that a paired t-test needs to find a difference of this size with this power; infinite if more than 10,000.

    Not a number if there is no difference, or no noise.
    """
    if not (math.isfinite(difference) and math.isfinite(sd)) or difference == 0 or sd == 0:
        return math.nan
    effect = abs(difference) / sd

    def enough(n: int) -> bool:
        return _power(effect, n, alpha) >= power

    # By halving, since statsmodels' own search does not converge for very small and very large effects.
    if not enough(MOST_DAYS):
        return math.inf
    return float(bisect.bisect_left(range(MOST_DAYS + 1), True, lo=2, key=enough))


def _power(effect: float, n: int, alpha: float) -> float:
    """Of a paired t-test. scipy's noncentral t has holes where it is no number.

    Beside a small hole it is one; a wide one lies where the power is next to 1, and the normal distribution will do.
    """
    for nudge in (0.0, 1e-4, -1e-4, 1e-3, -1e-3, 1e-2, -1e-2):
        found = float(TTestPower().power(effect * (1 + nudge), n, alpha))
        if math.isfinite(found):
            return found
    return float(stats.norm.sf(stats.t.isf(alpha / 2, n - 1) - effect * math.sqrt(n)))


def differences(year: pd.DataFrame, indicators: Iterable[str], alpha: float = ALPHA) -> pd.DataFrame:
    """All pairs of options, indicator by indicator and level by level, over the same seeds.

    The tests of one level are one family: `p_holm` is adjusted for their number by Holm's method, `real` says whether
    it stays below `alpha`. `more` is how many further seeds would settle a difference as large as the one found, at
    `alpha` over the number of tests (Bonferroni's bound; Holm's is never stricter), with a power of 0.8.
    """
    rows = []
    names = [name for name in indicators if name in year]
    levels = dict.fromkeys(year.index.get_level_values("level"))
    options = list(dict.fromkeys(year.index.get_level_values("option")))
    for level in levels:
        at = year.xs(level, level="level")
        for name, (one, two) in itertools.product(names, itertools.combinations(options, 2)):
            pair = at[name].unstack("option")[[one, two]]
            rows.append({"level": level, "indicator": name, "option": one, "other": two}
                        | paired(pair[one], pair[two], alpha))  # fmt: skip
    columns = ["level", "indicator", "option", "other", "n", "one", "two", "difference", "sd", "low", "high", "p"]
    table = pd.DataFrame(rows, columns=columns)
    table["p_holm"], table["real"], table["more"] = np.nan, False, np.nan
    for _, family in table[table["p"].notna()].groupby("level"):
        real, adjusted, *_ = multipletests(family["p"], alpha=alpha, method="holm")
        table.loc[family.index, "p_holm"] = adjusted
        table.loc[family.index, "real"] = real
        for row, difference, sd, n in family[["difference", "sd", "n"]][~real].itertuples():
            table.loc[row, "more"] = max(days_to_settle(difference, sd, alpha / len(family)) - n, 1.0)
    return table


def rankings(year: pd.DataFrame, table: pd.DataFrame, better: dict[str, str]) -> pd.DataFrame:
    """Whether the order of the options is the same at all levels: one row per indicator.

    `order` at the middle level, best first. `survives`: no two options change places. `turned`: the pairs that do, and
    the level; `noise`: of none of these is the difference real, neither there nor at the middle level. `certain`: pairs
    of neighbours in that order whose difference is no noise at any level.
    """
    rows = {}
    levels = list(dict.fromkeys(year.index.get_level_values("level")))
    middle = "central" if "central" in levels else levels[len(levels) // 2]
    for name, way in better.items():
        if name not in year or year[name].isna().all():
            continue
        means = year[name].groupby(level=["level", "option"], sort=False).mean().unstack("option")
        sign = 1.0 if way == "less" else -1.0
        order = list((sign * means.loc[middle]).sort_values(kind="stable").index)
        turned = [
            (level, first, second)
            for level in levels
            for first, second in itertools.combinations(order, 2)
            if sign * (means.loc[level, second] - means.loc[level, first])
            < -1e-9 * max(1.0, abs(means.loc[level, first]))
        ]
        real = {(row.level, frozenset((row.option, row.other))) for row in table.itertuples()
                if row.indicator == name and row.real}  # fmt: skip
        certain = [
            pair for pair in itertools.pairwise(order) if all((level, frozenset(pair)) in real for level in levels)
        ]
        noise = not any((at, frozenset(pair)) in real for level, *pair in turned for at in (level, middle))
        rows[name] = {"order": order, "survives": not turned, "turned": turned, "noise": noise, "certain": certain}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["order", "survives", "turned", "noise", "certain"])
