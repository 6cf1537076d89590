"""The indicators of requests, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from navette.disclosure import PublicGroups, public_groups
from navette.disclosure.means import STEP
from navette.indicators.spread import nearest_rank
from navette.indicators.who import DIMENSIONS, OF_RESIDENTS, asked, labels, residents_of
from navette.results import Run

COUNTS = (
    "requests",
    "requests_never_made",
    "served",
    "refused",
    "cancelled",
    "no_shows",
    "passengers",
    "promises_broken",
)
"""Of these, the groups add up to the whole."""

CAUSES = ("busy", "closed", "no_notice", "no_app")
"""Why requests were never made."""

_ENDS = {"served": "served", "refused": "refused", "cancelled": "cancelled", "no_shows": "no_show"}
_UNKNOWN = "unknown"


def by_group(
    runs: Run | pd.DataFrame | Iterable[Run | pd.DataFrame],
    dimension: str,
    *,
    public: bool = False,
) -> pd.DataFrame:
    """The indicators of docs/indicators.md that are those of requests, for each group; several runs are pooled.

    The group of requests whose asker is not known is called "unknown", that of requests which no service accepted
    "none". `residents` and `requests_per_1000` (a day) are there if residents were made and the dimension is one of
    theirs.

    Parameters
    ----------
    runs
        A run, several, or their tables of requests as `asked` gives them. A column `weight`, if there is one, weighs
        the means and shares; counts are never weighed.
    dimension
        "commune", "age", "car", "impaired", "channel", "purpose", "service", or another column of the table.
    public
        Only what may be told to everybody: `hide_small`.
    """
    given = [runs] if isinstance(runs, pd.DataFrame) or hasattr(runs, "has_residents") else list(runs)
    if not given:
        raise ValueError("there is no run to group")
    table, group = grouped(given, dimension)
    result = _by_group(given, dimension, table, group)
    return hide_small([result], [(table, group)])[0] if public else result


def grouped(given: Sequence[Run | pd.DataFrame], dimension: str) -> tuple[pd.DataFrame, pd.Series]:
    """The requests of several runs in one table, and the group of each; `run` tells which run it is of."""
    tables = [table if isinstance(table, pd.DataFrame) else asked(table) for table in given]
    table = pd.concat(tables, ignore_index=True)
    table["run"] = np.repeat(np.arange(len(tables)), [len(part) for part in tables])
    return table, _filled(pd.concat([labels(part, dimension) for part in tables], ignore_index=True), tables, dimension)


def _by_group(
    given: Sequence[Run | pd.DataFrame], dimension: str, table: pd.DataFrame, group: pd.Series
) -> pd.DataFrame:
    rows = {name: _indicators(part) for name, part in table.groupby(group, observed=True, sort=True)}
    if not rows:
        return pd.DataFrame(columns=list(_indicators(table)), index=pd.Index([], name=dimension))
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis(dimension)
    for name in [*COUNTS, *(column for column in result if column.startswith(("refused_", "requests_never_made_")))]:
        result[name] = result[name].astype("Int64")
    first = given[0]
    if not isinstance(first, pd.DataFrame) and first.has_residents and DIMENSIONS.get(dimension) in OF_RESIDENTS:
        people = residents_of(first)[DIMENSIONS[dimension]]
        days = len(given) * int(str(first.attributes.get("days", 1)))
        residents = people.value_counts().rename(index=_named).reindex(result.index)
        result.insert(0, "residents", residents.astype("Int64"))
        result.insert(
            2, "requests_per_1000", (1000 * result["requests"] / result["residents"] / days).astype("Float64")
        )
    return result


_STEPS = {
    "wait_mean": STEP,
    "ride_mean": STEP,
    "travel_time_mean": STEP,
    "detour_time_mean": STEP,
    "direct_distance_mean": 0.5,
}
"""Means over the served that may be told to everybody, and the steps that they are told in [s; km]."""


def hide_small(
    groups: Sequence[pd.DataFrame], requests: Sequence[tuple[pd.DataFrame, pd.Series]]
) -> list[pd.DataFrame]:
    """The groups of each option without what may not be told to everybody; `hidden` says which groups tell nothing.

    `requests`: of each option the requests and their groups, as `grouped` gives them. Options are one publication: see
    `navette.disclosure.public_groups`. Left are the residents, requests, served, refused, the refusal rate, and means
    of times in half minutes; each is <NA> where it may not be told.
    """
    told = public_groups(requests, [_values(table) for table, _ in requests], _STEPS)
    return [_hide(table, part) for table, part in zip(groups, told, strict=True)]


def _values(table: pd.DataFrame) -> pd.DataFrame:
    """What `_STEPS` are means of."""
    departure = departure_of(table)
    direct = table["direct_time"].to_numpy(dtype=float, na_value=np.nan) / 1e3
    ride = _seconds(table, "boarded", "dropoff")
    columns = {
        "wait_mean": _seconds(table.assign(departure=departure), "departure", "pickup"),
        "ride_mean": ride,
        "travel_time_mean": _seconds(table.assign(departure=departure), "departure", "dropoff"),
        "detour_time_mean": ride - direct,
        "direct_distance_mean": table["direct_distance"].to_numpy(dtype=float, na_value=np.nan) / 1e3,
    }
    return pd.DataFrame(columns, index=table.index)


def _hide(groups: pd.DataFrame, told: PublicGroups) -> pd.DataFrame:
    shown = pd.DataFrame({"residents": groups["residents"]} if "residents" in groups else {}, index=groups.index)
    parts = pd.concat({"requests": told.requests, "served": told.served, "refused": told.refused}, axis=1)
    shown = shown.join(parts.join(told.means).reindex(groups.index.astype(str)).set_axis(groups.index))
    if "requests_per_1000" in groups:
        shown["requests_per_1000"] = groups["requests_per_1000"].where(shown["requests"].notna())
    shown["refusal_rate"] = groups["refusal_rate"].astype("Float64").where(shown["refused"].notna())
    # Told with the extra time: no mean direct time stands beside it that would turn it into a sum.
    shown["detour_ratio"] = groups["detour_ratio"].astype("Float64").round(2).where(shown["detour_time_mean"].notna())
    shown["hidden"] = shown[["requests", "served"]].isna().all(axis=1).to_numpy(dtype=bool)
    return shown


def _named(value: object) -> object:
    """Flags as words, so that they stand as names of groups."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, (bool, np.bool_)) else value


