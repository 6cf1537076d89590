"""same_events.py SCENARIO EXECUTABLE... --threads N...: the same events from every build and number of threads.

Runs the scenario once per executable and number of threads and compares the canonical hash that `navette verify`
prints; and once more per executable on a processor that seems to have no FMA and no AVX2, which changes the last bit of
exp, log and pow in the C library. Exit code 1 if two differ or a run does not verify.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PLAIN_PROCESSOR = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA"}
"""Makes the C library take the code for processors without these."""

PROBE = "import math; print(hash(tuple(math.exp(k / 977) for k in range(20000))))"
"""Tells the two apart by the last bits of exp."""


def plain_processor_differs() -> bool:
    """Whether PLAIN_PROCESSOR changes anything on this machine."""
    told = {
        subprocess.run([sys.executable, "-c", PROBE], env=os.environ | extra, capture_output=True, check=True).stdout
        for extra in ({}, PLAIN_PROCESSOR)
    }
    return len(told) == 2


def canonical_hash(executable: Path, scenario: Path, threads: int, extra: dict[str, str] | None = None) -> str:
    """Runs, verifies, and returns the run's canonical hash."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.h5"
        environment = (
            os.environ | {"NAVETTE_CACHE": folder} | (extra or {})
        )  # what another build prepared must not be used
        run = [executable, "--quiet", "run", scenario, "-o", out, "--threads", str(threads)]
        subprocess.run(run, check=True, env=environment, stdin=subprocess.DEVNULL)
        verify = subprocess.run(
            [executable, "verify", out], check=True, env=environment, capture_output=True, text=True
        )
    hashes = re.findall(r"\b[0-9a-f]{64}\b", verify.stdout)
    if len(hashes) != 1:
        raise SystemExit(f"navette verify printed {len(hashes)} hashes where one was expected:\n{verify.stdout}")
    return hashes[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("scenario", type=Path)
    parser.add_argument("executables", type=Path, nargs="+")
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    wanted = parser.parse_args()
    found = set()
    for executable in wanted.executables:
        for threads in wanted.threads:
            found.add(digest := canonical_hash(executable.resolve(), wanted.scenario, threads))
            print(f"{digest}  {executable}, {threads} threads", flush=True)
        found.add(digest := canonical_hash(executable.resolve(), wanted.scenario, wanted.threads[-1], PLAIN_PROCESSOR))
        print(f"{digest}  {executable}, no FMA, no AVX2", flush=True)
    if not plain_processor_differs():
        print("note: the C library computes exp the same without FMA and AVX2 here, so that this tells nothing")
    failed = int(len(found) != 1)
    print(f"{len(wanted.executables) * (len(wanted.threads) + 1) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
