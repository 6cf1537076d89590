"""What was observed on each day, as `navette calibrate` takes it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.importing.report import Report


def observed_days(table: pd.DataFrame, report: Report) -> pd.DataFrame:
    """A row per day with bookings; columns are indicators, by their names and in their units."""
    by = table.groupby("day")
    days = pd.DataFrame({"requests": by.size()})
    told = (table["state"] != "").any()
    if told:
        for name, state in (
            ("served", "done"),
            ("refused", "refused"),
            ("cancelled", "cancelled"),
            ("no_shows", "no_show"),
        ):
            days[name] = (table["state"] == state).groupby(table["day"]).sum()
        served = table[table["state"] == "done"]
        days["passengers"] = served.groupby("day")["party_size"].sum().reindex(days.index).fillna(0).astype(int)
        open_ = int((table["state"] == "").sum())
        if open_:
            report.warnings.append(f"{open_} bookings have no status: in days.csv they count as requests alone")
    waits = (table["actual_pickup"] - table["departure"]).where(table["state"].isin(["done", ""]))
    if waits.notna().any():
        early = int((waits < 0).sum())
        if early:
            report.assumed.append(f"the vehicle was there before the time asked for: a wait of 0 s ({early} rows)")
        days["wait_mean"] = np.maximum(waits, 0).groupby(table["day"]).mean().round(1)
    days.index = pd.to_datetime(days.index, unit="D").strftime("%Y-%m-%d")
    return days.rename_axis("date").reset_index()
