"""What is published tells nothing of 1 to 10 people: an attack by integer programmes on random runs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.disclosure import SMALLEST, listed_groups, people, public_groups, shown_splits
from navette.export.public import partitions
from public_attack import FEW, Programme, derived, ends_programme, read, table_programme

PURPOSES = ["administration", "health", "leisure", "market", "school", "shopping", "station", "work"]


def random_run(seed: int) -> navette.Run:
    """A day of the canton with some of offers, phones, taxis, no-shows, cancellations, by stops or several lines."""
    random = np.random.default_rng(seed)
    settings: dict[str, object] = {
        "fleet.size": int(random.integers(1, 9)),
        "demand.level": float(random.choice([0.15, 0.3, 0.6, 1.0, 2.0])),
        "run.days": int(random.choice([1, 1, 2])),
    }
    if random.random() < 0.4:
        settings |= {"booking.offers": True}
    if random.random() < 0.4:
        settings |= {"booking.phone_lines": 1, "booking.retry_interval": 600}
        settings |= {"booking.phone": bool(seed % 3)}
    if random.random() < 0.5:
        settings |= {"booking.no_show_share": 0.03, "booking.cancelled_share": float(random.choice([0.0, 0.02, 0.1]))}
    if random.random() < 0.4:
        settings |= {"service.taxi_above": 900, "costs.taxi_base": 8.0, "costs.taxi_per_km": 2.0}
    design = str(random.choice(["scenario", "scenario", "stops", "line"]))
    return navette.run(CANTON.with_name(f"{design}.toml"), seed=seed, overrides=settings)


def few(requests: pd.DataFrame, rows: np.ndarray) -> bool:
    """Whether the rows are those of 1 to 10 people."""
    return 1 <= people(requests)[rows].nunique() <= 10


def open_enough(least: float, most: float) -> bool:
    return least <= FEW[0] and most >= FEW[-1]


def attack(run: navette.Run, tmp_path: Path) -> tuple[int, int]:
    """How many hidden counts of few people there are, and how many cells were told."""
    for kind in ("csv", "geoparquet", "matsim"):
        run.export(tmp_path / kind, kind, public=True)
    published = read(tmp_path / "csv", tmp_path / "geoparquet", tmp_path / "matsim")
    requests = run.requests[run.requests["end"] != "never_made"]
    end, reason = requests["end"].astype(str).to_numpy(), requests["reason"].astype(str).to_numpy()
    hidden = 0

    reasons = sorted(set(run.requests["reason"].cat.categories) - {"none"})
    p, place = ends_programme(published, reasons)
    truth = {"cancelled": end == "cancelled", "no_shows": end == "no_show"}
    truth |= {f"refused_{name}": (end == "refused") & (reason == name) for name in reasons}
    for name, rows in truth.items():
        if few(requests, rows):
            hidden += 1
            assert name not in published.figures
            assert open_enough(*p.range_of({place[name]: 1})), name
    everything = {place[f"refused_{name}"]: 1.0 for name in reasons}
    if few(requests, end == "refused"):
        hidden += 1
        assert open_enough(*p.range_of(everything)), "refused"

    known = derived(published.figures)
    served = end == "served"
    party = requests["party_size"].to_numpy() > 1
    shared = requests["shared"].to_numpy(dtype=bool)
    for name, rows in {"companions": served & party, "pooled": served & shared}.items():
        if few(requests, rows):
            hidden += 1
            assert name not in known, name
    never = run.requests["end"] == "never_made"
    assert not (few(run.requests, never.to_numpy()) and "requests_never_made" in published.figures)
    cause = run.requests["never_made_cause"].astype(str).to_numpy()
    if any(few(run.requests, never.to_numpy() & (cause == name)) for name in np.unique(cause)):
        assert not any(name.startswith("requests_never_made_") for name in published.figures)
    fares = {}
    if "revenue" in published.figures:
        for fare, who in zip(run_fares(run), people(run.requests)[run.requests["end"] == "served"], strict=True):
            fares.setdefault(round(fare, 6), set()).add(who)
        assert all(len(payers) >= SMALLEST for payers in fares.values()), "the revenue tells who paid which fare"

    cells = 0
    longest = float((requests["pickup"] - requests["earliest_departure"]).max()) / 1000
    for by in partitions(run):
        group = by.astype("string")[requests.index]
        names = {"hour": [str(h) for h in range(24)], "purpose": PURPOSES}.get(str(by.name))
        names = names or sorted(group.dropna().unique())
        table = table_programme(published, f"by_{by.name}", names, longest)
        cells += int(published.tables[f"by_{by.name}"].iloc[:, 1:3].notna().to_numpy().sum())
        for name in names:
            inside = (group == name).fillna(False).to_numpy(dtype=bool)
            for rows, terms in (
                (inside & served, {table.served[name]: 1.0}),
                (inside & ~served, {table.others[name]: 1.0}),
                (inside, {table.served[name]: 1.0, table.others[name]: 1.0}),
            ):
                if few(requests, rows):
                    hidden += 1
                    assert open_enough(*table.programme.range_of(terms)), (by.name, name)

    total = published.figures.get("requests", published.figures["served"])
    for end_name, column in (("origin", "begin"), ("destination", "finish")):
        told = published.cells[column].dropna()
        assert (told >= SMALLEST).all()
        places = requests[end_name] if "requests" in published.figures else requests[end_name][served]
        inside = gpd.sjoin(places.rename("geometry").to_frame().set_geometry("geometry"),
                           published.cells[published.cells[column].notna()])  # fmt: skip
        who = people(requests)[~requests.index.isin(inside.index)]
        rest = who[served[requests.index.get_indexer(who.index)]] if "requests" not in published.figures else who
        assert total - told.sum() == len(rest) and (len(rest) == 0 or rest.nunique() >= SMALLEST)
        cells += len(told)
    return hidden, cells


def run_fares(run: navette.Run) -> np.ndarray:
    from navette.indicators.services import fares_of

    return fares_of(run, np.flatnonzero((run.requests["end"] == "served").to_numpy()))


def attack_all(seeds: range, tmp_path: Path) -> tuple[int, int, int]:
    hidden = cells = tried = 0
    for seed in seeds:
        run = random_run(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            found = attack(run, folder)
        except navette.InputError as error:
            assert "too small for the public" in str(error)
            continue
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        hidden, cells, tried = hidden + found[0], cells + found[1], tried + 1
    return hidden, cells, tried


def test_an_attack_by_integer_programmes_learns_nothing_of_few_people(tmp_path: Path) -> None:
    hidden, cells, tried = attack_all(range(5), tmp_path)
    assert tried >= 3 and hidden > 40 and cells > 40, "there is something to hide, and something is told"


@pytest.mark.slow
def test_an_attack_on_a_hundred_runs(tmp_path: Path) -> None:
    hidden, cells, tried = attack_all(range(100, 200), tmp_path)
    print(f"\n{tried} runs: {hidden} counts of 1 to 10 people hidden, none bounded more tightly; {cells} counts told")
    assert tried >= 80 and hidden > 1000


def test_the_attack_finds_what_is_hidden_badly() -> None:
    """The canary: one hidden group alone is the total less the others."""
    p = Programme()
    one, other = p.unknown(), p.unknown()
    p.know({one: 1, other: 1}, 30, 30)
    p.know({one: 1}, 25, 25)
    assert p.range_of({other: 1}) == (5, 5)
    assert derived({"served": 40, "productivity": 2.0, "shift_hours": 21.0})["companions"] == 2
    assert derived({"served": 40, "refusal_rate": 0.2})["refused"] == pytest.approx(10)


def test_hidden_groups_hold_eleven_people_in_two_groups_or_nobody() -> None:
    for seed in range(400):
        random = np.random.default_rng(seed)
        sizes = random.integers(0, 30, size=random.integers(1, 9))
        group = np.repeat(np.arange(len(sizes)), sizes)
        who = random.integers(0, max(1, len(group)), len(group)) if seed % 2 else np.arange(len(group))
        listed = listed_groups(who, group, random)
        persons = {g: len(set(who[group == g])) for g in set(group.tolist())}
        assert all(persons[g] >= SMALLEST for g in listed), seed
        hidden = set(persons) - set(listed.tolist())
        if hidden and len(listed):
            assert len(hidden) >= 2 and len(set(who[np.isin(group, list(hidden))])) >= SMALLEST, seed
        if all(count >= SMALLEST for count in persons.values()):
            assert len(listed) == len(persons), "nothing is hidden without need"


def test_the_group_hidden_to_protect_others_is_not_the_smallest() -> None:
    """Were it always the next larger one, its size would be bounded by those listed, and with it the hidden one's."""
    group = np.repeat(np.arange(6), [5, 12, 20, 30, 40, 50])
    chosen = {
        tuple(set(range(6)) - set(listed_groups(np.arange(157), group, np.random.default_rng(seed)).tolist()))
        for seed in range(60)
    }
    assert chosen == {(0, other) for other in range(1, 6)}


