"""Options over the same days: what is found, what is noise, and the page that says it."""

from __future__ import annotations

import datetime
import io
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.comparison import command
from navette.comparison.days import _told_once
from navette.comparison.plan import changes, days_of
from navette.comparison.words import Words, catalogue

HOSTILE = "7 <script>alert('x')</script> & | \"navettes\" `$x$`"
DAYS = {"costs.days_per_year": {"school_day": 100, "holiday_weekday": 0, "saturday": 40, "sunday": 0}}


@pytest.fixture(scope="module")
def base() -> navette.Scenario:
    return navette.Scenario.read(CANTON).with_(DAYS)


@pytest.fixture(scope="module")
def result(base: navette.Scenario) -> navette.Comparison:
    """A fleet of five, the same again, and one of seven with a hostile name."""
    options = {"five": base, "again": base, HOSTILE: base.with_({"fleet.size": 7})}
    return navette.compare(options, seeds=3, levels={"low": 0.5, "central": 1.0}, progress=False)


def test_options_that_are_the_same_are_within_noise(result: navette.Comparison) -> None:
    same = result.differences.query("option == 'five' and other == 'again'")
    assert len(same) == 20
    assert (same["difference"] == 0).all()
    assert not same["real"].any()
    assert "Coût : five et again sont identiques" in result.to_markdown("fr")  # the two cheapest
    assert "identique tous les jours" in result.to_markdown("fr")
    assert "the same on every day" in result.to_markdown("en")


def test_a_clear_difference_is_found(result: navette.Comparison) -> None:
    found = result.differences.query("level == 'central' and option == 'five' and other == @HOSTILE").set_index(
        "indicator"
    )
    assert found.loc["cost", "real"]
    assert found.loc["cost", "low"] > 100_000
    assert result.rankings.loc["cost", "order"][-1] == HOSTILE
    assert (
        result.summary.loc[("central", HOSTILE), "refusal_rate"]
        < result.summary.loc[("central", "five"), "refusal_rate"]
    )


def test_a_years_cost_is_that_of_its_days_by_hand(result: navette.Comparison, base: navette.Scenario) -> None:
    costs = base["costs"]
    for seed in (1, 2):
        total = revenue = 0.0
        for day, count in (("school_day", 100), ("saturday", 40)):
            run = navette.run(base.with_(changes(base, day, 1.0, seed)))
            hours = ((run.shifts["end"] - run.shifts["start"]) / 3.6e6).sum()
            km = run.table("legs")["distance"].sum() / 1000
            total += count * (costs["per_driver_hour"] * hours + costs["per_vehicle_km"] * km)
            requests = navette.indicators.asked(run)
            served = requests[requests["end"] == "served"]
            share = dict(zip(served["age_band"].cat.categories, costs["fare_by_age"], strict=True))
            own = np.minimum(served["age_band"].map(share).astype(float), np.where(served["impaired"], 0.5, 1.0))
            revenue += count * costs["fare_per_trip"] * float((served["party_size"] - 1 + own).sum())
        total += 5 * costs["per_vehicle_year"] + costs["booking_centre_per_year"]
        year = result.year.loc[("five", "central", seed)]
        assert year["cost"] == pytest.approx(total)
        assert year["revenue"] == pytest.approx(revenue)
        assert year["subsidy_per_trip"] == pytest.approx((total - revenue) / year["passengers"])
        assert year["cost_per_passenger_km"] == pytest.approx(total / year["direct_passenger_distance"])
    assert np.allclose(result.costs.sum(axis=1), result.summary.loc["central"].loc[result.costs.index, "cost"])
    assert result.costs.loc["five", "vehicles"] == pytest.approx(5 * costs["per_vehicle_year"])


