"""Results files that are damaged, or made to do harm: each is refused in words that name it, or does no harm."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

import navette
from conftest import ROOT, Navette
from damaged_results import DAMAGES
from navette import _core
from small_file import write_small_file

FILES = int(os.environ.get("NAVETTE_DAMAGED_FILES", "130"))
"""How many small ones are damaged, by one seed each; a tenth as many of a whole day."""

AGREED = int(os.environ.get("NAVETTE_AGREED_FILES", "40"))
"""How many are asked of the command and of Python, and half as many of explain."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small_file(tmp_path / "small.h5")


def damaged(source: Path, folder: Path, first: int, last: int) -> list[str]:
    """What came of each; a crash of HDF5's library ends the process, and the next goes on behind it."""
    said: list[str] = []
    while first <= last:
        command = [sys.executable, ROOT / "tests/python/damaged_results.py", source, folder, str(first), str(last)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=1800)
        lines = done.stdout.splitlines()
        said += lines
        if done.returncode == 0:
            break
        assert lines, done.stderr
        said[-1] += f"raw: ended with {done.returncode}: {done.stderr[-300:]}"
        first = int(lines[-1].split()[0]) + 1
    return said


def check(said: list[str], count: int) -> None:
    assert len(said) == count
    assert [line for line in said if "raw: " in line] == []
    refused = [line for line in said if "refused: " in line]
    assert len(refused) > count / 4, "the damage is hardly noticed"
    print(f"{len(refused)} of {count} refused, all others do no harm")


def test_damaged_files_are_refused_in_words_that_name_them(small: Path, tmp_path: Path) -> None:
    check(damaged(small, tmp_path, 1, FILES), FILES)


def test_the_command_and_python_agree_on_damaged_files(
    small: Path, canton: Path, tmp_path: Path, navette_command: Navette
) -> None:
    refused = 0
    for seed in range(2001, 2001 + AGREED):
        path = tmp_path / f"{seed}.h5"
        shutil.copy(canton if seed % 10 == 0 else small, path)
        damage = DAMAGES[seed % len(DAMAGES)](path, random.Random(seed))
        done = navette_command("kpi", path)
        assert done.returncode in (0, 2), f"{seed}, {damage}: {done.stderr}"
        try:
            navette.open(path)
            said = ""
        except navette.ResultsError as error:
            said = str(error)
            assert str(path) in said, f"{seed}, {damage}: {said}"
        assert (done.returncode == 2) == bool(said), f"{seed}, {damage}: the command {done.stderr!r}, Python {said!r}"
        refused += bool(said)
        path.unlink()
    assert AGREED / 4 < refused < AGREED
    print(f"both refuse {refused} of {AGREED}, and accept the others")


