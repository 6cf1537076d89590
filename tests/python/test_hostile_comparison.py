"""Names that others chose act on nothing in a comparison's page, tables and messages, nor in a calibration's."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import navette
from conftest import CANTON, Navette, succeed
from hostile_names import CONTROL, HOSTILE, NAMES, acts
from navette.calibration import command as calibrate_command
from navette.common import text
from navette.comparison import command as compare_command

MAP_NAMES = [name for name in HOSTILE.values() if name not in CONTROL]
REQUESTS = (
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat\n"
    "anna,07:40,08:00,2.0235,44.0314,1.9756,43.9998\nbert,08:40,09:00,1.9756,43.9998,2.0235,44.0314\n"
)
OPTIONS = [list(HOSTILE.values())[first : first + 8] for first in range(0, len(HOSTILE), 8)]


class Page(HTMLParser):
    """The words of a page, and what could do something on it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.active: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")
        of = dict(attrs)
        links = [of.get(name) or "" for name in ("src", "href", "action")]
        if tag == "script" or any(name.startswith("on") for name in of) or any("script:" in link for link in links):
            self.active.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@pytest.fixture(scope="module")
def region(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario on a small map, in strips from west to east: communes with all names that a map may have."""
    folder = tmp_path_factory.mktemp("region")
    succeed(navette_command("territory", "-o", folder / "region.osm.pbf", "--inhabitants", "800", "--km2", "20"))
    west, south, east, north = navette.network.read(folder / "region.osm.pbf").roads().total_bounds
    edges = [west - 0.01 + rank * (east - west + 0.02) / len(MAP_NAMES) for rank in range(len(MAP_NAMES) + 1)]
    low, high = south - 0.01, north + 0.01
    strips = [
        {
            "type": "Feature",
            "properties": {"name": name, "code": f"X{rank}"},
            "geometry": {"type": "Polygon", "coordinates": [[[a, low], [b, low], [b, high], [a, high], [a, low]]]},
        }
        for rank, (name, a, b) in enumerate(zip(MAP_NAMES, edges, edges[1:], strict=False))
    ]
    (folder / "strips.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": strips}))
    path = folder / "scenario.toml"
    path.write_text(
        '[territory]\nroads = "region.osm.pbf"\n[population]\npolygons = "strips.geojson"\n[demand]\nlevel = 60\n'
        '[fleet]\nsize = 2\n[dispatch]\npolicy = "first_come"\n[record]\ntrajectories = false\n'
    )
    return path


@pytest.mark.parametrize("names", OPTIONS, ids=["first", "second", "third", "fourth"])
def test_a_comparison_shows_them_as_names_of_options(names: list[str], region: Path, tmp_path: Path) -> None:
    (tmp_path / "requests.csv").write_text(REQUESTS)
    title = next(name for name in names if name not in CONTROL)
    given = {"demand.requests": tmp_path / "requests.csv", "territory.roads": CANTON.parent / "canton.osm.pbf"}
    base = navette.Scenario.read(region, {"territory.name": title, **given})
    options = {name: base.with_({"fleet.size": 1 + rank % 3}) for rank, name in enumerate(names)}
    page, told, cells = saved(navette.compare(options, seeds=1, levels={"central": 1.0}, progress=False), tmp_path)
    for name in names:
        assert flat(text.isolated(name)) in page, name
        assert text.markdown(name) in without_marks(told), name
        assert text.cell(name) in cells, name


def test_a_comparison_shows_them_as_names_of_communes(region: Path, tmp_path: Path) -> None:
    base = navette.Scenario.read(region)
    options = {HOSTILE[key]: base.with_({"fleet.size": size}) for size, key in enumerate(("html", "close"), start=1)}
    page, told, _ = saved(navette.compare(options, seeds=1, levels={"central": 1.0}, progress=False), tmp_path)
    found = [
        name for name in MAP_NAMES if flat(text.isolated(name)) in page and text.markdown(name) in without_marks(told)
    ]
    assert len(found) > 8  # hidden or not, named all the same


def saved(result: navette.Comparison, folder: Path) -> tuple[str, str, set[str]]:
    """The words of the page, the Markdown, and the cells of the table; nothing in any of them acts."""
    for ending in ("html", "md", "csv"):
        result.save(folder / f"page.{ending}", lang="en")
    source = (folder / "page.html").read_text("utf-8")
    page = Page()
    page.feed(source)
    assert page.active == [] and acts(source) == []
    told = (folder / "page.md").read_text("utf-8")
    assert acts(told) == [] and not re.search(r"(?<!\\)(<[/a-z]|\]\()", told)  # no tag, no link
    with open(folder / "page.csv", encoding="utf-8", newline="") as file:
        cells = {field for row in csv.reader(file) for field in row}
    formulas = [field for field in cells if field.lstrip().startswith(("=", "+", "-", "@"))]
    assert all(re.fullmatch(r"[+-][\d.]+(e[+-]?\d+)?", field) for field in formulas), formulas
    return flat("".join(page.words)), told, cells


def without_marks(words: str) -> str:
    """Without what keeps words from right to left from turning others."""
    return words.replace("\u2068", "").replace("\u2069", "")


def flat(words: str) -> str:
    return " ".join(words.split())


@NAMES
def test_the_command_compare_only_shows_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(tmp_path / "page.html")
    for call in (
        [f"{tmp_path}/{name}.toml", str(CANTON), "-o", page],
        [str(CANTON), str(CANTON), "-o", page, "--names", f"{name},{name}"],
        [str(CANTON), "-o", page, "--policies", f"first_come,{name}"],
        [str(CANTON), "-o", page, "--set", name],
        [str(CANTON), "-o", page, "--set", f"{name}=1"],
        [str(CANTON), "-o", page, "--levels", f"={name}"],
        [str(CANTON), "-o", f"{tmp_path}/page.{name}"],
        [str(CANTON), "-o", page, f"--{name}"],
    ):
        assert told(compare_command.main, call, capsys) == 2, call
    assert list(tmp_path.iterdir()) == []


@NAMES
def test_the_command_calibrate_only_shows_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = tmp_path / "days.csv"
    quoted = '"' + name.replace('"', '""') + '"'
    tables = {
        "column": f"date,{quoted}\n2026-01-05,60\n",
        "day": f"date,requests\n{quoted},60\n",
        "number": f"date,requests\n2026-01-05,{quoted}\n",
        "good": "date,requests\n2026-01-05,60\n",
    }
    fixed = ["--seeds", "1", "--evaluations", "1", "--quiet", "--out", str(tmp_path / "out")]
    level = ["--bound", "demand.level=0.5:2"]
    for table, call in (
        *((kind, [str(CANTON), "--targets", str(days), *level]) for kind in ("column", "day", "number")),
        ("good", [str(CANTON), "--targets", f"{tmp_path}/{name}.csv", *level]),
        ("good", [f"{tmp_path}/{name}.toml", "--targets", str(days), *level]),
        ("good", [str(CANTON), "--targets", str(days), "--bound", f"{name}=1:2"]),
        ("good", [str(CANTON), "--targets", str(days), f"--bound={name}"]),
        ("good", [str(CANTON), "--targets", str(days), *level, f"--hold-out={name}"]),
        ("good", [str(CANTON), "--targets", str(days), *level, f"--weight={name}"]),
        ("good", [str(CANTON), "--targets", str(days), *level, "--weight", f"{name}=1"]),
        ("good", [str(CANTON), "--targets", str(days), *level, f"--{name}"]),
    ):
        days.write_text(tables[table], "utf-8")
        assert told(calibrate_command.main, [*call, *fixed], capsys) == 2, call
    assert [path.name for path in tmp_path.iterdir()] == ["days.csv"]


def test_a_calibration_and_a_notebook_show_them(region: Path, tmp_path: Path) -> None:
    targets = tmp_path / "days.csv"
    targets.write_text("date,requests\n2026-01-05,300\n")
    named = {name: navette.Scenario.read(region, {"territory.name": name}).named(name) for name in MAP_NAMES}
    scenario = named[HOSTILE["html"]]
    found = navette.calibrate(scenario, targets, {"demand.level": (20, 60)}, seeds=1, evaluations=1, progress=False)
    found.scenario.save(tmp_path / "found.toml")
    assert navette.Scenario.read(tmp_path / "found.toml")["territory.name"] == HOSTILE["html"]
    runs = navette.run_many(named, seeds=1, progress=False)
    points = {"territory.name": MAP_NAMES}
    sweep = navette.Sweep.plan({"scenario": str(region), "list": points}, tmp_path / "sweep")
    for shown in (found, found.scenario, runs, sweep, *named.values()):
        source = shown._repr_html_()
        page = Page()
        page.feed(source)
        assert page.active == [] and acts(source) == [], source[:1000]


def told(main: object, call: list[str], capsys: pytest.CaptureFixture[str]) -> int:
    """The exit code of a command that is refused, of which each line on stderr is an error or how it is used."""
    try:
        code = main(call)  # type: ignore[operator]
    except SystemExit as exit:
        code = exit.code
    said = capsys.readouterr()
    assert said.out == "" and acts(said.err) == [], (call, said.err)
    assert "\nerror: two" not in said.err
    return int(code)
