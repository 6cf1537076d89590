"""Results files that lead elsewhere, or claim what they do not hold, are refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import h5py
import numpy as np
import pytest

from conftest import Navette, succeed
from given_files import only, refused, write_scenario


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
