"""What the page says, section by section."""

from __future__ import annotations

import json

import pandas as pd

from navette.comparison.brief import brief, verdict
from navette.comparison.parts import Picture, Section, Table
from navette.comparison.pictures import cost_picture, group_picture, level_picture
from navette.comparison.plan import AS_GIVEN
from navette.comparison.tables import ComparisonTables
from navette.comparison.words import DASH, Words
from navette.comparison.year import BETTER
from navette.disclosure import SMALLEST
from navette.indicators.groups import CAUSES
from navette.indicators.services import COMMON

SHOWN = ("trips", "requests", "served", "refusal_rate", "round_trips_served", "wait_mean", "wait_p95", "detour_ratio",
         "detour_time_mean", "pooling_rate", "promises_broken", "requests_never_made",
         *(f"requests_never_made_{cause}" for cause in CAUSES), "taxi_passengers",
         "vehicle_distance", "empty_share", "cost", "revenue", "revenue_per_cost", "subsidy", "cost_per_trip",
         "cost_per_passenger_km", "subsidy_per_trip", "co2e", "co2e_of_cars")  # fmt: skip
MINUTES = 30
JUDGED = ("commune", "age", "car", "impaired")
"""Dimensions whose inequalities the page tells; the table of figures has all."""
WORDS = range(0)
"""No column of numbers."""


def warnings_of(c: ComparisonTables, words: Words) -> list[str]:
    """What must be read before any figure."""
    told = []
    prices = {name: scenario.values_by_table.get("costs", {}) for name, scenario in c.scenarios.items()}
    at = c.summary.xs(c.middle, level="level")
    priced = [name for name in c.scenarios if "cost" in at and at.loc[name, "cost"] == at.loc[name, "cost"]]
    if any(prices[name].get("placeholders", True) for name in priced):
        told.append(words("page.placeholders"))
    if len(priced) < len(c.scenarios):
        told.append(words("page.no_costs", options=words.join([n for n in c.scenarios if n not in priced])))
    if not c.has_year:
        told.append(words("page.no_year"))
    if not c.same_demand:
        told.append(words("page.different_demand"))
    return told


def sections(c: ComparisonTables, words: Words) -> list[Section]:
    """All of the page."""
    made = [_brief(c, words), _options(c, words), _what_differs(c, words), _costs(c, words), _services(c, words)]
    made += [_refusals(c, words)]
    made += [_differences(c, words), _who(c, words), _equity(c, words), _access(c, words)]
    made += [_levels(c, words), _real(c, words)]
    made += [_method(c, words)]
    return [section for section in made if section is not None]


def _brief(c: ComparisonTables, words: Words) -> Section:
    return Section("brief", words("page.brief"), [words("page.simulated")], points=brief(c, words))


def _options(c: ComparisonTables, words: Words) -> Section:
    at = c.summary.xs(c.middle, level="level").loc[list(c.scenarios)].join(c.quality)
    given = list(c.day_types) == [AS_GIVEN]
    caption = "page.per_day" if not c.has_year else "page.per_year_given" if given else "page.per_year"
    known = [name for name in SHOWN if name in at and at[name].notna().any()]
    known = [name for name in known if not name.startswith("requests_never_made_") or (at[name] > 0).any()]
    rows = [[words.known("figure", name), *(words.value(name, value) for value in at[name])] for name in known]
    notes = {words.known("figure", name): words.known("definition", name) for name in known if _defined(words, name)}
    table = Table(words(caption, seeds=len(c.seeds)), [words("column.figure"), *c.scenarios], rows, notes=notes)
    return Section("options", words("page.options"), blocks=[table])


def _defined(words: Words, name: str) -> bool:
    return words.known("definition", name) != name.replace("_", " ")


def _what_differs(c: ComparisonTables, words: Words) -> Section:
    rows = [
        [str(key), *(_shown(value, words) for value in row)]
        for key, row in zip(c.differing.index, c.differing.to_numpy(), strict=True)
    ]
    table = Table(words("page.what_differs"), [words("page.key"), *c.scenarios], rows, numbers=WORDS)
    text = [words("page.what_differs_text")] if c.same_demand else []
    return Section("what-differs", words("page.what_differs"), text, blocks=[table])


def _shown(value: object, words: Words) -> str:
    if value is None or value != value:
        return DASH
    if isinstance(value, (list, dict)):
        text = json.dumps(value, ensure_ascii=False, default=str)
        return text if len(text) <= 80 else f"{text[:79]}…"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _costs(c: ComparisonTables, words: Words) -> Section | None:
    table = c.costs
    if table["vehicles"].isna().all():
        return None
    parts = [name for name in table if (table[name] > 0).any()]
    rows = [[str(option), *(words.value("cost", table.loc[option, name]) for name in parts),
             words.value("cost", table.loc[option].sum(skipna=False))] for option in table.index]  # fmt: skip
    columns = [words("column.option"), *(words.known("part", name) for name in parts), words("column.total")]
    prices = _prices(c, words)
    picture = Picture(cost_picture(table, words), words("page.costs"))
    return Section("costs", words("page.costs"), blocks=[picture, Table(words("page.costs"), columns, rows), prices])


