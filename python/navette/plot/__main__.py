"""python -m navette.plot OUT.h5 [--map FILE.png] [--shuttle FILE.png] [--which SHUTTLE_ID]"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

from navette.common.command import BAD_INPUT, GOOD, NOT_WRITTEN, Parser, told
from navette.common.errors import OutputError
from navette.common.files import atomic_file
from navette.plot.accessors import RunPlots
from navette.results import Run


def main() -> int:
    """Writes the pictures asked for. Exit codes: 2, the results cannot be read; 4, a picture cannot be written."""
    parser = Parser(prog="python -m navette.plot", description="Draws a run of Navette.")
    parser.add_argument("results", type=Path, metavar="OUT.h5", help="results file of navette run")
    parser.add_argument("--map", type=Path, metavar="FILE.png", help="write the day's map here")
    parser.add_argument("--shuttle", type=Path, metavar="FILE.png", help="write one shuttle's space-time diagram here")
    parser.add_argument("--which", metavar="SHUTTLE_ID", help="the shuttle; without it, the one that carried most")
    wanted = parser.parse_args()
    if wanted.map is None and wanted.shuttle is None:
        parser.error("nothing to draw: give --map, --shuttle or both")
    matplotlib.use("Agg")
    try:
        plot = RunPlots(Run(wanted.results))
        if wanted.map:
            with atomic_file(wanted.map) as draft:
                plot.map().savefig(draft, dpi=150)
        if wanted.shuttle:
            with atomic_file(wanted.shuttle) as draft:
                plot.shuttle(wanted.which).savefig(draft, dpi=150)
    except OutputError as error:
        return told([error], NOT_WRITTEN)
    except (FileNotFoundError, ValueError) as error:
        return told([error], BAD_INPUT)
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
