"""navette sweep plan | run | resume | status | collate | slurm | remake | sensitivity: sweeps from the command line.

`navette sweep ...` starts the program navette-sweep, which is this.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from navette.common.command import BAD_INPUT, GOOD, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.text import lines_shown, shown
from navette.sweep.collect import collate, failures
from navette.sweep.plan import Plan
from navette.sweep.shards import list_shards
from navette.sweep.slurm import write_scripts
from navette.sweep.sweep import Status, Sweep, status_of
from navette.sweep.work import work

SOME_FAILED = 5
"""Exit code: runs failed or are missing, the others are there."""

SHOWN_FAILURES = 5


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say. Returns the exit code."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine("%(levelname)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.addLevelName(logging.WARNING, "warning")
    wanted = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = wanted.command
    try:
        return command(wanted)
    except InputError as error:
        return told(error.messages, BAD_INPUT)
    except OutputError as error:
        return told([str(error)], NOT_WRITTEN)
    except KeyboardInterrupt:
        return told(["interrupted; `navette sweep resume DIR` goes on"], INTERRUPTED)


class _OneLine(logging.Formatter):
    """Messages hold names that others gave."""

    def format(self, record: logging.LogRecord) -> str:
        return shown(super().format(record))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="navette sweep",
        description="Runs a scenario at many points and with many seeds, over all cores or a cluster (docs/sweeps.md).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=command)
        return made

    for name, command, text in (
        ("plan", _plan, "plan the sweep of a sweep.toml into a folder"),
        ("run", _run, "plan it, and make all its runs"),
    ):
        made = add(name, command, text)
        made.add_argument("file", type=Path, metavar="FILE", help="the sweep.toml")
        made.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the plan and its results")
        if name == "run":
            _add_cluster(made)
    resumed = add("resume", _resume, "make the runs that are missing")
    resumed.add_argument("--retry-failed", action="store_true", help="try failed runs once more")
    _add_cluster(resumed)
    shown = add("status", _status, "how far it is: the last line is `80 of 80 done`")
    collated = add("collate", _collate, "put all results into one file, DIR/results.parquet")
    slurm = add("slurm", _slurm, "write the sbatch scripts for the runs that are missing")
    slurm.add_argument("--runs-per-task", type=_count, default=200, metavar="N", help="of one array task (%(default)s)")
    slurm.add_argument("--at-once", type=_count, default=50, metavar="N", help="array tasks at a time (%(default)s)")
    slurm.add_argument(
        "--sbatch", action="append", default=[], metavar="OPTION", help="for each job: --sbatch=--time=02:00:00"
    )
    remade = add("remake", _remake, "make the whole results file of one run again")
    worked = add(
        "work", _work, "make the runs FIRST to LAST that are missing, in this process: what an array task does"
    )
    felt = add("sensitivity", _sensitivity, "how much each swept key moves an indicator")
    for made in (resumed, shown, collated, slurm, remade, worked, felt):
        made.add_argument("folder", type=Path, metavar="DIR", help="folder of the plan and its results")
    remade.add_argument("run", type=int, metavar="RUN", help="its number, a row of results.parquet")
    remade.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.h5", help="the results file to write")
    worked.add_argument("first", type=int, metavar="FIRST")
    worked.add_argument("last", type=int, metavar="LAST")
    felt.add_argument("indicator", metavar="INDICATOR", help="its name, as in `navette kpi`")
    return parser


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_count, metavar="N", help="processes on this machine; else one per processor")
    where.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, tls://HOST:8786, in place of these")
    where.add_argument(
        "--slurm-jobs", type=_count, metavar="N", help="N Slurm jobs, as ~/.config/dask/jobqueue.yaml says"
    )
    parser.add_argument(
        "--insecure",
        action="store_true",
        help="take also a scheduler without keys, tcp://: whoever reaches its port can run code as its workers' owner",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, found {number}")
    return number


def _plan(wanted: argparse.Namespace) -> int:
    sweep = Sweep.plan(wanted.file, wanted.out)
    plan = Plan(sweep.folder)
    for point, error in enumerate(plan.point_errors):
        if error is not None:
            logging.getLogger("navette").warning("point %d will fail: %s", point, error)
    seeds = f"{len(plan.seeds)} seed{'s' * (len(plan.seeds) != 1)}"
    print(f"{plan.points} point{'s' * (plan.points != 1)} x {seeds} = {plan.runs} runs, in {shown(wanted.out)}")
    return GOOD


def _run(wanted: argparse.Namespace) -> int:
    planned = _plan(wanted)
    wanted.folder, wanted.retry_failed = wanted.out, False
    return planned or _resume(wanted)


def _resume(wanted: argparse.Namespace) -> int:
    sweep = Sweep(wanted.folder)
    sweep.run(
        workers=wanted.workers,
        scheduler=wanted.scheduler,
        slurm_jobs=wanted.slurm_jobs,
        insecure=wanted.insecure,
        retry_failed=wanted.retry_failed,
        progress=not wanted.quiet,
    )
    return _status(wanted)


def _status(wanted: argparse.Namespace) -> int:
    plan = Plan(wanted.folder)
    status = status_of(plan, list_shards(plan))
    if status.failed:
        _tell_failures(plan, status)
    print(status)
    return SOME_FAILED if status.failed else GOOD


def _tell_failures(plan: Plan, status: Status) -> None:
    """The first few, so that little is opened."""
    few = [shard for shard in list_shards(plan) if shard.failed][:SHOWN_FAILURES]
    for run, row in failures(plan, few).head(SHOWN_FAILURES).iterrows():
        values = ", ".join(f"{key} = {value}" for key, value in plan.point_values[row["point"]].items())
        print(shown(f"run {run} (point {row['point']}: {values}; seed {row['seed']}) failed: {row['error']}"))
    if status.failed > SHOWN_FAILURES:
        print(f"... {status.failed} failed in all")


def _collate(wanted: argparse.Namespace) -> int:
    plan = Plan(wanted.folder)
    path, rows = collate(plan, list_shards(plan))
    print(f"{shown(path)}: {rows} of {plan.runs} runs")
    return GOOD if rows == plan.runs else SOME_FAILED


def _slurm(wanted: argparse.Namespace) -> int:
    plan = Plan(wanted.folder)
    script, tasks = write_scripts(
        plan, runs_per_task=wanted.runs_per_task, at_once=wanted.at_once, options=wanted.sbatch
    )
    print(f"{tasks} task{'s' * (tasks != 1)}; submit them, and the collation after them, with\n{shown(script)}")
    return GOOD


def _remake(wanted: argparse.Namespace) -> int:
    Sweep(wanted.folder).remake(wanted.run, wanted.out)
    print(shown(wanted.out))
    return GOOD


def _work(wanted: argparse.Namespace) -> int:
    plan = Plan(wanted.folder)
    if not 0 <= wanted.first <= wanted.last < plan.runs:
        raise InputError(f"runs must be from 0 to {plan.runs - 1}, found {wanted.first} to {wanted.last}")
    done = work(wanted.folder, wanted.first, wanted.last)
    print(f"{done.runs} runs made, {done.failed} of them failed, {done.seconds:.1f} s")
    return GOOD


def _sensitivity(wanted: argparse.Namespace) -> int:
    print(lines_shown(Sweep(wanted.folder).sensitivity(wanted.indicator).to_string(float_format="%.4g")))
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
