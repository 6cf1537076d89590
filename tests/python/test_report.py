"""The report: what it says, that it says it in both languages, and what it keeps to itself."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest

import navette
from conftest import ROOT, Navette, succeed
from navette.report import figures, options, places, replay, words
from navette.report.command import main
from navette.report.page import embedded
from navette.report.reading import reading

LINE = ("Fonranède", "Monviville", "Belrens", "Espnède", "Saint-Hilarin")
DESIGNS = ("door-to-door", "stops", "line")
PAGE_SOURCE = ROOT / "python" / "report-page"
BUNDLE = ROOT / "python" / "navette" / "report" / "page"
Files = dict[str, Path]


@pytest.fixture(scope="module")
def designs(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A run of each of the canton's three designs."""
    folder = tmp_path_factory.mktemp("designs")
    for name in DESIGNS:
        scenario = ROOT / "scenarios" / "canton" / f"{name}.toml"
        succeed(navette_command("run", scenario, "-o", folder / f"{name}.h5"))
    return {name: folder / f"{name}.h5" for name in DESIGNS}


@pytest.fixture(scope="module")
def runs(designs: Files) -> list[navette.Run]:
    return [navette.open(path, trusted=True) for path in designs.values()]


@pytest.fixture(scope="module")
def pages(runs: list[navette.Run]) -> dict[tuple[str, bool], str]:
    """By language, and whether it is for the public."""
    wanted = [("fr", True), ("fr", False), ("en", False)]
    return {(lang, public): navette.report.of(runs, lang=lang, public=public).html for lang, public in wanted}


