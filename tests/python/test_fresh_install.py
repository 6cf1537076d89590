"""What a user does: `pip install .` into an environment that has nothing yet. Compiles everything: minutes.

With the versions of python/constraints.txt, so that these are tried from nothing as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from conftest import CANTON, ROOT

PROGRAM = """
import navette
run = navette.run({scenario!r}, seed=1, out="day.h5")
print(run.verify(), len(run.legs))
assert navette.__file__.startswith({environment!r}), navette.__file__
"""


@pytest.mark.slow
def test_pip_install_brings_package_and_executable(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    folder = environment / "bin"
    # Of the caller's environment only what finds the network: no compiler, no packages, nothing of the source tree.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NAVETTE", "VIRTUAL"))}

    def call(*command: str | Path) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    build = tmp_path / "build"
    constraints = ROOT / "python" / "constraints.txt"
    call(folder / "python", "-m", "pip", "install", f"--config-settings=build-dir={build}", "-c", constraints, ROOT)
    lines = constraints.read_text("utf-8").splitlines()
    locked = {line.split(" ;")[0].replace("_", "-").lower() for line in lines}
    installed = call(folder / "python", "-m", "pip", "freeze").replace("_", "-").lower().split("\n")
    assert len(installed) > 20
    assert [line for line in installed if line and "@ file" not in line and line not in locked] == []
    program = PROGRAM.format(scenario=str(CANTON), environment=str(environment))
    hash_of_run, _ = call(folder / "python", "-c", program).split()
    assert f"canonical hash: {hash_of_run}" in call(folder / "navette", "verify", "day.h5")
    version = call(folder / "python", "-c", "import navette; print(navette.__version__)")
    assert call(folder / "navette", "--version") == f"navette {version}"
    assert sys.prefix != str(environment)
