"""The wheel that `make wheel` builds, in an environment that has nothing: no compiler, no system packages of ours."""

from __future__ import annotations

import json
import os
import re
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from conftest import CANTON, ROOT
from test_one_process import WORK

pytestmark = pytest.mark.slow

# What a wheel may take from every Linux (PEP 600), and nothing else.
EVERYWHERE = re.compile(r"linux-vdso|ld-linux|lib(c|m|dl|rt|pthread|resolv|util|gcc_s|stdc\+\+|z|expat|nsl|crypt)[.-]")


@pytest.fixture(scope="module")
def wheel() -> Path:
    found = list((ROOT / "build" / "wheel").glob("navette_drt-*.whl"))
    if len(found) != 1:
        pytest.fail(f"there must be one wheel in build/wheel, found {len(found)}: `make wheel` builds it")
    return found[0]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    venv.create(folder, with_pip=True)
    call(folder, "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return folder


def call(environment: Path, program: str, *arguments: str | Path, cwd: Path | None = None) -> str:
    """What a program of the environment prints. Of the caller's environment it sees only what finds the network."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NAVETTE", "VIRTUAL"))}
    clean["PATH"] = f"{environment / 'bin'}:/usr/bin:/bin"
    clean["NAVETTE_CACHE"] = str(environment / "cache")
    command = [environment / "bin" / program, *arguments]
    done = subprocess.run(command, cwd=cwd or environment, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_its_name_tells_for_which_systems_it_is(wheel: Path) -> None:
    assert re.fullmatch(r"navette_drt-[\d.]+-cp3\d+-cp3\d+-manylinux_2_\d+_x86_64\.whl", wheel.name)


def test_all_that_is_not_on_every_linux_is_inside(environment: Path) -> None:
    packages = next((environment / "lib").glob("python3*/site-packages"))
    binaries = [next((packages / "navette").glob("_core*.so")), packages / "navette_drt.scripts" / "navette"]
    for binary in binaries:
        needed = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout.splitlines()
        assert len(needed) > 10
        outside = [line.strip() for line in needed if "navette_drt.libs/" not in line and not EVERYWHERE.search(line)]
        assert not outside


@pytest.mark.parametrize("imports", ["import h5py, navette", "from navette import _core\nimport h5py, navette"])
def test_its_hdf5_and_that_of_h5py_live_in_one_process(environment: Path, imports: str, tmp_path: Path) -> None:
    ours = 'assert any("navette_drt.libs/libhdf5" in line for line in open("/proc/self/maps"))\n'
    program = f"import os, sys\nfrom pathlib import Path\nimport numpy as np\n{imports}\n{WORK}{ours}"
    call(environment, "python", "-c", program, tmp_path, CANTON)


def test_the_command_runs_verifies_and_finds_the_other_commands(environment: Path, tmp_path: Path) -> None:
    call(environment, "navette", "run", CANTON, "-q", "-o", tmp_path / "day.h5")
    of_command = re.search(r"canonical hash: (\w+)", call(environment, "navette", "verify", tmp_path / "day.h5"))
    program = (
        "import navette, sys\nfrom navette.dispatch import Best\nprint(navette.__version__)\n"
        "print(navette.run(sys.argv[1], policy=Best()).verify())"
    )
    version, of_python = call(environment, "python", "-c", program, CANTON).split()
    assert of_command is not None and of_command.group(1) == of_python
    assert call(environment, "navette", "--version").strip() == f"navette {version}"
    assert "status" in call(environment, "navette", "sweep", "--help")


def test_the_licences_of_all_libraries_are_in_it(wheel: Path, environment: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        (name,) = [name for name in file.namelist() if name.endswith(".dist-info/licenses/THIRD-PARTY-NOTICES")]
        text = file.read(name).decode()
    for words in ("\ncoinor-cbc ", "EPL-2.0", "\nhdf5 ", "\nboost", "\nlibosmium ", "\nopenssl ", "\npybind11 "):
        assert words in text
    assert "No licence text was found" not in text
    assert "\nglpk " not in text  # under the GPL
    assert call(environment, "navette", "--licences") == text


def test_a_parts_list_lies_beside_it(wheel: Path) -> None:
    text = wheel.with_suffix(".cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    listed = Bom.from_json(json.loads(text))
    by_name = {component.name: component for component in listed.components}
    for name in ("numpy", "pandas", "h5py", "coinor-cbc", "hdf5", "boost1.74", "libosmium", "openssl", "pybind11"):
        assert by_name[name].version and by_name[name].purl, name
    assert all(component.licenses for component in listed.components if component.purl.type == "deb")
    with zipfile.ZipFile(wheel) as file:
        inside = {Path(name).name for name in file.namelist() if ".libs/" in name and ".so" in name}
        about = next(file.read(name).decode() for name in file.namelist() if name.endswith(".dist-info/METADATA"))
    assert len(inside) > 10 and not any(name.startswith("libglpk") for name in inside)
    for required in re.findall(r"^Requires-Dist: ([\w.-]+)[^;]*$", about, flags=re.M):
        assert required in by_name
