"""Tables with shapes (GeoPackage, GeoJSON, shapefile): their columns as a table, and outlines of communes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from navette.common.errors import InputError
from navette.importing.population.codes import codes_of, names_of
from navette.importing.tables.sheet import Sheet

if TYPE_CHECKING:
    import geopandas as gpd

SUFFIXES = {".gpkg", ".geojson", ".json", ".shp", ".fgb"}
WGS84 = "EPSG:4326"


def read_shapes(path: Path) -> tuple[Sheet, gpd.GeoDataFrame]:
    """The table and its shapes. Raises InputError."""
    import geopandas as gpd

    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        shapes = gpd.read_file(path)
    except Exception as error:  # GDAL's errors are of many kinds
        raise InputError(f"{path.name}: cannot be read as a map layer: {error}") from error
    if shapes.empty:
        raise InputError(f"{path.name}: has no features")
    plain = shapes.drop(columns=shapes.geometry.name).astype(object)
    plain = plain.where(plain.notna(), None)
    names = [str(name) for name in plain.columns]
    plain.columns = range(len(names))
    note = f"map layer in {shapes.crs.to_string() if shapes.crs else 'no named system'}"
    return Sheet(path.name, plain, names, np.arange(1, len(plain) + 1), [note]), shapes


def outlines(sheet: Sheet, shapes: gpd.GeoDataFrame, columns: dict[str, int]) -> gpd.GeoDataFrame:
    """code, name and outline in degrees. Raises InputError if the system is not named."""
    import geopandas as gpd

    named = {}
    if "code" in columns:
        named["code"] = codes_of(sheet, columns).to_numpy()
    if "name" in columns:
        named["name"] = names_of(sheet, columns).to_numpy()
    if shapes.crs is None:
        raise InputError(f"{sheet.source}: does not say in which system its coordinates are; give it one (a .prj file)")
    found = gpd.GeoDataFrame(named, geometry=shapes.geometry.to_numpy(), crs=shapes.crs).to_crs(WGS84)
    return found[found.geometry.notna() & ~found.geometry.is_empty]


def is_outlines(shapes: gpd.GeoDataFrame) -> bool:
    """Whether these are areas."""
    return bool(shapes.geom_type.isin(["Polygon", "MultiPolygon"]).mean() > 0.5)
