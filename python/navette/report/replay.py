"""What the page replays: shuttles and requests through the day, or, for the public, trips that many people make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from navette.disclosure import listed_groups, people, secret_order
from navette.report.options import Option
from navette.report.places import Frame, Roads, Village
from navette.report.villages import nearest_village
from navette.report.words import Words

FINE = 100_000
"""Places are told in steps of 1 / FINE degree: a metre."""

JITTER = 900
"""[s] For the public every time is shifted by at most this much."""

ROUNDED = 300
"""[s] And what a trip lasts is rounded to this."""


def replay(
    options: Sequence[Option], villages: Sequence[Village], frame: Frame, roads: Roads, words: Words, *, public: bool
) -> dict[str, Any]:
    """The data of the page's script. Times in whole seconds, places in steps of 1e-5 degree from the south-west."""
    origin = (frame.west, frame.south)
    if public:
        shown = shown_trips(options)
        made = [_public(option, shown[option.name], villages) for option in options]
    else:
        made = [_full(option, origin) for option in options]
    times = [t for part in made for t in part.pop("span")]
    start, end = (min(times), max(times)) if times else (0, 86_400)
    return {
        "lang": words.lang,
        "public": public,
        "frame": [frame.west, frame.south, frame.east, frame.north],
        "span": [start // 900 * 900, -(-end // 900) * 900],
        "roads": [_steps(line[:, 0], line[:, 1], origin) for line in roads.lines],
        "villages": [[v.name, *_place(v.lon, v.lat, origin), v.inhabitants] for v in villages],
        "options": made,
        "reasons": words.table("reason"),
        "words": words.table("replay"),
    }


def _place(lon: float, lat: float, origin: tuple[float, float]) -> tuple[int, int]:
    return round((lon - origin[0]) * FINE), round((lat - origin[1]) * FINE)


def _steps(lon: np.ndarray, lat: np.ndarray, origin: tuple[float, float]) -> list[int]:
    """Places as x, y, then differences, one after the other."""
    places = np.column_stack([np.rint((lon - origin[0]) * FINE), np.rint((lat - origin[1]) * FINE)]).astype(int)
    return np.vstack([places[:1], np.diff(places, axis=0)]).ravel().tolist()


def _seconds(column: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else round(float(value) / 1000) for value in column]


def _full(option: Option, origin: tuple[float, float]) -> dict[str, Any]:
    run = option.first
    shuttles, span = [], []
    table = option.table("shuttles")
    for row, name in enumerate(table["shuttle_id"]):
        way = run.expand(row)
        times = np.rint(way["time"].to_numpy(dtype=float) / 1000).astype(int)
        places = _steps(way["lon"].to_numpy(), way["lat"].to_numpy(), origin) if len(way) else []
        changes = np.flatnonzero(np.diff(way["load"].to_numpy(), prepend=-1)) if len(way) else []
        shuttles.append(
            {
                "id": str(name),
                "seats": int(table["seats"].iloc[row] + table["wheelchairs"].iloc[row]),
                "depot": _place(*table[["depot_lon", "depot_lat"]].iloc[row], origin),
                "t": np.diff(times, prepend=0).tolist(),
                "p": places,
                "load": [[int(times[at]), int(way["load"].iloc[at])] for at in changes],
            }
        )
        span += [int(times[0]), int(times[-1])] if len(times) else []
    requests = option.table("requests")
    requests = requests[requests["end"] != "never_made"]
    span += [t for t in _seconds(requests["earliest_departure"]) if t is not None]
    return {"name": option.name, "shuttles": shuttles, "requests": _requests(option, requests, origin), "span": span}


_COLUMNS = ("heard_at", "decided_at", "earliest_departure", "pickup", "boarded", "dropoff")


def _requests(option: Option, requests: pd.DataFrame, origin: tuple[float, float]) -> list[list[Any]]:
    """Of each: id, times, end, reason, from (x, y, village), to (x, y, village), people, shuttle."""
    villages = {end: pd.Series(nearest_village(option, end), option.table("requests").index).loc[requests.index]
                for end in ("origin", "destination")}  # fmt: skip
    if "agreed_departure" in requests:
        agreed = requests["agreed_departure"].fillna(requests["earliest_departure"])
        requests = requests.assign(earliest_departure=agreed)
    times = [_seconds(requests[name]) if name in requests else [None] * len(requests) for name in _COLUMNS]
    rows = []
    for rank, row in enumerate(requests.itertuples()):
        rows.append(
            [
                str(row.request_id),
                *(column[rank] for column in times),
                str(row.end),
                str(row.reason),
                *_place(row.origin_lon, row.origin_lat, origin),
                villages["origin"].iloc[rank],
                *_place(row.destination_lon, row.destination_lat, origin),
                villages["destination"].iloc[rank],
                int(row.party_size),
                -1 if pd.isna(row.shuttle) else int(row.shuttle),
            ]
        )
    return rows


def shown_trips(options: Sequence[Option]) -> dict[str, pd.DataFrame]:
    """Of each option the served requests that the public replay may show, with their villages `from` and `to`.

    Only trips between two villages that at least 11 people make, and of the others together at least 11 in two such
    groups or more remain (`listed_groups`); a pair is shown for all options or for none.
    """
    parts, listed = {}, None
    for option in options:
        requests = option.table("requests")
        ends = {end: nearest_village(option, end) for end in ("origin", "destination")}
        table = requests.assign(**{"from": ends["origin"], "to": ends["destination"]})
        table = table[(table["end"] == "served").to_numpy()]
        pair = (table["from"] + "\n" + table["to"]).astype(str)
        names = pd.Index(sorted(set(pair)))
        code = names.get_indexer(pair)
        fine = listed_groups(people(table).to_numpy(), code, secret_order(requests))
        told = {str(names[c]) for c in fine}
        listed = told if listed is None else listed & told
        parts[option.name] = (table, pair)
    return {name: table[pair.isin(listed or set()).to_numpy()] for name, (table, pair) in parts.items()}


def _public(option: Option, table: pd.DataFrame, villages: Sequence[Village]) -> dict[str, Any]:
    # Nobody who does not have the requests themselves can repeat these draws.
    draws = secret_order(option.table("requests"))
    shift = draws.integers(-JITTER, JITTER + 1, size=len(table))
    departure = table["pickup"].to_numpy(dtype=float) / 1000
    length = (table["dropoff"].to_numpy(dtype=float) - table["pickup"].to_numpy(dtype=float)) / 1000
    begin = np.rint(departure + shift).astype(int)
    lasts = np.maximum(np.rint(length / ROUNDED) * ROUNDED, ROUNDED).astype(int)
    rank = {village.name: number for number, village in enumerate(villages)}
    order = np.argsort(begin, kind="stable")
    moving = (table["from"] != table["to"]).to_numpy()
    trips = [[int(begin[i]), int(begin[i] + lasts[i]), rank[table["from"].iloc[i]], rank[table["to"].iloc[i]]]
             for i in order if moving[i]]  # fmt: skip
    return {"name": option.name, "trips": trips, "span": [t for trip in trips for t in trip[:2]]}
