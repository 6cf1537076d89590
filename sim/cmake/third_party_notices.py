"""The licences of what a build has in it, as text, and as a source that the executable prints.

python3 third_party_notices.py [--text OUT] [--source OUT.cpp] [--pip NAME] LIBRARY... : of the libraries (archives,
shared ones or binaries) and of the headers in system-packages.txt. A licence that is not found is told in the text and
on stderr; exit code 1 then only with --strict, since a build needs none of this.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from third_party import COIN, Part, can_ask, part_of_pip, parts  # noqa: E402

LINE = "=" * 100
EPL = Path(__file__).with_name("EPL-2.0.txt")
COIN_NOTE = """\
COIN-OR publishes CBC 2.10 under the Eclipse Public License 2.0, EPL-2.0, and the libraries below it under 1.0 or 2.0
by their version. Debian's copyright file, which follows, has the text of 1.0; that of 2.0 stands at the end. As
section 3 of both asks: the source is at the address above, under that licence, unchanged, and Navette's authors
disclaim all warranties and liability on behalf of its contributors."""
MOST_COPYRIGHT = 300_000
MOST_LITERAL = 15_000
"""Characters of one string literal: with escapes below the 65,536 that a compiler must take."""


def common_licences(text: str, printed: set[str]) -> str:
    """The texts that Debian keeps in one place for many packages, each once."""
    found = []
    for name in sorted(set(re.findall(r"/usr/share/common-licenses/([\w.+-]*\w)", text))):
        path = Path("/usr/share/common-licenses", name)
        if path.is_file() and path.resolve().name not in printed:
            printed.add(path.resolve().name)
            found.append(f"---- {name} ----\n\n{path.read_text('utf-8', errors='replace').strip()}\n")
    return "\n".join(found)


def told(text: str) -> str:
    """A copyright file; of one that tells file by file who wrote what on a thousand pages (Boost's), its licences."""
    if len(text) < MOST_COPYRIGHT:
        return text.strip()
    licences = [piece for piece in re.split(r"\n\s*\n", text) if piece.startswith("License:")]
    return "\n\n".join(["Who wrote which file is told at the address above; the licences:", *licences]).strip()


def notices(all_parts: list[Part]) -> tuple[str, list[str]]:
    """The text, and what no licence was found of."""
    missing = [part.source for part in all_parts if part.text is None]
    out = ["Navette has the following software of others in it. Its own licence is in LICENSE.\n"]
    if not all_parts:
        missing = ["all libraries"]
        out.append(
            "Their licences were not found when this was built: there was no dpkg-query to ask. See the libraries in\n"
            "docs/architecture.md, and their own documentation.\n"
        )
    elif missing:
        out.append(f"The licence texts of these were not found when this was built: {', '.join(missing)}.\n")
    for part in all_parts:
        out.append(f"  {part.source} {part.version}: {part.licence}")
    printed: set[str] = set()
    for part in all_parts:
        title = f"{part.source} {part.version} ({', '.join(part.packages)})"
        out.append(f"\n{LINE}\n{title}\nLicence: {part.licence}\nSource: {part.place}\n{LINE}\n")
        if part.source in COIN:
            out.append(f"{COIN_NOTE}\n")
        text = told(part.text or "No licence text was found when this was built.")
        out.append(f"{text}\n")
        out.append(common_licences(text, printed))
    if any(part.source in COIN for part in all_parts):
        out.append(f"\n{LINE}\nEPL-2.0\n{LINE}\n\n{EPL.read_text('utf-8').strip()}\n")
    # A terminal is to act on none of it.
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", "\n".join(out).expandtabs())
    return re.sub(r"[ ]+$", "", plain, flags=re.M), missing


def literal(text: str) -> str:
    octal = "".join(chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}" for byte in text.encode())
    escaped = re.sub(r'(?<!\\)"', r"\"", re.sub(r"\\(?![0-7]{3})", r"\\\\", octal))
    return f'"{escaped}"'


def source(text: str) -> str:
    """A C++ source that holds the text in literals; a trigraph is nothing to C++20."""
    pieces = [text[at : at + MOST_LITERAL] for at in range(0, len(text), MOST_LITERAL)]
    literals = ",\n".join(f"    {literal(piece)}" for piece in pieces)
    return (
        '#include "command_line/licences.h"\n\nnamespace navette {\n\nstd::vector<std::string_view> licences() {\n'
        f"  return {{\n{literals},\n  }};\n}}\n\n}}  // namespace navette\n"
    )


def write(path: Path, content: str) -> None:
    if not path.is_file() or path.read_text("utf-8") != content:
        path.write_text(content, "utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path)
    options.add_argument("--source", type=Path)
    options.add_argument("--pip", action="append", default=[])
    options.add_argument("--strict", action="store_true")
    options.add_argument("libraries", nargs="*")
    given = options.parse_args()
    found = parts(given.libraries) if can_ask() else []
    text, missing = notices(sorted([*found, *map(part_of_pip, given.pip)], key=lambda part: part.source))
    if given.text:
        write(given.text, text)
    if given.source:
        write(given.source, source(text))
    if not given.text and not given.source:
        print(text)
    if missing:
        print(f"no licence text was found of {', '.join(missing)}", file=sys.stderr)
    return 1 if missing and given.strict else 0


if __name__ == "__main__":
    sys.exit(main())
