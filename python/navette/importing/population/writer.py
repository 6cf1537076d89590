"""The folder of an imported population: census, ages, outlines, facilities, and a scenario of residents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import tomlkit

from navette.common.text import plain_cells
from navette.importing.folder import relative, write_left_out, write_readme
from navette.importing.mapping import FILE, ColumnMapping, write_mapping
from navette.importing.report import Report

if TYPE_CHECKING:
    import geopandas as gpd


def write_population(
    folder: Path,
    target: Path,
    census: pd.DataFrame | None,
    ages: pd.DataFrame | None,
    polygons: gpd.GeoDataFrame | None,
    facilities: pd.DataFrame | None,
    kinds: tuple[str, ...],
    roads: Path | None,
    country: str,
    known: ColumnMapping,
    report: Report,
) -> None:
    """Writes all files of the folder; `target` is where it will stand."""
    population: dict[str, str] = {}
    if census is not None:
        plain_cells(_filled(census)).to_csv(folder / "census.csv", index=False)
        population["census"] = "census.csv"
    if ages is not None:
        table = ages if "inhabitants" in ages else ages.assign(inhabitants=ages["men"] + ages["women"])
        table = table[["code", "name", "age", "inhabitants"]]
        plain_cells(_filled(table)).to_csv(folder / "ages.csv", index=False)
        population["age_pyramids"] = "ages.csv"
    if polygons is not None:
        polygons.to_file(folder / "communes.geojson", driver="GeoJSON", COORDINATE_PRECISION=6, RFC7946="YES")
        population["polygons"] = "communes.geojson"
    document = tomlkit.document()
    document.add(tomlkit.comment("Residents, as the imported tables count them."))
    territory: dict[str, str] = {"country": country}
    if roads is not None:
        territory = {"roads": relative(roads, target), **territory}
    document["territory"] = territory
    document["population"] = population
    if facilities is not None:
        plain_cells(facilities).to_csv(folder / "facilities.csv", index=False)
        outside = _outside(facilities, kinds)
        if len(outside):
            document["demand"] = {"outside": outside}
        else:
            report.assumed.append(
                "facilities are those of the map; --facilities KIND,... adds those of the BPE (facilities.csv) to them"
            )
    (folder / "scenario.toml").write_text(tomlkit.dumps(document), "utf-8")
    if roads is None:
        report.warnings.append(
            "no map was named: run it with --set territory.roads=FILE.osm.pbf, or import with --roads"
        )
    write_mapping("population", folder / FILE, known)
    write_left_out(folder, report)
    write_readme(folder, "population", report, ["Nothing of single persons is in these files."])


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Without a column in which nothing stands: all of its rows would be nameless."""
    return table[[name for name in table if name not in ("name", "code") or (table[name] != "").any()]]


def _outside(facilities: pd.DataFrame, kinds: tuple[str, ...]) -> list[dict[str, object]]:
    chosen = facilities[facilities["kind"].isin(kinds)]
    rows = zip(chosen["name"], chosen["kind"], chosen["lon"], chosen["lat"], strict=True)
    return [
        {"name": name or f"{kind} {rank}", "kind": kind, "lon": float(lon), "lat": float(lat)}
        for rank, (name, kind, lon, lat) in enumerate(rows, start=1)
    ]
