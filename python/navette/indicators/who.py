"""The requests of a run, with who asked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.results import Run

DIMENSIONS = {
    "commune": "commune",
    "age": "age_band",
    "car": "car_access",
    "impaired": "impaired",
    "channel": "channel",
    "purpose": "purpose",
    "service": "service",
}
"""The groups that are asked for most: each name, and the column that tells it. Other columns go by their own name."""

OF_RESIDENTS = ("commune", "age_band", "car_access", "impaired", "wheelchair", "licence")
"""Columns that belong to the resident, not to the request: only they can be held against the number of residents."""


def asked(run: Run) -> pd.DataFrame:
    """One row per request: all its columns but places on the road, and those of the resident who asked.

    Categories keep their order. What is not known of given demand, whose residents are not those of the run, is <NA>.
    """
    table = run.table("requests")
    table = table.drop(columns=[name for name in table if name.endswith(("_edge", "_offset"))])
    if "service" in table:  # the one that accepted it: a row of the services
        names = run.table("services")["name"]
        codes = table["service"].to_numpy(dtype=np.int64, na_value=-1)
        table["service"] = pd.Categorical.from_codes(codes, list(names))
    if not run.has_residents:
        return table
    residents = residents_of(run)
    # Drawn requests name a row of the residents; those of requests.csv a number of their own.
    row = table["resident"].to_numpy(dtype=np.int64, na_value=-1)
    drawn = (row >= 0) & (row < len(residents)) & (table["purpose"] != "unknown").to_numpy()
    who = residents[list(OF_RESIDENTS)].iloc[np.where(drawn, row, 0)].set_axis(table.index)
    for name in OF_RESIDENTS:
        column = who[name] if isinstance(who[name].dtype, pd.CategoricalDtype) else who[name].astype("boolean")
        table[name] = column.where(pd.Series(drawn, index=table.index))
    return table


def residents_of(run: Run) -> pd.DataFrame:
    """All residents, their commune by name (communes of one name by name and code)."""
    residents = run.table("residents")
    communes = run.table("communes")
    names = communes["name"].where(~communes["name"].duplicated(keep=False), communes["name"] + " " + communes["code"])
    labels = names.where(~names.duplicated(), names + " #" + communes.index.astype(str))
    residents["commune"] = pd.Categorical.from_codes(residents["commune"].to_numpy(dtype=int), list(labels))
    return residents


def labels(table: pd.DataFrame, dimension: str) -> pd.Series:
    """The group of each row. Raises ValueError that says which there are."""
    column = DIMENSIONS.get(dimension, dimension)
    if column not in table:
        known = [name for name, own in DIMENSIONS.items() if own in table]
        why = "; its demand was given, so nobody is known to have asked" if dimension in ("age", "commune") else ""
        raise ValueError(f"the run has no {dimension!r} to group by, but {', '.join(known)}{why}")
    return table[column]