def _prices(c: ComparisonTables, words: Words) -> Table:
    costs = {name: scenario.values_by_table.get("costs", {}) for name, scenario in c.scenarios.items()}
    keys = dict.fromkeys(key for table in costs.values() for key in table)
    rows = [[f"costs.{key}", *(_shown(costs[name].get(key), words) for name in costs)] for key in keys]
    return Table(words("page.prices"), [words("column.price"), *c.scenarios], rows, numbers=WORDS)


def _services(c: ComparisonTables, words: Words) -> Section | None:
    if c.services.empty:
        return None
    figures = ("trips", "vehicle_distance", "cost", "revenue", "cost_per_trip", "revenue_per_cost", "subsidy_per_trip")
    known = [name for name in figures if c.services[name].notna().any()]
    rows = [
        [str(option), words("page.common") if service == COMMON else str(service),
         *(words.value(name, row[name]) for name in known)]
        for (option, service), row in c.services.iterrows()
        if service != COMMON or row[["trips", "cost", "revenue"]].fillna(0).any()
    ]  # fmt: skip
    columns = [
        words("column.option"),
        words.known("dimension", "service"),
        *(words.known("figure", name) for name in known),
    ]
    table = Table(words("page.services"), columns, rows, numbers=range(2, len(columns)))
    return Section("services", words("page.services"), [words("page.services_text")], blocks=[table])


def _refusals(c: ComparisonTables, words: Words) -> Section:
    if c.refusals.empty or not len(c.refusals.columns):
        return Section("refusals", words("page.refusals"), [words("page.no_refusals")])
    order = c.refusals.sum().sort_values(ascending=False, kind="stable").index
    rows = [[words.known("reason", str(name)), *(words.number(c.refusals.loc[option, name]) for option in c.scenarios)]
            for name in order]  # fmt: skip
    table = Table(words("page.refusals"), [words("column.reason"), *c.scenarios], rows)
    return Section("refusals", words("page.refusals"), [words("page.refusals_text")], blocks=[table])


def _differences(c: ComparisonTables, words: Words) -> Section:
    found = c.differences[c.differences["level"] == c.middle]
    rows = []
    for row in found.itertuples():
        if row.n == 0:
            continue
        value = lambda x, name=row.indicator: words.value(name, x, sign=True)  # noqa: E731
        interval = f"{value(row.low)} … {value(row.high)}" if row.low == row.low else DASH
        between = f"{row.option} → {row.other}"
        rows.append(
            [words.known("figure", row.indicator), between, value(row.difference), interval, verdict(c, row, words)]
        )
    columns = [words(f"column.{name}") for name in ("figure", "between", "difference", "interval", "verdict")]
    table = Table(words("page.differences"), columns, rows, numbers=range(2, 4))
    return Section("differences", words("page.differences"), [words("page.differences_text")], blocks=[table])


def _who(c: ComparisonTables, words: Words) -> Section:
    section = Section("who", words("page.who"), [words("page.who_text", smallest=SMALLEST)])
    tables, drawn = [], {}
    for dimension in c.dimensions:
        groups = c.groups(dimension)
        names = list(dict.fromkeys(groups.index.get_level_values(1)))
        rows = []
        for name in names:
            cells = []
            for option in c.scenarios:
                found = groups.loc[(option, name)] if (option, name) in groups.index else None
                if found is None or found["hidden"]:
                    cells += [words("page.hidden"), DASH] if found is not None else [DASH, DASH]
                    continue
                rate = float(found["refusal_rate"]) if pd.notna(found["refusal_rate"]) else None
                wait = float(found["wait_mean"]) if pd.notna(found["wait_mean"]) else None
                cells += [words.value("refusal_rate", rate), words.value("wait_mean", wait)]
                drawn.setdefault((dimension, name), {})[option] = rate
            counts = [
                groups.loc[(option, name), "requests"] for option in c.scenarios if (option, name) in groups.index
            ]
            count = next((int(count) for count in counts if pd.notna(count)), None)
            rows.append(
                [
                    words.group(dimension, str(name)),
                    words("page.hidden") if count is None else words.number(count),
                    *cells,
                ]
            )
        heads = [
            f"{option}: {words(f'figure.{figure}').lower()}"
            for option in c.scenarios
            for figure in ("refusal_rate", "wait_mean")
        ]
        title = words.known("dimension", dimension)
        tables.append(Table(title, [title, words("page.requests_of"), *heads], rows))
    rates = pd.DataFrame.from_dict(
        {f"{words.known('dimension', d)}, {words.group(d, str(name))}": row for (d, name), row in drawn.items()
         if d in ("age", "car", "impaired")}, orient="index", columns=list(c.scenarios))  # fmt: skip
    if len(rates):
        section.blocks.append(Picture(group_picture(rates, words), words("page.who")))
    section.blocks += tables
    return section


