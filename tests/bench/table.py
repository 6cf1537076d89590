"""Measures what docs/performance.md tells, and prints it as its tables: table.py ROADS.osm.pbf [--build FOLDER].

Of a machine with nothing else to do; takes about three minutes. Each whole process is run five times: the best and the
median are told, of the dispatcher the run with the best median. FOLDER is one configured with NAVETTE_BENCH=ON.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CANTON = HERE.parents[1] / "scenarios" / "canton" / "scenario.toml"
NEAR = ("--set", "territory.max_snap_distance=3000")
RUNS = 5
LIMITED = ("--set", "service.max_detour_alpha=1.3", "--set", "service.max_detour_beta=300")
STOPS = ("--set", "service.kind=stop_based", "--set", "service.max_walk_distance=300")

Row = Sequence[object]


def tell(text: str) -> None:
    """What is being done, for who waits."""
    print(text, file=sys.stderr, flush=True)


def table(title: str, head: Row, rows: Sequence[Row]) -> None:
    """One Markdown table."""
    print(f"\n#### {title}\n")
    for row in (head, ["---"] * len(head), *rows):
        print("| " + " | ".join(str(cell) for cell in row) + " |")


def draw(roads: Path, folder: Path, requests: int, shuttles: int) -> Path:
    """A day for measuring; its scenario."""
    command = [sys.executable, HERE / "draw_road_requests.py", roads, "-o", folder]
    subprocess.run([*command, "--requests", str(requests), "--shuttles", str(shuttles)], check=True)
    return folder / "scenario.toml"


def asked_ahead(day: Path, folder: Path) -> Path:
    """The same day, all asked for at midnight."""
    shutil.copytree(day.parent, folder)
    with (folder / "requests.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "requests.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"submitted_at": 0} for row in rows)
    return folder / "scenario.toml"


def dispatch(navette: Path, scenario: Path, *options: str, runs: int = RUNS) -> dict[str, Any]:
    """The run of `navette bench` with the best median."""
    command = [navette, "--quiet", "bench", scenario, "--threads", "1", "--format", "json", *NEAR, *options]
    told = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(runs)]
    return min(told, key=lambda run: run["us_per_request_median"])


def dispatch_rows(navette: Path, roads: Path, folder: Path) -> list[Row]:
    """One row a day."""
    small = draw(roads, folder / "small", 1_000, 50)
    load = draw(roads, folder / "load", 5_000, 200)
    large = draw(roads, folder / "large", 50_000, 2_000)
    ahead = asked_ahead(load, folder / "ahead")
    stops = (*STOPS, "--set", f"service.stops={load.parent / 'stops.csv'}")
    days: list[tuple[str, Path, tuple[str, ...], int]] = [
        ("50 shuttles, 1,000 requests", small, (), RUNS),
        ("200 shuttles, 5,000 requests", load, (), RUNS),
        ("the same, unpruned", load, ("--unpruned",), 1),
        ("the same, rides limited", load, LIMITED, RUNS),
        ("the same, all asked for before the day begins", ahead, (), 3),
        ("the same, stop-based within 300 m", load, stops, 1),
        ("2,000 shuttles, 50,000 requests", large, (), 3),
    ]
    rows: list[Row] = []
    for name, scenario, options, runs in days:
        tell(name)
        run = dispatch(navette, scenario, *options, runs=runs)
        shares = [f"{100 * run['share_' + step]:.0f}" for step in ("pinning", "insertion", "locating", "applying")]
        times = [f"{run['us_per_request_' + kind]:.1f}" for kind in ("mean", "median", "p99")]
        cost = f"{run['mean_insertion_cost']:.1f}"
        rows.append((name, *times, f"{run['lookups_per_request']:.0f}", *shares, cost))
    return rows


def policy_rows(navette: Path) -> list[Row]:
    """What decisions of other policies take, on the canton's day."""
    rows: list[Row] = []
    for policy in ("insertion", "batch", "rolling_plan"):
        tell(f"the canton by {policy}")
        run = dispatch(navette, CANTON, "--set", f"dispatch.policy={policy}", runs=1)
        times = [f"{run['us_per_request_' + kind] / 1000:.2f}" for kind in ("mean", "median", "p99")]
        rows.append((policy, *times, f"{run['lookups_per_request']:.0f}"))
    return rows


