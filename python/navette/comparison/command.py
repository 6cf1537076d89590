"""navette compare: options side by side over the same days, as one page."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from navette.common.command import BAD_INPUT, GOOD, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.text import shown
from navette.comparison import compare
from navette.comparison.checks import each
from navette.comparison.page import check_name
from navette.comparison.plan import CENTRAL, LEVELS
from navette.scenario import Scenario


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="navette compare",
        description="Compares scenarios, or the dispatch policies of one, over the same days, and writes one page.",
        epilog="Exit codes: 0 good, 1 internal error, 2 bad input, 4 the page could not be written, 130 interrupted.",
    )
    parser.add_argument("scenarios", nargs="+", type=Path, metavar="SCENARIO.toml")
    parser.add_argument(
        "-o",
        "--out",
        action="append",
        type=Path,
        required=True,
        metavar="PAGE",
        help="the page (.html), its words and tables (.md) or all figures (.csv); may be given again",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a key of all scenarios, as `navette run --set`; may be given again",
    )
    parser.add_argument("--policies", metavar="A,B,...", help="compare these values of dispatch.policy on one scenario")
    parser.add_argument("--names", metavar="A,B,...", help="what the page calls the options, in their order")
    parser.add_argument("--seeds", type=int, default=20, metavar="N", help="draws of each kind of day (default 20)")
    parser.add_argument(
        "--levels",
        metavar="L,C,H",
        help=f"factors on demand.level: one, or low, central and high (default {','.join(map(str, LEVELS.values()))})",
    )
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="of the page (default fr)")
    parser.add_argument("--workers", type=int, metavar="N", help="runs at a time (default: one per processor)")
    parser.add_argument(
        "--allow-different-demand",
        action="store_true",
        help="compare also options that do not see the same requests; the page says so",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser  # fmt: skip


def _levels(text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    try:
        factors = [float(part) for part in text.split(",")]
    except ValueError:
        factors = []
    if (
        len(factors) not in (1, 3)
        or not all(0 < factor <= 1000 for factor in factors)
        or factors != sorted(set(factors))
    ):
        raise InputError(f"--levels must be one number, or three that rise, as 0.7,1,1.4; found {text}")
    return {CENTRAL: factors[0]} if len(factors) == 1 else dict(zip(LEVELS, factors, strict=True))


def _changes(settings: list[str]) -> dict[str, Any]:
    changes = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals:
            raise InputError(f"--set must be KEY=VALUE, as fleet.size=6; found {setting}")
        try:
            changes[key.strip()] = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            changes[key.strip()] = text
    return changes


def _read(path: Path, changes: dict[str, Any], name: str) -> Scenario:
    return Scenario.read(path, changes).named(name)


def _scenarios(wanted: argparse.Namespace) -> list[Scenario]:
    changes = _changes(wanted.set)
    if not changes:
        return each(partial(Scenario.read, path) for path in wanted.scenarios)
    # Changes need not be told by the names, since they are the same for all.
    own = [path.absolute().parent.name if path.stem == "scenario" else path.stem for path in wanted.scenarios]
    return each(partial(_read, path, changes, name) for path, name in zip(wanted.scenarios, own, strict=True))


def _names(wanted: argparse.Namespace) -> list[str] | None:
    if wanted.names is None:
        return None
    names = wanted.names.split(",")
    count = len(wanted.policies.split(",") if wanted.policies else wanted.scenarios)
    if len(names) != count or len(set(names)) != count:
        raise InputError(f"--names must be {count} different names, found {wanted.names}")
    return names


def _at_least_one(option: str, number: int | None) -> int | None:
    if number is not None and number < 1:
        raise InputError(f"--{option} must be at least 1, found {number}")
    return number


def _run(wanted: argparse.Namespace) -> None:
    # All of the call is looked at before anything is simulated, and all that is wrong is told at once.
    looked_at: list[Any] = each(
        [*(partial(check_name, path) for path in wanted.out), partial(_levels, wanted.levels), partial(_names, wanted),
         partial(_at_least_one, "seeds", wanted.seeds), partial(_at_least_one, "workers", wanted.workers),
         partial(_scenarios, wanted)]
    )  # fmt: skip
    levels, names, seeds, workers, given = looked_at[len(wanted.out) :]
    policies = wanted.policies.split(",") if wanted.policies else None
    if names is not None and policies is not None:
        policies = dict(zip(names, policies, strict=True))
    elif names is not None:
        given = dict(zip(names, given, strict=True))
    result = compare(
        given,
        policies=policies,
        seeds=seeds,
        levels=levels,
        workers=workers,
        progress=not wanted.quiet and sys.stderr.isatty(),
        allow_different_demand=wanted.allow_different_demand,
    )
    for path in wanted.out:
        result.save(path, wanted.lang)
        if not wanted.quiet:
            print(f"{shown(path)}: {len(result.scenarios)} options, {len(result.days)} simulated days", file=sys.stderr)


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    wanted = _parser().parse_args(arguments)
    os.environ.setdefault("MPLBACKEND", "Agg")
    warnings.showwarning = lambda message, *_args, **_more: print(f"warning: {shown(message)}", file=sys.stderr)
    try:
        _run(wanted)
    except OutputError as error:
        return told([error], NOT_WRITTEN)
    except ValueError as error:  # InputError too
        notes = "".join(f" ({note})" for note in getattr(error, "__notes__", []))
        return told((f"{line}{notes}" for line in getattr(error, "messages", str(error).splitlines())), BAD_INPUT)
    except KeyboardInterrupt:
        return INTERRUPTED
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