def _equity(c: ComparisonTables, words: Words) -> Section:
    rows = []
    table = c.equity.reset_index().sort_values(["dimension", "indicator"], kind="stable")
    for row in (row for _, row in table.iterrows() if row["dimension"] in JUDGED):
        option, dimension, name = row["option"], row["dimension"], row["indicator"]
        if row["groups"] < 2 or row["worst_value"] == row["best_value"]:
            continue
        worst, best = (
            f"{words.group(dimension, str(row[which]))} ({words.value(name, row[f'{which}_value'])})"
            for which in ("worst", "best")
        )
        gini, ratio = (DASH if x != x else words.number(x, 2) for x in (row["gini"], row["ratio"]))
        what = f"{words.known('dimension', dimension)}, {words.known('figure', name).lower()}"
        rows.append([what, str(option), gini, worst, best, ratio, words.value(name, row["worst_tenth"])])
    names = ("figure", "option", "gini", "worst", "best", "ratio", "worst_tenth")
    columns = [words(f"column.{name}") for name in names]
    blocks = [Table(words("page.equity"), columns, rows, numbers=range(2, 3))] if rows else []
    return Section("equity", words("page.equity"), [words("page.equity_text", smallest=SMALLEST)], blocks=blocks)


def _access(c: ComparisonTables, words: Words) -> Section | None:
    found = c.access(MINUTES)
    if found.empty:
        return None
    rows = []
    for place, part in found.groupby("service", sort=False):
        shares = part.set_index("option")
        without = shares["without"].iloc[0]
        rows.append([words.known("place", str(place)), words.percent(without, 1),
                     *(words.percent(shares.loc[option, "with"], 1) for option in c.scenarios)])  # fmt: skip
    text = words("page.access_text", minutes=MINUTES)
    title = words("page.access", minutes=MINUTES)
    table = Table(title, [words("column.place"), words("page.without"), *c.scenarios], rows)
    return Section("access", title, [text], blocks=[table])


def _levels(c: ComparisonTables, words: Words) -> Section | None:
    if len(c.levels) < 2:
        return None
    rows = []
    for name, found in c.rankings.iterrows():
        if found["survives"]:
            certain = len(found["certain"]) == len(c.scenarios) - 1
            told = words("sentence.survives_certain" if certain else "sentence.survives")
        else:
            told = "; ".join(
                words("sentence.turned", level=words.known("level", level), first=first, second=second)
                for level, first, second in found["turned"]
            )
            if found["noise"]:
                told += words("sentence.turned_noise")
        rows.append([words.known("figure", str(name)), " > ".join(found["order"]), told])
    columns = [words("column.figure"), words("page.order"), words("page.survives")]
    shown = [name for name in ("trips", "refusal_rate", "subsidy_per_trip", "wait_mean") if name in c.by_level.index]
    picture = Picture(level_picture(c.by_level, shown[:3], list(c.levels.values()), words), words("page.levels"))
    names = [words.known("level", level) for level in c.levels]
    values = []
    for name in BETTER:
        if name not in c.by_level.index:
            continue
        for option in c.scenarios:
            cells = [words.value(name, c.by_level.loc[(name, level), option]) for level in c.levels]
            values.append([f"{words.known('figure', name)}, {option}", *cells])
    factors = words.join([words.number(factor, 1) for factor in c.levels.values()])
    return Section(
        "levels", words("page.levels"), [words("page.levels_text", levels=factors)],
        blocks=[picture, Table(words("page.order"), columns, rows, numbers=WORDS),
                Table(words("page.levels"), [words("column.figure"), *names], values)],
    )  # fmt: skip


def _real(c: ComparisonTables, words: Words) -> Section:
    here = [
        [
            words.known("beside", str(name)),
            *(words.value(str(name), c.beside.loc[option, name]) for option in c.scenarios),
        ]
        for name in c.beside
        if c.beside[name].notna().any()
    ]
    there = [
        [
            row.service,
            row.country,
            row.setting,
            row.figure,
            f"{row.value} {row.unit}",
            row.period,
            row.remark,
            row.source,
        ]
        for row in c.real_services.itertuples()
    ]
    heads = [
        words("column.real_service"),
        "",
        *(words(f"column.{name}") for name in ("setting", "figure", "value", "period", "remark", "source")),
    ]
    return Section(
        "real", words("page.real"), [words("page.real_text")],
        blocks=[Table(words("page.simulated_here"), [words("column.figure"), *c.scenarios], here),
                Table(words("page.published"), heads, there, numbers=WORDS)],
    )  # fmt: skip


def _method(c: ComparisonTables, words: Words) -> Section:
    kinds = [f"{words.known('day', name)} ({words.number(count)})" if count else words.known("day", name)
             for name, count in c.day_types.items()]  # fmt: skip
    tests = int(c.differences[c.differences["level"] == c.middle]["p"].notna().sum())
    given = list(c.day_types) == [AS_GIVEN]
    told = [
        words("method.days_given") if given else words("method.days", kinds=words.join(kinds)),
        words("method.seeds", seeds=len(c.seeds), days=words.number(len(c.days))),
        words("method.test", tests=tests),
        words("method.power"),
        words("method.noise_is"),
        words("method.co2"),
        words("method.definitions"),
    ]
    return Section("method", words("page.method"), points=told)
