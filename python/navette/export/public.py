"""What may be told to everybody: nothing about a group of 1 to 10."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.errors import InputError
from navette.export.rides import HOUR

if TYPE_CHECKING:
    from navette.results import Run

SMALLEST = 11
"""Smallest group of which something is told, as French statistics of small places have it."""

_ENDS = ("served", "refused", "cancelled", "no_shows")


def suppress(counts: np.ndarray) -> np.ndarray:
    """Which of the groups that make up a known total may be shown.

    Those of 1 to 10 may not; and if the hidden together are fewer than 11, or are one group alone, which the total
    would give away, the next larger goes with them. Groups of none hide nobody.
    """
    shown = (counts == 0) | (counts >= SMALLEST)
    order = [group for group in np.argsort(counts, kind="stable") if counts[group] >= SMALLEST]
    while counts[~shown].sum() > 0 and (counts[~shown].sum() < SMALLEST or (~shown).sum() < 2) and order:
        shown[order.pop(0)] = False
    return shown


def people(requests: pd.DataFrame) -> pd.Series:
    """Whose request each is: one number per resident, another for each request of nobody known."""
    resident = requests["resident"].to_numpy(dtype=np.int64, na_value=-1)
    return pd.Series(np.where(resident >= 0, resident, -1 - np.arange(len(requests))), index=requests.index)


def _people_of(run: Run, rows: pd.Series) -> int:
    return int(people(run.requests)[rows].nunique())


def check_public(run: Run) -> None:
    """Raises InputError if the whole run is a group too small to tell of."""
    served = _people_of(run, run.requests["end"] == "served")
    if served < SMALLEST:
        raise InputError(f"a run that served {served} people is too small for the public; at least {SMALLEST}")


def public_indicators(run: Run) -> pd.DataFrame:
    """The indicators without those of few people: small counts and what gives them away, maxima, thin tails."""
    kpi, requests = run.kpi.copy(), run.requests
    value, served = kpi["value"], requests["end"] == "served"
    hidden: set[str] = set()
    ends = {name: requests["end"] == name.removesuffix("s" * (name == "no_shows")) for name in _ENDS}
    reasons = {name: requests["reason"] == name.removeprefix("refused_") for name in kpi.index if _is_reason(name)}
    for parts in (ends, reasons):
        shown = suppress(np.array([_people_of(run, rows) for rows in parts.values()]))
        hidden |= {name for name, may in zip(parts, shown, strict=True) if not may}
    if hidden & set(_ENDS):  # what they are computed from
        hidden |= {"refusal_rate", *(reasons if "refused" in hidden else ())}
    if "promises_broken" in kpi.index and 0 < value["promises_broken"] < SMALLEST:
        hidden.add("promises_broken")
    shared = requests["shared"].astype(bool)
    if not _parted(run, served, shared):
        hidden.add("pooling_rate")
    if not _parted(run, served, requests["submitted_at"] < requests["earliest_departure"]):
        hidden |= {name for name in kpi.index if name.startswith("prebooked_")}
    hidden |= {name for name in kpi.index if name.endswith("_max")}  # one person each
    if value["served"] * 0.05 < SMALLEST:
        hidden |= {name for name in kpi.index if name.endswith("_p95")}
    return kpi.loc[[name for name in kpi.index if name not in hidden]]


def _is_reason(name: str) -> bool:
    return name.startswith("refused_")


def _parted(run: Run, group: pd.Series, kind: pd.Series) -> bool:
    """Whether those of this kind in the group, and those not, are both enough to be told of."""
    return bool(suppress(np.array([_people_of(run, group & kind), _people_of(run, group & ~kind)])).all())


def _grouped(requests: pd.DataFrame, by: pd.Series, name: str) -> pd.DataFrame:
    """Requests, served requests and their mean wait by group, without the groups of few people."""
    who, served = people(requests).to_numpy(), (requests["end"] == "served").to_numpy()
    groups = pd.DataFrame(
        {
            name: by.to_numpy(),
            "who": who,
            "served": served,
            "who_served": pd.Series(who).where(served),
            "who_not": pd.Series(who).where(~served),
            "wait": (requests["pickup"] - requests["earliest_departure"]).to_numpy(dtype=float, na_value=np.nan) / 1000,
        }
    ).groupby(name, observed=True, sort=True)
    table = groups.agg(
        requests=("served", "size"),
        served=("served", "sum"),
        wait_mean=("wait", "mean"),
        who=("who", "nunique"),
        who_served=("who_served", "nunique"),
        who_not=("who_not", "nunique"),
    ).reset_index()
    table = table[suppress(table.pop("who").to_numpy())].reset_index(drop=True)
    yes, no = (table.pop(column).to_numpy() for column in ("who_served", "who_not"))
    # Served and not served make up the group: both must be large, or only the group is told.
    known = np.array([suppress(np.array(pair)).all() for pair in zip(yes, no, strict=True)], dtype=bool)
    table["served"] = pd.arrays.IntegerArray(table["served"].to_numpy(dtype=np.int64), ~known)
    table["wait_mean"] = table["wait_mean"].where(yes >= SMALLEST).round(1)
    table.attrs = {
        "units": {name: "1", "requests": "1", "served": "1", "wait_mean": "s"},
        "long_name": {
            name: "the group",
            "requests": "requests made",
            "served": "of them served; empty: too few of either kind",
            "wait_mean": "mean of pickup - earliest departure of those served; empty: too few",
        },
    }
    return table


def public_tables(run: Run) -> dict[str, pd.DataFrame]:
    """The tables of a run that are for everybody."""
    check_public(run)
    requests = run.requests
    kpi = public_indicators(run).reset_index()
    kpi.attrs = {"units": {}, "long_name": {"value": "in the unit of the row", "definition": "how it is computed"}}
    hour = (requests["earliest_departure"] // HOUR % 24).rename("hour")
    tables = {"indicators": kpi, "by_hour": _grouped(requests, hour, "hour")}
    tables["by_purpose"] = _grouped(requests, requests["purpose"], "purpose")
    if run.has_residents:
        known = requests[requests["resident"].notna()]
        rows = known["resident"].to_numpy(dtype=np.int64)
        residents = run.residents
        names = run.communes["name"].to_numpy()[residents["commune"].to_numpy()[rows]]
        tables["by_commune"] = _grouped(known, pd.Series(names), "commune")
        tables["by_age"] = _grouped(known, pd.Series(residents["age_band"].to_numpy()[rows]), "age_band")
    return tables
