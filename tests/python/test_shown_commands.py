"""The commands that README.md and docs/first-day.md show are run as they stand there, by a shell, page by page.

What a page takes for granted (a map of the reader's own, requests and shuttles on it) is put where it is named; a
generated territory is the map. Commands that install or build, and what is only a pattern, are not run: they are listed
below by how they begin, so that a new command is run unless somebody decides otherwise.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Navette, succeed

BLOCK = re.compile(r"^([ \t]*)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
NOT_RUN = ("git clone", "make ", "export PATH=")  # `make` builds; the PATH is set for all
DATA = ("request_id,", "shuttle_id,")  # the head of a file that is shown


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language ("": commands), without their indentation."""
    found = []
    for indent, kind, text in BLOCK.findall(page.read_text()):
        lines = [line.removeprefix(indent) for line in text.splitlines()]
        if kind == language:
            found.append("\n".join(lines) + "\n")
    return found


def commands(page: Path) -> str:
    """All commands of a page, as one script."""
    shown = [block for block in blocks(page, "") if not block.startswith(DATA)]
    lines = "".join(shown).splitlines()
    return "\n".join(line for line in lines if not line.startswith(NOT_RUN)) + "\n"


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
    # On that map: where it begins, as `navette network` tells.
    text = succeed(navette_command("network", folder / "region.osm.pbf"))
    west, south = map(float, re.findall(r"south-west corner\s+(\S+) (\S+)", text)[0])
    east, north = map(float, re.findall(r"north-east corner\s+(\S+) (\S+)", text)[0])

    def at(x: float, y: float) -> str:
        return f"{west + x * (east - west):.5f},{south + y * (north - south):.5f}"

    first_day = ROOT / "docs" / "first-day.md"
    shown = {block.split(",")[0]: block.splitlines()[0] for block in blocks(first_day, "") if block.startswith(DATA)}
    (folder / "requests.csv").write_text(
        f"{shown['request_id']}\nanna,07:40:00,08:00:00,{at(0.4, 0.4)},{at(0.6, 0.6)}\n"
        f"bert,08:40:00,09:00:00,{at(0.6, 0.5)},{at(0.4, 0.6)}\n"
    )
    (folder / "shuttles.csv").write_text(f"{shown['shuttle_id']}\ns1,{at(0.5, 0.5)},8,1,06:00:00,15:00:00\n")
    return folder


def run(checkout: Path, command: list[str], script: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'build' / 'release'}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "MPLBACKEND": "Agg", "NO_COLOR": "1"}
    return subprocess.run(
        [*command, script], cwd=checkout, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["README.md", "docs/first-day.md"])
def test_what_a_page_shows_can_be_run(checkout: Path, name: str) -> None:
    page = ROOT / name
    script = commands(page)
    assert script.count("navette ") >= 5
    done = run(checkout, ["bash", "-euxo", "pipefail", "-c"], script)
    assert done.returncode == 0, done.stderr[-3000:]
    for number, program in enumerate(blocks(page, "python")):
        done = run(checkout, [sys.executable, "-c"], program)
        assert done.returncode == 0, f"{name}, Python block {number}:\n{done.stderr[-3000:]}"


def test_commands_are_taken_from_a_page_and_data_are_not(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```\nmake demo   # builds\nnavette run a \\\n    -o b\n```\n\n"
        "1. text\n\n   ```\n   request_id,x\n   a,1\n   ```\n"
        "```python\nimport navette\n```\n"
    )
    assert commands(page) == "navette run a \\\n    -o b\n"
    assert blocks(page, "python") == ["import navette\n"]