class _Text(HTMLParser):
    """All that a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._silent += tag in ("script", "style")
        self.parts += [value for name, value in attrs if name in ("aria-label", "alt", "title") and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.parts.append(data)


def read(page: str) -> _Text:
    parser = _Text()
    parser.feed(page)
    return parser


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def test_both_languages_have_the_same_texts_and_no_text_is_unused() -> None:
    fr, en = (words.catalogue(lang) for lang in ("fr", "en"))
    assert {(table, key) for table in fr for key in fr[table]} == {(table, key) for table in en for key in en[table]}
    for table in fr:
        for key in fr[table]:
            wanted = [sorted(re.findall(r"{(\w+)}", lang[table][key])) for lang in (fr, en)]
            assert wanted[0] == wanted[1], f"{table}.{key} has other values in French than in English"
    source = "".join(path.read_text() for path in (ROOT / "python/navette/report").rglob("*.py"))
    source += (ROOT / "python/navette/report/templates/report.html.j2").read_text()
    source += "".join(path.read_text() for path in (PAGE_SOURCE / "src").glob("*.ts"))
    unused = [f"{table}.{key}" for table in fr for key in fr[table]
              if not re.search(rf"\b{re.sub('_(one|many)$', '', key)}\b", source)
              and not re.search(rf"{table}\.{{", source)]  # fmt: skip
    assert not unused


def test_a_french_page_has_no_english_and_no_space_at_which_a_colon_could_fall_off(
    pages: dict[tuple[str, bool], str],
) -> None:
    for public in (True, False):
        text = read(pages["fr", public]).parts
        whole = "\n".join(text).replace("Canton of Saint-Hilarin (fictional)", "")
        assert not re.search(r" [:;?!»%]|« ", whole), re.search(r".{20} [:;?!»%].{10}", whole)
        english = re.findall(
            r"\b(the|of|with|and|request|requests|served|refused|wait|per|day|from|null|nan|inf)\b", whole
        )
        assert not english, english
        assert not re.search(r"\b[a-z]+_[a-z]+\b", whole.replace("fr_FR", "")), "a raw key stands in the page"
        assert "\u2019" in whole and "'" not in whole
    english_page = "\n".join(read(pages["en", False]).parts)
    assert not re.search(r"\b(demandes|refusées|avec|l'option|par jour)\b", english_page)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("fr", ["8\u00a0h\u00a030", "20\u00a0h", "1\u202f234\u00a0€", "12\u00a0%", "1\u00a0h\u00a005"]),
     ("en", ["8:30", "20:00", "€1,234", "12%", "1\u00a0h 5\u00a0min".replace(" 5", "\u00a05")])],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(lang: str, told: list[str]) -> None:
    w = words.Words(lang)
    assert [
        w.clock(8.5 * 3.6e6),
        w.clock(20 * 3.6e6),
        w.euros(1234.4),
        w.percent(0.123),
        w.minutes(65 * 60_000),
    ] == told
    assert w.euros(-3.2) == ("\u22123\u00a0€" if lang == "fr" else "\u2212€3")
    assert w.clock(25 * 3.6e6) == ("1\u00a0h" if lang == "fr" else "1:00")


def test_the_page_says_what_the_service_is(pages: dict[tuple[str, bool], str]) -> None:
    text = " ".join(read(pages["fr", False]).parts).replace("\u00a0", " ").replace("\u202f", " ")
    for told in ("5 véhicules de 8 places", "3 véhicules de 8 places", "De 6 h 30 à 20 h.",
                 "au moins 30 min à l\u2019avance",
                 "2,00 € par personne", "1,00 € au tarif réduit", "dans les 20 min", "22 départs par jour",
                 " \u2013 ".join(LINE), "on marche 500 m au plus"):  # fmt: skip
        assert told in text, told


def test_each_aim_tells_what_it_gives_up(runs: list[navette.Run]) -> None:
    w = words.Words("en")
    chosen = options.options_of(runs, None, w.table("option"))
    assert [option.name for option in chosen] == ["Door to door", "Stop to stop", "Lines on request"]
    found = figures.figures_of(chosen, public=False)
    cheapest, most_served, fairest, greenest = reading(found, w)
    assert cheapest.best == "Lines on request" and "refusals: 78%" in cheapest.but and "cost per trip" in cheapest.but
    # 20 and 25 of 228 refused: the same requests do not tell them apart.
    assert most_served.best == "Door to door and Stop to stop" and "cost" in most_served.but
    assert "Lines on request" not in fairest.best
    assert greenest.best == "Lines on request" and greenest.but
    kpi = runs[2].kpi["value"]
    row = found.table.loc["Lines on request"]
    assert row["cost"] == pytest.approx(kpi["cost"]) and row["subsidy"] == pytest.approx(kpi["cost"] - kpi["revenue"])


def test_draws_of_one_scenario_are_one_option_and_tell_noise(navette_command: Navette, tmp_path: Path) -> None:
    files = []
    for size in (5, 6):
        for seed in (1, 2, 3, 4):
            files.append(tmp_path / f"{size}-{seed}.h5")
            scenario = ROOT / "scenarios" / "canton" / "scenario.toml"
            arguments = ["-o", files[-1], "--seed", str(seed), "--set", f"fleet.size={size}"]
            succeed(navette_command("run", scenario, *arguments))
    opened = [navette.open(file, trusted=True) for file in files]
    chosen = options.options_of(opened, ["five", "six"], {})
    assert [len(option.runs) for option in chosen] == [4, 4] and options.same_demand(chosen)
    found = figures.figures_of(chosen, public=False)
    assert found.draws == 4
    means = [np.mean([run.kpi["value"]["cost"] for run in option.runs]) for option in chosen]
    assert found.table["cost"].tolist() == pytest.approx(means)
    assert found.differ("cost", "five", "six"), "a sixth shuttle costs its driver on every day"
    with pytest.raises(navette.InputError, match="seed 1 of the same scenario is given twice"):
        options.options_of([*opened, opened[0]], None, {})


def test_what_is_hidden_is_in_no_part_of_a_public_page(
    runs: list[navette.Run], pages: dict[tuple[str, bool], str]
) -> None:
    page = pages["fr", True]
    data = data_of(page)
    assert data["public"] is True
    for option in data["options"]:
        assert set(option) == {"name", "trips"}, "no request, shuttle or place of one may be told"
    for run in runs:
        for name in [*run.table("requests")["request_id"], *run.table("shuttles")["shuttle_id"]]:
            assert name not in page
    chosen = options.options_of(runs, list(DESIGNS), {})
    hidden = figures.figures_of(chosen, public=True)
    # 19 people could not book a line in time, one of them in Monviville: by subtraction of its requests one would know.
    line = hidden.groups["commune"]["line"]
    assert line[["requests", "served", "refused"]].isna().all(axis=None) and line["hidden"].all()
    assert hidden.groups["commune"]["stops"]["requests"].notna().any()
    assert hidden.table.loc["line", "requests"] == 209
    for dimension, tables in hidden.groups.items():
        for option in chosen:
            truth = option.first.by(dimension)
            table = tables[option.name]
            small = truth.index[(truth["requests"] > 0) & (truth["requests"] < 11)]
            assert table.loc[small, ["requests", "served", "refused", "wait_mean"]].isna().all(axis=None)
            refused = truth.index[(truth["refused"] > 0) & (truth["refused"] < 11)]
            assert table.loc[refused, "refused"].isna().all()


def crowd(path: Path, source: Path) -> navette.Run:
    """The run as if all its served requests went from the largest village to the second, each from somebody else."""
    shutil.copy(source, path)
    run = navette.open(source, trusted=True)
    option = options.options_of([run], None, {})[0]
    villages = sorted(places.villages_of(option), key=lambda village: -village.inhabitants)[:3]
    with h5py.File(path, "a") as file:
        for end, ranks in (("origin", (0, 1)), ("destination", (1, 2))):
            for axis in ("lon", "lat"):
                column = file[f"requests/{end}_{axis}"]
                scale = column.attrs["scale_factor"]
                at = [getattr(villages[ranks[row % 2]], axis) for row in range(len(column))]
                column[...] = np.rint(np.array(at) / scale).astype(column.dtype)
        file["requests/resident"][...] = np.arange(len(file["requests/resident"]))
    return navette.open(path, trusted=True)


def test_the_public_replay_shows_only_what_many_share_and_no_true_time(designs: Files, tmp_path: Path) -> None:
    run = crowd(tmp_path / "crowd.h5", designs["stops"])
    chosen = options.options_of([run], ["crowd"], {})
    villages = places.villages_of(chosen[0])
    frame = places.frame_of(chosen, villages, public=True)
    made = replay.replay(chosen, villages, frame, places.roads_of(chosen[0], frame), words.Words("en"), public=True)
    trips = made["options"][0]["trips"]
    served = run.table("requests").query("end == 'served'")
    pairs = pd.Series([tuple(trip[2:]) for trip in trips]).value_counts()
    assert len(trips) > 150 and len(pairs) == 2 and pairs.min() >= 11
    assert all(begin % 1 == 0 and (end - begin) % replay.ROUNDED == 0 for begin, end, *_ in trips)
    true = np.sort(served["pickup"].to_numpy(dtype=float) / 1000)
    told = np.sort([trip[0] for trip in trips])
    # Sorted, values that are each shifted by at most the bound stay within it.
    assert np.abs(told - true).max() <= replay.JITTER + 1
    assert (np.abs(told - true) > 1).mean() > 0.8
    shown = replay.shown_trips(chosen)["crowd"]
    assert len(shown) == len(trips)


def test_roads_of_a_public_map_are_those_that_many_were_driven_on(runs: list[navette.Run]) -> None:
    option = options.options_of(runs[:1], None, {})[0]
    full, public = (places.driven(option, public=told) for told in (False, True))
    assert set(public.index) < set(full.index) and (public >= 11).all() and (public % 11 == 0).all()


def test_a_policy_that_lets_nothing_in_or_out_and_names_that_stay_text(
    runs: list[navette.Run], designs: Files, tmp_path: Path, pages: dict[tuple[str, bool], str]
) -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\u202e"
    path = tmp_path / "hostile.h5"
    shutil.copy(designs["line"], path)
    with h5py.File(path, "a") as file:
        file.attrs["title"] = hostile
        for column in ("shuttles/shuttle_id", "requests/request_id", "communes/name", "service_stops/name",
                       "services/name"):  # fmt: skip
            file[column][...] = [f"{hostile}{rank}" for rank in range(len(file[column]))]
    page = navette.report.of(navette.open(path, trusted=True), names=[hostile], public=False, question=hostile).html
    plain = read(pages["fr", False]).tags
    assert "<img" not in page and page.count("<script") == plain.count("script") == 2 and "\u202e" not in page
    assert "49" not in "".join(re.findall(r"onerror=alert\(1\)&gt;(.{8})", page))
    for text in (page, pages["fr", True]):
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy is not None
        allowed = policy.group(1).replace("&#39;", "'")
        assert "default-src 'none'" in allowed and "unsafe" not in allowed and "http" not in allowed
        for part, tag in (("script-src", "script"), ("style-src", "style")):
            inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
            assert len(inside) == 1
            digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
            assert f"{part} 'sha256-{digest}'" in allowed
        markup = re.sub(r"<script>.*</script>", "", text, flags=re.DOTALL)
        assert not re.search(r'(src|href)="(https?:)?//', markup) and 'style="' not in markup
    assert json.loads(embedded({"a": "</script>&"}))["a"] == "</script>&"


def test_tables_are_inside_as_csv_and_each_has_its_picture(pages: dict[tuple[str, bool], str]) -> None:
    from urllib.parse import unquote

    page = pages["en", False]
    found = re.findall(r'download="([\w-]+)\.csv" href="data:text/csv;charset=utf-8,([^"]*)"', page)
    assert [name for name, _ in found] == ["outcome", "reasons", "waits", "money", "hours", "by-village-1",
                                           "by-village-2", "by-village-3", "all"]  # fmt: skip
    outcome = unquote(dict(found)["outcome"]).splitlines()
    assert outcome[0].startswith("\ufeffOption,Requests served,Requests refused") and "Door to door,208,20,0" in outcome
    assert page.count('<figure class="picture"') == len(found) and page.count("<details>") == len(found)
    assert page.count('class="row"') > 40 and 'class="hours"' in page


def test_the_command_says_what_is_wrong(
    designs: Files, navette_command: Navette, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    door = designs["door-to-door"]
    out = tmp_path / "page.html"
    for arguments, told in [
        ([door, "-o", tmp_path / "page.pdf"], "must end in .html"),
        ([door, "-o", tmp_path / "none" / "page.html"], "there is no folder"),
        ([door, "-o", out, "--village", "Nowhere"], "there is no village 'Nowhere'; there are Saint-Hilarin"),
        ([door, designs["line"], "-o", out, "--names", "one"], "there are 2 options, but 1 names: one"),
        ([door, designs["line"], "-o", out, "--names", "a,a"], "two options have the same name"),
        ([tmp_path / "none.h5", "-o", out], "none.h5"),
    ]:
        assert main([str(argument) for argument in arguments]) == 2
        said = capsys.readouterr().err
        assert told in said and said.count("\n") == 1 and not out.exists()
    done = navette_command("report", door, "-o", out, "--village", "Belrens", "--lang", "en", "--full")
    assert succeed(done) == f"{out}\n"
    page = out.read_text()
    assert re.search(r'<article class="village chosen" data-village="Belrens">', page)
    assert page.index('data-village="Belrens"') < page.index('data-village="Saint-Hilarin"')
    shares = re.findall(r"Share of the cost, per day, by (\w+)[^<]*</dt><dd>€([\d,]+)", page)
    cost = float(navette.open(door, trusted=True).kpi["value"]["cost"])
    by_people = sum(float(amount.replace(",", "")) for key, amount in shares if key == "inhabitants")
    assert by_people == pytest.approx(cost, abs=12), "the villages' shares are the whole cost"


def test_given_demand_has_no_villages_and_says_so(tmp_path: Path) -> None:
    run = navette.run(ROOT / "scenarios/canton/scenario.toml",
                      overrides={"demand.requests": str(ROOT / "scenarios/canton/requests.csv")})  # fmt: skip
    page = run.report(lang="en", public=False).html
    assert "no names of villages are known" in page and 'id="villages"' not in page
    with pytest.raises(navette.InputError, match="no villages are known"):
        run.report(village="Belrens")


def test_results_that_lack_a_column_are_named(designs: Files, tmp_path: Path) -> None:
    path = tmp_path / "lacking.h5"
    shutil.copy(designs["stops"], path)
    with h5py.File(path, "a") as file:
        del file["requests/earliest_departure"]
    lacking, whole = (navette.open(name, trusted=True) for name in (path, designs["line"]))
    with pytest.raises(navette.ResultsError, match=r"lacking\.h5.*earliest_departure"):
        lacking.report(public=False)
    with pytest.raises(navette.InputError, match=r"lacking\.h5"):
        navette.report.of([lacking, whole], public=False)


def test_the_size_of_a_page(pages: dict[tuple[str, bool], str]) -> None:
    assert len(pages["fr", True].encode()) < 3e6 and len(pages["fr", False].encode()) < 15e6


def source_hash() -> str:
    names = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"]
    names += [f"src/{path.name}" for path in (PAGE_SOURCE / "src").iterdir()]
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name}\0".encode() + (PAGE_SOURCE / name).read_bytes())
    return digest.hexdigest()


def test_the_bundle_is_built_from_the_source_beside_it() -> None:
    assert (BUNDLE / "source.sha256").read_text().strip() == source_hash(), "run `make report-page`"
    assert "</script" not in (BUNDLE / "report.js").read_text()
    used = json.loads((PAGE_SOURCE / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in used.values()), "exact versions only"


def test_a_new_build_gives_the_same_bundle(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (PAGE_SOURCE / "node_modules").is_dir():
        pytest.skip("needs node and python/report-page/node_modules: `make report-page` makes them")
    vite = PAGE_SOURCE / "node_modules" / "vite" / "bin" / "vite.js"
    environment = os.environ | {"NAVETTE_REPORT_OUT": str(tmp_path)}
    done = subprocess.run(
        [node, vite, "build"], cwd=PAGE_SOURCE, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "report.js").read_bytes() == (BUNDLE / "report.js").read_bytes()


def test_the_wheel_carries_the_page() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["scikit-build"]
    assert built["wheel"]["packages"] == ["python/navette"]
    assert BUNDLE.is_relative_to(ROOT / "python" / "navette") and (BUNDLE / "report.js").is_file()
