"""Files that people give: what is no regular file, has another encoding or separator, or is made to harm, is refused.

Each is told in one message that names the file and the cure, with exit code 2, and soon.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import ROOT, Navette, succeed
from navette import _core

MAP = ROOT / "scenarios" / "canton" / "canton.osm.pbf"
HEADER = "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat"
ROW = "r{n},08:00,08:30,2.0235,44.0314,1.9756,43.9998"
SHUTTLES = "shuttle_id,lon,lat,seats,shift_start,shift_end\nvan,1.9745,43.9990,8,06:30,19:30\n"


def write_scenario(folder: Path, more: str = "") -> Path:
    (folder / "requests.csv").write_text(f"{HEADER}\n{ROW.format(n=1)}\n{ROW.format(n=2)}\n")
    (folder / "shuttles.csv").write_text(SHUTTLES)
    scenario = folder / "scenario.toml"
    scenario.write_text(
        f'[territory]\nroads = "{MAP}"\n[demand]\nrequests = "requests.csv"\n[fleet]\nshuttles = "shuttles.csv"\n{more}'
    )
    return scenario


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write_scenario(tmp_path)


def refused(navette_command: Navette, *arguments: str | Path) -> list[str]:
    """The messages of a command that ended with 2."""
    done = navette_command(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    return [line for line in done.stderr.splitlines() if line.startswith("error: ")]


def only(messages: list[str]) -> str:
    assert len(messages) == 1, messages
    return messages[0]


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


# What is no regular file.


@pytest.fixture
def odd_files(tmp_path: Path) -> Iterator[dict[str, Path]]:
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
        (folder / "link").symlink_to("/dev/zero")
        yield {
            "a device": Path("/dev/zero"),
            "a named pipe": folder / "pipe",
            "a folder": folder / "folder",
            "a socket": folder / "socket",
            "a link to a device": folder / "link",
        }


KEYS = ["demand.requests", "fleet.shuttles", "territory.roads", "service.area", "population.census",
        "population.polygons", "population.age_pyramids", "service.stops", "service.gtfs"]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_no_key_reads_what_may_never_end(
    navette_command: Navette, scenario: Path, odd_files: dict[str, Path], key: str
) -> None:
    if key.startswith("population"):
        scenario.write_text(f'[territory]\nroads = "{MAP}"\n')
    if key.startswith("service.stops"):
        scenario.write_text(scenario.read_text() + '[service]\nkind = "stop_based"\n')
    if key == "service.gtfs":
        scenario.write_text(scenario.read_text() + '[service]\nkind = "virtual_line"\nstop_source = "gtfs"\n')
    for kind, file in odd_files.items():
        messages = refused(navette_command, "validate", scenario, "--set", f"{key}={file}")
        assert any(str(file) in message for message in messages), (kind, messages)


def test_no_command_reads_what_may_never_end(navette_command: Navette, odd_files: dict[str, Path]) -> None:
    for kind, file in odd_files.items():
        for command in (["validate"], ["network"], ["plan"], ["kpi"], ["verify"], ["explain", "--request", "r"]):
            message = only(refused(navette_command, command[0], file, *command[1:]))
            assert str(file) in message and "underflow" not in message, kind


def test_python_reads_no_such_thing_either(odd_files: dict[str, Path], tmp_path: Path) -> None:
    from navette.sweep.definition import read_definition

    (tmp_path / "big.toml").write_bytes(b"#" * 20_000_001)
    for file in [*odd_files.values(), tmp_path / "big.toml", tmp_path / "nothing.toml"]:
        with pytest.raises(navette.InputError, match=file.name):
            read_definition(file)
    for file in odd_files.values():
        with pytest.raises(navette.InputError, match=file.name):
            _core.read_table(file)


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


# Maps and feeds that are made to harm.


def blob(kind: bytes, data: bytes, raw_size: int | None) -> bytes:
    def field(number: int, content: bytes) -> bytes:
        return varint(number << 3 | 2) + varint(len(content)) + content

    body = (b"" if raw_size is None else b"\x10" + varint(raw_size)) + field(3, zlib.compress(data, 9))
    header = field(1, kind) + b"\x18" + varint(len(body))
    return struct.pack(">I", len(header)) + header + body


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def test_maps_that_unpack_without_end(navette_command: Navette, tmp_path: Path) -> None:
    zeros = blob(b"OSMData", bytes(32 << 20), 32 << 20)
    unsaid = blob(b"OSMData", bytes(32 << 20), None)
    original = MAP.read_bytes()
    head = original[: 4 + struct.unpack(">I", original[:4])[0]]
    size = head[-1] if head[-2] == 0x18 else 0
    start = original[: len(head) + size] if size else original
    for name, packed in (("zeros", zeros), ("unsaid", unsaid)):
        file = tmp_path / f"{name}.osm.pbf"
        file.write_bytes(start + packed * 2_000)
        assert str(file) in only(refused(navette_command, "network", file))
    attribute = io.BytesIO()
    with gzip.open(attribute, "wb") as out:
        out.write(b'<osm version="0.6"><node id="1" lon="2" lat="44"><tag k="name" v="')
        for _ in range(64):
            out.write(b">" * (1 << 20))
        out.write(b'"/></node></osm>')
    (tmp_path / "attribute.osm.gz").write_bytes(attribute.getvalue())
    assert "longer than 1000000 bytes" in only(refused(navette_command, "network", tmp_path / "attribute.osm.gz"))
    blank = b" " * (10 << 20)  # in thirty streams one after another
    (tmp_path / "blank.osm.gz").write_bytes(gzip.compress(b'<osm version="0.6">') + gzip.compress(blank) * 30)
    (tmp_path / "blank.osm.bz2").write_bytes(bz2.compress(b'<osm version="0.6">') + bz2.compress(blank) * 30)
    for name in ("blank.osm.gz", "blank.osm.bz2"):
        assert "unpacks to more than" in only(refused(navette_command, "network", tmp_path / name))


def test_a_comment_with_apostrophes_and_tags_is_no_long_tag(navette_command: Navette, tmp_path: Path) -> None:
    nodes = "".join(f'<node id="{n}" lon="{2 + n / 1000}" lat="44"/>' for n in range(1, 9))
    refs = "".join(f'<nd ref="{n}"/>' for n in range(1, 9))
    way = f'<way id="1">{refs}<tag k="highway" v="tertiary"/><tag k="name" v="Rue &quot;d\'Or&quot; > 2"/></way>'
    comment = "<!-- it's a <way> that isn't -->" * 40_000
    (tmp_path / "m.osm").write_text(f"<?xml version='1.0'?><osm version=\"0.6\">{comment}{nodes}{way}</osm>")
    succeed(navette_command("network", tmp_path / "m.osm"))


def test_a_relation_of_a_million_members(navette_command: Navette, tmp_path: Path) -> None:
    nodes = "".join(f'<node id="{n}" lon="{2 + n / 1000}" lat="44"/>' for n in range(1, 9))
    refs = "".join(f'<nd ref="{n}"/>' for n in range(1, 9))
    way = f'<way id="1">{refs}<tag k="highway" v="tertiary"/></way>'
    members = '<member type="way" ref="1" role="outer"/>\n' * 1_000_000
    border = '<tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="8"/>'
    relation = f'<relation id="1">{members}{border}<tag k="name" v="X"/></relation>'
    (tmp_path / "m.osm").write_text(f'<osm version="0.6">{nodes}{way}{relation}</osm>')
    scenario = tmp_path / "s.toml"
    scenario.write_text('[territory]\nroads = "m.osm"\n[fleet]\nsize = 1\ndepots = [{lon = 2.004, lat = 44.0}]\n')
    assert "relation 1 has 1000000 members" in only(refused(navette_command, "validate", scenario))


def feed(file: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file


def test_feeds_that_are_made_to_harm(navette_command: Navette, tmp_path: Path) -> None:
    scenario = write_scenario(tmp_path, '[service]\nkind = "virtual_line"\nstop_source = "gtfs"\ngtfs = "feed.zip"\n')
    stops = b"stop_id,stop_name,stop_lat,stop_lon\na,A,44.0,2.0\n"
    for entries, words in (
        ({"stops.txt": stops, "../trips.txt": b"x"}, "outside of itself"),
        ({"stops.txt": stops, "/etc/trips.txt": b"x"}, "outside of itself"),
        ({"stops.txt": stops, "a\\..\\b.txt": b"x"}, "outside of itself"),
        ({"stops.txt": b"stop_id\n" + bytes(300_000_000)}, "unpacks to more than"),
        ({"stops.txt": stops.decode().encode("utf-16")}, "UTF-16"),
        ({"gtfs/stops.txt": stops}, "folder of the zip"),
    ):
        feed(tmp_path / "feed.zip", entries)
        assert any(words in message for message in refused(navette_command, "validate", scenario)), words
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr("stops.txt", stops)
        archive.writestr("stops.txt", stops)
    assert any("twice" in message for message in refused(navette_command, "validate", scenario))
    honest = feed(tmp_path / "feed.zip", {"stops.txt": stops}).read_bytes()
    lying = honest.replace(struct.pack("<I", len(stops)), struct.pack("<I", 5))  # the size that it declares
    assert lying != honest
    (tmp_path / "feed.zip").write_bytes(lying)
    assert refused(navette_command, "validate", scenario)


# Results files that lead elsewhere, or claim what they do not hold.


@pytest.fixture(scope="session")
def results(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    succeed(navette_command("run", write_scenario(folder), "-o", folder / "r.h5"))
    return folder / "r.h5"


def spoil_link(file: h5py.File, other: Path) -> None:
    del file["requests/party_size"]
    file["requests/party_size"] = h5py.ExternalLink(str(other), "/requests/party_size")


def spoil_group(file: h5py.File, other: Path) -> None:
    file["more"] = h5py.ExternalLink(str(other), "/requests")


def spoil_storage(file: h5py.File, other: Path) -> None:
    del file["requests/party_size"]
    file["requests"].create_dataset("party_size", (2,), "<i2", external=[("/etc/passwd", 0, 4)])


def spoil_virtual(file: h5py.File, other: Path) -> None:
    del file["requests/party_size"]
    layout = h5py.VirtualLayout((2,), "<i2")
    layout[:] = h5py.VirtualSource(str(other), "/requests/party_size", (2,))
    file["requests"].create_virtual_dataset("party_size", layout)


@pytest.mark.parametrize("spoil", [spoil_link, spoil_group, spoil_storage, spoil_virtual])
def test_a_results_file_is_complete_in_itself(
    navette_command: Navette, results: Path, tmp_path: Path, spoil: object
) -> None:
    spoilt = tmp_path / "s.h5"
    spoilt.write_bytes(results.read_bytes())
    with h5py.File(spoilt, "r+") as file:
        spoil(file, results)  # type: ignore[operator]
    for command in (["verify", spoilt], ["kpi", spoilt], ["explain", spoilt, "--request", "r1"]):
        message = only(refused(navette_command, *command))
        assert str(spoilt) in message and ("other file" in message or "another file" in message)


def test_a_text_that_claims_gigabytes(navette_command: Navette, results: Path, tmp_path: Path) -> None:
    """The length of a text stands before its address in the file; libhdf5 would ask for that much memory."""
    spoilt = tmp_path / "s.h5"
    with h5py.File(results) as file:
        scenario = len(file.attrs["scenario"].encode())
    content = results.read_bytes()
    at = content.find(struct.pack("<I", scenario))
    places = []
    while at >= 0:
        places.append(at)
        at = content.find(struct.pack("<I", scenario), at + 1)
    assert places
    for place in places:
        spoilt.write_bytes(content[:place] + b"\xff\xff\xff\xff" + content[place + 4 :])
        for command in (["verify", spoilt], ["kpi", spoilt]):
            done = navette_command(*command)
            assert done.returncode in (0, 2, 3), done.stderr
    assert "longer than the file" in " ".join(
        refused(navette_command, "kpi", texts_too_long(results, tmp_path / "t.h5"))
    )


def texts_too_long(results: Path, file: Path) -> Path:
    """The references of /kpi/name, unpacked, with a length beyond the file's."""
    file.write_bytes(results.read_bytes())
    with h5py.File(file, "r+") as spoilt:
        names = [name.decode() for name in spoilt["kpi/name"][()]]
        attributes = dict(spoilt["kpi/name"].attrs)
        del spoilt["kpi/name"]
        column = spoilt["kpi"].create_dataset("name", data=names, dtype=h5py.string_dtype())
        for key, value in attributes.items():
            if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"):
                column.attrs[key] = value
        offset = column.id.get_offset()
    content = bytearray(file.read_bytes())
    assert struct.unpack_from("<I", content, offset)[0] == len(names[0])
    struct.pack_into("<I", content, offset, 0xFFFF_FFF0)
    file.write_bytes(content)
    return file


