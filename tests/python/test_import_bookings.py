"""An operator's list, as it is, becomes days that run."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pyproj import Transformer

import navette
import navette.importing
from conftest import CANTON, Navette, succeed
from navette.importing.bookings.meanings import guess
from navette.importing.columns import Shape
from navette.importing.words import normalised

ROADS = CANTON.parent / "canton.osm.pbf"
HOME, TOWN, SCHOOL = (2.0235, 44.0314), (1.9756, 43.9998), (2.1125, 44.0180)
"""On roads of the shipped canton: longitude, latitude."""
TO_LAMBERT = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


WHO = "Odile Marron"


def metres(place: tuple[float, float], crs: str = "EPSG:2154") -> list[str]:
    """As a French spreadsheet writes them: 651 234,5."""
    to = TO_LAMBERT if crs == "EPSG:2154" else Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return [f"{value:,.1f}".replace(",", "\u00a0").replace(".", ",") for value in to.transform(*place)]


def french(path: Path) -> Path:
    """A list as a French booking centre exports it: old encoding, carriage returns, two rows of header, totals."""
    home, town, school = map(metres, (HOME, TOWN, SCHOOL))
    rows = [
        ["Réservations du service, édition du 15/09/2025"],
        ["N° réservation", "Réservé le", "Jour", "Heure souhaitée", "Départ", "", "Arrivée", "", "Nb passagers"],
        ["", "", "", "", "X", "Y", "X", "Y"],
        ["R1", "31/08/2025 17:02", "01/09/2025", "8h30", *home, *town, "2", "non", "Réalisée", WHO],
        ["R2", "31/08/2025 17:10", "lundi 1er septembre 2025", "9h", *town, *home, "1", "oui", "Client absent", WHO],
        ["R3", "02/09/25", "2025-09-03", "14:05", *school, *town, "", "", "Annulée", "Hugo Blé"],
        ["R4", "3/9/2025 07h15", "03/09/2025", "16 h 40", *town, *school, "1", "", "Refusée - complet", "Jean Roux"],
        ["Total", "", "", "", "", "", "", "", "4"],
    ]
    rows[1] += ["Fauteuil", "Statut", "Nom du client", "Téléphone", "Remarques"]
    for row in rows[3:7]:
        row += ["06 11 22 33 44", "porte au fond de la cour"]
    text = "\r".join(";".join(row + [""] * (14 - len(row))) for row in rows)
    path.write_bytes(text.encode("cp1252"))
    return path


def test_a_french_list_of_several_days(tmp_path: Path) -> None:
    done = navette.importing.bookings(french(tmp_path / "liste.csv"), tmp_path / "out", roads=ROADS)
    requests = pd.read_csv(done.folder / "requests.csv")
    assert requests["request_id"].tolist() == ["20250901-0001", "20250901-0002", "20250903-0001"]
    assert requests["submitted_at"].tolist() == ["-06:58:00", "-06:50:00", "55:15:00"]
    assert requests["earliest_departure"].tolist() == ["08:30:00", "09:00:00", "64:40:00"]
    assert requests["party_size"].tolist() == [2, 1, 1] and requests["wheelchairs"].tolist() == [0, 1, 0]
    places = requests[["origin_lon", "origin_lat"]].to_numpy()
    assert abs(places - [HOME, TOWN, TOWN]).max() < 1e-5
    assert pd.read_csv(done.folder / "days.csv").to_dict("list") == {
        "date": ["2025-09-01", "2025-09-03"],
        "requests": [2, 2],
        "served": [1, 0],
        "refused": [0, 1],
        "cancelled": [0, 1],
        "no_shows": [1, 0],
        "passengers": [2, 0],
    }
    told = done.report.lines()
    assert "  'Jour' -> date (by its name and values): 01/09/2025; lundi 1er septembre 2025; 2025-09-03" in told
    (east,) = [line for line in told if line.startswith("  'Départ X' -> origin_x")]
    assert "Lambert-93 (EPSG:2154), guessed" in east
    assert "left out: 1 row: a row of totals" in told
    assert any("dates have the day first, as '31/08/2025 17:02' shows" in line for line in told)
    left_out = pd.read_csv(done.folder / "left-out.csv").set_index("row")["reason"]
    assert left_out[6].startswith("cancelled") and left_out[8] == "a row of totals" and 2 not in left_out


def test_nothing_of_people_is_written(tmp_path: Path) -> None:
    done = navette.importing.bookings(french(tmp_path / "liste.csv"), tmp_path / "out", roads=ROADS)
    written = "".join(file.read_text() for file in done.folder.iterdir())
    for private in ("Odile", "Marron", "06 11", "cour", "R1"):
        assert private not in written and private not in repr(done).replace("R1; R2", "")
    assert "'Nom du client' -> person" in repr(done) and "'Remarques' -> left out: about persons" in repr(done)


def test_what_comes_of_it_runs_and_is_verified(tmp_path: Path, navette_command: Navette) -> None:
    folder = tmp_path / "out"
    french(tmp_path / "liste.csv")
    said = succeed(navette_command("import", "bookings", "liste.csv", "-o", folder, "--roads", ROADS, cwd=tmp_path))
    assert said == f"{folder / 'scenario.toml'}\n"
    succeed(navette_command("run", folder / "scenario.toml", "-o", tmp_path / "out.h5"))
    assert ", 0 violations" in succeed(navette_command("verify", tmp_path / "out.h5"))
    run = navette.open(tmp_path / "out.h5")
    assert run.requests["end"].tolist() == ["served"] * 3 and run.attributes["first_day"] == "2025-09-01"


def test_calibrate_takes_its_days(tmp_path: Path) -> None:
    first = datetime.date(2025, 9, 1)
    path = french(tmp_path / "liste.csv")
    folder = navette.importing.bookings(path, tmp_path / "out", roads=ROADS, last=first).folder
    done = navette.calibrate(
        folder / "residents.toml",
        folder / "days.csv",
        {"demand.level": (0.5, 1.5)},
        seeds=1,
        evaluations=1,
        progress=False,
    )
    assert set(done.residuals.index.get_level_values("indicator")) == set(pd.read_csv(folder / "days.csv").columns[1:])
    assert tomllib.loads((folder / "residents.toml").read_text())["booking"] == {"no_show_share": 0.5}


GERMAN = ["Auftragsnummer", "Gebucht am", "Fahrtdatum", "Abfahrtszeit", "Einstiegshaltestelle", "Ausstiegshaltestelle"]
STOPS = f"Haltestelle;Längengrad;Breitengrad\nMarkt;{TOWN[0]};{TOWN[1]}\nSchule Süd;{SCHOOL[0]};{SCHOOL[1]}\n"


def german(path: Path, *more: list[object]) -> Path:
    """A workbook whose dates and times are real ones, with stops by name."""
    book = openpyxl.Workbook()
    book.active.append([*GERMAN, "Anzahl Personen", "Rollstuhl", "Status", "Fahrzeug", "tatsächliche Abholzeit"])
    day = datetime.datetime(2025, 3, 3)
    eight, late = datetime.time(8, 5), datetime.time(8, 11)
    rows: list[list[object]] = [
        [
            1,
            day - datetime.timedelta(hours=5),
            day,
            eight,
            "Markt",
            "Schule Süd",
            3,
            "ja",
            "durchgeführt",
            "EL 1",
            late,
        ],
        [2, "2. März 2025, 9:15 Uhr", day, "8.30 Uhr", "Schule  Süd", "Markt", 1, "nein", "storniert", "EL 2", None],
        [2, "2. März 2025, 9:15 Uhr", day, "8.30 Uhr", "schule süd", "Markt", 1, "nein", "storniert", "EL 2", None],
    ]
    for row in [*rows, *more]:
        book.active.append(row)
    book.save(path)
    path.with_name("stops.csv").write_text(STOPS, "utf-8")
    return path


def test_a_german_workbook_with_stops_by_name(tmp_path: Path) -> None:
    done = navette.importing.bookings(
        german(tmp_path / "Liste.xlsx"), tmp_path / "out", stops=tmp_path / "stops.csv", country="DE"
    )
    requests = pd.read_csv(done.folder / "requests.csv")
    assert requests.loc[0].tolist() == ["20250303-0001", "-05:00:00", "08:05:00", *TOWN, *SCHOOL, 3, 1]
    days = pd.read_csv(done.folder / "days.csv").loc[0]
    assert days[["requests", "served", "cancelled", "passengers", "wait_mean"]].tolist() == [2, 1, 1, 3, 360]
    assert done.report.reasons()["the same booking again"] == 1
    scenario = tomllib.loads(done.scenario.read_text())
    assert scenario["fleet"]["size"] == 1 and scenario["fleet"]["wheelchairs"] == 1
    assert scenario["fleet"]["shifts"] == [{"start": "07:30", "end": "10:00"}]
    assert any("--set territory.roads" in warning for warning in done.report.warnings), "no map was named"


def test_faults_name_row_and_column_of_the_list(tmp_path: Path) -> None:
    bad = [
        [3, None, datetime.datetime(2025, 3, 4), "acht", "Markt", "Schule Süd", 1, "", "durchgeführt", "EL 1", None],
        [4, None, "30.02.2025", "8:00", "Markt", "Schule Nord", "zwei", "", "vertagt", "EL 1", None],
    ]
    german(tmp_path / "Liste.xlsx", *bad)
    with pytest.raises(navette.InputError) as error:
        navette.importing.bookings(tmp_path / "Liste.xlsx", tmp_path / "out", stops=tmp_path / "stops.csv")
    told = [message.removeprefix("Liste.xlsx, ") for message in error.value.messages]
    assert "row 5, column 'Abfahrtszeit': must be a time of day, or a date with one, found 'acht'" in told
    assert "row 6, column 'Fahrtdatum': must be a date, found '30.02.2025'" in told
    assert (
        "row 6, column 'Ausstiegshaltestelle': no stop has this name or code; the nearest is 'schule sud', found "
        "'Schule Nord'" in told
    )
    assert "row 6, column 'Anzahl Personen': must be a whole number, found 'zwei'" in told
    assert any(message.startswith("row 6, column 'Status': must be one of done, cancelled") for message in told)
    assert not (tmp_path / "out").exists()
    done = navette.importing.bookings(
        tmp_path / "Liste.xlsx", tmp_path / "out", stops=tmp_path / "stops.csv", drop_bad_rows=True
    )
    rows = pd.read_csv(done.folder / "left-out.csv").set_index("row")["reason"]
    assert rows[5] == "column 'Abfahrtszeit': must be a time of day, or a date with one"
    assert "acht" not in (done.folder / "left-out.csv").read_text()


ENGLISH = "booking_id,created_at,requested_pickup_time,pickup_lat,pickup_lng,dropoff_lat,dropoff_lng,pax,status\n"


def english(path: Path, *rows: str) -> Path:
    path.write_text(ENGLISH + "\n".join(rows) + "\n")
    return path


def ends(swapped: bool = False) -> str:
    a, b = (HOME, TOWN) if swapped else (HOME[::-1], TOWN[::-1])
    return ",".join(map(str, (*a, *b)))


def test_english_moments_need_what_tells_days_from_months(tmp_path: Path) -> None:
    path = english(tmp_path / "a.csv", f"1,3/4/2025 5:00 PM,4/5/2025 8:30 AM,{ends()},1,completed")
    with pytest.raises(navette.InputError, match="may be a day of either month"):
        navette.importing.bookings(path, tmp_path / "out", roads=ROADS)
    done = navette.importing.bookings(path, tmp_path / "out", roads=ROADS, dates="month-first")
    assert pd.read_csv(done.folder / "days.csv")["date"].tolist() == ["2025-04-05"]
    row = f"2,3/13/2025 5:00 PM,4/5/2025 8:30 AM,{ends()},1,no-show"
    done = navette.importing.bookings(english(path, row), tmp_path / "other", roads=ROADS)
    assert pd.read_csv(done.folder / "days.csv").loc[0, ["date", "no_shows"]].tolist() == ["2025-04-05", 1]
    english(path, row, f"3,13/3/2025 5:00 PM,4/5/2025 9:30 AM,{ends()},1,completed")
    with pytest.raises(
        navette.InputError, match="'13/3/2025 5:00 PM' has the day first, '3/13/2025 5:00 PM' the month"
    ):
        navette.importing.bookings(path, tmp_path / "other", roads=ROADS)


def test_dates_that_a_spreadsheet_has_turned_round_are_refused(tmp_path: Path) -> None:
    """31/08 stays a text where a spreadsheet expects months first; 03/09 becomes the 9th of March."""
    more = [[10 + day, None, datetime.datetime(2025, day, 9), "8:00", "Markt", "Schule Süd", 1] for day in (3, 4, 5)]
    more.append([20, None, "31/08/2025", "8:00", "Markt", "Schule Süd", 1])
    german(tmp_path / "Liste.xlsx", *more)
    with pytest.raises(navette.InputError, match="column 'Fahrtdatum': half of these dates were turned round"):
        navette.importing.bookings(tmp_path / "Liste.xlsx", tmp_path / "out", stops=tmp_path / "stops.csv")


@pytest.mark.parametrize("roads", [ROADS, None], ids=["map", "country"])
def test_swapped_axes_are_put_right_and_told(roads: Path | None, tmp_path: Path) -> None:
    path = english(tmp_path / "a.csv", f"1,2025-04-04T17:00,2025-04-05T08:30,{ends(swapped=True)},1,completed")
    done = navette.importing.bookings(path, tmp_path / "out", roads=roads)
    row = pd.read_csv(done.folder / "requests.csv").loc[0]
    assert (row["origin_lon"], row["origin_lat"]) == HOME
    assert sum("longitude and latitude change places" in warning for warning in done.report.warnings) == 2


def test_projected_places_by_the_map_by_name_and_the_wrong_way_round(tmp_path: Path) -> None:
    for crs, turns in (("EPSG:3944", (1,)), ("EPSG:3035", (-1,)), ("EPSG:25831", (1,)), ("EPSG:27572", (1, -1))):
        for turn in turns:
            x = [metres(place, crs)[::turn] for place in (HOME, TOWN)]
            line = ";".join(["2025-04-05", "8h30", *x[0], *x[1]])
            (tmp_path / "a.csv").write_text(f"Date;Heure;Départ X;Départ Y;Arrivée X;Arrivée Y\n{line}\n", "utf-8")
            done = navette.importing.bookings(tmp_path / "a.csv", tmp_path / "out", roads=ROADS)
            row = pd.read_csv(done.folder / "requests.csv").loc[0]
            assert abs(row["origin_lon"] - HOME[0]) < 1e-5 and abs(row["destination_lat"] - TOWN[1]) < 1e-5, crs
            assert ("x is north" in " ".join(done.report.warnings)) is (turn == -1)
    said = navette.importing.bookings(tmp_path / "a.csv", tmp_path / "other", crs="EPSG:27572")
    assert "guessed" not in repr(said)


def test_places_in_one_text(tmp_path: Path) -> None:
    for a in (f"{HOME[1]}, {HOME[0]}", f"POINT ({HOME[0]} {HOME[1]})", f"{HOME[1]} ; {HOME[0]}".replace(".", ",")):
        (tmp_path / "a.csv").write_text(
            f'Date\tHeure\tDépart GPS\tArrivée GPS\n2025-04-05\t8h30\t"{a}"\t"{TOWN[1]}, {TOWN[0]}"\n', "utf-8"
        )
        row = pd.read_csv(
            navette.importing.bookings(tmp_path / "a.csv", tmp_path / "out", roads=ROADS).folder / "requests.csv"
        ).loc[0]
        assert (row["origin_lon"], row["origin_lat"]) == HOME, a


def test_what_is_said_of_columns_and_words_is_written_down_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Quand;Début;Aller de;Vers chez;Bilan\n2025-04-05;8h30;Markt;Schule Süd;reporté\n2025-04-05;9h;Markt;Schule "
        "Süd;ok\n"
    )
    (tmp_path / "stops.csv").write_text(STOPS, "utf-8")
    columns = ["Quand=date", "Début=departure", "Aller de=origin_place", "Vers chez=destination_place", "Bilan=status"]
    say = {"columns": columns, "values": ["status:reporté=cancelled"]}
    with pytest.raises(navette.InputError, match="'Quand'"):
        navette.importing.bookings(path, tmp_path / "out", stops=tmp_path / "stops.csv")
    with pytest.raises(navette.InputError, match="no column 'Quant'; did you mean 'Quand'"):
        navette.importing.bookings(path, tmp_path / "out", stops=tmp_path / "stops.csv", columns=["Quant=date"])
    with pytest.raises(navette.InputError, match="cannot be 'departur'; did you mean departure"):
        navette.importing.bookings(path, tmp_path / "out", stops=tmp_path / "stops.csv", columns=["Début=departur"])
    first = navette.importing.bookings(path, tmp_path / "out", stops=tmp_path / "stops.csv", **say)
    files = {file.name: file.read_text() for file in first.folder.iterdir()}
    again = navette.importing.bookings(path, tmp_path / "out", stops=tmp_path / "stops.csv")
    assert "as in the mapping" in repr(again)
    for name in ("requests.csv", "days.csv", "mapping.toml"):
        assert (again.folder / name).read_text() == files[name]
    mapping = tmp_path / "out" / "mapping.toml"
    other = navette.importing.bookings(path, tmp_path / "new", stops=tmp_path / "stops.csv", mapping=mapping)
    assert (other.folder / "days.csv").read_text() == files["days.csv"]


def test_pseudonyms_need_the_key_and_lie_apart_from_it(tmp_path: Path) -> None:
    french(tmp_path / "liste.csv")
    ids = []
    for folder, key in (("a", "one.key"), ("b", "one.key"), ("c", "two.key")):
        done = navette.importing.bookings(tmp_path / "liste.csv", tmp_path / folder, roads=ROADS, key=tmp_path / key)
        ids.append(pd.read_csv(done.folder / "requests.csv")["resident_id"].tolist())
    assert ids[0] == ids[1] != ids[2] and ids[0][0] == ids[0][1] != ids[0][2]
    assert (tmp_path / "one.key").stat().st_mode & 0o077 == 0 and len((tmp_path / "one.key").read_text()) > 60
    assert "still personal data" in (tmp_path / "a" / "README.md").read_text()
    with pytest.raises(navette.InputError, match="must not lie in"):
        navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "a", key=tmp_path / "a" / "key")
    (tmp_path / "short.key").write_text("secret")
    with pytest.raises(navette.InputError, match="at least 16 bytes"):
        navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "d", key=tmp_path / "short.key")


def test_a_grid_moves_places_to_the_middle_of_squares(tmp_path: Path) -> None:
    french(tmp_path / "liste.csv")
    done = navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "out", roads=ROADS, grid=200)
    requests = pd.read_csv(done.folder / "requests.csv")
    to = Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True)
    for x in to.transform(requests["origin_lon"], requests["origin_lat"]):
        assert abs(x % 200 - 100).max() < 0.2
    moved = abs(requests[["origin_lon", "origin_lat"]].to_numpy() - [HOME, TOWN, TOWN])
    assert 1e-5 < moved.max() < 0.002
    with pytest.raises(navette.InputError, match="from 10 to 5000 m, found 3"):
        navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "out", roads=ROADS, grid=3)


def test_days_and_states_can_be_chosen(tmp_path: Path) -> None:
    french(tmp_path / "liste.csv")
    third = datetime.date(2025, 9, 3)
    done = navette.importing.bookings(
        tmp_path / "liste.csv", tmp_path / "out", roads=ROADS, first=third, last=third, states=["cancelled"]
    )
    assert pd.read_csv(done.folder / "requests.csv")["earliest_departure"].tolist() == ["14:05:00"]
    assert pd.read_csv(done.folder / "days.csv")["date"].tolist() == ["2025-09-03"]
    with pytest.raises(navette.InputError, match="must be of done, cancelled, no_show, refused, found 'lost'"):
        navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "out", states=["lost"])


def test_only_an_earlier_import_is_replaced(tmp_path: Path) -> None:
    french(tmp_path / "liste.csv")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(navette.InputError, match="holds other files than an earlier import"):
        navette.importing.bookings(tmp_path / "liste.csv", tmp_path / "mine", roads=ROADS)
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_the_command_tells_faults_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Heure;Départ;Arrivée\n8h;A;B\n")
    call = [sys.executable, "-m", "navette.importing.command", "bookings", "list.csv", "-o", "out"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("error: list.csv: column 'Départ' names places") and "--stops FILE" in done.stderr


@pytest.mark.parametrize(
    ("name", "cells", "meaning"),
    [
        ("Heure PEC théorique", ["8h30", "9h"], "planned_pickup"),
        ("Heure de dépose réelle", ["8h30", "9h"], "actual_dropoff"),
        ("Heure de rendez-vous", ["8h30", "9h"], "arrival"),
        ("Arrivée prévue", ["8h30", "9h"], "planned_dropoff"),
        ("Date de réservation", ["01/09/2025"], "submitted_date"),
        ("Point d'arrêt départ", ["Mairie"], "origin_place"),
        ("Départ", ["Mairie"], "origin_place"),
        ("Départ", ["8h30"], "departure"),
        ("O_X", ["651 234,5"], "origin_x"),
        ("dropoff_lng", ["2.1"], "destination_lon"),
        ("Fauteuil roulant (O/N)", ["O", "N"], "wheelchairs"),
        ("No. of passengers", ["1", "2"], "party_size"),
        ("N° client", ["123"], "person"),
        ("Wunschabfahrtszeit", ["08:30"], "departure"),
        ("Abholzeit (Ist)", ["08:30"], "actual_pickup"),
        ("Fahrt-Nr.", ["12"], "booking_id"),
        ("Adresse de départ", ["3 rue du Puits"], "personal"),
        ("Contact", ["06 12 34 56 78", "0612345679"], "personal"),
        ("Motif", ["Dialyse"], "personal"),
        ("Durée", ["00:25"], None),
        ("Heure d'annulation", ["8h30"], None),
        ("Code postal départ", ["81000"], None),
        ("Distance (km)", ["12,5"], None),
    ],
)
def test_columns_are_known_by_name_and_values(name: str, cells: list[str], meaning: str | None) -> None:
    found = guess(normalised(name), Shape(pd.Series(cells, dtype=object)))
    assert (found.meaning if found else None) == meaning


COORDINATES = "Date;Heure;Lon départ;Lat départ;Lon arrivée;Lat arrivée\n"


def trip(date: str = "2025-04-05", time: str = "8h30", origin: tuple[float, float] = HOME) -> str:
    return ";".join([date, time, *map(str, (*origin, *TOWN))]) + "\n"


@pytest.mark.parametrize(
    ("text", "how", "told"),
    [
        (COORDINATES + trip(origin=(0, 0)), {}, "a.csv, row 2, columns of the origin: must hold a place, found none"),
        (COORDINATES + trip() + trip("2005-04-05"), {}, "from 2005-04-05 to 2025-04-05: a run has 3660 days at most"),
        (COORDINATES + trip(), {"timezone": "Europe/Pariss"}, "must be a zone such as Europe/Paris"),
        (COORDINATES + trip(), {"crs": "EPSG:99"}, "must name a reference system, as EPSG:2154, found 'EPSG:99'"),
        (COORDINATES + trip(time="2025-04-05T06:30:00Z"), {}, "--timezone Europe/Paris reads offsets from UTC"),
        ("", {}, "a.csv: no header was found"),
        (COORDINATES, {}, "a.csv: has no rows of data"),
        (
            COORDINATES.replace("Heure", "Heure;Heure") + trip(time="8h;9h"),
            {},
            "'Heure' and 'Heure (2)' both seem to be",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, how: dict[str, str], told: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, "utf-8")
    with pytest.raises(navette.InputError, match=re.escape(told)):
        navette.importing.bookings(tmp_path / "a.csv", tmp_path / "out", **how)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_dates_written_out_at_midnight_are_dates_and_places_far_away_are_told(tmp_path: Path) -> None:
    far = trip("2025-04-06T00:00:00", origin=(12.5, 41.9))
    (tmp_path / "a.csv").write_text(COORDINATES + trip("2025-04-05T00:00:00", "08:30:00.000") + far, "utf-8")
    done = navette.importing.bookings(tmp_path / "a.csv", tmp_path / "out")
    assert pd.read_csv(done.folder / "requests.csv")["earliest_departure"].tolist() == ["08:30:00", "32:30:00"]
    assert any("1 of 2 places lie off the country (FR)" in warning for warning in done.report.warnings)
