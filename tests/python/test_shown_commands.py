"""The commands that README.md and the pages of docs/ show are right, and are run as they stand there, page by page.

What a page takes for granted (a map of the reader's own, requests and shuttles on it) is put where it is named; a
generated territory is the map. What takes more than moments, builds, or needs what is not shipped is not run: it is
listed below, so that a new command is run unless somebody decides otherwise. Of those, and of all others, the options,
keys, targets and files must exist.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT, Navette, succeed
from navette.calibration import command as calibrate_command
from navette.comparison import command as compare_command
from navette.export import command as export_command
from navette.importing import command as import_command
from navette.report import command as report_command
from navette.sweep import command as sweep_command
from shown_commands import blocks, calls, commands

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_COMMANDS = [page for page in PAGES if commands(page)]
NOT_RUN = {
    r"^git clone|^make |^pip install|^export PATH|^ls build/": "builds; the PATH is set for all",
    r"navette (compare|calibrate|sweep|report) ": "minutes, or what other pages made; tests of their own",
    r"navette import|out/(list|liste|people|habitants)[/ ]": "lists and tables that are not shipped; tests of its own",
    r"--replications 1000|out/many.h5|run\.days=365|dispatch\.policy=rolling_plan|--time-limit 10|km2 900": "seconds",
    r"isle-of-man|out/crowded|load/": "a map that is not shipped",
    r"tests/bench/|docs/validation/plot.py|-m timeit": "minutes, for measuring",
    r"^h5diff|^ncdump": "programs of others",
    r"navette completion": "changes the reader's shell; a test of its own",
    r"--request REQUEST": "a pattern",
    r"^policies=|^files=": "for commands that are not run",
}  # fmt: skip
PARSERS = {
    "compare": compare_command._parser,
    "calibrate": calibrate_command._parser,
    "export": export_command._parser,
    "import": import_command._parser,
    "report": report_command._parser,
    "sweep": sweep_command._parser,
}
INSTANCE = "1 2 480 3 30\n0 0 0 0 0 0 480\n1 1 2 3 1 0 60\n2 3 1 3 1 0 90\n3 4 4 3 -1 0 480\n4 0 5 3 -1 0 480\n"
"""Two trips of one vehicle, for `navette plan`."""


def why_not_run(command: str) -> str | None:
    return next((why for pattern, why in NOT_RUN.items() if re.search(pattern, command, re.MULTILINE)), None)


TO_RUN = {page: [command for command in commands(page) if not why_not_run(command)] for page in WITH_COMMANDS}


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module")
def checkout(navette_command: Navette, executable: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the project after `make demo`, with a map, requests and shuttles of the reader's own."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    (folder / "out").mkdir()
    (folder / "build" / "release").mkdir(parents=True)
    (folder / "build" / "release" / "navette").symlink_to(executable)
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    arguments = ("--inhabitants", "3000", "--km2", "60", "--seed", "1")
    succeed(navette_command("territory", "-o", folder / "region.osm.pbf", *arguments))
    shutil.copy(folder / "region.osm.pbf", folder / "my-county.osm.pbf")
    (folder / "INSTANCE.txt").write_text(INSTANCE)
    canton = folder / "scenarios" / "canton" / "scenario.toml"
    succeed(navette_command("run", canton.relative_to(folder), "-o", "out/canton.h5", cwd=folder))
    # On that map: where it begins, as `navette network` tells.
    text = succeed(navette_command("network", folder / "region.osm.pbf"))
    west, south = map(float, re.findall(r"south-west corner\s+(\S+) (\S+)", text)[0])
    east, north = map(float, re.findall(r"north-east corner\s+(\S+) (\S+)", text)[0])

    def at(x: float, y: float) -> str:
        return f"{west + x * (east - west):.5f},{south + y * (north - south):.5f}"

    shown = [block.splitlines()[0] for block in blocks(ROOT / "docs" / "first-day.md", "")]
    of_requests, of_shuttles = (
        next(head for head in shown if head.startswith(name)) for name in ("request_id,", "shuttle_id,")
    )
    (folder / "requests.csv").write_text(
        f"{of_requests}\nanna,07:40:00,08:00:00,{at(0.4, 0.4)},{at(0.6, 0.6)}\n"
        f"bert,08:40:00,09:00:00,{at(0.6, 0.5)},{at(0.4, 0.6)}\n"
    )
    (folder / "shuttles.csv").write_text(f"{of_shuttles}\ns1,{at(0.5, 0.5)},8,1,06:00:00,15:00:00\n")
    return folder


def run(checkout: Path, command: list[str], script: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'build' / 'release'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "MPLBACKEND": "Agg", "NO_COLOR": "1", "HOME": str(checkout)}
    return subprocess.run(
        [*command, script], cwd=checkout, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip


def shown_answers(page: Path) -> list[str]:
    """What a page shows as the answer of `navette explain`, without how its lines are broken; `...` leaves out."""
    return [
        " ".join(part.split())
        for block in blocks(page, "")
        if block.startswith("request ")
        for part in block.split("  ...\n")
    ]


@pytest.mark.parametrize("page", [page for page in TO_RUN if TO_RUN[page]], ids=name_of)
def test_what_a_page_shows_can_be_run(checkout: Path, page: Path) -> None:
    if page.name in ("README.md", "first-day.md"):
        assert "".join(TO_RUN[page]).count("navette ") >= 5
    done = run(checkout, ["bash", "-euxo", "pipefail", "-c"], "\n".join(TO_RUN[page]))
    assert done.returncode == 0, done.stderr[-3000:]
    told = " ".join(done.stdout.split())
    for answer in shown_answers(page):
        assert answer in told, f"{page.name} shows what is not told: {answer}"
    for number, program in enumerate(blocks(page, "python") if page.name in ("README.md", "first-day.md") else []):
        done = run(checkout, [sys.executable, "-c"], program)
        assert done.returncode == 0, f"{page.name}, Python block {number}:\n{done.stderr[-3000:]}"


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_options_keys_targets_and_files_that_a_page_shows_exist(executable: Path, page: Path) -> None:
    for command in commands(page):
        if "<this repository>" in command:
            continue
        syntax = subprocess.run(["bash", "-n", "-c", command], capture_output=True, text=True)
        assert syntax.returncode == 0, syntax.stderr
        for call in calls(command):
            assert (wrong := what_is_wrong(executable, call)) is None, f"{page.name}: {' '.join(call)}: {wrong}"


def what_is_wrong(executable: Path, call: list[str]) -> str | None:
    """Of a call of our own command, of make and of our programs in Python; others are nobody's here."""
    program, *words = call
    if program == "navette":
        return wrong_call(executable, words)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text()
        for word in words:
            known = rf"^{word}:" if "=" not in word else rf"\$[({{]{word.split('=')[0]}[)}}]|^{word.split('=')[0]} :="
            if not re.search(known, makefile, re.MULTILINE):
                return f"the Makefile knows no {word}"
    if program == "python":
        return "Debian has no `python`: .venv/bin/python"
    if program == ".venv/bin/python" and words[0].endswith(".py"):
        script = ROOT / words[0]
        if not script.is_file():
            return f"there is no {words[0]}"
        text = script.read_text()
        return next((f"no {word}" for word in words if word.startswith("-") and f'"{word}"' not in text), None)
    return None


