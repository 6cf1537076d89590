"""A sweep as plain Slurm job arrays, for sites that want nothing else."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from navette.errors import InputError
from navette.sweep.plan import Plan, write_atomically
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
    folder.mkdir(exist_ok=True)
    ranges = "\n".join(f"{first} {last}" for first, last in tasks)
    write_atomically(folder / "tasks.txt", f"{ranges}\n".encode())
    given = "".join(f"#SBATCH {option}\n" for option in options)
    command = f"{shlex.quote(sys.executable)} -m navette.sweep"
    where, log = shlex.quote(str(plan.folder)), f"{folder}/%x-%A_%a.log"
    array = (
        "#!/bin/sh\n#SBATCH --job-name=navette\n#SBATCH --cpus-per-task=1\n"
        f"#SBATCH --array=1-{len(tasks)}%{min(at_once, len(tasks))}\n#SBATCH --output={log}\n#SBATCH --requeue\n{given}"
        f"# Task n makes the runs of line n of {folder / 'tasks.txt'} that are not there yet.\n"
        f'exec {command} work {where} $(sed -n "${{SLURM_ARRAY_TASK_ID}}p" {shlex.quote(str(folder / "tasks.txt"))})\n'
    )
    collate = (
        f"#!/bin/sh\n#SBATCH --job-name=navette-collate\n#SBATCH --output={folder}/%x-%j.log\n{given}"
        f"exec {command} collate {where}\n"
    )
    submit = (
        "#!/bin/sh\n# Submits the array, and the collation for when it has ended, well or not.\nset -eu\n"
        f'cd {shlex.quote(str(folder))}\njob=$(sbatch --parsable array.sbatch)\necho "array $job"\n'
        'sbatch --dependency=afterany:"${job%%;*}" collate.sbatch\n'
    )
    for name, text in (("array.sbatch", array), ("collate.sbatch", collate), ("submit.sh", submit)):
        write_atomically(folder / name, text.encode())
    (folder / "submit.sh").chmod(0o755)
    return folder / "submit.sh", len(tasks)
