"""What every call of the executable has in common: where words and data go, exit codes, commands of others."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import navette
from conftest import CANTON, Navette, succeed


def test_a_command_that_is_not_ours_is_found_on_the_path(executable: Path, tmp_path: Path) -> None:
    other = tmp_path / "navette-greet"
    other.write_text('#!/bin/sh\necho "$@"\nexit 7\n')
    other.chmod(0o755)
    done = subprocess.run(
        [executable, "greet", "--loud", "a b"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("--loud a b\n", 7)


def test_a_command_beside_the_executable_needs_no_path(executable: Path, tmp_path: Path) -> None:
    shutil.copy(executable, tmp_path / "navette")
    other = tmp_path / "navette-greet"
    other.write_text('#!/bin/sh\necho "$@"\n')
    other.chmod(0o755)
    done = subprocess.run([tmp_path / "navette", "greet", "you"], capture_output=True, text=True, check=True)
    assert done.stdout == "you\n"


def test_a_command_of_the_checkouts_environment_needs_no_path(executable: Path, tmp_path: Path) -> None:
    build = tmp_path / "build" / "release"
    for folder in (build, tmp_path / ".venv" / "bin"):
        folder.mkdir(parents=True)
    ours = shutil.copy(executable, build / "navette")
    hello = tmp_path / ".venv" / "bin" / "navette-hello"
    hello.write_text("#!/bin/sh\necho hello $1\n")
    hello.chmod(0o755)
    call = functools.partial(subprocess.run, [ours, "hello", "you"], env={"PATH": os.defpath}, capture_output=True)
    assert call().returncode == 2  # not a build folder: whose environment that is, nobody knows
    (build / "CMakeCache.txt").touch()
    assert call(check=True).stdout == b"hello you\n"


@pytest.mark.parametrize("name", ["no-such-command", "../greet", "a\x07b"])
def test_a_command_that_there_is_not_is_bad_input(navette_command: Navette, name: str) -> None:
    done = navette_command(name)
    assert done.returncode == 2
    assert "error: there is no command" in done.stderr and "run, validate, kpi" in done.stderr
    assert "\x07" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"]])
def test_help_and_version_are_data(navette_command: Navette, arguments: list[str]) -> None:
    done = navette_command(*arguments)
    assert done.returncode == 0 and "avette" in done.stdout and not done.stderr


def test_data_go_to_stdout_and_words_to_stderr(navette_command: Navette, tmp_path: Path) -> None:
    done = navette_command("run", CANTON, "-o", tmp_path / "a.h5")
    assert done.stdout.startswith("requests ") and "simulated in" not in done.stdout
    assert "simulated in" in done.stderr
    quiet = navette_command("run", CANTON, "-o", tmp_path / "b.h5", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_json_log_is_one_object_per_line(navette_command: Navette, tmp_path: Path) -> None:
    wrong = 'run.seed="\\u00e9\\n"'
    done = navette_command("--log-format", "json", "run", CANTON, "-o", tmp_path / "a.h5", "--set", wrong)
    (line,) = done.stderr.splitlines()
    told = json.loads(line)
    assert set(told) == {"time", "level", "message"} and told["level"] == "error"
    assert 'run.seed="\\u00e9\\n"' in told["message"]
    assert done.returncode == 2


SUBCOMMANDS = (
    "run",
    "validate",
    "kpi",
    "verify",
    "explain",
    "network",
    "territory",
    "plan",
    "bench",
    "schema",
    "completion",
)


@pytest.mark.parametrize("python", [False, True], ids=["compiled", "python"])
def test_stdout_that_cannot_be_written_is_told(executable: Path, canton: Path, python: bool, tmp_path: Path) -> None:
    roads, name = CANTON.parent / "canton.osm.pbf", navette.open(canton).requests["request_id"].iloc[0]
    calls: list[list[str | Path]] = [["--help"], ["--version"], *([one, "--help"] for one in SUBCOMMANDS)]
    calls += [["kpi", canton], ["kpi", canton, "--format", "json"], ["verify", canton], ["network", roads]]
    calls += [["explain", canton, "--request", name], ["bench", CANTON], ["completion", "bash"], ["schema"]]
    calls = [[executable, *call] for call in calls]
    if python:
        modules = ("export.command", "importing.command", "sweep.command", "comparison.command", "calibration.command")
        calls = [[sys.executable, "-m", f"navette.{module}", "--help"] for module in modules]
        calls.append(
            [sys.executable, "-m", "navette.export.command", canton, "--format", "csv", "-o", tmp_path / "out"]
        )
    for call in calls:
        with open("/dev/full", "w") as full:
            done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 4, call
        assert "stdout cannot be written: No space left on device" in done.stderr, call


def test_every_subcommand_is_in_that_test(navette_command: Navette) -> None:
    listed = navette_command("--help").stdout.split("Subcommands:")[1]
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "] == list(
        SUBCOMMANDS
    )


@pytest.mark.parametrize("command", ["kpi", "verify"])
def test_a_reader_who_has_seen_enough_is_no_error(executable: Path, canton: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [executable, command, canton], stdout=writer, stderr=subprocess.PIPE, check=False, restore_signals=True
    )
    os.close(writer)
    assert done.returncode == -signal.SIGPIPE and not done.stderr


def test_an_override_wins_over_the_scenario_and_names_what_it_leaves_unused(
    navette_command: Navette, tmp_path: Path
) -> None:
    shuttles = tmp_path / "shuttles.csv"
    header = "shuttle_id,lon,lat,seats,wheelchairs,shift_start,shift_end"
    shuttles.write_text(f"{header}\nonly one,1.9745,43.9990,8,1,06:30,20:00\n")
    done = navette_command("validate", CANTON, "--set", f"fleet.shuttles={shuttles}")
    assert "shuttles: 1" in succeed(done)
    for key in ("fleet.size", "fleet.seats", "fleet.wheelchairs", "fleet.depots", "fleet.shifts"):
        assert f"{key} is not used" in done.stderr


def test_territory_asks_for_a_name_that_says_what_the_file_is(navette_command: Navette, tmp_path: Path) -> None:
    done = navette_command("territory", "-o", tmp_path / "land.osm")
    assert done.returncode == 2 and ".osm.pbf" in done.stderr
    done = navette_command("territory", "-o", tmp_path / "land.osm.pbf", "--inhabitants", "-5")
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())
    succeed(navette_command("territory", "-o", tmp_path / "land.osm.pbf", "--inhabitants", "500", "--seed", "3"))
    assert "junctions" in succeed(navette_command("network", tmp_path / "land.osm.pbf"))