def process(command: Sequence[object], env: dict[str, str] | None = None, runs: int = RUNS) -> tuple[str, str, str]:
    """Best and median wall time, and peak memory."""
    seconds = []
    megabytes = 0.0
    for _ in range(runs):
        started = time.perf_counter()
        child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            raise subprocess.CalledProcessError(child.returncode, child.args)
        seconds.append(time.perf_counter() - started)
        megabytes = max(megabytes, usage.ru_maxrss / 1024)
    return f"{min(seconds):.3f}", f"{statistics.median(seconds):.3f}", f"{megabytes:.0f}"


def process_rows(navette: Path, folder: Path) -> list[Row]:
    """Whole runs of the day of 200 shuttles, and of the canton."""
    load = folder / "load" / "scenario.toml"
    out = folder / "out.h5"
    bare = folder / "bare.h5"
    run = (navette, "--quiet", "run", load, *NEAR, "-o")
    check = (navette, "--quiet", "validate", load, *NEAR)
    many = (navette, "--quiet", "run", CANTON, "--replications", "1000", "-o", folder / "many.h5", "--threads")
    no_cache = dict(os.environ, NAVETTE_CACHE="")
    tell("whole processes")
    return [
        ("everything up to the first event, map imported", *process(check, no_cache)),
        ("the same from the cache", *process(check)),
        ("the whole run with trajectories", *process((*run, out))),
        ("without", *process((*run, bare, "--set", "record.trajectories=false"))),
        ("1,000 days of the canton, 1 thread", *process((*many, 1), runs=1)),
        ("1,000 days of the canton, 2 threads", *process((*many, 2), runs=1)),
        (f"bytes of trajectories in the file: {out.stat().st_size - bare.stat().st_size:,}", "", "", ""),
    ]


def micro_rows(build: Path) -> list[Row]:
    """What Google Benchmark says of the parts."""
    chosen = {
        "bench_oracle": "build/nodes:(5000|50000|500000)/threads:2|(scan_pinned|stream_labels)/nodes:(5000|50000)$",
        "bench_start": "residents/residents:1000000|day_of_residents|load",
        "bench_plan": ".",
        "bench_dispatch": ".",
    }
    rows: list[Row] = []
    for name, which in chosen.items():
        tell(name)
        program = build / "tests" / "bench" / name
        command = [program, f"--benchmark_filter={which}", "--benchmark_format=json", "--benchmark_min_time=0.2"]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for one in told["benchmarks"]:
            counters = {key: one[key] for key in ("ns_per_target", "us_per_resident", "items_per_second") if key in one}
            said = ", ".join(f"{key.replace('_', ' ')} {value:,.2f}" for key, value in counters.items())
            rows.append((f"{name[6:]}: {one['name']}", f"{one['real_time']:,.2f} {one['time_unit']}", said))
    return rows


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("roads", type=Path)
    parser.add_argument("--build", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    navette = given.build / "navette"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        steps = ("mean µs", "median µs", "p99 µs", "look-ups", "pinning %", "insertion %", "locating %", "applying %")
        table("Dispatch, per request", ("day", *steps, "cost [s]"), dispatch_rows(navette, given.roads, folder))
        head = ("policy", "mean ms", "median ms", "p99 ms", "look-ups")
        table("Decisions by policy, per request", head, policy_rows(navette))
        table("Whole processes", ("what", "best s", "median s", "peak MB"), process_rows(navette, folder))
    table("Parts", ("what", "time", "counted"), micro_rows(given.build))


if __name__ == "__main__":
    main()
