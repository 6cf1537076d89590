"""What may be told of a whole run: which counts, and which partitions of those served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from navette.disclosure import (
    SMALLEST,
    both_tellable,
    check_public,
    distinct,
    listed_groups,
    people,
    secret_order,
    tellable,
)
from navette.indicators.groups import departure_of, heard_of
from navette.results import Run

NOT_SERVED = {"refused": "refused", "cancelled": "cancelled", "no_shows": "no_show"}
"""Counts of requests that were not served, and their end in `requests`."""


@dataclass(frozen=True)
class Facts:
    """What may be told; see `facts_of`."""

    all_requests: bool
    """Whether those not served may be counted; if not, everything is told of the served alone."""
    ends: frozenset[str]
    """Of `NOT_SERVED`, those whose count may be told."""
    reasons: frozenset[str]
    """Reasons of refusal whose count may be told."""
    never_made: bool
    causes: bool
    """Whether it may be told why requests were never made: each cause is that of nobody or of at least 11 people."""
    companions: bool
    """Whether people who ride along may be told of: passengers and all that is computed from them."""
    pooled: bool
    prebooked: bool
    fares: bool
    taxis: bool
    offers: bool
    asked_again: bool
    broken: bool
    tails: bool
    """Whether 5 % of the served are at least 11 people."""


def facts_of(run: Run, *, fares: np.ndarray | None = None) -> Facts:
    """What may be told of a run. Raises InputError if it served fewer than 11 people.

    `fares` [EUR] are what each served request paid, in the order of the requests, if that is known.
    """
    check_public(run)
    requests = run.requests
    who, draws = people(requests).to_numpy(), secret_order(requests)
    end, reason = (requests[name].astype(str).to_numpy() for name in ("end", "reason"))
    served, never = end == "served", end == "never_made"
    others = ~served & ~never
    all_requests = tellable(who, others)
    ends: set[str] = set()
    reasons: set[str] = set()
    if all_requests and others.any():
        ends = set(_listed(who, end, others, draws)) & set(NOT_SERVED.values())
        if "refused" in ends:
            reasons = set(_listed(who, reason, end == "refused", draws))
    taken = _taken(requests)
    taxi = (end == "refused") & (np.full(len(end), _taxi_share(run) > 0) | (reason == "too_costly"))
    return Facts(
        all_requests=all_requests,
        ends=frozenset(name for name, code in NOT_SERVED.items() if code in ends),
        reasons=frozenset(reasons),
        never_made=tellable(who, never),
        causes=tellable(who, never) and _causes_tellable(requests, who, never),
        companions=both_tellable(who, served, requests["party_size"].to_numpy() > 1),
        pooled=both_tellable(who, served, requests["shared"].to_numpy(dtype=bool)),
        prebooked=both_tellable(who, served, _ahead(requests)),
        fares=_fares_tellable(who, served, fares),
        taxis=tellable(who, taxi),
        offers=both_tellable(who, taken | (reason == "offer_declined"), taken),
        asked_again=tellable(who, _with_event(run, "asked_again")),
        broken=tellable(who, _broken(requests)),
        tails=0.05 * distinct(who, served) >= SMALLEST,
    )


def _listed(who: np.ndarray, name: np.ndarray, rows: np.ndarray, draws: np.random.Generator) -> list[str]:
    names, codes = np.unique(name[rows], return_inverse=True)
    return names[listed_groups(who[rows], codes, draws)].tolist()


def _causes_tellable(requests: pd.DataFrame, who: np.ndarray, never: np.ndarray) -> bool:
    if "never_made_cause" not in requests:
        return False
    causes = requests["never_made_cause"].astype(str).to_numpy()
    return all(tellable(who, never & (causes == cause)) for cause in np.unique(causes[never]))


def _ahead(requests: pd.DataFrame) -> np.ndarray:
    """Requests heard of before the departure that was agreed."""
    return (heard_of(requests) < departure_of(requests)).to_numpy(dtype=bool)


def _broken(requests: pd.DataFrame) -> np.ndarray:
    late = np.zeros(len(requests), dtype=bool)
    for what in ("pickup", "dropoff"):
        late |= (requests[what] > requests[f"latest_{what}"]).fillna(False).to_numpy(dtype=bool)
    return late


def _taken(requests: pd.DataFrame) -> np.ndarray:
    """Requests accepted at another departure than asked for."""
    if "agreed_departure" not in requests:
        return np.zeros(len(requests), dtype=bool)
    return (requests["agreed_departure"] != requests["earliest_departure"]).fillna(False).to_numpy(dtype=bool)


def _with_event(run: Run, kind: str) -> np.ndarray:
    """Requests of which the log tells an event of this kind."""
    events = run.events
    rows = events.loc[(events["kind"] == kind).to_numpy(), "request"].to_numpy(dtype=np.int64, na_value=-1)
    told = np.zeros(len(run.requests), dtype=bool)
    told[rows[rows >= 0]] = True
    return told


def _taxi_share(run: Run) -> float:
    share = run.rules.get("costs_taxi_share")
    return 0.0 if share is None or pd.isna(share) else float(share)


def _fares_tellable(who: np.ndarray, served: np.ndarray, fares: np.ndarray | None) -> bool:
    """Whether at least 11 people paid each of the amounts that were paid: the revenue tells how many did."""
    if fares is None or np.isnan(fares).any():
        return fares is not None and bool(np.isnan(fares).all())
    amounts, codes = np.unique(np.round(fares, 6), return_inverse=True)
    payers = who[served]
    return all(distinct(payers, codes == amount) >= SMALLEST for amount in range(len(amounts)))
