"""The pictures of the page, each with its table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from navette.disclosure import public_groups
from navette.report.blocks import Picture, Table, bars, columns
from navette.report.figures import Figures
from navette.report.options import Option
from navette.report.words import NBSP, Words

HOUR = 3_600_000
"""[ms]"""

_SHOWN = ("requests", "served", "refused", "requests_never_made", "refusal_rate", "passengers", "wait_mean", "wait_p95",
          "ride_mean", "detour_time_mean", "detour_ratio", "pooling_rate", "vehicle_distance", "empty_share", "cost",
          "cost_per_trip", "revenue", "subsidy", "co2e")  # fmt: skip
_SHARES = {"refusal_rate", "detour_ratio", "pooling_rate", "empty_share"}
_TIMES = {"wait_mean", "wait_p95", "ride_mean", "detour_time_mean"}
_MONEY = {"cost": 0, "cost_per_trip": 2, "revenue": 0, "subsidy": 0}


def value(name: str, figure: float | None, words: Words) -> str:
    """A figure as people write it."""
    if figure is None or pd.isna(figure):
        return words("page.too_few")
    if name in _SHARES:
        return words.percent(figure)
    if name in _TIMES:
        return words.minutes(1000 * figure)
    if name in _MONEY:
        return words.euros(figure, _MONEY[name])
    if name == "vehicle_distance":
        return f"{words.number(figure)}{NBSP}km"
    if name == "co2e":
        return f"{words.number(figure)}{NBSP}kg"
    return words.number(figure, 1 if figure != round(figure) else 0)


def pictures(options: Sequence[Option], figures: Figures, words: Words, *, public: bool) -> list[Picture]:
    """All of them; what is not known, or not to be told, is left out."""
    found = [
        _outcome(figures, words),
        _reasons(figures, words),
        _waits(figures, words),
        _money(figures, words),
        _hours(options, words, public=public),
        *_by_village(figures, words),
        _all(figures, words),
    ]
    return [picture for picture in found if picture is not None]


def _rows(figures: Figures, names: Sequence[str], words: Words) -> list[list[str]]:
    return [
        [str(option), *(value(name, row.get(name), words) for name in names)]
        for option, row in figures.table.astype(float).iterrows()
    ]


def _outcome(figures: Figures, words: Words) -> Picture | None:
    names = [n for n in ("served", "refused", "requests_never_made") if n in figures.table]
    if "served" not in names:
        return None
    kinds = {"served": "served", "refused": "refused", "requests_never_made": "never"}
    rows = []
    for option, row in figures.table.astype(float).iterrows():
        pieces = [(float(row[name]), kinds[name]) for name in names if row[name] > 0]
        text = " · ".join(f"{value(name, row[name], words)} {words(f'chart.{kinds[name]}')}" for name in names
                          if row[name] > 0)  # fmt: skip
        rows.append((str(option), pieces, text))
    table = Table(words("chart.outcome"), [words("chart.option"), *(words(f"figure.{n}") for n in names)],
                  _rows(figures, names, words))  # fmt: skip
    legend = [(kinds[n], words(f"chart.{kinds[n]}")) for n in names]
    return Picture("outcome", words("chart.outcome"), words("chart.outcome_alt"), table, bars(rows), legend=legend)


def _reasons(figures: Figures, words: Words) -> Picture | None:
    names = [str(n) for n in figures.table if str(n).startswith("refused_") and (figures.table[n] > 0).any()]
    if not names:
        return None
    names.sort(key=lambda name: -float(figures.table[name].sum()))
    rows = []
    cells = []
    for name in names:
        reason = words.known("reason", name.removeprefix("refused_"))
        reason = reason[:1].upper() + reason[1:]
        for option, count in figures.table[name].astype(float).items():
            if count > 0:
                shown = value(name, count, words)
                label = reason if len(figures.table) == 1 else f"{reason} ({option})"
                rows.append((label, [(count, "refused")], shown))
        cells.append([reason, *(value(name, count, words) for count in figures.table[name].astype(float))])
    table = Table(words("chart.reasons"), [words("chart.reason"), *map(str, figures.table.index)], cells)
    return Picture("reasons", words("chart.reasons"), words("chart.reasons_alt"), table, bars(rows))


def _waits(figures: Figures, words: Words) -> Picture | None:
    if "wait_mean" not in figures.table:
        return None
    names = [n for n in ("wait_mean", "wait_p95") if n in figures.table]
    rows = []
    for option, row in figures.table[names].astype(float).iterrows():
        mean = row["wait_mean"] if pd.notna(row["wait_mean"]) else 0.0
        tail = row.get("wait_p95")
        pieces = [(mean, "mean")] + ([(tail - mean, "p95")] if pd.notna(tail) and tail > mean else [])
        text = f"{words('chart.mean')} {value('wait_mean', row['wait_mean'], words)}"
        if pd.notna(tail):
            text += f" · {words('chart.p95')} {value('wait_p95', tail, words)}"
        rows.append((str(option), pieces, text))
    table = Table(words("chart.waits"), [words("chart.option"), *(words(f"figure.{n}") for n in names)],
                  _rows(figures, names, words))  # fmt: skip
    legend = [("mean", words("chart.mean")), ("p95", words("chart.p95"))][: len(names)]
    return Picture("waits", words("chart.waits"), words("chart.waits_alt"), table, bars(rows), legend=legend)


def _money(figures: Figures, words: Words) -> Picture | None:
    if "cost" not in figures.table or figures.table["cost"].isna().all():
        return None
    split = {"revenue", "subsidy"} <= set(figures.table)
    rows = []
    for option, row in figures.table.astype(float).iterrows():
        if split and pd.notna(row["revenue"]) and row["subsidy"] >= 0:
            pieces = [(row["revenue"], "revenue"), (row["subsidy"], "subsidy")]
            text = (f"{value('cost', row['cost'], words)} : " if words.lang == "fr" else
                    f"{value('cost', row['cost'], words)}: ").replace(" :", f"{NBSP}:")  # fmt: skip
            text += " · ".join(f"{words(f'chart.{n}')} {value(n, row[n], words)}" for n in ("revenue", "subsidy"))
        else:
            pieces, text = (
                [(row["cost"] if pd.notna(row["cost"]) else 0.0, "subsidy")],
                value("cost", row["cost"], words),
            )
        rows.append((str(option), pieces, text))
    names = [n for n in ("cost", "revenue", "subsidy", "cost_per_trip") if n in figures.table]
    table = Table(words("chart.money"), [words("chart.option"), *(words(f"figure.{n}") for n in names)],
                  _rows(figures, names, words))  # fmt: skip
    legend = [(n, words(f"chart.{n}")) for n in ("revenue", "subsidy")] if split else []
    return Picture("money", words("chart.money"), words("chart.money_alt"), table, bars(rows), legend=legend)


def _hours(options: Sequence[Option], words: Words, *, public: bool) -> Picture | None:
    given = []
    for option in options:
        requests = option.table("requests")
        given.append((requests, (requests["earliest_departure"] // HOUR % 24).astype("Int64").rename("hour")))
    if public:
        told = public_groups(given)[0]
        counts = (told.requests if told.requests.notna().all() else told.served).dropna()
        values = {int(hour): float(count) for hour, count in counts.items()}
    else:
        requests, hour = given[0]
        values = {int(h): float(n) for h, n in hour[requests["end"] != "never_made"].value_counts().items()}
    if not values:
        return None
    clock = {hour: words.clock(hour * HOUR) for hour in range(24)}
    rows = [[clock[hour], words.number(values[hour])] for hour in sorted(values)]
    table = Table(words("chart.hours"), [words("chart.hour"), words("figure.requests")], rows)
    note = words("chart.hidden_few") if public else ""
    return Picture("hours", words("chart.hours"), words("chart.hours_alt"), table,
                   columns=columns(values, clock, 2), note=note)  # fmt: skip


def _by_village(figures: Figures, words: Words) -> list[Picture]:
    made = []
    for number, (option, table) in enumerate(figures.groups.get("commune", {}).items()):
        rows, cells = [], []
        for name, row in table.iterrows():
            if str(name) == "unknown":
                continue
            cells.append([str(name), *(_count(row[n], words) for n in ("requests", "served", "refused")),
                          value("wait_mean", row["wait_mean"], words)])  # fmt: skip
            if pd.isna(row["requests"]) and pd.isna(row["served"]):
                continue
            if pd.notna(row["served"]) and pd.notna(row["refused"]):
                pieces = [(float(row["served"]), "served"), (float(row["refused"]), "refused")]
                text = (f"{_count(row['served'], words)} {words('chart.served')} · "
                        f"{_count(row['refused'], words)} {words('chart.refused')}")  # fmt: skip
            else:
                known = row["requests"] if pd.notna(row["requests"]) else row["served"]
                kind = "asked" if pd.notna(row["requests"]) else "served"
                pieces, text = [(float(known), kind)], f"{_count(known, words)} {words(f'chart.{kind}')}"
            rows.append((str(name), pieces, text))
        title = words("chart.by_village")
        if len(figures.groups["commune"]) > 1:
            title += f" \u2013 {option}"
        heads = [words("chart.village"), words("figure.requests"), words("figure.served"), words("figure.refused"),
                 words("figure.wait_mean")]  # fmt: skip
        note = words("chart.hidden_few") if table["hidden"].any() else ""
        legend = [("served", words("chart.served")), ("refused", words("chart.refused"))]
        if any(part.kind == "asked" for bar in bars(rows) for part in bar.parts):
            legend.append(("asked", words("chart.asked")))
        made.append(Picture(f"by-village-{number + 1}", title, words("chart.by_village_alt"),
                            Table(title, heads, cells), bars(rows), legend=legend, note=note))  # fmt: skip
    return made


def _count(count: object, words: Words) -> str:
    return words("page.too_few") if pd.isna(count) else words.number(float(count))  # type: ignore[call-overload,arg-type]


def _all(figures: Figures, words: Words) -> Picture:
    names = [n for n in _SHOWN if n in figures.table and not figures.table[n].isna().all()]
    rows = [[words(f"figure.{n}"), *(value(n, x, words) for x in figures.table[n].astype(float))] for n in names]
    table = Table(words("chart.all"), ["", *map(str, figures.table.index)], rows)
    return Picture("all", words("chart.all"), "", table)
