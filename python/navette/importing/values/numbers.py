"""Numbers with decimal commas or points, and with blanks, points, commas or apostrophes between thousands."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from navette.importing.values.texts import by_value
from navette.importing.words import normalised

_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f\u2009'\u2019](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_YES = {"oui", "o", "ja", "j", "yes", "y", "x", "true", "vrai", "wahr", "1", "ufr", "pmr", "fauteuil", "rollstuhl"}
_NO = {"non", "n", "nein", "no", "false", "faux", "falsch", "0", "", "aucun", "sans", "keine", "kein", "none"}


def read_counts(cells: pd.Series) -> np.ndarray:
    """Whole numbers; NaN where empty, infinite where it is none. A single mark before three digits parts thousands."""
    return by_value(cells, lambda values: np.array([_count(value) for value in values]))


def read_measures(cells: pd.Series) -> np.ndarray:
    """Numbers; NaN where empty, infinite where it is none. A single comma or point is a decimal one."""
    return by_value(cells, lambda values: np.array([measure(value) for value in values]))


def read_flags_or_counts(cells: pd.Series) -> np.ndarray:
    """Yes as 1, no as 0, or a count; infinite where it is neither."""
    return by_value(cells, lambda values: np.array([_flag_or_count(value) for value in values]))


def measure(value: object) -> float:
    """One number; infinite if it is none."""
    if isinstance(value, bool):
        return np.inf
    if isinstance(value, (int, float)):
        return float(value)
    if not isinstance(value, str):
        return np.inf
    text = _SPACES.sub("", value.strip())
    if "," in text and "." in text:
        thousands, decimal = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
        if text.count(decimal) > 1:
            return np.inf
        text = text.replace(thousands, "").replace(decimal, ".")
    else:
        mark = "," if "," in text else "."
        if text.count(mark) > 1:
            text = text.replace(mark, "") if re.fullmatch(rf"[+-]?\d{{1,3}}(\{mark}\d{{3}})+", text) else "?"
        text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else np.inf


def _count(value: object) -> float:
    if isinstance(value, str):
        text = _SPACES.sub("", value.strip())
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
            return float(re.sub(r"[.,]", "", text))
        value = text
    number = measure(value)
    return number if np.isfinite(number) and number == np.floor(number) else np.inf


def _flag_or_count(value: object) -> float:
    if isinstance(value, bool):
        return float(value)
    word = normalised(value) if isinstance(value, str) else None
    if word in _YES:
        return 1.0
    if word in _NO:
        return 0.0
    return _count(value)
