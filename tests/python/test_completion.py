"""Completion in shells, and the nearest command to one that is not there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Navette

PROBE = """
source /dev/stdin <<< "$SCRIPT"
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_navette "$1"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(navette_command: Navette) -> str:
    done = navette_command("completion", "bash")
    assert done.returncode == 0 and not done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where one stands: some files, and a command from elsewhere."""
    for name in ("day.h5", "scenario.toml"):
        (tmp_path / name).touch()
    other = tmp_path / "bin" / "navette-sweep"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho 'usage: navette sweep {plan,run} ... [--workers N] [-o DIR]'\n")
    other.chmod(0o755)
    (tmp_path / "bin" / "navette").write_text('#!/bin/sh\nname=$1; shift; exec "$(dirname "$0")/navette-$name" "$@"\n')
    (tmp_path / "bin" / "navette").chmod(0o755)
    return tmp_path


def completed(script: str, folder: Path, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    environment = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "SCRIPT": script}
    done = subprocess.run(
        ["bash", "--norc", "-c", PROBE, "bash", "navette", *words],
        capture_output=True, text=True, check=True, cwd=folder, env=environment, timeout=60,
    )  # fmt: skip
    assert not done.stderr
    return [word for word in done.stdout.splitlines() if word]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ver"], ["verify"]),
        (["sw"], ["sweep"]),
        (["com"], ["completion"]),
        (["run", "--rep"], ["--replications"]),
        (["-q", "run", "--res"], ["--resume"]),
        (["run", "scen"], ["scenario.toml"]),
        (["run", "scenario.toml", "-o", "da"], ["day.h5"]),
        (["run", "scenario.toml", "--seed", ""], []),
        (["run", "scenario.toml", "--set", "service.max_wait"], ["service.max_wait_time="]),
        (["kpi", "day.h5", "--format", "j"], ["json"]),
        (["kpi", "day.h5", "--format", "=", "c"], ["csv"]),
        (["kpi", "day.h5", "--format", "="], ["table", "csv", "json"]),
        (["--log-format", "j"], ["json"]),
        (["kpi", "--log-format", "t"], ["text"]),
        (["completion", "z"], ["zsh"]),
        (["sweep", "pl"], ["plan"]),
        (["sweep", "plan", "--w"], ["--workers"]),
    ],
)
def test_bash_offers_what_may_stand_there(script: str, folder: Path, words: list[str], offered: list[str]) -> None:
    assert completed(script, folder, *words) == offered


def test_bash_offers_every_command_and_every_option_that_help_tells(
    script: str, folder: Path, navette_command: Navette
) -> None:
    listed = navette_command("--help").stdout.split("Subcommands:")[1]
    commands = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert {"run", "verify", "completion"} <= set(commands)
    assert set(commands) <= set(completed(script, folder, ""))
    for command in commands:
        told = navette_command(command, "--help").stdout.replace(",", " ").replace(":", " ").split()
        options = {word for word in told if word.startswith("-") and len(word) > 1 and word.strip("-")}
        assert options <= set(completed(script, folder, command, "-")), command


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_their_script(shell: str, navette_command: Navette, tmp_path: Path) -> None:
    done = navette_command("completion", shell)
    assert done.returncode == 0 and "--replications" in done.stdout.replace("-l rep", "--rep")
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    file = tmp_path / "script"
    file.write_text(done.stdout)
    subprocess.run([shell, "-n", str(file)], check=True, timeout=60)


def test_a_shell_without_a_script_is_told_which_have_one(navette_command: Navette) -> None:
    done = navette_command("completion", "tcsh")
    assert done.returncode == 2 and "bash" in done.stderr and "fish" in done.stderr


@pytest.mark.parametrize(
    ("word", "meant"), [("swep", "sweep"), ("explian", "explain"), ("verfy", "verify"), ("completoin", "completion")]
)
def test_a_mistyped_command_gets_the_nearest(
    word: str, meant: str, navette_command: Navette, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")
    for before in ([], ["--quiet"], ["--log-format", "text"]):
        done = navette_command(*before, word)
        assert done.returncode == 2
        assert f"did you mean {meant}?" in done.stderr and "sweep" in done.stderr
    assert "did you mean" not in navette_command("zzzzzzzzzz").stderr
