"""Requests by group for everybody: which groups may be listed, and of which it may be told how many were served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.disclosure.means import STEPS_OF_ALL, ToldMean, means_keep_secret
from navette.disclosure.people import SMALLEST, distinct, people, secret_order
from navette.disclosure.rule import both_tellable, listed_groups, shown_splits, tellable

REST = -1
"""The row of all that is not listed, and of requests that belong to no named group."""


@dataclass(frozen=True)
class PublicGroups:
    """What may be told of the groups of one partition of the requests: one row per listed group."""

    requests: pd.Series
    """Requests; <NA> where hardly any request was not served, so that only the served are told."""
    served: pd.Series
    """Of them served; <NA> where it may not be told."""
    refused: pd.Series
    """Of them refused; <NA> where it may not be told."""

    means: pd.DataFrame
    """Means over the served, one column each, in the steps asked for; <NA> where they may not be told."""

    @property
    def cells(self) -> int:
        """How many counts are told."""
        parts = (self.requests, self.served, self.refused, self.means)
        return int(sum(part.notna().to_numpy().sum() for part in parts))


@dataclass(frozen=True)
class _Coded:
    """The rows of one option that count, with the listed row of each."""

    who: np.ndarray
    end: np.ndarray
    row: np.ndarray
    draws: np.random.Generator
    values: pd.DataFrame
    """What means are taken of."""


def public_groups(
    options: Sequence[tuple[pd.DataFrame, pd.Series]],
    values: Sequence[pd.DataFrame] | None = None,
    steps: Mapping[str, float] | None = None,
) -> list[PublicGroups]:
    """What may be told of the groups, if the number of requests and of those served is told too.

    Several options that are told together are one publication: as their requests may be the same, a group is listed
    for all of them or for none.

    Parameters
    ----------
    options
        Of each option the requests that were made, with `end` and `resident`, and the group of each. What has none
        (<NA>) is counted in the totals only.
    values
        Of each option, a row for each request, what means over the served are wanted of; NaN where it is not known.
    steps
        What the means of groups are rounded to, by the name of the value. Those of all may be told `STEPS_OF_ALL` times
        finer.
    """
    values = values or [pd.DataFrame(index=requests.index) for requests, _ in options]
    made = [(requests[rows], by[rows]) for requests, by in options for rows in [requests["end"] != "never_made"]]
    whole = all(tellable(people(part).to_numpy(), (part["end"] != "served").to_numpy()) for part, _ in made)
    if not whole:
        made = [(part[rows], by[rows]) for part, by in made for rows in [part["end"] == "served"]]
    names = pd.Index(sorted({str(name) for _, by in made for name in by.dropna().unique()}), name=options[0][1].name)
    codes = [names.get_indexer(by.astype(str).where(by.notna(), "")) for _, by in made]  # -1 where unknown
    listed = set(range(len(names)))
    for (part, _), code in zip(made, codes, strict=True):
        listed &= set(listed_groups(people(part).to_numpy(), code, secret_order(part)).tolist())
    coded = [
        _Coded(
            people(part).to_numpy(),
            part["end"].astype(str).to_numpy(),
            np.where(np.isin(code, sorted(listed)), code, REST),
            secret_order(part),
            wanted.loc[part.index],
        )
        for (part, _), code, wanted in zip(made, codes, values, strict=True)
    ]
    served = [shown_splits(option.who, option.row, option.end == "served", option.draws) for option in coded]
    if any(shown is None for shown in served):
        return [_told(option, names[:0], np.array([], int), None, whole, steps or {}) for option in coded]
    rows = np.array(sorted(listed - {REST}), dtype=int)
    return [_told(option, names, rows, shown, whole, steps or {}) for option, shown in zip(coded, served, strict=True)]


def _told(
    option: _Coded,
    names: pd.Index,
    rows: np.ndarray,
    shown: np.ndarray | None,
    whole: bool,
    steps: Mapping[str, float],
) -> PublicGroups:
    index = names[rows]

    def counts(kind: np.ndarray, known: np.ndarray) -> pd.Series:
        values = np.array([(kind & (option.row == row)).sum() for row in rows], dtype=np.int64)
        return pd.Series(pd.arrays.IntegerArray(values, ~known), index=index)

    every = np.ones(len(rows), dtype=bool)
    told = np.isin(rows, shown if shown is not None else [])
    refused = np.isin(rows, _refusals(option, rows[told]))
    return PublicGroups(
        counts(np.ones(len(option.end), dtype=bool), every & whole),
        counts(option.end == "served", told),
        counts(option.end == "refused", told & refused & whole),
        _means(option, rows, told, steps).set_axis(index),
    )


def _means(option: _Coded, rows: np.ndarray, told: np.ndarray, steps: Mapping[str, float]) -> pd.DataFrame:
    """The means of the rows, all that may be told: together they must not betray how many were served."""
    served = option.end == "served"
    table = pd.DataFrame(index=range(len(rows)), columns=list(steps), dtype="Float64")
    lines = [option.row == row for row in [*rows, REST]]
    enough = np.array([distinct(option.who, line & served) >= SMALLEST for line in lines])
    means = []
    for name, step in steps.items():
        known = option.values[name].to_numpy(dtype=float, na_value=np.nan, copy=True)
        known[~served] = np.nan
        of_row = np.array([_mean(known[line]) if fine else np.nan for line, fine in zip(lines, enough, strict=True)])
        of_row = np.round(of_row / step) * step
        of_row[-1] = np.nan
        table[name] = pd.array(of_row[:-1], dtype="Float64")
        means.append(ToldMean(of_row, _mean(known), step, step / STEPS_OF_ALL, np.nanmin(known), np.nanmax(known)))
    whole, of_kind = (np.array([(line & kind).sum() for line in lines]) for kind in (served | ~served, served))
    others = np.array([distinct(option.who, line & ~served) for line in lines])
    rest_told = len(rows) == told.sum()
    if not means_keep_secret(whole, of_kind, np.r_[told, rest_told], others, means):
        table.loc[~told] = pd.NA
    return table


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan


def _refusals(option: _Coded, rows: np.ndarray) -> np.ndarray:
    """Of the rows whose served are told, those of which it may be told how many of the others were refused."""
    others = option.end != "served"
    refused = option.end == "refused"
    if not both_tellable(option.who, others, refused):
        return rows[:0]
    row = np.where(np.isin(option.row, rows), option.row, REST)
    shown = shown_splits(option.who[others], row[others], refused[others], option.draws)
    if shown is None:
        return rows[:0]
    return rows if refused[others].all() else shown
