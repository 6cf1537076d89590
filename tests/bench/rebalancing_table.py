"""The tables of docs/rebalancing.md: strategies beside each other, over the same days.

.venv/bin/python tests/bench/rebalancing_table.py                                   # the two of the canton
.venv/bin/python tests/bench/rebalancing_table.py --island isle-of-man.osm.pbf      # that of the Isle of Man
.venv/bin/python tests/bench/rebalancing_table.py --waiting drive_first             # of the canton, driving first
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

import navette

SCENARIOS = Path(__file__).parents[2] / "scenarios"
STRATEGIES = ("stay", "depot", "waiting_place", "plus_one", "min_cost_flow", "feedforward")
FIGURES = {  # column, factor, digits, whether the difference is told
    "served": ("served", 1, 0, True),
    "refusal_rate": ("refused [%]", 100, 1, True),
    "wait_mean": ("mean wait [min]", 1 / 60, 2, True),
    "vehicle_distance": ("driven [km]", 1, 0, True),
    "repositioning_distance": ("to wait elsewhere [km]", 1, 0, False),
    "empty_share": ("empty [%]", 100, 1, True),
}
TOWN = [{"lon": 1.9745, "lat": 43.9990}]


def cell(days: pd.Series, stay: pd.Series, digits: int, with_difference: bool) -> str:
    """A mean, and in brackets the mean paired difference to `stay` with its 95 % interval (Student's t)."""
    text = f"{days.mean():.{digits}f}"
    if not with_difference:
        return text
    apart = (days - stay).to_numpy(dtype=float)
    half = stats.t.ppf(0.975, len(apart) - 1) * apart.std(ddof=1) / np.sqrt(len(apart))
    return f"{text} ({apart.mean():+.{digits}f} ± {half:.{digits}f})"


def table(title: str, scenario: navette.Scenario, places: list[dict[str, float]], seeds: int) -> None:
    """Prints it, in Markdown."""
    print(f"\n{title}\n\n| strategy | " + " | ".join(head for head, *_ in FIGURES.values()) + " |")
    print("|" + "---|" * (len(FIGURES) + 1))
    stay: pd.DataFrame | None = None
    for name in STRATEGIES:
        changes: Mapping[str, Any] = {"rebalancing.places": places, "rebalancing.strategy": name}
        days = navette.replicate(scenario.with_(changes), seeds, progress=False)
        first = days if stay is None else stay
        cells = [
            cell(days[figure] * factor, first[figure] * factor, digits, told and stay is not None)
            for figure, (_, factor, digits, told) in FIGURES.items()
        ]
        stay = first
        print(f"| `{name}` | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--island", type=Path, metavar="ROADS", help="an extract of the Isle of Man")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument(
        "--waiting", choices=("wait_first", "drive_first"), default="wait_first", help="dispatch.waiting"
    )
    given = parser.parse_args()
    waiting = {"dispatch.waiting": given.waiting}
    if given.island:
        roads = {"territory.roads": str(given.island)}
        island = navette.Scenario.read(SCENARIOS / "isle-of-man" / "scenario.toml", waiting | roads)
        depots = [{"lon": float(depot["lon"]), "lat": float(depot["lat"])} for depot in island["fleet.depots"]]
        table("The Isle of Man", island, depots, given.seeds)
        return
    canton = navette.Scenario.read(SCENARIOS / "canton" / "scenario.toml", waiting)
    table("As the canton is shipped, with five shuttles", canton, TOWN, given.seeds)
    calm = {"fleet.size": 8, "demand.booked_ahead": 0, "demand.lead_mean": 600}
    table("Eight shuttles, nobody books the day before", canton.with_(calm), TOWN, given.seeds)


if __name__ == "__main__":
    main()
