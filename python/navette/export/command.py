"""navette export OUT.h5 --format FORMAT [-o DIR]: a run in the files that other tools read.

`navette export ...` starts the program navette-export, which is this.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from navette.common.command import BAD_INPUT, GOOD, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.text import shown
from navette.disclosure import SMALLEST
from navette.export.export import FORMATS, MODE, export
from navette.export.titles import LOCALES
from navette.results import Run


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say. Returns the exit code."""
    wanted = _parser().parse_args(arguments)
    folder = wanted.out or wanted.results.with_name(f"{wanted.results.stem}-{wanted.format}")
    try:
        run = Run(wanted.results)
        for path in export(
            run, folder, format=wanted.format, mode=wanted.mode, public=wanted.public, locale=wanted.locale
        ):
            print(shown(path))
    except InputError as error:
        return told(error.messages, BAD_INPUT)
    except OutputError as error:
        return told([str(error)], NOT_WRITTEN)
    except (FileNotFoundError, ValueError) as error:
        return told([str(error)], BAD_INPUT)
    except KeyboardInterrupt:
        return told(["interrupted; nothing was written"], INTERRUPTED)
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="navette export", description="Writes a run in the files that other tools read (docs/export.md)."
    )
    parser.add_argument("results", type=Path, metavar="OUT.h5", help="results file of navette run")
    parser.add_argument("--format", required=True, choices=list(FORMATS), help="what to write")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="DIR", help="folder to write; else OUT-FORMAT beside the file"
    )
    parser.add_argument("--mode", default=MODE, help="what files of MATSim's kind call the service (%(default)s)")
    parser.add_argument(
        "--locale", choices=LOCALES, help="titles, separators and times of csv and xlsx as spreadsheets of it have them"
    )
    parser.add_argument(
        "--public", action="store_true", help=f"hide groups of fewer than {SMALLEST} people, single requests and homes"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
