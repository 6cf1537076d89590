"""python -m navette.plot OUT.h5 [--map FILE.png] [--shuttle FILE.png] [--which SHUTTLE_ID]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import matplotlib

import navette


def main() -> int:
    """Writes the pictures that are asked for. Exit code 2: the results file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m navette.plot", description="Draws a run of Navette.")
    parser.add_argument("results", type=Path, metavar="OUT.h5", help="results file of navette run")
    parser.add_argument("--map", type=Path, metavar="FILE.png", help="write the day's map here")
    parser.add_argument("--shuttle", type=Path, metavar="FILE.png", help="write one shuttle's space-time diagram here")
    parser.add_argument("--which", metavar="SHUTTLE_ID", help="the shuttle; without it, the one that carried most")
    wanted = parser.parse_args()
    if wanted.map is None and wanted.shuttle is None:
        parser.error("nothing to draw: give --map, --shuttle or both")
    matplotlib.use("Agg")
    try:
        run = navette.open(wanted.results)
        if wanted.map:
            run.plot_map().savefig(wanted.map, dpi=150)
        if wanted.shuttle:
            run.plot_shuttle(wanted.which).savefig(wanted.shuttle, dpi=150)
    except (FileNotFoundError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
