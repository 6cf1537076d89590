"""A locale that writes numbers with a comma, or letters in its own way, changes no byte of what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CANTON, ROOT

LOCALES = ("fr_FR", "tr_TR")

WORK = """
import ctypes, hashlib, locale, os, sys
wanted = os.environ.get("WANTED_LOCALE")
if wanted:
    locale.setlocale(locale.LC_ALL, wanted)
    assert locale.localeconv()["decimal_point"] == ","
    point = ctypes.CDLL(None)
    point.strtod.restype = ctypes.c_double
    assert point.strtod(b"0.5", None) == 0.0, "the C library does not read numbers in this locale"
import navette
from pathlib import Path
out = Path(sys.argv[1])
canton = sys.argv[2]
given = sys.argv[3]
runs = {
    "canton": navette.run(canton, seed=3, overrides={"demand.level": 0.5, "service.max_travel_time_alpha": 1.75}),
    "given": navette.run(given),
    "batch": navette.run(canton, seed=3, overrides={"dispatch.policy": "batch", "demand.level": 0.25}),
}
for name, run in runs.items():
    run.save(out / f"{name}.h5")
run = runs["canton"]
for kind in ("csv", "matsim", "simwrapper"):
    run.export(out / kind, kind)
navette.Scenario.read(canton).with_({"demand.level": 0.5}).save(out / "scenario.toml")
(out / "kpi.txt").write_text(run.kpi.to_string(), "utf-8")
for path in sorted(out.rglob("*")):
    if path.is_file():
        print(path.relative_to(out), hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.fixture(scope="module", params=LOCALES)
def comma(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a locale made for this test."""
    if shutil.which("localedef") is None:
        pytest.skip("localedef is not installed: no locale with a decimal comma can be made")
    folder = tmp_path_factory.mktemp("locales")
    name = f"{request.param}.UTF-8"
    made = subprocess.run(
        ["localedef", "-i", request.param, "-f", "UTF-8", str(folder / name)], capture_output=True, text=True
    )
    if not (folder / name).is_dir():
        pytest.skip(f"localedef cannot make {name}: {made.stderr.strip()}")
    return os.environ | {"LOCPATH": str(folder), "LC_ALL": name, "LANG": name, "LANGUAGE": ""}


def outputs(environment: dict[str, str], folder: Path, wanted: str | None) -> str:
    folder.mkdir()
    given = ROOT / "scenarios" / "given-demand" / "scenario.toml"
    environment = environment | ({"WANTED_LOCALE": wanted} if wanted else {})
    command = [sys.executable, "-c", WORK, folder, CANTON, given]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    said = outputs(os.environ | {"LC_ALL": "C.UTF-8"}, tmp_path_factory.mktemp("plain") / "out", None)
    assert len(said.splitlines()) > 15
    return said


def test_python_gives_the_same_bytes(comma: dict[str, str], plain: str, tmp_path: Path) -> None:
    assert outputs(comma, tmp_path / "out", comma["LC_ALL"]) == plain


def test_the_executable_gives_the_same_bytes(comma: dict[str, str], executable: Path, tmp_path: Path) -> None:
    results = []
    for name, environment in (("plain", os.environ | {"LC_ALL": "C.UTF-8"}), ("comma", comma)):
        out = tmp_path / f"{name}.h5"
        words = ["run", CANTON, "-o", out, "--quiet", "--set", "demand.level=0.5"]
        subprocess.run([executable, *words], env=environment, check=True, timeout=600)
        told = [subprocess.run([executable, "kpi", out, "--format", kind], env=environment, capture_output=True,
                               check=True).stdout for kind in ("table", "csv", "json")]  # fmt: skip
        results.append((out.read_bytes(), told))
    assert results[0] == results[1]
    assert b"," in results[0][1][1] and b"." in results[0][1][1]