def test_columns_that_claim_what_the_file_cannot_hold(navette_command: Navette, results: Path, tmp_path: Path) -> None:
    for name, options in {
        "rows": {"shape": (1 << 40,), "chunks": (1 << 16,)},
        "chunks": {"shape": (2,), "chunks": (1 << 28,), "maxshape": (None,)},
        "wide": {"shape": (2, 1 << 30), "chunks": (1, 1 << 16)},
    }.items():
        spoilt = tmp_path / f"{name}.h5"
        spoilt.write_bytes(results.read_bytes())
        with h5py.File(spoilt, "r+") as file:
            del file["kpi/value"]
            file["kpi"].create_dataset("value", dtype="<f8", **options)
        assert str(spoilt) in only(refused(navette_command, "kpi", spoilt))
        assert navette_command("verify", spoilt).returncode in (2, 3)


def test_a_chunk_that_unpacks_to_gigabytes(navette_command: Navette, results: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "bomb.h5"
    spoilt.write_bytes(results.read_bytes())
    with h5py.File(spoilt, "r+") as file:
        rows = len(file["kpi/value"])
        del file["kpi/value"]
        column = file["kpi"].create_dataset("value", (rows,), "<f8", chunks=(rows,), compression="gzip")
        packer = zlib.compressobj(9)
        bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
        column.id.write_direct_chunk((0,), bomb)
    assert "impossible size" in only(refused(navette_command, "kpi", spoilt))
    assert navette_command("verify", spoilt).returncode == 3


def test_an_untouched_file_is_still_read(navette_command: Navette, results: Path) -> None:
    assert "verified" in succeed(navette_command("verify", results))
    assert np.isfinite(float(succeed(navette_command("kpi", results, "--format", "csv")).count(",")))
