"""A disk that is full: every writer in Python leaves no half file and ends with exit code 4; umasks are kept."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import navette
from conftest import CANTON
from full_device import on_full_device
from navette.common import files

# Stands for a full disk: no file may grow beyond so many bytes. Python ignores the signal and gets the error.
LIMITED = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "


def limited(limit: int, code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED.format(limit=limit) + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def command(module: str, *arguments: object) -> str:
    words = [module, *map(str, arguments)]
    return f"sys.argv = {words!r}; runpy.run_module({module!r}, run_name='__main__')"


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("kind", ["csv", "matsim", "gpkg", "geoparquet", "simwrapper"])
def test_an_export_is_whole_or_absent(kind: str, canton: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = limited(3000, command("navette.export.command", canton, "--format", kind, "-o", out))
    assert done.returncode == 4, done.stderr
    assert "no half" in done.stderr and done.stderr.count("\n") == 1
    assert left(tmp_path) == []


def test_an_export_that_fails_leaves_the_one_before(canton: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    navette.open(canton, trusted=True).export(out, "csv")
    before = {path: path.read_bytes() for path in out.iterdir()}
    assert limited(3000, command("navette.export.command", canton, "--format", "csv", "-o", out)).returncode == 4
    assert {path: path.read_bytes() for path in out.iterdir()} == before and left(tmp_path) == sorted(
        ["out", *(f"out/{path.name}" for path in before)]
    )


def test_pictures_are_whole_or_absent(canton: Path, tmp_path: Path) -> None:
    done = limited(3000, command("navette.plot", canton, "--map", tmp_path / "map.png"))
    assert done.returncode == 4 and "no half file was left" in done.stderr
    assert left(tmp_path) == []


def test_maps_scenarios_and_results_are_whole_or_absent(canton: Path, tmp_path: Path) -> None:
    code = (
        "import navette\n"
        f"run = navette.open({str(canton)!r}, trusted=True)\n"
        f"scenario = navette.Scenario.read({str(CANTON)!r})\n"
        "def refused(write):\n"
        "    try:\n        write()\n"
        "    except navette.OutputError as error:\n        print(error)\n"
        f"refused(lambda: run.plot.interactive_map().save({str(tmp_path / 'map.html')!r}))\n"
        f"refused(lambda: run.save({str(tmp_path / 'run.h5')!r}))\n"
        f"refused(lambda: scenario.save({str(tmp_path / 'scenario.toml')!r}))\n"
    )
    done = limited(100, f"exec({code!r})")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3, done.stdout
    assert left(tmp_path) == []


@pytest.mark.parametrize("ending", ["html", "md", "csv"])
def test_the_page_of_a_comparison_is_whole_or_absent(ending: str, tmp_path: Path) -> None:
    page = tmp_path / f"page.{ending}"
    options = ["--policies", "first_come,insertion", "--seeds", 2, "--levels", 1, "--workers", 1, "--quiet"]
    done = limited(1000, command("navette.comparison.command", CANTON, *options, "-o", page))
    assert done.returncode == 4, done.stderr
    assert "no half file was left" in done.stderr.splitlines()[-1]
    assert left(tmp_path) == []


def calibration(folder: Path, out: Path) -> list[str]:
    """A short `navette calibrate`, its observed days beside."""
    targets = folder / "observed.csv"
    targets.write_text("date,requests\n2026-01-05,60\n2026-01-06,70\n", "utf-8")
    options = ["--bound", "demand.level=0.5:2", "--seeds", 1, "--evaluations", 2, "--quiet"]
    words = [sys.executable, "-m", "navette.calibration.command", CANTON, "--targets", targets, *options, "--out", out]
    return [str(word) for word in words]


# Too little for the scenario; enough for it and the tables, but not for the picture.
@pytest.mark.parametrize("free", [4, 24])
def test_a_calibration_is_whole_or_absent_on_a_full_device(free: int, tmp_path: Path) -> None:
    done, kept = on_full_device(tmp_path, free, calibration(tmp_path, tmp_path / "device" / "out"))
    assert done.returncode == 4, done.stderr
    assert "No space left on device" in done.stderr and "no half" in done.stderr and done.stderr.count("\n") == 1
    assert left(kept) == []


def test_a_calibration_on_a_full_device_leaves_the_one_before(tmp_path: Path) -> None:
    before = tmp_path / "out"
    before.mkdir()
    for name in ("scenario.toml", "history.csv", "residuals.png", "notes.txt"):
        (before / name).write_text(f"the {name} of last year")
    done, kept = on_full_device(tmp_path, 24, calibration(tmp_path, tmp_path / "device" / "out"), before)
    assert done.returncode == 4, done.stderr
    assert {path.name: path.read_text() for path in (kept / "out").iterdir()} == {
        path.name: path.read_text() for path in before.iterdir()
    }
    assert left(kept) == ["out", *sorted(f"out/{path.name}" for path in before.iterdir())]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_tables_of_a_calibration_that_cannot_be_printed_are_told(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            calibration(tmp_path, tmp_path / "out"), stdout=full, stderr=subprocess.PIPE, text=True, timeout=600
        )
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1] == "error: stdout cannot be written: No space left on device"
    assert len(left(tmp_path / "out")) == 5


@pytest.mark.parametrize("kind", ["csv", "gpkg", "geoparquet"])
def test_an_export_on_a_full_device_is_whole_or_absent(kind: str, canton: Path, tmp_path: Path) -> None:
    arguments = ["navette.export.command", canton, "--format", kind, "-o", tmp_path / "device" / "out"]
    done, kept = on_full_device(tmp_path, 64, [sys.executable, "-m", *arguments])
    assert done.returncode == 4, done.stderr
    assert "no half" in done.stderr and done.stderr.count("\n") == 1
    assert left(kept) == []


def test_a_sweep_says_so_and_goes_on_later(tmp_path: Path) -> None:
    sweep = navette.Sweep.plan({"scenario": str(CANTON), "seeds": 2}, tmp_path / "out")
    done = limited(2000, command("navette.sweep", "resume", sweep.folder, "--workers", 1, "--quiet"))
    assert done.returncode == 4 and "no half file was left" in done.stderr, done.stderr
    assert list((sweep.folder / "shards").iterdir()) == []
    assert str(sweep.run(workers=1, progress=False)) == "2 of 2 done"


def test_what_was_there_stays_until_the_new_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    files.write_atomically(path, "before")
    with pytest.raises(navette.OutputError), files.atomic_file(path) as draft:
        draft.write_text("half")
        raise OSError(28, "No space left on device")
    with pytest.raises(KeyboardInterrupt), files.atomic_file(path) as draft:
        draft.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "before" and left(tmp_path) == ["x.txt"]
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine").touch()
    with files.complete_folder(tmp_path / "d", keep_others=True) as growing:
        (growing / "new").touch()
    assert left(tmp_path) == ["d", "d/mine", "d/new", "x.txt"]


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077, 0o002])
def test_files_and_folders_are_as_wide_as_the_umask_allows(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        files.write_atomically(tmp_path / "file", b"x")
        with files.complete_folder(tmp_path / "folder") as growing:
            assert stat.S_IMODE(growing.stat().st_mode) == 0o777 & ~umask
            (growing / "inner").touch()
        sweep = navette.Sweep.plan({"scenario": str(CANTON), "seeds": 1}, tmp_path / "sweep")
        navette.Scenario.read(CANTON).save(tmp_path / "scenario.toml")
    finally:
        os.umask(before)
    made = [*tmp_path.rglob("*")]
    assert len(made) > 8 and sweep.folder in made
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == (0o777 if path.is_dir() else 0o666) & ~umask, path


def test_a_file_that_replaces_another_is_no_wider(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "file"
        path.touch()
        path.chmod(0o600)
        files.write_atomically(path, b"x")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        folder = tmp_path / "folder"
        folder.mkdir(0o700)
        with files.complete_folder(folder):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        os.umask(before)
