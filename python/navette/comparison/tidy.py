"""All figures of a comparison in one table, for other programs."""

from __future__ import annotations

import pandas as pd

from navette.comparison.tables import ComparisonTables

COLUMNS = ["table", "option", "other", "level", "seed", "dimension", "group", "indicator", "value", "n", "low", "high",
           "p", "p_holm", "real", "more"]  # fmt: skip


def tidy(c: ComparisonTables) -> pd.DataFrame:
    """One row per figure; `table` says which: year, summary, difference, cost, service, group, equity, access, time."""
    year = c.year.reset_index().melt(["option", "level", "seed"], var_name="indicator")
    summary = c.summary.reset_index().melt(["level", "option"], var_name="indicator")
    difference = c.differences.rename(columns={"difference": "value"}).drop(columns=["one", "two", "sd"])
    cost = c.costs.rename_axis("option").reset_index().melt("option", var_name="indicator")
    parts = {"year": year, "summary": summary, "difference": difference, "cost": cost.assign(level=c.middle)}
    if not c.services.empty:
        services = c.services.reset_index().melt(["option", "service"], var_name="indicator")
        parts["service"] = services.rename(columns={"service": "group"}).assign(dimension="service", level=c.middle)
    groups = []
    for dimension in c.dimensions:
        table = c.groups(dimension).rename_axis(["option", "group"]).drop(columns="hidden").astype("Float64")
        count = table["requests"].rename("n").reset_index()
        long = table.reset_index().melt(["option", "group"], var_name="indicator")
        groups.append(long.merge(count, on=["option", "group"]).assign(dimension=dimension, level=c.middle))
    if groups:
        parts["group"] = pd.concat(groups, ignore_index=True)
    equity = c.equity[["gini", "ratio", "worst_tenth"]].astype(float).stack().rename("value").reset_index()
    equity["indicator"] = equity["indicator"] + "_" + equity.iloc[:, 3]
    parts["equity"] = equity.assign(level=c.middle)
    access = c.access()
    if not access.empty:
        access = access.melt(
            ["option", "service", "minutes", "residents"], ["without", "with", "gain"], var_name="indicator"
        )
        parts["access"] = access.rename(columns={"service": "group", "residents": "n"}).assign(
            dimension="place", level=c.middle
        )
    times = c.decision_time.reset_index(name="value")
    parts["time"] = times.assign(indicator="decision_time", level=c.middle)
    tables = [part.assign(table=name).reindex(columns=COLUMNS).astype("object") for name, part in parts.items()]
    return pd.concat(tables, ignore_index=True)
