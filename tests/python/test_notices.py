"""The licences of what the executable has in it can be had from itself, with where the sources are."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Navette, succeed

PROGRAM = ROOT / "sim" / "cmake" / "third_party_notices.py"


@pytest.fixture(scope="module")
def licences(navette_command: Navette) -> str:
    if shutil.which("dpkg-query") is None:
        pytest.skip("no dpkg: licences are gathered from Debian's packages")
    return succeed(navette_command("--licences"))


def test_all_libraries_have_their_licence_and_the_place_of_their_source(licences: str) -> None:
    for source in (
        *("boost1.74", "bzip2", "cli11", "clp", "coinor-cbc", "coinor-cgl", "coinor-osi", "coinutils", "expat"),
        *("fast-cpp-csv-parser", "fmtlib", "gcc-12", "hdf5", "lapack", "libdeflate", "liblemon", "libosmium"),
        *("librandom123", "libzip", "nlohmann-json3", "openssl", "protozero", "spdlog", "tomlplusplus", "zlib"),
    ):
        named = re.search(rf"^{re.escape(source)} (\S+) \(.+\)\nLicence: \S.*\nSource: (https://\S+)$", licences, re.M)
        assert named is not None, source
        assert f"/{source}/{named.group(1)}" in named.group(2)
    assert "No licence text was found" not in licences


@pytest.mark.parametrize(
    "words",
    [
        "Licence: EPL-2.0",
        "Eclipse Public License - v 2.0",
        "Eclipse Public License - v 1.0",
        "Boost Software License - Version 1.0",
        "HDF5 (Hierarchical Data Format 5)",
        "Apache License",
        "GCC Runtime Library Exception",
    ],
)
def test_the_texts_themselves_are_in_it(words: str, licences: str) -> None:
    assert words in re.sub(r"\s+", " ", licences)


def test_no_library_that_it_loads_is_left_out(licences: str, executable: Path) -> None:
    sys.path.insert(0, str(PROGRAM.parent))
    import third_party

    for part in third_party.parts([str(executable)]):
        assert re.search(rf"^{re.escape(part.source)} \S+ \(", licences, re.M), part


def test_no_header_that_is_compiled_into_it_is_left_out(licences: str, executable: Path) -> None:
    """By what the compiler read."""
    sys.path.insert(0, str(PROGRAM.parent))
    import third_party

    if not (executable.parent / ".ninja_deps").is_file():
        pytest.skip("the executable was not built by ninja here: nothing tells which headers it has in it")
    told = subprocess.run(["ninja", "-C", executable.parent, "-t", "deps"], capture_output=True, text=True).stdout
    mine = [block for block in told.split("\n\n") if block.startswith("sim/")]
    assert len(mine) > 100
    headers = {line.strip() for block in mine for line in block.splitlines()[1:] if line.strip().startswith("/usr/")}
    assert len(headers) > 100
    of_system = {"linux-libc-dev"}
    for package in third_party.owners(headers) - of_system:
        source = subprocess.run(
            ["dpkg-query", "-W", "-f", "${source:Package}", package], capture_output=True, text=True
        ).stdout
        assert re.search(rf"^{re.escape(source)} \S+ \(", licences, re.M), (package, source)


def test_both_spellings_and_what_a_terminal_sees(licences: str, navette_command: Navette) -> None:
    assert succeed(navette_command("--licenses")) == licences
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", licences) == []
    assert "--licences" in succeed(navette_command("--help"))


def test_a_build_without_packages_to_ask_goes_on_and_says_so(tmp_path: Path) -> None:
    """No dpkg, hence no licence: the text tells it, the build goes on; --strict ends it."""
    call = [sys.executable, PROGRAM, "--text", tmp_path / "text", "--source", tmp_path / "x.cpp"]
    done = subprocess.run(call, capture_output=True, text=True, env={"PATH": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "no licence text was found of all libraries\n")
    assert "Their licences were not found" in (tmp_path / "text").read_text("utf-8")
    assert "Their licences were not found" in (tmp_path / "x.cpp").read_text("utf-8")
    strict = subprocess.run([*call, "--strict"], capture_output=True, env={"PATH": str(tmp_path)})
    assert strict.returncode == 1


def test_one_licence_that_is_missing_is_named() -> None:
    sys.path.insert(0, str(PROGRAM.parent))
    import third_party
    import third_party_notices

    parts = [third_party.Part("known", "1", ["known"], "Free."), third_party.Part("lost", "2", ["lost"])]
    text, missing = third_party_notices.notices(parts)
    assert missing == ["lost"] and "were not found when this was built: lost." in text
    assert "Free." in text
