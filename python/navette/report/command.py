"""navette report RUN.h5 [OTHER.h5 ...] -o report.html: one page for people who decide.

`navette report ...` starts the program navette-report, which is this.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from navette.common.command import BAD_INPUT, GOOD, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.text import shown
from navette.comparison.words import LANGUAGES
from navette.disclosure import SMALLEST
from navette.report.page import check_name
from navette.report.report import of
from navette.results import Run


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say. Returns the exit code."""
    wanted = _parser().parse_args(arguments)
    try:
        check_name(wanted.out)
        names = [name.strip() for name in wanted.names.split(",")] if wanted.names else None
        runs = [Run(path) for path in wanted.results]
        chosen = {"lang": wanted.lang, "village": wanted.village, "question": wanted.question}
        page = of(runs, names=names, public=not wanted.full, **chosen)
        page.save(wanted.out)
        print(shown(wanted.out))
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
        prog="navette report",
        description="Writes a run, or several options side by side, as one page for people who decide.",
        epilog="Exit codes: 0 good, 1 internal error, 2 bad input, 4 the page could not be written, 130 interrupted.",
    )
    same = "results files; those that differ in nothing but the seed are draws of one option"
    parser.add_argument("results", nargs="+", type=Path, metavar="RUN.h5", help=same)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="PAGE.html", help="the page")
    parser.add_argument("--lang", choices=LANGUAGES, default="fr", help="language of the page (default %(default)s)")
    parser.add_argument("--names", metavar="A,B,...", help="what the page calls the options, in their order")
    parser.add_argument("--village", metavar="NAME", help="the village that stands first")
    parser.add_argument("--question", metavar="TEXT", help="the question on top, in place of the usual one")
    disclosed = parser.add_mutually_exclusive_group()
    hidden = f"hide groups of fewer than {SMALLEST} people, single requests and homes: the default"
    disclosed.add_argument("--public", action="store_true", help=hidden)
    disclosed.add_argument("--full", action="store_true", help="show all that the runs hold; not for publication")
    return parser


if __name__ == "__main__":
    sys.exit(main())
