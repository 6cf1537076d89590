"""A sweep as plain Slurm job arrays, for sites that want nothing else."""

from __future__ import annotations

import os
import re
import shlex
import sys
import unicodedata
from pathlib import Path

from navette.common.errors import InputError, OutputError
from navette.common.files import write_atomically
from navette.sweep.plan import Plan
from navette.sweep.shards import list_shards, missing

MOST_TASKS = 1000
"""Of one array: Slurm's MaxArraySize is 1001 where nobody changed it."""
AT_ONCE = 50
"""Tasks of one array that run at a time, unless asked otherwise, so that the scheduler has little to do."""


def write_scripts(plan: Plan, *, runs_per_task: int, at_once: int, options: list[str]) -> tuple[Path, int]:
    """Writes DIR/slurm/array.sbatch for the runs that are missing, collate.sbatch to follow it, and submit.sh for both.

    `options`: of sbatch, as "--time=02:00:00". Returns the path of submit.sh and the number of tasks.
    """
    gaps = missing(list_shards(plan), 0, plan.runs - 1)
    if not gaps:
        raise InputError(f"{plan.folder}: nothing is missing; `navette sweep collate` puts the results together")
    left = sum(last - first + 1 for first, last in gaps)
    size = max(runs_per_task, -(-left // MOST_TASKS))
    tasks = [(at, min(at + size, last + 1) - 1) for first, last in gaps for at in range(first, last + 1, size)]
    if len(tasks) > MOST_TASKS:  # many small gaps: what is there already is passed over
        size = -(-plan.runs // MOST_TASKS)
        tasks = [(at, min(at + size, plan.runs) - 1) for at in range(0, plan.runs, size)]
    folder = plan.folder / "slurm"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from error
    ranges = "\n".join(f"{first} {last}" for first, last in tasks)
    given = "".join(f"#SBATCH {_directive(option)}\n" for option in options)
    command = f"{_word(sys.executable)} -P -m navette.sweep"
    where, lines = _word(plan.folder), _word(folder / "tasks.txt")
    # Logs lie beside the scripts, from where submit.sh submits: a name in a directive of sbatch has rules of its own.
    array = (
        "#!/bin/sh\n#SBATCH --job-name=navette\n#SBATCH --cpus-per-task=1\n"
        f"#SBATCH --array=1-{len(tasks)}%{min(at_once, len(tasks))}\n#SBATCH --output=%x-%A_%a.log\n#SBATCH --requeue\n"
        f"{given}# Task n makes the runs of line n of tasks.txt that are not there yet.\n"
        f'exec {command} work {where} $(sed -n "${{SLURM_ARRAY_TASK_ID}}p" {lines})\n'
    )
    collate = (
        f"#!/bin/sh\n#SBATCH --job-name=navette-collate\n#SBATCH --output=%x-%j.log\n{given}"
        f"exec {command} collate {where}\n"
    )
    submit = (
        "#!/bin/sh\n# Submits the array, and the collation for when it has ended, well or not.\nset -eu\n"
        f'cd {_word(folder)}\njob=$(sbatch --parsable array.sbatch)\necho "array $job"\n'
        'sbatch --dependency=afterany:"${job%%;*}" collate.sbatch\n'
    )
    write_atomically(folder / "tasks.txt", f"{ranges}\n")
    for name, text in (("array.sbatch", array), ("collate.sbatch", collate), ("submit.sh", submit)):
        write_atomically(folder / name, os.fsencode(text))
    script = folder / "submit.sh"
    script.chmod(script.stat().st_mode | 0o111 & script.stat().st_mode >> 2)  # for those who may read it
    return script, len(tasks)


def _word(text: str | Path) -> str:
    """One word of a shell script. Raises InputError for what has no place in one."""
    _refuse_control_characters(str(text))
    return shlex.quote(str(text))


def _directive(option: str) -> str:
    """An option of sbatch as its directives have it: `--comment=two words`, `-p all`. Quotes in it are a shell's."""
    _refuse_control_characters(option)
    name, equals, value = option.partition("=")
    try:
        if name.startswith("--") and equals:
            words = [f"{name}={shlex.split(value)[0] if len(shlex.split(value)) == 1 else value}"]
        else:
            words = shlex.split(option)
    except ValueError as error:
        raise InputError(f"--sbatch: {option}: {error}") from None
    if not words or not re.fullmatch(r"-[a-zA-Z]|--[a-zA-Z][a-zA-Z0-9-]*", words[0].partition("=")[0]):
        raise InputError(f"--sbatch must be an option of sbatch, as --sbatch=--time=02:00:00, found {option!r}")
    return " ".join(re.sub(r"([^\w@%+=:,./-])", r"\\\1", word, flags=re.ASCII) for word in words)


def _refuse_control_characters(text: str) -> None:
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in text):
        raise InputError(f"{text!r} holds a control character and cannot stand in a script of Slurm; choose another")
