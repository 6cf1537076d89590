"""Names that others chose (of a territory, shuttles, requests) act on nothing that shows or keeps them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import h5py
import matplotlib
import matplotlib.figure
import matplotlib.pyplot
import pytest

import navette
from hostile_names import HOSTILE, NAMES, acts
from navette.common import text
from small_file import write_small_file

matplotlib.use("Agg")


@pytest.fixture
def hostile(name: str, tmp_path: Path) -> Path:
    """The small run, in which everything that has a name has this one."""
    path = write_small_file(tmp_path / "small.h5")
    with h5py.File(path, "a") as file:
        file.attrs["title"] = name
        for column in ("shuttles/shuttle_id", "requests/request_id"):
            file[column][...] = [name] * len(file[column])
    return path


@NAMES
def test_a_cell_is_never_a_formula_and_numbers_stay(name: str) -> None:
    kept = text.cell(name)
    assert not kept.lstrip().startswith(("=", "+", "-", "@")) and not kept.startswith(("\t", "\r"))
    assert "\x1b" not in kept and "\u202e" not in kept
    for number in ("-3", "+4.5", "-1e-7", "12"):
        assert text.cell(number) == number


@NAMES
def test_messages_and_labels_only_show_it(name: str) -> None:
    assert acts(text.shown(name)) == [] and "\n" not in text.shown(name)
    assert acts(text.isolated(name)) == []
    figure = matplotlib.figure.Figure()
    figure.suptitle(text.label(name))
    figure.savefig(io.BytesIO(), format="svg")  # parses it


@NAMES
def test_a_file_name_made_of_it_is_one_part_of_a_path(name: str, tmp_path: Path) -> None:
    made = text.file_name(name)
    (tmp_path / f"{made}-1.h5").touch()
    assert [path.parent for path in tmp_path.rglob("*.h5")] == [tmp_path]
    assert acts(made) == [] and made not in ("", ".", "..") and not made.startswith("-") and made.lower() != "con"


@NAMES
def test_pictures_pages_and_notebooks_show_it(name: str, hostile: Path, tmp_path: Path) -> None:
    run = navette.open(hostile, trusted=True)
    for kind in ("map", "shuttle"):
        figure = getattr(run, f"plot_{kind}")()
        figure.savefig(tmp_path / f"{kind}.png", dpi=30)
        matplotlib.pyplot.close(figure)
    shown = run._repr_html_()
    assert "<script>alert" not in shown and "<img src=x" not in shown
    assert acts(shown) == [], shown


@pytest.mark.parametrize("name", [HOSTILE[key] for key in ("html", "close", "latex", "bidi", "hebrew")])
def test_the_interactive_map_shows_it(name: str, canton: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.h5"
    path.write_bytes(canton.read_bytes())
    with h5py.File(path, "a") as file:
        file.attrs["title"] = name
        for column in ("shuttles/shuttle_id", "requests/request_id", "communes/name"):
            file[column][...] = [name] * len(file[column])
    figure = navette.open(path, trusted=True).plot.waits()
    figure.savefig(tmp_path / "waits.svg")
    matplotlib.pyplot.close(figure)
    page = navette.open(path, trusted=True).plot.interactive_map().html
    assert "<script>alert" not in page and "<img src=x" not in page and "</style>\"'" not in page
    assert "\u202e" not in page
    if name == HOSTILE["hebrew"]:
        assert "\u2068\u05e2\u05d9\u05e8\u2069 3" in page


@pytest.mark.parametrize(
    "name", [HOSTILE[key] for key in ("formula", "call", "tab", "return", "terminal", "line", "html", "minus")]
)
def test_exports_hold_it_as_text(name: str, canton: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.h5"
    path.write_bytes(canton.read_bytes())
    with h5py.File(path, "a") as file:
        file.attrs["title"] = name
        for column in ("shuttles/shuttle_id", "requests/request_id", "communes/name"):
            file[column][...] = [name] * len(file[column])
    run = navette.open(path, trusted=True)
    for kind in ("csv", "matsim", "simwrapper"):
        run.export(tmp_path / kind, kind)
    tables = [*(tmp_path / "csv").glob("*.csv"), *(tmp_path / "matsim").glob("*.csv")]
    assert len(tables) > 8
    found = 0
    for table in tables:
        with open(table, encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter=";" if table.parent.name == "matsim" else ","):
                for field in row:
                    number = re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", field)
                    assert number or not field.lstrip().startswith(("=", "+", "-", "@")), (table.name, field)
                    found += field == text.cell(name)
    assert found > 10
    for readme in tmp_path.glob("*/README.md"):
        assert acts(readme.read_text("utf-8")) == [] and "<script>" not in readme.read_text("utf-8").replace("\\<", "")
    json.loads((tmp_path / "csv" / "datapackage.json").read_text("utf-8"))
    assert all(path.parent.parent == tmp_path for path in tmp_path.glob("*/*"))


@pytest.mark.parametrize("name", [HOSTILE[key] for key in ("terminal", "c1", "bidi", "line", "delete")])
def test_the_executable_only_shows_it(name: str, executable: Path, tmp_path: Path) -> None:
    """In messages on stderr (names of files) and in what it prints (a table of indicators)."""
    path = write_small_file(tmp_path / "small.h5")
    with h5py.File(path, "a") as file:
        file["kpi/name"][0] = file["kpi/definition"][0] = name
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(f"[territory]\nroads = {json.dumps(name)}\n", "utf-8")
    calls = [
        ("run", tmp_path / f"{name}.toml", "-o", tmp_path / "x.h5"),
        ("kpi", tmp_path / f"{name}.h5"),
        *(("kpi", path, "--format", kind) for kind in ("table", "csv", "json")),
        (name,),
        ("network", tmp_path / f"{name}.pbf"),
        ("validate", scenario),
        ("validate", scenario, "--set", f"{name}=1"),
        ("explain", path, "--request", name),
        ("verify", tmp_path / name),
    ]
    for call in calls:
        done = subprocess.run([executable, *call], capture_output=True, timeout=120)
        for said in (done.stdout, done.stderr):
            assert acts(said.decode()) == [], (call, said)
            if name == HOSTILE["line"]:
                assert b"\nerror: two" not in said


@pytest.mark.parametrize("name", [HOSTILE[key] for key in ("terminal", "bidi", "line")])
def test_the_commands_of_the_package_only_show_it(name: str, tmp_path: Path) -> None:
    for module, call in {
        "navette.export.command": [tmp_path / f"{name}.h5", "--format", "csv"],
        "navette.plot": [tmp_path / f"{name}.h5", "--map", tmp_path / "x.png"],
        "navette.sweep": ["status", tmp_path / name],
    }.items():
        done = subprocess.run([sys.executable, "-m", module, *call], capture_output=True, timeout=120)
        assert done.returncode == 2 and acts(done.stderr.decode()) == [] and done.stderr.count(b"\n") == 1, done.stderr