def wrong_call(executable: Path, words: list[str]) -> str | None:
    for rank, word in enumerate(words):
        if word == "--set" and not known_key(words[rank + 1].partition("=")[0]):
            return f"no key {words[rank + 1]}"
    if words[0] in PARSERS:
        given = [part for word in words[1:] for part in ([] if word.startswith("$files") else [word])]
        try:
            PARSERS[words[0]]().parse_args(given)
        except SystemExit:
            return "its parser refuses it"
        return None
    told = help_of(executable, words[0])
    if told is None:
        return "no such command"
    options = [word.partition("=")[0] for word in words if word.startswith("-")]
    return next((f"no option {option}" for option in options if not re.search(rf"[ ,]{option}\b", told)), None)


@cache
def help_of(executable: Path, subcommand: str) -> str | None:
    if subcommand.startswith("-"):
        subcommand = ""
    done = subprocess.run([executable, *filter(None, [subcommand]), "--help"], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


@cache
def documented() -> str:
    return (ROOT / "docs" / "scenario-format.md").read_text("utf-8")


def known_key(key: str) -> bool:
    return f"`{key}`" in documented()


def test_each_reason_not_to_run_holds_for_a_command() -> None:
    shown = [command for page in WITH_COMMANDS for command in commands(page)]
    for pattern, why in NOT_RUN.items():
        assert any(re.search(pattern, command, re.MULTILINE) for command in shown), why
    assert sum(map(len, TO_RUN.values())) > 30


def test_no_command_hides_in_another_block() -> None:
    for page in PAGES:
        told = {line for block in blocks(page, "") for line in block.splitlines() if line.startswith("navette ")}
        taken = {line for command in commands(page) for line in command.splitlines()}
        assert told <= taken, (page.name, told - taken)


def test_commands_are_taken_from_a_page_and_data_are_not(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```\nmake demo   # builds\nnavette run a \\\n    -o b\n```\n\n"
        "1. text\n\n   ```\n   request_id,x\n   a,1\n   ```\n"
        "```\nfor x in a b; do\n  navette kpi $x | sort\ndone\n```\n"
        "```python\nimport navette\n```\n"
    )
    loop = "for x in a b; do\n  navette kpi $x | sort\ndone"
    assert commands(page) == ["make demo   # builds", "navette run a \\\n    -o b", loop]
    assert blocks(page, "python") == ["import navette\n"]
    assert list(calls("navette run a \\\n -o b && navette kpi b > c  # so")) == [
        ["navette", "run", "a", "-o", "b"], ["navette", "kpi", "b"], ["c"]
    ]  # fmt: skip
    assert ["navette", "kpi", "$x"] in list(calls(loop))


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("navette run a -o b --sed 1", "no option --sed"),
        ("navette runs a", "no such command"),
        ("navette run a --set fleet.sise=4", "no key fleet.sise=4"),
        ("navette compare a -o b --seed", "its parser refuses it"),
        ("make demos", "the Makefile knows no demos"),
        (".venv/bin/python tests/bench/no.py", "there is no tests/bench/no.py"),
        (".venv/bin/python tests/bench/rebalancing_table.py --isle x", "no --isle"),
        ("python tests/bench/table.py", "Debian has no `python`: .venv/bin/python"),
    ],
)
def test_a_wrong_command_is_seen(executable: Path, command: str, wrong: str) -> None:
    assert [what_is_wrong(executable, call) for call in calls(command)] == [wrong]
