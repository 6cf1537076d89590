"""Texts made comparable: names of columns, of stops, of states."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ORDINAL = re.compile(r"\bn\s?[°º]", re.IGNORECASE)
_NOTHING = re.compile(r"[^a-z0-9+]+")


@lru_cache(maxsize=1 << 16)
def normalised(text: str) -> str:
    """Small letters without accents, words parted by single blanks: `N° Réservation`, `heureDépart` -> `numero
    reservation`, `heure depart`."""
    text = _ORDINAL.sub("numero ", _CAMEL.sub(" ", text)).replace("ß", "ss").replace("œ", "oe")
    plain = text
    if not text.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NOTHING.sub(" ", plain.lower()).strip()
