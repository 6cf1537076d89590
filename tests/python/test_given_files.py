"""Tables and places that people give: another encoding, separator or reference system is refused.

Each is told in one message that names the file and the cure, with exit code 2.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import navette
from conftest import Navette
from given_files import HEADER, MAP, ROW, SHUTTLES, only, refused, write_scenario


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write_scenario(tmp_path)


# Bytes of requests.csv, and what the one message says.
TEXT = f"{HEADER}\n{ROW.format(n=1)}\n{ROW.format(n=2)}\n"
FILES = {
    "UTF-16 with a mark": (TEXT.encode("utf-16"), ["this file is UTF-16", 'save it as UTF-8 (in Excel: "CSV UTF-8")']),
    "UTF-16 little-endian": (TEXT.encode("utf-16-le"), ["this file is UTF-16"]),
    "UTF-16 big-endian": (TEXT.encode("utf-16-be"), ["this file is UTF-16"]),
    "UTF-32": (TEXT.encode("utf-32"), ["this file is UTF-32"]),
    "Windows-1252": (TEXT.replace("r2", "Léa").encode("cp1252"), [":3:", "not UTF-8", "Windows-1252", "L\\xe9a"]),
    "carriage returns": (TEXT.replace("\n", "\r").encode(), ["carriage return alone", "LF or CRLF"]),
    "one carriage return": (TEXT.replace("r2", "r\r2").encode(), [":3:", "carriage return"]),
    "semicolons": (TEXT.replace(",", ";").encode(), [":1:", "separated by commas, found semicolons"]),
    "semicolons and decimal commas": (
        TEXT.replace(",", ";").replace("2.0", "2,0").encode(),
        ["found semicolons", "decimal points"],
    ),
    "tabs": (TEXT.replace(",", "\t").encode(), ["found tabs"]),
    "bars": (TEXT.replace(",", "|").encode(), ["found vertical bars"]),
    "Excel's first line": (b"sep=,\n" + TEXT.encode(), ["sep=", "remove it"]),
    "a zero": (TEXT.replace("r2", "r\0").encode(), ["line 3", "is zero"]),
    "a spreadsheet": (b"PK\x03\x04" + TEXT.encode(), ["spreadsheet"]),
    "a web page": (b"<!DOCTYPE html><html>", ["web page"]),
    "packed": (gzip.compress(TEXT.encode()), ["gzip", "unpack"]),
    "a line break in a cell": (TEXT.replace("r1", '"r\n1"').encode(), [":2:", "line breaks out of the cells"]),
    "too few fields": (TEXT.replace(",43.9998", "").encode(), [":2:", "has 6 fields, must have 7", "1 more"]),
    "too many fields": (TEXT.replace("2.0235", "2,0235").encode(), ["has 8 fields", "decimal point"]),
    "a column twice": (
        TEXT.replace("\n", ",7\n").replace("lat,7", "lat,request_id").encode(),
        ["request_id stands twice"],
    ),
    "decimal commas in quotes": (TEXT.replace("2.0235", '"2,0235"').encode(), [":2:", "decimal comma; write 2.0235"]),
    "fractions of a day": (
        TEXT.replace("08:00", "0.333333333").replace("08:30", "0.354166667").encode(),
        ["fractions of a day", "0.333333333 is 08:00:00", "HH:MM:SS"],
    ),
    "some fractions of a day": (
        TEXT.replace("r1,08:00,08:30", "r1,0,0.5").replace("r2,08:00,08:30", "r2,0,1").encode(),
        ["earliest_departure", "0.5 is 12:00:00"],
    ),
    "dates of a spreadsheet": (
        TEXT.replace("08:00", "46027.333333333").replace("08:30", "46027.354166667").encode(),
        ["dates of a spreadsheet", "08:00:00 of a date"],
    ),
    "dates": (TEXT.replace("08:00", "2026-01-05 08:00").encode(), [":2:", "holds a date", "3 more"][:2]),
    "half past eight, French": (TEXT.replace("08:30", "8h30").encode(), ["with a colon"]),
    "half past eight, English": (TEXT.replace("08:30", "8:30 AM").encode(), ["24 hours"]),
    "metres": (TEXT.replace("2.0235,44.0314", "621345.2,6325143.9").encode(), ["EPSG:2154", "1 more"][:1]),
    "swapped": (TEXT.replace("2.0235,44.0314,1.9756,43.9998", "44.0314,2.0235,43.9998,1.9756").encode(), ["swapped"]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_kind_is_told_in_one_message(navette_command: Navette, scenario: Path, name: str) -> None:
    content, words = FILES[name]
    (scenario.parent / "requests.csv").write_bytes(content)
    message = only(refused(navette_command, "validate", scenario))
    for word in [*words, *([] if name == "swapped" else ["requests.csv"])]:
        assert word in message


def test_thousands_of_a_census(navette_command: Navette, tmp_path: Path) -> None:
    scenario = tmp_path / "s.toml"
    scenario.write_text(f'[territory]\nroads = "{MAP}"\n[population]\ncensus = "c.csv"\n')
    for written in ("2 553", "2\u00a0553", "2\u202f553", '"2,553"', "2'553", "2.553"):
        (tmp_path / "c.csv").write_text(f"code,population_2021\n{written},1\nx,{written}\n")
        assert "thousands" in only(refused(navette_command, "validate", scenario)), written


@pytest.mark.parametrize("what", ["lon", "metres", "swapped"])
@pytest.mark.parametrize("where", ["depots", "hubs", "stops", "area", "shuttles", "outside"])
def test_places_that_are_turned_or_projected(navette_command: Navette, tmp_path: Path, where: str, what: str) -> None:
    lon, lat = {"lon": (200.5, 44.0), "metres": (621345.2, 6325143.9), "swapped": (44.0314, 2.0235)}[what]
    place = f"lon = {lon}, lat = {lat}"
    beside = '{name = "T", lon = 2.02, lat = 44.03}'
    more = {
        "depots": f"[fleet]\ndepots = [{{{place}}}]\n",
        "hubs": f'[service]\nkind = "hub_and_spoke"\nhubs = [{{name = "H", {place}}}]\n',
        "stops": f'[service]\nkind = "stop_based"\nstops = [{{name = "S", {place}}}, {beside}]\n',
        "area": '[service]\narea = "area.geojson"\n',
        "shuttles": "",
        "outside": "",
    }[where]
    scenario = write_scenario(tmp_path, more if where != "depots" else "")
    if where == "depots":
        scenario.write_text(scenario.read_text().replace('[fleet]\nshuttles = "shuttles.csv"\n', more))
    if where == "shuttles":
        (tmp_path / "shuttles.csv").write_text(SHUTTLES.replace("1.9745,43.9990", f"{lon},{lat}"))
    if where == "outside":
        outside = f'[demand]\noutside = [{{name = "O", kind = "hospital", {place}}}]\n'
        scenario.write_text(f'[territory]\nroads = "{MAP}"\n{outside}')
    if where == "area":
        ring = [[lon, lat], [lon + 0.01, lat], [lon + 0.01, lat + 0.01], [lon, lat]]
        (tmp_path / "area.geojson").write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}')
    messages = " ".join(refused(navette_command, "validate", scenario))
    assert {"lon": "degrees", "metres": "EPSG:2154", "swapped": "seem to be swapped"}[what] in messages


def test_a_reference_system_other_than_wgs84(navette_command: Navette, tmp_path: Path) -> None:
    ring = [[2.0, 44.0], [2.1, 44.0], [2.1, 44.1], [2.0, 44.0]]
    scenario = write_scenario(tmp_path, '[service]\narea = "area.geojson"\n')
    for name, good in [("urn:ogc:def:crs:EPSG::2154", False), ("EPSG:3857", False), ("EPSG:4326", True),
                       ("urn:ogc:def:crs:OGC:1.3:CRS84", True)]:  # fmt: skip
        crs = f'"crs": {{"type": "name", "properties": {{"name": "{name}"}}}}'
        (tmp_path / "area.geojson").write_text(f'{{"type": "Polygon", {crs}, "coordinates": [{ring}]}}')
        done = navette_command("validate", scenario)
        assert done.returncode == (0 if good else 2), done.stderr
        assert good or (name in done.stderr and "WGS84" in done.stderr)


def test_observed_days_are_read_as_strictly(tmp_path: Path) -> None:
    from navette.calibration.targets import observed_days

    days = tmp_path / "days.csv"
    days.write_text("date,requests\n2026-01-05,20\n2026-01-06,\n")
    assert observed_days(days)["requests"].to_list()[0] == 20
    for text, words in {
        "date;requests\n2026-01-05;20\n": "semicolons",
        "date,requests\n05/01/2026,20\n": "date must be as 2026-01-05",
        'date,requests\n2026-01-05,"1,5"\n': "decimal comma; write 1.5",
        "date,requests\n2026-01-05,1 234\n": "thousands",
        "date,requests\n2026-01-05,20,7\n": "has 3 fields",
        "date,requests,requests\n2026-01-05,20,7\n": "stands twice",
        "date,requests,\n2026-01-05,20,\n": "has no name",
    }.items():
        days.write_text(text)
        with pytest.raises(navette.InputError, match=words):
            observed_days(days)
    days.write_bytes("date,requests\n2026-01-05,20\n".encode("utf-16"))
    with pytest.raises(navette.InputError, match="UTF-16"):
        observed_days(days)
