"""navette import KIND FILES... -o FOLDER: files that people have in hand, as a scenario that runs.

`navette import ...` starts the program navette-import, which is this.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from navette.common.command import BAD_INPUT, GOOD, INTERRUPTED, NOT_WRITTEN, Parser, told, told_if_not_written
from navette.common.errors import InputError, OutputError
from navette.common.text import shown
from navette.importing.bookings.choices import DEFAULT_STATES
from navette.importing.bookings.importer import import_bookings
from navette.importing.bookings.meanings import MEANINGS
from navette.importing.population.importer import import_population
from navette.importing.population.meanings import MEANINGS as POPULATION_MEANINGS
from navette.importing.report import Imported


@told_if_not_written
def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say. Returns the exit code."""
    wanted = _parser().parse_args(arguments)
    try:
        done: Imported = wanted.call(wanted)
    except InputError as error:
        return told(error.messages, BAD_INPUT)
    except OutputError as error:
        return told([str(error)], NOT_WRITTEN)
    except KeyboardInterrupt:
        return told(["interrupted; nothing was written"], INTERRUPTED)
    if not wanted.quiet:
        for line in done.report.lines():
            print(shown(line), file=sys.stderr)
    for warning in done.report.warnings:
        print(f"warning: {shown(warning)}", file=sys.stderr)
    print(shown(done.scenario))
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="navette import", description="Reads files that people have in hand (docs/bring-your-data.md)."
    )
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    bookings = kinds.add_parser(
        "bookings",
        help="an operator's list of bookings",
        description="Reads an operator's list of bookings (CSV, xlsx, xls, ods).",
        epilog="Meanings: "
        + "; ".join(f"{name}: {told}" for name, told in MEANINGS.items())
        + "; personal and drop: left out.",
    )
    _common(bookings)
    bookings.add_argument("--dates", choices=["day-first", "month-first"], help="how 03/04/2025 is to be read")
    bookings.add_argument(
        "--stops", type=Path, metavar="FILE", help="names and coordinates of stops, if places are named"
    )
    bookings.add_argument("--value", action="append", default=[], metavar="status:TEXT=WORD", help="what a word means")
    bookings.add_argument(
        "--timezone", metavar="ZONE", help="of the local clock, if moments have offsets: Europe/Paris"
    )
    bookings.add_argument(
        "--states",
        type=lambda text: tuple(text.split(",")),
        default=DEFAULT_STATES,
        metavar="STATE,...",
        help="bookings that are asked for in the run: of done, no_show, refused, cancelled (all but the cancelled)",
    )
    bookings.add_argument("--from", dest="first", type=_date, metavar="DATE", help="first day read, as 2025-09-01")
    bookings.add_argument("--until", dest="last", type=_date, metavar="DATE", help="last day read")
    bookings.add_argument(
        "--pseudonymise",
        type=Path,
        metavar="KEY-FILE",
        help="keep people apart, by a secret key; made if it is not there",
    )
    bookings.add_argument("--grid", type=float, metavar="METRES", help="move places to the middle of squares")
    bookings.add_argument("--keep-ids", action="store_true", help="keep the numbers of bookings")
    bookings.set_defaults(call=_bookings)
    population = kinds.add_parser(
        "population",
        help="inhabitants by commune, age or square; facilities; outlines",
        description="Reads tables of inhabitants as INSEE and others publish them (CSV, xlsx, gpkg, geojson).",
        epilog="Meanings: " + "; ".join(f"{name}: {told}" for name, told in POPULATION_MEANINGS.items()),
    )
    _common(population)
    population.add_argument("--by-square", action="store_true", help="each square of 200 m is a place of its own")
    population.add_argument(
        "--facilities",
        type=lambda text: tuple(text.split(",")),
        default=(),
        metavar="KIND,...",
        help="kinds of facility of the BPE to travel to, besides those of the map",
    )
    population.set_defaults(call=_population)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER", help="folder to write")
    parser.add_argument("--roads", type=Path, metavar="FILE.osm.pbf", help="the map: an OpenStreetMap extract")
    parser.add_argument("--country", default="FR", metavar="CC", help="of the roads (%(default)s)")
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=MEANING", help="what a column means")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="mapping.toml of another import")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook, the one sheet to read")
    parser.add_argument("--encoding", metavar="NAME", help="of text files, if it is guessed wrong")
    parser.add_argument("--crs", metavar="EPSG:N", help="system of projected coordinates")
    parser.add_argument("--drop-bad-rows", action="store_true", help="leave out rows that cannot be understood")
    parser.add_argument("--quiet", action="store_true", help="warnings and errors only")


def _bookings(wanted: argparse.Namespace) -> Imported:
    return import_bookings(
        wanted.files,
        wanted.out,
        roads=wanted.roads,
        stops=wanted.stops,
        columns=wanted.map,
        values=wanted.value,
        mapping=wanted.mapping,
        sheet=wanted.sheet,
        encoding=wanted.encoding,
        dates=wanted.dates,
        crs=wanted.crs,
        country=wanted.country,
        timezone=wanted.timezone,
        states=wanted.states,
        first=wanted.first,
        last=wanted.last,
        key=wanted.pseudonymise,
        grid=wanted.grid,
        keep_ids=wanted.keep_ids,
        drop_bad_rows=wanted.drop_bad_rows,
    )


def _population(wanted: argparse.Namespace) -> Imported:
    return import_population(
        wanted.files,
        wanted.out,
        roads=wanted.roads,
        columns=wanted.map,
        mapping=wanted.mapping,
        sheet=wanted.sheet,
        encoding=wanted.encoding,
        crs=wanted.crs,
        country=wanted.country,
        by_square=wanted.by_square,
        facilities=wanted.facilities,
        drop_bad_rows=wanted.drop_bad_rows,
    )


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a date as 2025-09-01, found {text!r}") from None


if __name__ == "__main__":
    sys.exit(main())
