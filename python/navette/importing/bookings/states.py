"""What became of a booking, in the words of those who kept the list."""

from __future__ import annotations

import re

import numpy as np

from navette.importing.faults import Faults
from navette.importing.mapping import ColumnMapping
from navette.importing.tables.sheet import Sheet
from navette.importing.values.texts import as_text
from navette.importing.words import normalised

STATES = ("done", "cancelled", "no_show", "refused")
_WORDS = {
    # The order counts: `client absent, course annulée` is a no-show.
    "no_show": r"absen\w*|no ?shows?|non presente?s?|pas presente?|lapin|nicht erschienen|nicht angetroffen|not there",
    "refused": r"refus\w*|rejet\w*|rejected|denied|declined|unmet|abgelehnt\w*|non satisfait\w*|non servie?s?|"
    r"impossible|"
    r"sans solution|no capacity|not served|nicht bedient|unfulfilled",
    "cancelled": r"annul\w*|cancel\w*|stornier\w*|storno|abgesagt\w*|supprim\w*|withdrawn",
    "done": r"realise\w*|effectue\w*|terminee?s?|done|completed?|served|servie?s?|transporte\w*|honoree?s?|faite?|ok|"
    r"validee?s?|confirmee?s?|confirmed|accept\w*|durchgefuhrt|erledigt|gefahren|abgeschlossen|bestatigt|finished|"
    r"fulfilled|"
    r"present\w*|presente|carried|planifiee?s?|planned|reserve?e?s?|booked|gebucht",
}
_NOT_DONE = re.compile(r"\b(?:non|pas|not|nicht|un)\b")


def read_states(sheet: Sheet, column: int, mapping: ColumnMapping, faults: Faults) -> np.ndarray:
    """One of `STATES` for each row, empty where the cell is; a word that is not known is a fault."""
    cells = sheet.column(column)
    words = {cell: _state(as_text(cell), mapping) for cell in cells.dropna().unique()}
    found = np.array([words.get(cell, "") if cell is not None else "" for cell in cells], dtype=object)
    unknown = f"must be one of {', '.join(STATES)}, or be made one by --value 'status:TEXT=WORD'"
    faults.cells(sheet, column, found == "?", unknown)
    return found


def _state(text: str, mapping: ColumnMapping) -> str:
    said = mapping.word("status", text)
    if said is not None:
        return said if said in STATES else "?"
    plain = normalised(text)
    if plain.replace(" ", "_") in STATES:
        return plain.replace(" ", "_")
    for state, pattern in _WORDS.items():
        if re.search(rf"\b(?:{pattern})\b", plain):
            return "?" if state == "done" and _NOT_DONE.search(plain) else state
    return "?"
