"""Squares of 200 m: added up by commune, or each as a place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.importing.population.meanings import BANDS

if TYPE_CHECKING:
    import geopandas as gpd

_SIDE = 200.0
GRID = "EPSG:3035"


def totals_of(squares: pd.DataFrame) -> pd.DataFrame:
    """name, code, population of each commune; a square in several gives each an equal part."""
    each = _by_commune(squares)
    found = each.groupby("code", as_index=False)["individuals"].sum()
    people = found["individuals"].round().astype(int)
    return pd.DataFrame({"name": "", "code": found["code"], "population": people})


def ages_of(squares: pd.DataFrame, unit: str) -> pd.DataFrame:
    """code, name, age, inhabitants: bands of age spread evenly over their years. `unit`: commune or cell."""
    bands = [band for band in BANDS if band in squares]
    each = _by_commune(squares) if unit == "commune" else squares.assign(code=squares["cell"])
    sums = each.groupby("code")[bands].sum()
    parts = []
    for band in bands:
        low, high = BANDS[band]
        share = sums[band].to_numpy() / (high - low + 1)
        parts += [
            pd.DataFrame({"code": sums.index.to_numpy(), "age": year, "inhabitants": share})
            for year in range(low, high + 1)
        ]
    table = pd.concat(parts).sort_values(["code", "age"], kind="stable", ignore_index=True)
    table.insert(1, "name", "")
    return table.round(4)


def cells_of(squares: pd.DataFrame) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """Each square with inhabitants as a place: name, code, population, and its outline in degrees."""
    import geopandas as gpd
    import shapely

    there = squares[squares["individuals"] > 0]
    people = _whole(there["individuals"].to_numpy())
    table = pd.DataFrame({"name": there["cell"].to_numpy(), "code": there["cell"].to_numpy(), "population": people})
    north, east = there["north"].to_numpy(), there["east"].to_numpy()
    boxes = shapely.box(east, north, east + _SIDE, north + _SIDE)
    shapes = gpd.GeoDataFrame({"code": table["code"], "name": table["name"]}, geometry=boxes, crs=GRID).to_crs(
        "EPSG:4326"
    )
    kept = people > 0
    return table[kept], shapes[kept]


def _whole(values: np.ndarray) -> np.ndarray:
    """Whole people, with the same total: the largest remainders are rounded up."""
    down = np.floor(values).astype(int)
    missing = round(float(values.sum())) - int(down.sum())
    order = np.argsort(-(values - down), kind="stable")
    down[order[:missing]] += 1
    return down


def _by_commune(squares: pd.DataFrame) -> pd.DataFrame:
    """A row per square and commune."""
    parts = squares["communes"].map(len).clip(lower=1)
    numbers = [name for name in ("individuals", *BANDS) if name in squares]
    shared = squares.assign(**{name: squares[name] / parts for name in numbers})
    each = shared.explode("communes").rename(columns={"communes": "code"})
    return each[each["code"].notna()]
