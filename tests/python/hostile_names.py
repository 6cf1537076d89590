"""Names that others may have chosen (of a territory, a commune, an option, a file) and that act on something."""

from __future__ import annotations

import re

import pytest

HOSTILE = {
    "formula": "=1+1",
    "plus": "+SUM(A1)",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "tab": "\t=1",
    "return": "\r=1",
    "space": " =1",
    "call": '=HYPERLINK("http://x","y")',
    "mathtext": "$x_{$",
    "latex": "$$\\frac$$",
    "terminal": "\x1b[31mred\x1b]0;title\x07",
    "c1": "\x9b31m",
    "delete": "\x7f\x08\x08",
    "line": "one\nerror: two",
    "bidi": "\u202egnp.exe",
    "isolate": "\u2069\u2066x",
    "hebrew": "\u05e2\u05d9\u05e8 3",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "close": "</script></style>\"'&amp;",
    "template": "{{ 7*7 }}{% raw %}",
    "path": "../../etc/passwd",
    "slash": "a/b\\c",
    "dots": "..",
    "reserved": "CON",
    "dash": "-rf",
    "long": "x" * 400,
    "markdown": "|a|[b](javascript:alert(1))`",
    "yaml": "a: &b *b\n- c",
    "percent": "%s%n {0}",
}
NAMES = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
CONTROL = {name for name in HOSTILE.values() if re.search("[\x00-\x1f\x7f]", name)}
"""Those with control characters, which scenarios and maps refuse."""


def acts(shown: str) -> list[str]:
    """Characters in it that a terminal would act on, or that turn what follows."""
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029]", shown)
