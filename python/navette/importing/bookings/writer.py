"""The folder of imported bookings: requests, days, and the scenarios that use them."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import tomlkit

from navette.common.text import cell
from navette.importing.bookings.choices import Choices
from navette.importing.bookings.days import observed_days
from navette.importing.folder import relative, write_left_out, write_readme
from navette.importing.mapping import FILE, ColumnMapping, write_mapping
from navette.importing.report import Report
from navette.importing.values.clock import DAY
from navette.importing.values.texts import as_text

_HOUR = 3600


def write_bookings(
    folder: Path, target: Path, table: pd.DataFrame, wanted: Choices, known: ColumnMapping, report: Report
) -> None:
    """Writes all files of the folder; `target` is where it will stand."""
    kept = table["state"].isin([*wanted.states, ""])
    for source, row, state in table.loc[~kept, ["source", "row", "state"]].itertuples(index=False):
        report.left_out.append((source, int(row), f"{state}: not asked for in the run, but counted in days.csv"))
    requests = table[kept]
    first = _date(table["day"].min())
    days = int(table["day"].max() - table["day"].min()) + 1
    _requests(requests, table["day"].min(), wanted).to_csv(folder / "requests.csv", index=False)
    observed_days(table, report).to_csv(folder / "days.csv", index=False)
    given = _scenario(requests, wanted, target, first, days, report)
    given["demand"] = {"requests": "requests.csv"}
    _write(folder / "scenario.toml", given, "The bookings, as they were asked for.")
    residents = _scenario(requests, wanted, target, first, 1, None)
    _shares(residents, table)
    _write(
        folder / "residents.toml",
        residents,
        "Residents in place of the bookings, to be fitted to days.csv:",
        "  navette calibrate residents.toml --targets days.csv --bound demand.level=0.1:10 --out calibrated",
    )
    report.came += [
        f"{len(table)} bookings on {table['day'].nunique()} days from {first} on; {len(requests)} of them in "
        f"requests.csv",
    ]
    if wanted.roads is None:
        report.warnings.append(
            "no map was named: run it with --set territory.roads=FILE.osm.pbf, or import with --roads"
        )
    write_mapping("bookings", folder / FILE, known)
    write_left_out(folder, report)
    write_readme(folder, "bookings", report, _protection(wanted))


def _requests(table: pd.DataFrame, day0: float, wanted: Choices) -> pd.DataFrame:
    number = table.groupby("day").cumcount() + 1
    dates = pd.to_datetime(table["day"], unit="D").dt.strftime("%Y%m%d")
    out = pd.DataFrame({"request_id": dates + "-" + number.map("{:04d}".format)})
    if wanted.keep_ids:
        out["request_id"] = _own_ids(table["booking_id"], out["request_id"])
    for name, values in (("submitted_at", table["submitted"]), ("earliest_departure", table["departure"])):
        out[name] = _times(values - day0 * DAY)
    for end in ("origin", "destination"):
        for axis in ("lon", "lat"):
            out[f"{end}_{axis}"] = table[f"{end}_{axis}"].map("{:.6f}".format)
    if table["arrival"].notna().any():
        out["latest_arrival"] = _times(table["arrival"] - day0 * DAY)
    out["party_size"] = table["party_size"].astype(int)
    out["wheelchairs"] = table["wheelchairs"].astype(int)
    if (table["resident_id"] >= 0).any():
        out["resident_id"] = table["resident_id"].where(table["resident_id"] >= 0).astype("Int64")
    return out


def _own_ids(ids: pd.Series, others: pd.Series) -> pd.Series:
    """Those of the list; ours where it has none, or one stands again."""
    texts = ids.map(lambda value: cell(as_text(value).replace("\n", " "))[:60])
    return texts.where((texts != "") & ~texts.duplicated(), others)


def _times(seconds: pd.Series) -> list[str]:
    """HH:MM:SS after midnight of day 0; before it with a sign."""
    told = []
    for value in seconds.to_numpy():
        if np.isnan(value):
            told.append("")
            continue
        size = abs(int(value))
        told.append(f"{'-' if value < 0 else ''}{size // 3600:02d}:{size // 60 % 60:02d}:{size % 60:02d}")
    return told


def _scenario(
    requests: pd.DataFrame, wanted: Choices, target: Path, first: datetime.date, days: int, report: Report | None
) -> dict[str, dict[str, object]]:
    fleet: dict[str, object] = {
        "seats": max(8, int((requests["party_size"] - requests["wheelchairs"]).max())) if len(requests) else 8,
        "wheelchairs": int(requests["wheelchairs"].max()) if len(requests) else 0,
        "shifts": [_shift(requests)],
    }
    named = requests[requests["vehicle"].map(lambda value: value is not None)]
    size = int(named.groupby("day")["vehicle"].nunique().max()) if len(named) else 0
    if size:
        fleet = {"size": size, **fleet}
    if report is not None:
        what = (
            f"{size} shuttles, as many as drove on one day" if size else "as many shuttles as the map's inhabitants ask"
        )
        shift = fleet["shifts"][0]  # type: ignore[index]
        report.assumed.append(
            f"the fleet: {what}, {fleet['seats']} seats, {fleet['wheelchairs']} wheelchair places, on shift from "
            f"{shift['start']} to {shift['end']}; depots by the map. A shuttles.csv of yours goes before it"
        )
    territory: dict[str, object] = {"country": wanted.country}
    if wanted.roads is not None:
        territory = {"roads": relative(wanted.roads, target), **territory}
    return {"territory": territory, "fleet": fleet, "run": {"first_day": first, "days": days}}


def _shift(requests: pd.DataFrame) -> dict[str, str]:
    """From half an hour before the first departure of any day to an hour and a half after the last, in half hours."""
    if requests.empty:
        return {"start": "06:30", "end": "20:00"}
    seconds = (requests["departure"] - requests["day"] * DAY).to_numpy()
    start = max(0, int(seconds.min() // 1800 - 1) * 1800)
    start = min(start, 23 * _HOUR + 1800)
    end = min(int(-(-seconds.max() // 1800) + 3) * 1800, start + 24 * _HOUR)
    return {"start": f"{start // 3600:02d}:{start // 60 % 60:02d}", "end": f"{end // 3600:02d}:{end // 60 % 60:02d}"}


def _shares(scenario: dict[str, dict[str, object]], table: pd.DataFrame) -> None:
    """Who cancelled, and who was not there, as a share of those accepted."""
    counts = table["state"].value_counts()
    accepted = sum(int(counts.get(state, 0)) for state in ("done", "no_show", "cancelled"))
    if accepted:
        shares = {
            f"{name}_share": round(int(counts.get(state, 0)) / accepted, 4)
            for name, state in (("cancelled", "cancelled"), ("no_show", "no_show"))
        }
        scenario["booking"] = {name: share for name, share in shares.items() if share}


def _write(path: Path, tables: dict[str, dict[str, object]], *comments: str) -> None:
    document = tomlkit.document()
    for comment in comments:
        document.add(tomlkit.comment(comment))
    for name, keys in tables.items():
        if keys:
            document[name] = keys
    path.write_text(tomlkit.dumps(document), "utf-8")


def _date(day: float) -> datetime.date:
    return (pd.Timestamp(0) + pd.Timedelta(days=int(day))).date()


def _protection(wanted: Choices) -> list[str]:
    """What of people is in the folder."""
    people = (
        "`resident_id` is a pseudonym made with a key: it is still personal data (GDPR, article 4(5)), since who "
        "has the "
        "key and the list finds the person."
        if wanted.key
        else "No column about persons was kept, and people are not told apart."
    )
    places = (
        f"Places are the middle of squares of {wanted.grid:g} m."
        if wanted.grid
        else "Places are as exact as in the list: a home tells who lives there (`--grid 200` would coarsen them)."
    )
    return [
        f"**Data protection.** {people} {places} Where, when and how people travelled is in requests.csv: keep the "
        f"folder to "
        "those who may see the list, and delete it with it. days.csv counts bookings by day."
    ]
