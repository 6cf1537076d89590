"""People in a list: which columns tell of them, and numbers in place of their names."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from navette.common.errors import InputError, OutputError
from navette.importing.values.texts import as_text
from navette.importing.words import normalised

_MOST = 2**31 - 1
_LEAST_KEY = 16
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PHONE = re.compile(r"(?:\+|00)?\d{1,3}?(?:[\s.\-/()]*\d){8,11}")


def looks_personal(values: list[object]) -> bool:
    """Whether most of the values are addresses of mail or telephone numbers."""
    texts = [value for value in values if isinstance(value, str)]
    hits = sum(bool(_MAIL.fullmatch(text) or (_PHONE.fullmatch(text) and not text.isdigit())) for text in texts)
    hits += sum(text.isdigit() and len(text) == 10 and text.startswith("0") for text in texts)
    return bool(values) and hits / len(values) > 0.5


def read_key(path: Path) -> tuple[bytes, bool]:
    """The secret key of a file, and whether it was made just now. Raises InputError or OutputError."""
    try:
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32) + "\n")
            return path.read_bytes().strip(), True
        key = path.read_bytes().strip()
    except OSError as error:
        raise OutputError(f"--key {path}: cannot be read or made: {error.strerror}") from error
    if len(key) < _LEAST_KEY:
        raise InputError(f"--key {path}: must hold at least {_LEAST_KEY} bytes, found {len(key)}")
    return key, False


def pseudonyms(cells: pd.Series, key: bytes) -> np.ndarray:
    """A number for each person, by HMAC-SHA256 of what names them; -1 where nothing does. No two share one."""
    names = cells.map(lambda cell: normalised(as_text(cell)))
    numbers: dict[str, int] = {"": -1}
    taken: set[int] = set()
    for name in sorted(set(names) - {""}):
        turn = 0
        while True:
            digest = hmac.new(key, f"{turn}:{name}".encode(), hashlib.sha256).digest()
            number = int.from_bytes(digest[:8], "big") % _MOST
            if number not in taken:
                break
            turn += 1
        taken.add(number)
        numbers[name] = number
    return names.map(numbers).to_numpy(dtype=np.int64)
