"""A run as a workbook, and as French spreadsheets open it."""

from __future__ import annotations

import csv
import datetime
import re
import tomllib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import navette
from conftest import CANTON, ROOT
from navette.export.public import public_tables
from navette.export.spreadsheet import _write_sheet
from navette.export.tables import all_tables
from navette.export.titles import clock

FRENCH = tomllib.loads((ROOT / "python" / "navette" / "export" / "titles_fr.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def run(canton: Path, tmp_path_factory: pytest.TempPathFactory) -> navette.Run:
    """A canton with few residents, who ask much: workbooks of many rows take long to read."""
    census = tmp_path_factory.mktemp("census") / "census.csv"
    navette.open(canton).communes.assign(population=40)[["name", "population"]].to_csv(census, index=False)
    few = {"population.census": str(census), "demand.level": 60.0, "record.trajectories": False}
    return navette.run(navette.Scenario.read(CANTON).with_(few))


@pytest.fixture(scope="module")
def french(run: navette.Run, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    folder = tmp_path_factory.mktemp("export") / "out"
    assert [path.name for path in run.export.xlsx(folder, locale="fr")] == ["README.md", "run.xlsx"]
    return openpyxl.load_workbook(folder / "run.xlsx")


def test_a_sheet_per_table_and_one_of_definitions(run: navette.Run, french: openpyxl.Workbook) -> None:
    tables = all_tables(run)
    sheets = [FRENCH["sheets"][name].split(" | ")[0] for name in tables]
    assert french.sheetnames == [*sheets, "Définitions"]
    for name, sheet in zip(tables, sheets, strict=True):
        assert french[sheet].max_row == len(tables[name]) + 1 and french[sheet].max_column == len(tables[name].columns)
    definitions = list(french["Définitions"].iter_rows(values_only=True))
    assert definitions[0] == ("Feuille", "Colonne", "Nom dans Navette", "Unité", "Définition")
    wanted = ("Demandes", "Trajet direct, distance [m]", "direct_distance", "m", "longueur de cette conduite")
    assert wanted in definitions
    columns = sum(len(table.columns) for table in tables.values())
    assert len(definitions) == 1 + len(tables) + columns


def test_times_are_times_that_can_be_reckoned_with(run: navette.Run, french: openpyxl.Workbook) -> None:
    sheet = french["Demandes"]
    heads = [cell.value for cell in sheet[1]]
    for name, title in (("pickup", "Prise en charge [h:min:s]"), ("direct_time", "Trajet direct, durée [h:min:s]")):
        column = heads.index(title) + 1
        for row, value in enumerate(run.requests[name], start=2):
            cell = sheet.cell(row, column)
            if pd.isna(value):
                assert cell.value is None
            else:
                found = cell.value if isinstance(cell.value, datetime.timedelta) else datetime.timedelta(cell.value)
                assert abs(found / datetime.timedelta(milliseconds=1) - value) < 501
                assert cell.number_format == "[h]:mm:ss"
    early = sheet.cell(2, heads.index("Demande faite à [h:min:s]") + 1)
    assert run.requests["submitted_at"].iloc[0] < 0 and early.data_type == "s" and early.quotePrefix
    assert re.fullmatch(r"-\d\d:\d\d:\d\d", early.value)


def test_every_column_has_a_french_title_and_none_stands_there_for_nothing(run: navette.Run) -> None:
    tables = all_tables(run) | public_tables(run)
    for table, frame in tables.items():
        assert table in FRENCH["sheets"]
        for column in frame.columns:
            told = FRENCH.get(table, {}).get(column) or FRENCH["any"].get(column)
            assert told is not None and told.count(" | ") == 1, f"{table}.{column}"
    for table in set(FRENCH) - {"sheets", "words", "any"}:
        assert set(FRENCH[table]) <= set(tables[table].columns), table
    columns = {column for frame in tables.values() for column in frame.columns}
    assert set(FRENCH["any"]) <= columns


def test_csv_as_french_spreadsheets_open_it(run: navette.Run, tmp_path: Path) -> None:
    run.export.csv(tmp_path / "out", locale="fr")
    data = (tmp_path / "out" / "requests.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == len(run.requests) + 1
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    first, request = rows[0], run.requests.iloc[0]
    assert first["Origine, longitude [°]"].replace(",", ".") == f"{request['origin_lon']:.7f}".rstrip("0")
    assert first["Départ souhaité [h:min:s]"] == clock(request["earliest_departure"])
    assert first["Retour"] == "FAUX" and {row["Retour"] for row in rows} == {"VRAI", "FAUX"}
    assert first["Demande faite à [h:min:s]"].startswith("'-"), "a text, and no formula"
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "definitions.csv" in names and "datapackage.json" not in names
    # What pandas reads of it by its own means is what the run holds.
    again = pd.read_csv(tmp_path / "out" / "legs.csv", sep=";", decimal=",")
    assert again["Distance [m]"].tolist() == run.legs["distance"].tolist()


def test_texts_that_begin_as_formulas_are_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    hostile = ["=1+1", "+33 6", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "plain", "a\x1b[2J\u202eb"]
    _write_sheet(book, "Sheet", ["=name"], pd.DataFrame({"=name": hostile}))
    book.save(tmp_path / "x.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Sheet"].iter_rows()]
    assert [cell.data_type for cell in cells] == ["s"] * 8 and all(cell.quotePrefix for cell in cells[:6])
    assert [cell.value for cell in cells] == ["=name", *hostile[:6], r"a\x1b[2J\u202eb"]


def test_for_the_public_the_same_is_hidden(run: navette.Run, tmp_path: Path) -> None:
    run.export.xlsx(tmp_path / "book", locale="fr", public=True)
    run.export.csv(tmp_path / "csv", public=True)
    book = openpyxl.load_workbook(tmp_path / "book" / "run.xlsx")
    assert set(book.sheetnames) == {"Indicateurs", "Par heure", "Par motif", "Par commune", "Par âge", "Définitions"}
    for sheet, name in (("Par heure", "by_hour"), ("Par commune", "by_commune"), ("Indicateurs", "indicators")):
        plain = pd.read_csv(tmp_path / "csv" / f"{name}.csv")
        found = pd.DataFrame(list(book[sheet].iter_rows(min_row=2, values_only=True)), columns=plain.columns)
        for column in plain:
            if pd.api.types.is_numeric_dtype(plain[column]):
                assert found[column].astype(float).tolist() == pytest.approx(
                    plain[column].astype(float).tolist(), nan_ok=True
                )
    run.export.csv(tmp_path / "local", locale="fr", public=True)
    hours = pd.read_csv(tmp_path / "local" / "by_hour.csv", sep=";", decimal=",")
    plain = pd.read_csv(tmp_path / "csv" / "by_hour.csv")
    assert hours["Attente moyenne [s]"].tolist() == pytest.approx(plain["wait_mean"].tolist(), nan_ok=True)


def test_a_table_longer_than_a_sheet_goes_on_in_another(tmp_path: Path, run: navette.Run, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("navette.export.spreadsheet._MOST_ROWS", 100)
    monkeypatch.setattr("navette.export.spreadsheet.all_tables", lambda run: {"legs": all_tables(run)["legs"]})
    run.export.xlsx(tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "run.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("legs")]
    assert sheets[:2] == ["legs", "legs (2)"] and sum(book[name].max_row - 1 for name in sheets) == len(run.legs)
    assert book["legs (2)"]["A1"].value == "shuttle"


def test_a_locale_goes_with_what_spreadsheets_open(run: navette.Run, tmp_path: Path) -> None:
    with pytest.raises(navette.InputError, match="formats csv and xlsx, not with gpkg"):
        run.export(tmp_path / "out", "gpkg", locale="fr")
    with pytest.raises(navette.InputError, match="one of en, fr, found 'de'"):
        run.export(tmp_path / "out", "csv", locale="de")
    assert not (tmp_path / "out").exists() and CANTON.is_file()


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "00:00:00"), (-1, "00:00:00"), (-59_640_500, "-16:34:01"), (90_000_000, "25:00:00"), (1499, "00:00:01")],
)
def test_times_in_words(milliseconds: int, text: str) -> None:
    assert clock(milliseconds) == text
