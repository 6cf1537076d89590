"""Plain sentences: what stands out, what is noise, and whether it survives another demand."""

from __future__ import annotations

import math
from typing import Any

from navette.comparison.tables import ComparisonTables
from navette.comparison.words import Words

TOLD = ("trips", "refusal_rate", "wait_mean", "cost", "subsidy_per_trip", "co2e")
"""Figures that get a sentence of their own."""


def verdict(c: ComparisonTables, row: Any, words: Words) -> str:
    """What a difference is worth."""
    if row.n < 2:
        return words("verdict.one")
    if row.sd == 0:
        return words("verdict.same" if row.difference == 0 or row.p == 1 else "verdict.constant")
    if row.real:
        return words("verdict.real")
    if math.isinf(row.more):
        return words("verdict.never")
    if row.more != row.more:
        return words("verdict.noise")
    days = row.more * len(c.day_types)
    return words("verdict.more", more=words.number(row.more), days=words.number(days))


def brief(c: ComparisonTables, words: Words) -> list[str]:
    """Of each figure the best and the next best option, then the levels of demand, then who is left out."""
    told = [sentence for name in TOLD if name in c.rankings.index for sentence in [_best(c, name, words)]]
    if len(c.levels) > 1:
        found = c.rankings
        turns = ~found["survives"].astype(bool)
        noise = turns & found["noise"].astype(bool)
        for which, key in ((~turns, "levels_hold"), (turns & ~noise, "levels_turn"), (noise, "levels_noise")):
            names = [words.known("figure", str(name)) for name in found.index[which]]
            if names:
                told.append(words(f"sentence.{key}", count=len(c.levels), figures=words.join(names)))
    return told + _left_out(c, words)


def _best(c: ComparisonTables, name: str, words: Words) -> str:
    order = c.rankings.loc[name, "order"]
    at = c.summary.xs(c.middle, level="level")[name]
    best, second = order[0], order[1]
    told = {"figure": words.known("figure", name), "option": best, "value": words.value(name, at[best]),
            "second": second, "other": words.value(name, at[second])}  # fmt: skip
    found = c.differences.query("level == @c.middle and indicator == @name")
    row = next(r for r in found.itertuples() if {r.option, r.other} == {best, second})
    if row.n >= 2 and row.sd == 0 and row.p == 1:
        return words("sentence.best_same", **told)
    if row.n < 2:
        return words("sentence.best", **told)
    if row.real:
        return words("sentence.best_certain", **told)
    if math.isfinite(row.more):
        return words("sentence.best_noise", more=words.number(row.more), **told)
    return words("sentence.best_never", **told)


def _left_out(c: ComparisonTables, words: Words) -> list[str]:
    """The groups that one option refuses most unequally, for age, car and commune."""
    told = []
    for dimension in ("age", "car", "commune"):
        if dimension not in c.dimensions:
            continue
        rates = c.equity.xs(dimension, level="dimension").xs("refusal_rate", level="indicator")
        rates = rates[rates["groups"] >= 2]
        rates = rates[rates["worst_value"] > rates["best_value"]]
        if rates.empty:
            continue
        option = (rates["worst_value"] - rates["best_value"]).astype(float).idxmax()
        row = rates.loc[option]
        told.append(
            words(
                "sentence.left_out",
                dimension=words.known("dimension", dimension),
                option=option,
                worst=words.group(dimension, str(row["worst"])),
                worst_value=words.value("refusal_rate", row["worst_value"]),
                best=words.group(dimension, str(row["best"])),
                best_value=words.value("refusal_rate", row["best_value"]),
            )
        )
    return told
