"""Text files of any encoding, separator and line end, as rows of texts."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from navette.common.errors import InputError
from navette.importing.tables.sheet import Raw

MOST_BYTES = 1_000_000_000
"""As `navette run` takes of a CSV file."""
_SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "vertical bars"}
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte-order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
]
_NAMES = {"cp1252": "Windows-1252", "cp850": "DOS code page 850", "mac_roman": "Mac Roman"}
_OLD = ["cp1252", "latin_1", "iso8859_15", "cp850", "mac_roman"]
"""What Western European programs wrote before UTF-8."""
_TELLING = 20_000
"""Bytes of lines with letters beyond ASCII that are looked at."""


def read_text_file(path: Path, *, encoding: str | None = None) -> Raw:
    """All rows. Raises InputError if it is no text of a known encoding."""
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name}: has more than {MOST_BYTES // 10**9} GB; cut it")
    text, note = _decoded(path, path.read_bytes(), encoding)
    if "\0" in text:
        raise InputError(f"{path.name}: holds zero bytes, so it is no text file; save it as CSV or xlsx")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator, told, text = _separator(text)
    csv.field_size_limit(1 << 24)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise InputError(f"{path.name}: cannot be read as a table: {error}") from error
    if told:
        rows.insert(0, [])  # so that rows are counted as in the file
    return Raw(path.name, rows, [f"text in {note}, columns separated by {_SEPARATORS[separator]}"])


def _decoded(path: Path, data: bytes, wanted: str | None) -> tuple[str, str]:
    if wanted:
        try:
            return data.decode(wanted), wanted
        except (UnicodeDecodeError, LookupError) as error:
            raise InputError(f"{path.name}: is not text in {wanted}: {error}") from error
    for mark, name, told in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), told
            except UnicodeDecodeError as error:
                raise InputError(f"{path.name}: begins as {told}, but is none: {error}") from error
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        name = _old_encoding(data)
        told = _NAMES.get(name, name)
        return data.decode(name, errors="replace"), f"{told} (guessed; --encoding NAME says otherwise)"


def _old_encoding(data: bytes) -> str:
    """By the letters that make sense; Windows-1252 where that does not tell."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.replace(b"\r", b"\n").split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:_TELLING]
    best = from_bytes(sample, cp_isolation=_OLD, threshold=0.5).best()
    name = best.encoding if best else "cp1252"
    # The same letters; Windows-1252 has the dashes, quotes and euro signs that Latin-1 leaves empty.
    return "cp1252" if name in ("latin_1", "cp1252") else name


def _separator(text: str) -> tuple[str, bool, str]:
    """The separator, whether a line `sep=` says so, and the text without that line."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and first[4:] in _SEPARATORS:
        return first[4:], True, rest
    head = "\n".join(text.split("\n", 60)[:60])
    scores = {}
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=separator) if any(row))
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        scores[separator] = (width > 1, often / max(1, sum(widths.values())), width)
    best = max(scores, key=lambda separator: scores[separator])
    return (best if scores[best][0] else ","), False, text
