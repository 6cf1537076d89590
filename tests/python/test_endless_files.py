"""Devices, pipes, folders, and maps and feeds that are made to harm, are refused, soon and in one message."""

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

import pytest

import navette
from conftest import Navette, succeed
from given_files import MAP, only, refused, write_scenario
from navette import _core


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write_scenario(tmp_path)


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
