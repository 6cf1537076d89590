"""Who counts as one person, and in which order further groups are hidden."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.results import Run

SMALLEST = 11
"""Fewest people of whom something is told, as French statistics of small places have it."""


def people(requests: pd.DataFrame) -> pd.Series:
    """Whose request each is: one number per resident, another for each request whose asker is not known."""
    resident = requests["resident"].to_numpy(dtype=np.int64, na_value=-1)
    return pd.Series(np.where(resident >= 0, resident, -1 - np.arange(len(requests))), index=requests.index)


def distinct(who: np.ndarray, rows: np.ndarray) -> int:
    """How many people the rows belong to."""
    return len(np.unique(who[rows]))


def secret_order(requests: pd.DataFrame) -> np.random.Generator:
    """Draws that are the same for the same requests, and that nobody can repeat who does not have them.

    Groups hidden to protect others are chosen by these draws. By size, the choice itself would tell of the sizes. What
    became of the requests does not count, so that options with the same demand hide the same groups.
    """
    columns = ["submitted_at", "earliest_departure", "origin_lon", "origin_lat", "destination_lon", "destination_lat"]
    known = [name for name in columns if name in requests]
    numbers = requests[known].to_numpy(dtype=np.float64, na_value=-1.0)
    digest = hashlib.sha256(numbers.tobytes()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def check_public(run: Run) -> None:
    """Raises InputError if so few people were served that nothing can be told of them."""
    requests = run.requests
    served = distinct(people(requests).to_numpy(), (requests["end"] == "served").to_numpy())
    if served < SMALLEST:
        raise InputError(f"a run that served {served} people is too small for the public; at least {SMALLEST}")
