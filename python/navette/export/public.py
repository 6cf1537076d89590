"""The tables of a run that are for everybody; which figures they may hold is decided in `navette.disclosure`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.disclosure import check_public, public_groups
from navette.disclosure.means import STEP
from navette.export.rides import HOUR
from navette.indicators.groups import departure_of
from navette.indicators.public import public_indicators
from navette.results import Run


def public_tables(run: Run) -> dict[str, pd.DataFrame]:
    """The tables of a run that are for everybody. Raises InputError if too few people were served."""
    check_public(run)
    kpi = public_indicators(run).reset_index()
    kpi.attrs = {"units": {}, "long_name": {"value": "in the unit of the row", "definition": "how it is computed"}}
    return {"indicators": kpi} | {f"by_{by.name}": _grouped(run, by) for by in partitions(run)}


def partitions(run: Run) -> list[pd.Series]:
    """What requests are grouped by for everybody: the group of each request, <NA> where it is not known."""
    requests = run.requests
    hour = (requests["earliest_departure"] // HOUR % 24).astype("Int64").rename("hour")
    purpose = requests["purpose"].astype("string").rename("purpose")
    found = [hour, purpose.mask(purpose == "unknown")]
    if run.has_residents:
        residents = run.residents
        row = requests["resident"].to_numpy(dtype=np.int64, na_value=-1)
        known = (row >= 0) & (row < len(residents))
        at = np.where(known, row, 0)
        commune = run.communes["name"].to_numpy(dtype=object)[residents["commune"].to_numpy()[at]]
        for name, values in (("commune", commune), ("age", residents["age_band"].astype(str).to_numpy()[at])):
            found.append(pd.Series(values, index=requests.index, dtype="string").where(known).rename(name))
    return found


def _grouped(run: Run, by: pd.Series) -> pd.DataFrame:
    """Requests, served requests and their mean wait, of the groups that may be listed."""
    requests = run.requests
    wait = (requests["pickup"] - departure_of(requests)).astype("Float64") / 1000
    (groups,) = public_groups([(requests, by)], [pd.DataFrame({"wait_mean": wait})], {"wait_mean": STEP})
    table = pd.DataFrame({"requests": groups.requests, "served": groups.served, **groups.means}).reset_index(
        names=by.name
    )
    if by.name == "hour":
        table["hour"] = table["hour"].astype(int)
        table = table.sort_values("hour", ignore_index=True)
    table.attrs = {
        "units": {by.name: "1", "requests": "1", "served": "1", "wait_mean": "s"},
        "long_name": {
            by.name: "the group; one that is not listed has nobody, or too few to tell of, or is hidden with such",
            "requests": "requests made; empty: hardly any was not served, so that only the served are told",
            "served": "of them served; empty: too few of either kind to tell",
            "wait_mean": "mean of pickup - departure agreed of those served, in half minutes; empty: not to be told",
        },
    }
    return table
