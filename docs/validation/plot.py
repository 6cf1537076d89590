"""plot.py THEORY.csv OUT.svg: simulated against exact, as in docs/validation.md; `make theory` makes the table."""

from __future__ import annotations

import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

EXACT, SIMULATED = "#9a9a9a", "#0b6fa4"


def _label(model: str, parameter: float) -> str:
    return f"{model}\nload {parameter:g}" if model == "ring taxi" else f"{model}\nc = {parameter:g}"


def main(table: str, out: str) -> None:
    """Draws the waits beside their exact values, and the square-root law."""
    plt.rcParams["svg.hashsalt"] = "navette"  # the same figures make the same bytes
    rows = pd.read_csv(table)
    waits = rows[rows["model"] != "nearest shuttle"].reset_index(drop=True)
    nearest = rows[rows["model"] == "nearest shuttle"]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), width_ratios=[2, 1], layout="constrained")
    place = np.arange(len(waits))
    share = 100 / waits["exact"]
    left.axhline(0, color=EXACT, linewidth=1.5)
    left.errorbar(
        place, (waits["simulated"] - waits["exact"]) * share, waits["half_width"] * share,
        fmt="o", color=SIMULATED, capsize=4,
    )  # fmt: skip
    left.set_xticks(place, [_label(*row) for row in zip(waits["model"], waits["parameter"], strict=True)], fontsize=8)
    left.set_ylabel("% from the exact mean wait")
    left.set_title("Mean waits, 10^6 customers each, 99 % intervals", loc="left", fontsize=10)
    fleets = np.geomspace(nearest["parameter"].min() * 0.8, nearest["parameter"].max() * 1.2)
    first = nearest.iloc[0]
    right.plot(fleets, first["exact"] * np.sqrt(first["parameter"] / fleets), color=EXACT, label="square-root law")
    right.errorbar(
        nearest["parameter"], nearest["simulated"], nearest["half_width"],
        fmt="o", color=SIMULATED, capsize=4, label="simulated",
    )  # fmt: skip
    right.set(xscale="log", yscale="log", xlabel="idle shuttles", ylabel="roads to the nearest")
    right.set_xticks(nearest["parameter"], [f"{m:g}" for m in nearest["parameter"]])
    right.set_yticks([3, 5, 8], ["3", "5", "8"])
    right.minorticks_off()
    right.legend(frameon=False)
    right.set_title("Nearest of m shuttles", loc="left", fontsize=10)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