def _filled(group: pd.Series, tables: list[pd.DataFrame], dimension: str) -> pd.Series:
    """The groups as ordered names, those of nobody known as "unknown"."""
    column = labels(tables[0], dimension)
    if isinstance(column.dtype, pd.CategoricalDtype):
        order = [str(name) for part in tables for name in labels(part, dimension).cat.categories]
    else:
        order = sorted({str(_named(value)) for value in group.dropna()})
    names = group.map(_named, na_action="ignore").astype("object")
    missing = "none" if dimension == "service" else _UNKNOWN
    names = names.where(names.notna(), missing).astype(str)
    return pd.Series(pd.Categorical(names, list(dict.fromkeys([*order, missing]))), index=group.index)


def _indicators(table: pd.DataFrame) -> dict[str, object]:
    """Of one group. Times in seconds; definitions as of the whole run."""
    weight = table["weight"].to_numpy(dtype=float) if "weight" in table else np.ones(len(table))
    end = table["end"].astype(str).to_numpy()
    served, refused = end == "served", end == "refused"
    never = end == "never_made"  # who could not ask has made no request
    row: dict[str, object] = {"requests": int((~never).sum()), "requests_never_made": int(never.sum())}
    row |= {name: int((end == code).sum()) for name, code in _ENDS.items()}
    row["refusal_rate"] = _mean(refused[served | refused], weight[served | refused])
    row["passengers"] = int(table["party_size"].to_numpy(dtype=int)[served].sum())
    row["promises_broken"] = int(_late(table, "pickup") + _late(table, "dropoff"))

    carried, own = table[served], weight[served]
    carried = carried.assign(departure=departure_of(carried), heard=heard_of(carried))
    wait = _seconds(carried, "departure", "pickup")
    ahead = (carried["heard"] < carried["departure"]).to_numpy(dtype=bool)
    ride = _seconds(carried, "boarded", "dropoff")
    direct = carried["direct_time"].to_numpy(dtype=float, na_value=np.nan) / 1e3
    row |= _distribution("wait", wait, own)
    row |= _distribution("prebooked_wait", _seconds(carried, "promised_pickup", "pickup")[ahead], own[ahead])
    row |= _distribution("ride", ride, own)
    row |= _distribution("travel_time", _seconds(carried, "departure", "dropoff"), own)
    row["detour_ratio"] = _ratio_of_sums(ride - direct, direct, own)
    row["detour_time_mean"] = _mean(ride - direct, own)
    row["pooling_rate"] = _mean(carried["shared"].to_numpy(dtype=float), own)
    row["direct_distance_mean"] = _mean(carried["direct_distance"].to_numpy(dtype=float, na_value=np.nan) / 1e3, own)
    row |= _round_trips(table)
    for reason in table["reason"].cat.categories if isinstance(table["reason"].dtype, pd.CategoricalDtype) else ():
        if reason != "none":
            row[f"refused_{reason}"] = int((refused & (table["reason"] == reason).to_numpy()).sum())
    if "never_made_cause" in table:  # not in files of earlier versions
        cause = table["never_made_cause"].astype(str).to_numpy()
        row |= {f"requests_never_made_{name}": int((never & (cause == name)).sum()) for name in CAUSES}
    return row


