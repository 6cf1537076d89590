"""The parts list of a wheel, made of a small wheel with the executable in it; that of the real one: test_wheel.py."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from conftest import ROOT

METADATA = """Metadata-Version: 2.4
Name: navette-drt
Version: 0.1.0
Requires-Dist: numpy<3,>=1.24
Requires-Dist: dask-jobqueue>=0.9
Requires-Dist: ruff>=0.9; extra == "lint"
"""


def test_it_names_requirements_and_libraries_and_keeps_to_the_schema(executable: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "navette_drt-0.1.0-cp311-cp311-linux_x86_64.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("navette_drt-0.1.0.dist-info/METADATA", METADATA)
        file.write(executable, "navette_drt-0.1.0.data/scripts/navette")
    program = ROOT / "sim" / "cmake" / "wheel_sbom.py"
    call = [sys.executable, program, wheel, wheel, "--constraints", ROOT / "python" / "constraints.txt"]
    done = subprocess.run(call, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    text = wheel.with_suffix(".cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    listed = Bom.from_json(json.loads(text))
    assert listed.metadata.component.name == "navette-drt"
    by_name = {component.name: component for component in listed.components}
    assert by_name["numpy"].purl.type == "pypi" and by_name["numpy"].version == by_name["numpy"].purl.version
    assert "dask-jobqueue" in by_name and "ruff" not in by_name
    for name in ("boost1.74", "coinor-cbc", "expat", "libosmium", "openssl", "zlib"):
        component = by_name[name]
        assert component.version and component.licenses and component.purl.type == "deb", name
    (licence,) = by_name["coinor-cbc"].licenses
    assert licence.id == "EPL-2.0"
