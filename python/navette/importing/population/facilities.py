"""Facilities of the BPE (INSEE's base of facilities) as places that residents travel to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from navette.importing.faults import Faults
from navette.importing.places.coordinates import Systems, locate
from navette.importing.population.codes import names_of
from navette.importing.report import Report
from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text

KINDS = {
    "hospital": ("D101", "D102", "D106", "D113"),
    "doctor": ("D201", "D221", "D265", "D277", "D108", "D103"),
    "pharmacy": ("D301", "D307"),
    "supermarket": ("B101", "B102", "B104", "B105"),
    "small_shop": ("B201", "B202", "B203", "B204", "B206", "B207", "B208"),
    "school": ("C101", "C102", "C104", "C105", "C107", "C108", "C109"),
    "secondary_school": ("C201", "C301", "C302", "C303", "C304", "C305"),
    "administration": ("A129", "A128", "A206", "A207", "A208", "A122", "A109", "A108"),
    "leisure": ("F303", "F307", "F305", "F101", "F121"),
    "station": ("E107", "E108", "E109"),
}
"""Kinds of facility by codes of several years of the BPE (after its list of 2023 and before)."""
_KIND = {code: kind for kind, codes in KINDS.items() for code in codes}


def read_facilities(
    sheet: Sheet, columns: dict[str, int], systems: Systems, faults: Faults, report: Report
) -> pd.DataFrame:
    """name, kind, code, lon, lat of the facilities of a kind that residents travel to."""
    codes = sheet.column(columns["facility"]).map(lambda cell: as_text(cell).upper())
    kinds = codes.map(_KIND.get)
    located = locate(sheet, columns, "", systems, Faults(leave_out=True))
    if located is None:
        faults.row(sheet, 0, "columns of the place", "must be LAMBERT_X and LAMBERT_Y, or lon and lat, found none")
        return pd.DataFrame(columns=["name", "kind", "code", "lon", "lat"])
    table = pd.DataFrame(
        {"name": names_of(sheet, columns), "kind": kinds, "code": codes, "lon": located.lon, "lat": located.lat}
    )
    unknown = table["kind"].isna()
    nowhere = ~unknown & np.isnan(table["lon"])
    for mask, reason in ((unknown, "a facility of a kind that residents do not travel to"), (nowhere, "has no place")):
        report.left_out += [(sheet.source, int(row), reason) for row in sheet.rows[mask]]
    return table[~unknown & ~nowhere].round(6)