def departure_of(table: pd.DataFrame) -> pd.Series:
    """The departure agreed [ms]: the one asked for, unless another was offered and taken."""
    asked_for = table["earliest_departure"].astype("Int64")
    return table["agreed_departure"].fillna(asked_for) if "agreed_departure" in table else asked_for


def heard_of(table: pd.DataFrame) -> pd.Series:
    """When the service heard of the request [ms]."""
    wanted = table["submitted_at"].astype("Int64")
    return table["heard_at"].fillna(wanted) if "heard_at" in table else wanted


def _round_trips(table: pd.DataFrame) -> dict[str, object]:
    """Of those whose way out and way back were both asked for, how many were served both ways."""
    if "tour" not in table:
        return {"round_trips": 0, "round_trips_served": float("nan")}
    tours = table[table["tour"].notna()]
    key = ["run", "tour"] if "run" in tours else ["tour"]
    legs = tours.assign(good=(tours["end"] == "served").to_numpy()).groupby(key)["good"].agg(["size", "sum"])
    legs = legs[legs["size"] == 2]
    return {"round_trips": len(legs), "round_trips_served": _mean((legs["sum"] == 2).to_numpy())}


def _late(table: pd.DataFrame, what: str) -> int:
    late = table[what].to_numpy(dtype=float, na_value=np.nan) - table[f"latest_{what}"].to_numpy(
        dtype=float, na_value=np.nan
    )
    return int((late > 0).sum())


def _seconds(table: pd.DataFrame, begin: str, end: str) -> np.ndarray:
    times = [table[name].to_numpy(dtype=float, na_value=np.nan) for name in (end, begin)]
    return (times[0] - times[1]) / 1e3


def _mean(values: np.ndarray, weight: np.ndarray | None = None) -> float:
    values = np.asarray(values, dtype=float)
    weight = np.ones(len(values)) if weight is None else weight
    known = np.isfinite(values) & (weight > 0)
    return float(np.average(values[known], weights=weight[known])) if known.any() else float("nan")


def _ratio_of_sums(above: np.ndarray, below: np.ndarray, weight: np.ndarray) -> float:
    known = np.isfinite(above) & np.isfinite(below) & (weight > 0)
    total = float(np.dot(below[known], weight[known]))
    return float(np.dot(above[known], weight[known])) / total if total > 0 else float("nan")


def _distribution(name: str, values: np.ndarray, weight: np.ndarray) -> dict[str, object]:
    return {
        f"{name}_mean": _mean(values, weight),
        f"{name}_median": nearest_rank(values, 50, weight),
        f"{name}_p95": nearest_rank(values, 95, weight),
    }