def test_means_of_a_year_weigh_days_by_their_number_and_requests(result: navette.Comparison) -> None:
    kpi = result.days.sort_index().loc[("five", "central")]
    waits = served = refused = decided = longer = direct = 0.0
    for day, count in (("school_day", 100), ("saturday", 40)):
        row = kpi.loc[(day, 1)]
        waits += count * row["wait_mean"] * row["served"]
        served += count * row["served"]
        longer += count * row["detour_time_mean"] * row["served"]
        direct += count * (row["ride_mean"] - row["detour_time_mean"]) * row["served"]
        refused += count * row["refused"]
        decided += count * (row["served"] + row["refused"])
    year = result.year.loc[("five", "central", 1)]
    assert year["wait_mean"] == pytest.approx(waits / served)
    assert year["detour_time_mean"] == pytest.approx(longer / served)
    assert year["detour_ratio"] == pytest.approx(longer / direct)
    assert year["refusal_rate"] == pytest.approx(refused / decided)
    assert year["requests"] == pytest.approx(decided)


def test_who_asks_at_the_low_level_asks_at_the_higher_one(result: navette.Comparison) -> None:
    asked = {index: set(table["request_id"]) for index, table in zip(result.days.index, result._requests, strict=True)}
    for (option, level, day, seed), names in asked.items():
        if level == "low":
            assert names < asked[(option, "central", day, seed)]


def test_all_options_see_the_same_requests(base: navette.Scenario) -> None:
    other = base.with_({"demand.service_share": 0.005})
    with pytest.raises(navette.InputError, match="'a' and 'b' do not see the same demand"):
        navette.compare({"a": base, "b": other}, seeds=1, levels={"central": 1.0}, progress=False)
    allowed = navette.compare(
        {"a": base, "b": other}, seeds=1, levels={"central": 1.0}, progress=False, allow_different_demand=True
    )
    assert not allowed.same_demand
    assert "ne voient pas les mêmes demandes" in allowed.to_html()
    assert "vérifié demande par demande" not in allowed.to_html()


def test_days_are_of_their_kind(base: navette.Scenario) -> None:
    assert [(day.name, day.per_year) for day in days_of(base)] == [("school_day", 100), ("saturday", 40)]
    weekdays = {changes(base, "school_day", 1, seed)["run.first_day"].weekday() for seed in range(1, 11)}
    assert weekdays == {0, 1, 2, 3, 4}
    assert changes(base, "saturday", 1, 3)["run.first_day"] == datetime.date(2026, 1, 10)
    assert changes(base, "sunday", 1, 3)["run.first_day"].weekday() == 6
    holiday = navette.run(base.with_(changes(base, "holiday_weekday", 1.0, 1)))
    assert "school" not in set(holiday.requests["purpose"])
    assert changes(base, "school_day", 1.4, 1)["demand.level"] == pytest.approx(1.4)