def test_a_split_is_told_only_where_the_others_keep_the_secret() -> None:
    row = np.repeat([0, 1, 2], [40, 40, 40])
    kind = np.ones(120, dtype=bool)
    kind[:5] = kind[40:60] = kind[80:100] = False  # 5, 20 and 20 are not of the kind
    shown = shown_splits(np.arange(120), row, kind, np.random.default_rng(1))
    assert shown is not None and 0 not in shown and len(shown) == 1, "one more row hides the 5"
    tight = np.repeat([0, 1], [100, 11])
    kind = np.ones(111, dtype=bool)
    kind[:9] = kind[100:111] = False  # 9 and 11 of 20: of the first row's, 9 is the least that is possible
    assert shown_splits(np.arange(111), tight, kind, np.random.default_rng(1)) is None


def test_options_told_together_hide_the_same_groups() -> None:
    """Their requests are the same: a group listed for one option gives away what the other hides."""
    size = 120
    table = pd.DataFrame({"resident": pd.array(range(size), dtype="Int32"), "earliest_departure": range(size),
                          "submitted_at": 0, "origin_lon": 0.0, "origin_lat": 0.0, "destination_lon": 0.0,
                          "destination_lat": 0.0, "end": "served"})  # fmt: skip
    by = pd.Series(np.repeat(["a", "b", "c", "d"], [5, 30, 40, 45]), name="village")
    other = table.assign(end=np.where(np.arange(size) % 2, "served", "refused"), submitted_at=1)
    one, two = public_groups([(table, by), (other, by)])
    assert list(one.requests.index) == list(two.requests.index)
    assert "a" not in one.requests.index and 1 <= len(one.requests) <= 2


def test_the_threshold_stands_in_one_place() -> None:
    """Docstrings explain it; code and messages take it from `navette.disclosure`."""
    package = Path(navette.__file__).parent
    told = []
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] == "importing":  # ages, telephone numbers
            continue
        tree = ast.parse(path.read_text())
        explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in explained:
                continue
            number = node.value == 11 and path.parent.name != "plot"  # figures are 11 inches wide
            if number or (isinstance(node.value, str) and re.search(r"\b11\b", node.value)):
                told.append(f"{path.relative_to(package)}:{node.lineno}")
    assert [place.split(":")[0] for place in told] == ["disclosure/people.py"]
    messages = [path.read_text() for path in package.rglob("messages/*.toml")]
    assert len(messages) > 3 and not [text for text in messages if re.search(r"\b11\b", text)]
