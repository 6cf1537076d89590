"""Who reaches a doctor, a shop, a station in time, without the service and with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.disclosure import SMALLEST
from navette.indicators.groups import departure_of
from navette.indicators.who import DIMENSIONS, asked, residents_of
from navette.network.travel_times import Places, driving_times, walking_distances
from navette.results import Run

SERVICES = {
    "doctor": ("doctor",),
    "pharmacy": ("pharmacy",),
    "shop": ("supermarket", "small_shop"),
    "town_hall": ("administration",),
    "station": ("station",),
    "market": ("market",),
}
"""The essential services, and the kinds of facility that count as each."""


@dataclass(frozen=True)
class AccessRule:
    """How residents reach a facility. All of it is assumption."""

    walking_speed: float = 4.0
    """[km/h] along the roads, of those who have no car at hand."""
    impaired_speed: float = 2.5
    """[km/h] of those who walk badly."""
    with_car: tuple[str, ...] = ("own", "shared")
    """Values of `car_access` that drive; the others walk."""
    fewest: int = 30
    """Requests decided in a commune, below which the whole run tells the chance of being accepted."""


def accessibility(
    runs: Run | Iterable[Run],
    *,
    minutes: float | Sequence[float] = 30,
    by: str | None = None,
    rule: AccessRule | None = None,
    requests: pd.DataFrame | None = None,
    public: bool = False,
) -> pd.DataFrame:
    """The share of residents who reach each essential service within so many minutes, without and with the service.

    Without it, who has a car drives, the others walk along the roads. With it, who does not get there in time by
    themselves may be driven: the mean wait and the mean boarding of the runs, and the direct drive lengthened by their
    `detour_ratio`; that counts with the chance of being accepted, served / (served + refused) of requests from the
    resident's commune. docs/indicators.md tells the whole rule. Several runs are those of one scenario on several days.

    One row per service, and per value of `by` ("commune", "age", "car", "impaired"): `residents`, the shares `without`
    and `with`, and their difference `gain`. `public`: shares are hidden of groups of
    fewer than 11 residents, or of whom 1 to 10 reach it, or do not, without the service. A service that the
    map does not have is absent. `requests`: those of more days of the scenario, as `asked` gives them, in place of the
    runs'. Raises ValueError if nobody is known to live there.
    """
    days = [runs] if hasattr(runs, "has_residents") else list(runs)
    rule = rule or AccessRule()
    first = days[0]
    if not first.has_residents:
        raise ValueError(f"the run of {first.name!r} has no residents: its requests were given, not drawn")
    residents, network, facilities = residents_of(first), first.network, first.table("facilities")
    if requests is None:
        requests = pd.concat([asked(run) for run in days], ignore_index=True)
    home = _places(residents, "home_")
    on_road = home.edge >= 0
    origins = Places(home.edge[on_road], home.offset[on_road])
    drives = residents["car_access"].isin(rule.with_car).to_numpy(dtype=bool)
    speed = np.where(residents["impaired"].to_numpy(dtype=bool), rule.impaired_speed, rule.walking_speed) / 3.6
    chance = _chance(requests, residents, rule)
    group = pd.Series("all", index=residents.index) if by is None else _flag(residents[DIMENSIONS.get(by, by)])
    rows = []
    for service, kinds in SERVICES.items():
        there = facilities[facilities["kind"].isin(kinds).to_numpy()]
        places = _places(there, "")
        places = Places(places.edge[places.edge >= 0], places.offset[places.edge >= 0])
        if not len(places.edge):
            continue
        drive, walk = np.full(len(residents), np.inf), np.full(len(residents), np.inf)
        drive[on_road] = driving_times(network, origins, places, nearest=True) / 1e3
        walk[on_road] = walking_distances(network, origins, places, nearest=True)
        alone = np.where(drives, drive, walk / speed)
        driven = _with_service(requests, drive)
        for limit in np.atleast_1d(np.asarray(minutes, dtype=float)):
            without = alone <= 60 * limit
            reached = np.where(without, 1.0, np.where(driven <= 60 * limit, chance, 0.0))
            table = pd.DataFrame({"without": without.astype(float), "with": reached})
            found = table.groupby(group, observed=True).agg(["mean", "size"])
            for name in found.index:
                row = {"service": service, "minutes": float(limit), "group": name}
                row["residents"] = int(found.loc[name, ("with", "size")])
                row |= {what: float(found.loc[name, (what, "mean")]) for what in ("without", "with")}
                rows.append(row)
    columns = ["service", "minutes", "group", "residents", "without", "with"]
    result = pd.DataFrame(rows, columns=columns)
    result["gain"] = result["with"] - result["without"]
    if public:
        reach = result["residents"] * result["without"]
        few = [((count > 0.5) & (count < SMALLEST - 0.5)) for count in (reach, result["residents"] - reach)]
        result.loc[(result["residents"] < SMALLEST) | few[0] | few[1], ["without", "with", "gain"]] = np.nan
    return result.drop(columns="group") if by is None else result.rename(columns={"group": by})


def _flag(column: pd.Series) -> pd.Series:
    return column.map({True: "yes", False: "no"}) if column.dtype == bool else column


def _places(table: pd.DataFrame, prefix: str) -> Places:
    return Places(*(table[f"{prefix}{name}"].to_numpy(dtype=np.int64, na_value=-1) for name in ("edge", "offset")))


def _chance(requests: pd.DataFrame, residents: pd.DataFrame, rule: AccessRule) -> np.ndarray:
    """Of each resident, the chance that a request is accepted."""
    decided = requests[requests["end"].isin(["served", "refused"])]
    if decided.empty:
        return np.zeros(len(residents))
    served = (decided["end"] == "served").astype(float)
    by_commune = served.groupby(decided["commune"], observed=False).agg(["mean", "size"])
    known = by_commune["mean"].where(by_commune["size"] >= rule.fewest, served.mean())
    return known.reindex(residents["commune"].astype(str)).fillna(served.mean()).to_numpy(dtype=float)


def _with_service(requests: pd.DataFrame, drive: np.ndarray) -> np.ndarray:
    """[s] from being ready to arriving, by the service: the means of those who were served."""
    served = requests[requests["end"] == "served"]
    if served.empty:
        return np.full(len(drive), np.inf)
    served = served.assign(departure=departure_of(served))
    names = ("departure", "boarded", "dropoff", "direct_time")
    ms = {name: served[name].to_numpy(dtype=float, na_value=np.nan) for name in names}
    before = np.nanmean(ms["boarded"] - ms["departure"]) / 1e3
    ride, direct = ms["dropoff"] - ms["boarded"], ms["direct_time"]
    known = np.isfinite(ride) & np.isfinite(direct)
    total = direct[known].sum()
    longer = ride[known].sum() / total if total > 0 else 1.0  # of sums, as `detour_ratio`: short trips do not rule it
    return before + longer * drive