class _Reader(HTMLParser):
    """Tags, their order, and what would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        about = dict(attrs)
        if tag not in ("meta", "img", "br", "link"):
            self.open.append(tag)
        if "id" in about:
            self.ids.append(about["id"] or "")
        self.fetched += [str(about[name]) for name in ("src", "srcset") if name in about]
        if tag == "img":
            self.images.append(about)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_whole_in_both_languages_whatever_options_are_called(result: navette.Comparison, lang: str) -> None:
    page = result.to_html(lang)
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    assert "script" not in reader.tags
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert all(source.startswith("data:image/svg+xml;base64,") for source in reader.fetched)
    assert len(reader.images) == 3
    assert all(image["alt"] for image in reader.images)
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.tags.count("h1") == 1
    assert reader.tags.count("caption") == reader.tags.count("table") >= 12
    assert f'<html lang="{lang}">' in page
    assert "nan" not in re.sub(r"data:[^\"]*", "", page).lower().replace("dominan", "").replace("maintenan", "")
    words = Words(lang)
    for told in ("page.placeholders", "page.who", "page.real", "page.method"):
        assert words(told).split("[")[0][:40].replace("'", "&#39;") in page


def test_the_page_is_the_same_for_the_same_figures(result: navette.Comparison) -> None:
    assert result.to_html("en") == result.to_html("en")


def test_tables_of_the_text_have_as_many_cells_in_every_row(result: navette.Comparison) -> None:
    text = result.to_markdown("en")
    assert "<script>" not in text
    blocks = re.findall(r"(?:^\|.*\n)+", text, flags=re.M)
    assert len(blocks) >= 12
    for block in blocks:
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1, block


def test_all_figures_are_in_one_table(result: navette.Comparison) -> None:
    table = pd.read_csv(io.StringIO(result.to_csv()), low_memory=False)
    assert set(table["table"]) == {"year", "summary", "difference", "cost", "group", "equity", "access", "time"}
    cost = table.query("table == 'summary' and indicator == 'cost' and level == 'central' and option == 'five'")
    assert cost["value"].item() == pytest.approx(result.summary.loc[("central", "five"), "cost"])
    groups = table.query("table == 'group'")
    assert (groups["n"].dropna() >= 11).all()  # small cells are hidden here too


def test_both_catalogues_have_the_same_words_and_placeholders() -> None:
    french, english = catalogue("fr"), catalogue("en")
    assert {t: set(m) for t, m in french.items()} == {t: set(m) for t, m in english.items()}
    for table, messages in french.items():
        for key, text in messages.items():
            assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[table][key])), key
    with pytest.raises(ValueError, match="lang must be one of fr, en"):
        catalogue("de")


def test_words_exist_for_all_that_results_name(result: navette.Comparison) -> None:
    for lang in ("fr", "en"):
        messages = catalogue(lang)
        reasons = {name.removeprefix("refused_") for name in result.definitions.index if name.startswith("refused_")}
        assert reasons <= set(messages["reason"])
        assert set(result.beside) <= set(messages["beside"])
        assert set(result.by_level.index.get_level_values(0)) <= set(messages["figure"])


def test_numbers_are_written_as_their_readers_do() -> None:
    french, english = Words("fr"), Words("en")
    assert french.value("cost", 1234567.4) == "1\u202f234\u202f567\u00a0€"
    assert english.value("cost", 1234567.4) == "1,234,567\u00a0€"
    assert french.value("refusal_rate", 0.0715) in ("7,1\u00a0%", "7,2\u00a0%")
    assert french.value("refusal_rate", -0.0715, sign=True).startswith("\u22127,")
    assert english.value("wait_mean", 90) == "1.5\u00a0min"
    assert english.value("cost", -0.2, sign=True) in ("+0\u00a0€", "0\u00a0€")
    assert french.value("cost", None) == french.value("cost", float("nan")) == "\u2013"


def test_real_services_have_their_sources_and_are_compared_with_what_there_is(result: navette.Comparison) -> None:
    table = result.real_services
    assert len(table) >= 12
    assert table["source"].str.startswith("http").all()
    assert set(table["compares_with"]) <= {"", *result.beside.columns}
    kelheim = table[table["service"].str.contains("Kelheim")]
    assert kelheim["setting"].nunique() == 2  # the town, and the district: not the same scope


def test_without_prices_or_days_of_a_year_the_page_says_so(tmp_path: Path) -> None:
    bare = Path(__file__).parents[2] / "scenarios" / "given-demand" / "scenario.toml"
    text = bare.read_text(encoding="utf-8")
    assert "[costs]" not in text
    scenario = navette.Scenario.read(bare)
    result = navette.compare(scenario, policies=["first_come", "insertion"], seeds=2, progress=False)
    assert list(result.levels) == ["central"]
    assert not result.has_year
    assert "cost" not in result.rankings.index
    page = result.to_markdown("en")
    assert "days\\_per\\_year" in page
    assert "costs are not known" in page
    assert "Per day" in page
    # Given demand is the same with every seed: a day is compared with itself.
    assert (result.differences["sd"].dropna() == 0).all()
    with pytest.raises(ValueError, match="has no levels"):
        navette.compare(scenario, policies=["first_come", "insertion"], levels={"high": 2.0}, progress=False)


def test_wrong_calls_say_what_is_wrong(base: navette.Scenario) -> None:
    with pytest.raises(ValueError, match="at least two options"):
        navette.compare(base)
    with pytest.raises(ValueError, match="policies are compared on one scenario"):
        navette.compare({"a": base, "b": base}, policies=["insertion"])
    with pytest.raises(ValueError, match="differ"):
        navette.compare({"a": base, "b": base}, seeds=[1, 1])
    with pytest.raises(navette.InputError, match=r"dispatch\.policy must be"):
        navette.compare(base, policies=["insertion", "magic"])


def test_the_command_writes_what_it_is_asked_for(tmp_path: Path) -> None:
    executable = Path(os.environ.get("NAVETTE_EXECUTABLE", "")).resolve()
    out = [str(tmp_path / name) for name in ("page.html", "page.md", "all.csv")]
    arguments = [str(CANTON), "--policies", "first_come,insertion", "--seeds", "1", "--levels", "1", "--lang", "en"]
    arguments += ["--set", "fleet.size=3", "--set", "territory.name=Elsewhere"]
    arguments += [part for name in out for part in ("-o", name)]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    call = [str(executable), "compare"] if executable.is_file() else ["navette-compare"]
    done = subprocess.run([*call, *arguments], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    words = Path(out[1]).read_text(encoding="utf-8")
    assert "nothing can be said of noise" in words and "Elsewhere" in words
    assert all(Path(name).stat().st_size > 5_000 for name in out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{canton}", "-o", "{folder}/page.pdf"], "must end in .html, .md, .csv"),
        (["{canton}", "-o", "{folder}/none/page.html"], "there is no folder"),
        (["{folder}/none.toml", "{canton}", "-o", "{folder}/page.html"], "none.toml"),
        (["{canton}", "-o", "{folder}/page.html"], "at least two options"),
        (["{canton}", "{canton}", "-o", "{folder}/p.html", "--levels", "1,0.5,2"], "--levels must be"),
        (["{canton}", "{canton}", "-o", "{folder}/p.html", "--names", "a"], "--names must be 2 different names"),
        (["{canton}", "{canton}", "-o", "{folder}/p.html", "--set", "fleet"], "--set must be KEY=VALUE"),
        (["{canton}", "{canton}", "-o", "{folder}/p.html", "--set", "fleet.siz=3"], "did you mean fleet.size"),
    ],
)
def test_the_command_refuses_what_is_wrong(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [part.format(canton=CANTON, folder=tmp_path) for part in arguments]
    assert command.main([*given, "--quiet"]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_wrong_in_any_option_is_told_at_once_and_before_a_day_is_simulated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("navette.comparison.run_days", lambda *_, **__: pytest.fail("a day was simulated"))
    page = str(tmp_path / "page.html")
    call = [str(CANTON), "-o", page, "--quiet", "--levels", "2,1,3", "--names", "a", "--seeds", "0"]
    assert command.main([*call, "--policies", "magic,insertion,wonder", "--set", "fleet.size=-1"]) == 2
    told = capsys.readouterr().err
    for part in ("--levels must be", "--names must be 3", "--seeds must be at least 1", "fleet.size must be"):
        assert part in told
    assert command.main([str(CANTON), "-o", page, "--quiet", "--policies", "magic,insertion,wonder"]) == 2
    told = capsys.readouterr().err
    assert "found magic" in told.replace('"', "") and "found wonder" in told.replace('"', "")


def test_files_that_only_one_option_names_are_read_before_a_day_is_simulated(
    base: navette.Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("navette.comparison.run_days", lambda *_, **__: pytest.fail("a day was simulated"))
    (tmp_path / "roads.osm.pbf").write_bytes(b"no map at all")
    broken = base.with_({"territory.roads": str(tmp_path / "roads.osm.pbf")})
    with pytest.raises(navette.InputError, match=r"option 'b', 'c': .*roads\.osm\.pbf") as error:
        navette.compare({"a": base, "b": broken, "c": broken}, seeds=3)
    assert len(error.value.messages) == len(set(error.value.messages))


def test_a_warning_of_many_days_is_told_once() -> None:
    said = [f"{n} requests lie outside" for n in (3, 4, 4, 5)]
    assert _told_once(["something else", *said]) == [
        "something else",
        "3 requests lie outside (and 2 more like it, with other numbers)",
    ]


def test_shipped_prices_are_marked_as_placeholders() -> None:
    for file in CANTON.parents[1].glob("*/scenario.toml"):
        scenario = tomllib.loads(file.read_text(encoding="utf-8"))
        assert scenario.get("costs", {"placeholders": True}).get("placeholders") is True, file