def test_explain_ends_well_or_refuses_damaged_files(canton: Path, tmp_path: Path, navette_command: Navette) -> None:
    with h5py.File(canton) as file:
        name = file["requests/request_id"][int(np.argmax(file["requests/reason"][:] >= 0))].decode()
    refused = 0
    for seed in range(3001, 3001 + AGREED // 2):
        path = tmp_path / f"{seed}.h5"
        shutil.copy(canton, path)
        damage = DAMAGES[seed % len(DAMAGES)](path, random.Random(seed))
        done = navette_command("explain", path, "--request", name)
        assert done.returncode in (0, 2), f"{seed}, {damage}: {done.returncode}, {done.stderr}"
        if done.returncode == 2:
            assert done.stderr.startswith(f"error: {path}: ") and not done.stdout, f"{seed}, {damage}: {done.stderr}"
            refused += 1
        path.unlink()
    assert refused > AGREED / 8


def test_damaged_files_of_a_whole_day(canton: Path, tmp_path: Path) -> None:
    count = FILES // 10
    check(damaged(canton, tmp_path, 1001, 1000 + count), count)


def message_of(path: Path) -> str:
    """The same with and without the look of another process."""
    with pytest.raises(navette.ResultsError) as first:
        navette.open(path)
    with pytest.raises(navette.ResultsError) as second:
        navette.open(path, trusted=True)
    assert str(first.value) == str(second.value)
    assert isinstance(first.value, ValueError) and str(path) in str(first.value)
    return str(first.value)


@pytest.mark.parametrize("program", ["navette.export.command", "navette.plot"])
def test_the_commands_tell_it_and_end_with_2(program: str, small: Path) -> None:
    with h5py.File(small, "a") as file:
        _external(file)
    more = ["--format", "csv"] if "export" in program else ["--map", str(small.with_suffix(".png"))]
    done = subprocess.run([sys.executable, "-m", program, small, *more], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == f"error: {small}: secret: is a link, which a results file has none of; it is not followed\n"
    assert list(small.parent.iterdir()) == [small]


def _external(file: h5py.File) -> None:
    file["secret"] = h5py.ExternalLink("/etc/passwd", "/")


def _soft(file: h5py.File) -> None:
    file["secret"] = h5py.SoftLink("/requests")


def _storage(file: h5py.File) -> None:
    file.create_dataset("shuttles/secret", (2,), "i1", external=[("/etc/hostname", 0, 2)])


def _virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((2,), "i4")
    layout[:] = h5py.VirtualSource("/tmp/other.h5", "x", shape=(2,))
    file.create_virtual_dataset("shuttles/secret", layout)


def _large(file: h5py.File) -> None:
    file.create_dataset("shuttles/secret", (1 << 30,), "i8", chunks=(1 << 16,))


def _huge(file: h5py.File) -> None:
    file.create_dataset("shuttles/secret", (1 << 60,), "i8", chunks=(1 << 16,))


def _reference(file: h5py.File) -> None:
    file.create_dataset("shuttles/secret", (2,), h5py.ref_dtype)


def _plugin(file: h5py.File) -> None:
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_chunk((2,))
    made.set_filter(32_004, h5py.h5z.FLAG_OPTIONAL)  # LZ4, which HDF5 would load as a plugin
    h5py.h5d.create(file["shuttles"].id, b"secret", h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((2,)), made)


def _twice(file: h5py.File) -> None:
    file["shuttles/secret"] = file["/"]


def _attribute(file: h5py.File) -> None:
    file["shuttles"].attrs.create("secret", 0, dtype=np.dtype([("a", "i4")]))


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_external, "secret: is a link"),
        (_soft, "secret: is a link"),
        (_storage, "shuttles/secret: has its values in another file"),
        (_virtual, "shuttles/secret: is made of other datasets"),
        (_large, "shuttles/secret: claims 1073741824 rows, more than its part of the file can hold"),
        (_huge, "shuttles/secret: claims 1152921504606846976 rows"),
        (_reference, "shuttles/secret: must hold numbers or texts, and holds reference"),
        (_plugin, "shuttles/secret: is packed by filter 32004"),
        (_twice, "shuttles/secret: stands in the file twice"),
        (_attribute, "shuttles: its attribute secret: must hold numbers or texts"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_leads_out_of_a_file_is_refused_before_it_is_read(
    harm: Callable[[h5py.File], None], words: str, small: Path
) -> None:
    with h5py.File(small, "a") as file:
        harm(file)
    assert words in message_of(small)


def test_a_row_that_is_not_there_is_told_with_its_column(small: Path) -> None:
    with h5py.File(small, "a") as file:
        file["legs/shuttle"][0] = 77
    with pytest.raises(navette.ResultsError, match="legs/shuttle: names row 77 of shuttles, which has"):
        navette.open(small)
    with pytest.raises(navette.ResultsError, match="legs/shuttle: names row 77 of shuttles, which has"):
        _ = navette.open(small, trusted=True).legs


def test_a_library_that_fails_takes_only_its_own_process(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A child that dies, and one that finds no end, as HDF5's parser does on some files."""
    from navette.results import check

    program = tmp_path / "child.py"
    monkeypatch.setattr(check, "PROGRAM", str(program))
    program.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(navette.ResultsError, match=r"HDF5's library failed on it \(signal 11\)"):
        navette.open(small)
    monkeypatch.setattr(check, "LEAST_SECONDS", 0.2)
    program.write_text("import time; time.sleep(600)")
    with pytest.raises(navette.ResultsError, match="finds no end"):
        navette.open(small)
    assert len(navette.open(small, trusted=True).requests) > 0


def test_the_child_may_take_only_so_much_memory(small: Path, tmp_path: Path) -> None:
    from navette.results import check

    with h5py.File(small, "a") as file:
        # Packed so well that it is believed, and too large for the limit. The same packed chunk again and again.
        chunk = 1 << 22
        zeros = file.create_dataset("shuttles/zeros", (100 * chunk,), "i8", chunks=(chunk,), compression="gzip")
        packed = zlib.compress(bytes(8 * chunk))
        for first in range(0, len(zeros), chunk):
            zeros.id.write_direct_chunk((first,), packed)
    command = [sys.executable, check.PROGRAM, _core.__file__, small, "600", str(1 << 31)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})
    assert done.returncode == 2 and "shuttles" in done.stdout, done.stdout


def test_a_whole_file_is_opened(small: Path, canton: Path, tmp_path: Path) -> None:
    """The canary: were everything refused, the tests above would hold."""
    for path in (small, canton):
        run = navette.open(shutil.copy(path, tmp_path / "copy.h5"))
        assert len(run.requests) > 0 and len(run.legs) > 0
