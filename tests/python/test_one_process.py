"""The HDF5 library of navette and that of h5py are two, and live in one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CANTON

WORK = """
folder, scenario = Path(sys.argv[1]), sys.argv[2]
def with_h5py(name):
    with h5py.File(folder / name, "w") as file:
        file.create_dataset("x", data=np.arange(100_000), compression="gzip", fletcher32=True, chunks=True)
    with h5py.File(folder / name) as file:
        assert (file["x"][...] == np.arange(100_000)).all()
with_h5py("before.h5")
with h5py.File(folder / "open.h5", "w") as held:  # h5py holds a file while the other library writes and reads its own
    run = navette.run(scenario, out=folder / "run.h5")
    assert len(run.verify()) == 64
    held["kpi"] = run.kpi["value"].to_numpy()
with h5py.File(folder / "run.h5") as file:
    assert len(file["requests/end"]) == len(run.requests)
with_h5py("after.h5")
assert navette.open(folder / "run.h5").verify() == run.verify()
loaded = {Path(line.split()[-1]).name for line in open("/proc/self/maps") if "/libhdf5" in line}
assert len({name for name in loaded if "hl" not in name}) >= 2, loaded  # else there was nothing to test
"""


@pytest.mark.parametrize(
    "imports",
    [
        "import h5py, navette",
        "from navette import _core\nimport h5py, navette",
        "import netCDF4, h5py, navette",
        "sys.setdlopenflags(os.RTLD_NOW | os.RTLD_GLOBAL)\nimport h5py, navette",
    ],
    ids=["h5py first", "navette first", "with netCDF4", "h5py first, symbols global"],
)
def test_both_libraries_write_and_read_in_one_process(imports: str, tmp_path: Path) -> None:
    program = f"import os, sys\nfrom pathlib import Path\nimport numpy as np\n{imports}\n{WORK}"
    done = subprocess.run([sys.executable, "-c", program, tmp_path, CANTON], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "HDF5" not in done.stderr


def test_the_module_shows_no_symbol_of_what_it_holds() -> None:
    """Else another extension in the process could be given our fmt, osmium or HDF5 in place of its own."""
    from navette import _core

    done = subprocess.run(["nm", "--dynamic", "--defined-only", _core.__file__], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"nm cannot read it: {done.stderr}")
    shown = [line.split()[-1] for line in done.stdout.splitlines() if line.split()[-2] in "TDBR"]
    assert shown == ["PyInit__core"]
