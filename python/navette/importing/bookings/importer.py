"""The import of a list of bookings, from the files to the folder."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.importing.bookings.choices import DEFAULT_STATES, Choices
from navette.importing.bookings.ends import read_ends
from navette.importing.bookings.meanings import MEANINGS, SEVERAL, guess, is_known, settle, writes_days_first
from navette.importing.bookings.parties import read_parties
from navette.importing.bookings.states import STATES, read_states
from navette.importing.bookings.times import Clocks, read_times, settle_order
from navette.importing.bookings.writer import write_bookings
from navette.importing.columns import Understood, check_named, understand
from navette.importing.faults import Faults
from navette.importing.folder import import_folder
from navette.importing.mapping import FILE, ColumnMapping, read_mapping
from navette.importing.people import pseudonyms, read_key
from navette.importing.places.coarse import coarsened
from navette.importing.places.coordinates import Systems
from navette.importing.places.map import bounds_of_map
from navette.importing.places.stops import Stops, read_stops
from navette.importing.places.stops import known as known_stop
from navette.importing.report import Imported, Report
from navette.importing.tables.read import read_tables
from navette.importing.values.texts import as_text
from navette.importing.words import normalised

_MOST_DAYS = 3660
"""As run.days has it."""

Files = str | PathLike[str] | Iterable[str | PathLike[str]]


def import_bookings(
    files: Files,
    folder: str | PathLike[str],
    *,
    roads: str | PathLike[str] | None = None,
    stops: str | PathLike[str] | None = None,
    columns: Iterable[str] = (),
    values: Iterable[str] = (),
    mapping: str | PathLike[str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    dates: str | None = None,
    crs: str | None = None,
    country: str = "FR",
    timezone: str | None = None,
    states: Iterable[str] = DEFAULT_STATES,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    key: str | PathLike[str] | None = None,
    grid: float | None = None,
    keep_ids: bool = False,
    drop_bad_rows: bool = False,
) -> Imported:
    """Reads an operator's list of bookings as it is, and writes a folder with a scenario that runs them.

    Raises InputError, with the rows and columns of the list, if it cannot be understood, and OutputError.

    Parameters
    ----------
    files
        CSV files of any encoding and separator, or workbooks (xlsx, xlsb, xls, ods); several are read as one list.
    folder
        What is written: scenario.toml, requests.csv, days.csv, mapping.toml, left-out.csv, README.md. An earlier import
        is replaced, and its mapping used.
    roads
        The map: an OpenStreetMap extract. Tells where places may lie, and stands in the scenario.
    stops
        A table with names and coordinates, where places are named.
    columns, values
        What a column, or a word in it, means: `COLUMN=MEANING`, `status:TEXT=WORD`.
    states
        Of done, no_show, refused, cancelled: which bookings are asked for in the run.
    first, last
        Days of the list that are read; all, where left out.
    key
        A file with a secret: people become pseudonyms (resident_id). Left out, nothing of people is kept.
    grid
        Places are moved to the middle of squares of so many metres.
    drop_bad_rows
        Rows that cannot be understood are left out and counted; else they are errors.
    """
    paths = [Path(files)] if isinstance(files, (str, PathLike)) else [Path(file) for file in files]
    target = Path(folder)
    old = target / FILE
    known = read_mapping(
        "bookings",
        Path(mapping) if mapping else old if old.is_file() else None,
        columns,
        values,
        dates=dates,
        crs=crs,
        timezone=timezone,
        encoding=encoding,
    )
    wanted = Choices(
        roads=Path(roads) if roads else None,
        country=country,
        states=_states(states),
        first=first,
        last=last,
        key=_key(key, target),
        grid=_grid(grid),
        keep_ids=keep_ids,
    )
    _check_zone(known.settings.get("timezone"))
    report, faults = Report(), Faults(leave_out=drop_bad_rows)
    systems = Systems(known.settings.get("crs"), country)
    if wanted.roads:
        systems.map_bounds = bounds_of_map(wanted.roads, country)
    places = _stops(Path(stops), systems, faults, report) if stops else None
    bookings = _read(paths, known, sheet, systems, places, faults, report)
    bookings = _chosen(bookings, wanted, report)
    report.warnings += systems.warnings
    with import_folder(target) as growing:
        write_bookings(growing, target, bookings, wanted, known, report)
    return Imported(target, report)


def _read(
    paths: list[Path],
    known: ColumnMapping,
    sheet: str | None,
    systems: Systems,
    places: Stops | None,
    faults: Faults,
    report: Report,
) -> pd.DataFrame:
    """All bookings of all tables."""
    tables, skipped = read_tables(paths, is_known, encoding=known.settings.get("encoding"), sheet=sheet)
    report.warnings += [f"not read: {reason}" for reason in skipped]
    check_named(known, tables)
    found = [understand(table, known, MEANINGS, guess, SEVERAL) for table in tables]
    found = _those_of_bookings(found, report)
    names = [normalised(item.name) for items in found for item in items]
    day_first, why = settle_order(found, known.settings.get("dates"), days_first_language=writes_days_first(names))
    if why:
        report.assumed.append(f"dates have the {'day' if day_first else 'month'} first, {why}")
    clocks = Clocks(day_first, known.settings.get("timezone"))
    assumed: dict[str, int] = {}
    parts = [_bookings(items, clocks, known, systems, places, faults, assumed, report) for items in found]
    faults.stop()
    report.left_out += faults.left_out
    report.assumed += [f"{what} ({count} rows)" for what, count in assumed.items()]
    for items in found:
        for item in items:
            known.columns.setdefault(item.name, item.meaning or "drop")
    return pd.concat(parts, ignore_index=True)


def _those_of_bookings(found: list[list[Understood]], report: Report) -> list[list[Understood]]:
    """Tables that tell times of trips; the others of a workbook are named."""
    good = []
    for items in found:
        settle(items)
        there = {item.meaning for item in items}
        if there & {"departure", "planned_pickup", "arrival"}:
            good.append(items)
            continue
        sheet = items[0].sheet
        why = (
            f"{sheet.source}: nothing tells when trips are wanted; say which column does by --map COLUMN=departure. "
            f"Its columns are {', '.join(repr(name) for name in sheet.names if name)}"
        )
        if len(found) == 1:
            raise InputError([why, *(item.line() for item in items)])
        report.warnings.append(f"not read: {why}")
    if not good:
        raise InputError(report.warnings)
    return good


def _bookings(
    items: list[Understood],
    clocks: Clocks,
    known: ColumnMapping,
    systems: Systems,
    places: Stops | None,
    faults: Faults,
    assumed: dict[str, int],
    report: Report,
) -> pd.DataFrame:
    """One table, in our words; only rows in which nothing is wrong."""
    sheet = items[0].sheet
    columns = {item.meaning: item.column for item in items if item.is_used}
    times = read_times(sheet, columns, clocks, faults, assumed)
    ends, notes = read_ends(sheet, columns, systems, places, faults)
    for item in items:
        end = item.meaning.partition("_")[0]
        if end in notes and item.is_used:
            item.note = notes[end]
        if item.meaning == "status":
            item.how += f", {len(sheet.column(item.column).dropna().unique())} different words"
    parties = read_parties(sheet, items, faults)
    table = pd.concat([times, ends, parties], axis="columns")
    state = read_states(sheet, columns["status"], known, faults) if "status" in columns else np.full(len(table), "")
    table["state"] = state
    for name in ("vehicle", "person", "booking_id"):
        table[name] = sheet.column(columns[name]).to_numpy() if name in columns else None
    table["source"], table["row"] = sheet.source, sheet.rows
    report.tables.append((sheet.source, len(sheet.cells), sheet.notes, items))
    report.left_out += [(sheet.source, row, reason) for row, reason in sheet.left_out]
    return table[faults.rows(sheet)]


def _chosen(table: pd.DataFrame, wanted: Choices, report: Report) -> pd.DataFrame:
    """Without what stands twice and the days that are not wanted; people and places as far as they are kept."""
    day = pd.to_datetime(table["day"], unit="D").dt.date

    def leave_out(mask: pd.Series, reason: str) -> None:
        rows = table.loc[mask, ["source", "row"]].itertuples(index=False)
        report.left_out.extend((source, int(row), reason) for source, row in rows)

    outside = pd.Series(False, index=table.index)
    if wanted.first:
        outside |= day < wanted.first
    if wanted.last:
        outside |= day > wanted.last
    leave_out(outside, "on another day than wanted")
    table = table[~outside]
    ids = table["booking_id"].map(as_text)
    twice = (ids != "") & table.assign(id=ids).duplicated(["id", "day", "departure", "origin_lon", "destination_lon"])
    leave_out(twice, "the same booking again")
    table = table[~twice].sort_values(["day", "departure", "submitted"], kind="stable", ignore_index=True)
    if table.empty:
        raise InputError("no booking is left of these files; --from and --until may leave out all days")
    first, last = (pd.to_datetime(table["day"].iloc[rank], unit="D").date() for rank in (0, -1))
    if (last - first).days >= _MOST_DAYS:
        raise InputError(
            f"the bookings are from {first} to {last}: a run has {_MOST_DAYS} days at most. Is a year mistyped? "
            "--from and --until choose days"
        )
    people = table["person"].map(lambda cell: cell is not None)
    table["resident_id"] = pseudonyms(table["person"], wanted.key) if wanted.key else -1
    if people.any() and wanted.key is None:
        report.assumed.append("people are not told apart (--pseudonymise KEY-FILE would)")
    if wanted.grid:
        for end in ("origin", "destination"):
            lon, lat = coarsened(table[f"{end}_lon"].to_numpy(), table[f"{end}_lat"].to_numpy(), wanted.grid)
            table[f"{end}_lon"], table[f"{end}_lat"] = lon, lat
    return table


def _stops(path: Path, systems: Systems, faults: Faults, report: Report) -> Stops:
    tables, _ = read_tables([path], known_stop)
    stops, found = read_stops(tables[0], systems, faults)
    faults.stop()
    report.tables.append((tables[0].source, len(tables[0].cells), tables[0].notes, found))
    return stops


def _states(states: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(states)
    for state in chosen:
        if state not in STATES:
            raise InputError(f"--states must be of {', '.join(STATES)}, found {state!r}")
    return chosen


def _check_zone(zone: str | None) -> None:
    try:
        if zone is not None:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(f"--timezone must be a zone such as Europe/Paris, found {zone!r}") from error


def _grid(metres: float | None) -> float | None:
    if metres is not None and not 10 <= metres <= 5000:
        raise InputError(f"--grid must be from 10 to 5000 m, found {metres:g}")
    return metres


def _key(path: str | PathLike[str] | None, folder: Path) -> bytes | None:
    """The secret, which must not lie in the folder that it is to protect."""
    if path is None:
        return None
    file = Path(path)
    if folder.resolve() in file.resolve().parents:
        raise InputError(f"--pseudonymise {file}: must not lie in {folder}: who has both finds the people again")
    return read_key(file)[0]
