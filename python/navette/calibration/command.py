"""navette calibrate: fits keys of a scenario to observed days, from the command line."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from navette.calibration import Calibration, calibrate
from navette.common.command import BAD_INPUT, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.files import complete_folder
from navette.common.text import lines_shown, plain_cells


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say. Returns the exit code, as docs/command-line.md has them."""
    wanted = _parser().parse_args(arguments)
    warnings.simplefilter("once")
    try:
        done = calibrate(
            wanted.scenario,
            wanted.targets,
            dict(wanted.bound),
            hold_out=wanted.hold_out,
            seeds=wanted.seeds,
            evaluations=wanted.evaluations,
            weights=dict(wanted.weight),
            progress=not wanted.quiet,
        )
        _write(done, wanted.out)
    except InputError as error:
        return told(error.messages, BAD_INPUT)
    except (OutputError, OSError) as error:
        return told([str(error)], NOT_WRITTEN)
    except KeyboardInterrupt:
        return told(["interrupted; nothing was written"], INTERRUPTED)
    for table in (done.residuals, done.errors, done.parameters):
        print(lines_shown(table.to_string(float_format=lambda value: f"{value:.4g}")), end="\n\n")
    for key in done.parameters.index[done.parameters["at_bound"]]:
        print(f"warning: {key} ends at a bound: widen it, or the targets do not tell its value", file=sys.stderr)
    print(wanted.out / "scenario.toml")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="navette calibrate", description="Fits keys of a scenario to observed days (docs/calibration.md)."
    )
    parser.add_argument("scenario", type=Path, metavar="SCENARIO.toml")
    parser.add_argument(
        "--targets", type=Path, required=True, metavar="FILE.csv", help="date, and a column per observed indicator"
    )
    parser.add_argument(
        "--bound",
        type=_bound,
        action="append",
        required=True,
        metavar="KEY=LOW:HIGH",
        help="a key to fit, with bounds",
    )
    parser.add_argument("--hold-out", action="append", default=[], metavar="DATE", help="a day to compare, not to fit")
    parser.add_argument("--weight", type=_weight, action="append", default=[], metavar="INDICATOR=W", help="else 1")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="runs per day and point (%(default)s)")
    parser.add_argument("--evaluations", type=int, default=60, metavar="N", help="points to try (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser


def _write(done: Calibration, folder: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with complete_folder(folder, keep_others=True) as growing:
        done.scenario.save(growing / "scenario.toml")
        for name in ("parameters", "residuals", "history"):
            plain_cells(getattr(done, name)).to_csv(growing / f"{name}.csv", index=name != "history")
        done.plot().savefig(growing / "residuals.png", dpi=120)


def _bound(text: str) -> tuple[str, tuple[float, float]]:
    key, equals, span = text.partition("=")
    low, colon, high = span.partition(":")
    try:
        if not (key and equals and colon):
            raise ValueError
        return key, (_number(low), _number(high))
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be KEY=LOW:HIGH, found {text!r}") from None


def _weight(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be INDICATOR=WEIGHT, found {text!r}") from None


def _number(text: str) -> float:
    try:
        return int(text)
    except ValueError:
        return float(text)


if __name__ == "__main__":
    sys.exit(main())
