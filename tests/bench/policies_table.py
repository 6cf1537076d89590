"""The table of docs/policies.md: dispatch policies beside each other, from what `navette compare` found.

navette compare SCENARIO --policies first_come,insertion,... --seeds 30 --levels 1 -o out/policies.csv
.venv/bin/python tests/bench/policies_table.py out/policies.csv
"""

from __future__ import annotations

import argparse

import pandas as pd

from navette.comparison.statistics import paired

FIGURES = {  # of a year; unit shown, factor, digits
    "trips": ("trips a year", 1, 0),
    "refusal_rate": ("refused [%]", 100, 1),
    "wait_mean": ("mean wait [min]", 1 / 60, 2),
    "detour_ratio": ("detour", 1, 3),
    "empty_share": ("empty [%]", 100, 1),
    "cost_per_trip": ("EUR per trip", 1, 2),
}


def table_of(figures: pd.DataFrame, reference: str) -> list[list[str]]:
    """One row per policy; all but the reference with the mean paired difference to it and its 95 % interval."""
    year = figures[figures["table"] == "year"].pivot(index="seed", columns=["indicator", "option"], values="value")
    equity = figures[(figures["table"] == "equity") & (figures["dimension"] == "commune")]
    communes = figures[(figures["table"] == "group") & (figures["dimension"] == "commune")]
    worst = communes[communes["indicator"] == "refusal_rate"].groupby("option")["value"].max()
    gini = equity[equity["indicator"] == "wait_mean_gini"].set_index("option")["value"]
    time = figures[figures["table"] == "time"].set_index("option")["value"]
    rows = [["policy", *(told for told, _, _ in FIGURES.values()), "most refused commune [%]",
             "inequality of waits", "ms per request"]]  # fmt: skip
    for option in dict.fromkeys(figures.loc[figures["table"] == "year", "option"]):
        row = [f"`{option}`"]
        for name, (_, factor, digits) in FIGURES.items():
            of, mine = year[name][reference] * factor, year[name][option] * factor
            text = f"{mine.mean():.{digits}f}"
            if option != reference:
                found = paired(of, mine)
                half = (found["high"] - found["low"]) / 2
                text += f" ({found['difference']:+.{digits}f} ± {half:.{digits}f})"
            row.append(text)
        rows.append([*row, f"{100 * worst[option]:.0f}", f"{gini[option]:.3f}", f"{time[option]:.2g}"])
    return rows


def main() -> None:
    """Prints it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv")
    parser.add_argument("--reference", default="insertion", help="the policy that others are compared with")
    wanted = parser.parse_args()
    head, *rows = table_of(pd.read_csv(wanted.csv, low_memory=False), wanted.reference)
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
