"""How busy a sweep keeps its processors, and what it costs beside the runs: planning, scheduling, writing, collating.

    .venv/bin/python tests/bench/measure_sweep.py [RUNS]

To be called when nothing else works on the machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import navette
from navette.sweep.engine import cluster

CANTON = Path(__file__).parents[2] / "scenarios" / "canton" / "scenario.toml"
SIZES = list(range(1, 11))


def main() -> None:
    """Prints three lines."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    definition = {"scenario": str(CANTON), "seeds": max(1, runs // len(SIZES)), "grid": {"fleet.size": SIZES}}
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder, cluster() as client:
        client.run(__import__, "navette")
        client.run(navette.run, CANTON)  # the network is in the cache, as it is but for the first run ever
        before, own = sum(client.run(time.process_time).values()), time.process_time()
        begun = time.monotonic()
        sweep = navette.Sweep.plan(definition, Path(folder) / "sweep")
        sweep.run(client=client, progress=False)
        sweep.collate()
        wall = time.monotonic() - begun
        worked = sum(client.run(time.process_time).values()) - before
        beside = time.process_time() - own
        results = sweep.results
    in_runs = float(results["seconds"].sum())
    print(f"{len(results)} runs in {wall:.1f} s on {cores} processors")
    busy, alone = (100 * seconds / (wall * cores) for seconds in (worked + beside, worked))
    print(f"processors busy: {busy:.0f} % (workers alone {alone:.0f} %)")
    print(f"beside the runs: {1000 * (wall * cores - in_runs) / len(results):.1f} ms of one processor per run")


if __name__ == "__main__":
    main()
