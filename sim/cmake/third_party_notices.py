"""python3 third_party_notices.py BINARY... > THIRD-PARTY-NOTICES: the licences of what the binaries have in them.

Of the libraries that they are linked with (ldd) and of those whose headers are compiled into them (system-packages.txt,
group build, all that is a -dev package), as Debian's packages tell them, with where their source is had. Fails if the
licence of one is not found.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PACKAGES = Path(__file__).with_name("system-packages.txt")
NOT_INSIDE = {"python3-dev", "libc6", "libc6-dev"}
"""Asked for by the build, or the system's own everywhere."""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def headers() -> set[str]:
    """Packages whose headers or archives go into the binaries."""
    listed = re.findall(r"^build\s+(\S+)", PACKAGES.read_text(), flags=re.M)
    return {name for name in listed if "-dev" in name} - NOT_INSIDE


def linked(binary: str) -> set[str]:
    """Packages of the libraries that the dynamic loader finds for it."""
    found = set()
    for path in re.findall(r"=> (/\S+)", run("ldd", binary)):
        real = Path(path).resolve()
        for name in (path, str(real), str(real).removeprefix("/usr"), f"/usr{path}"):
            asked = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True)
            if asked.returncode == 0:
                found.add(asked.stdout.split(":")[0])
                break
    return found - NOT_INSIDE


def source_of(package: str) -> tuple[str, str]:
    """Name and version of the source package."""
    told = run("dpkg-query", "-W", "-f", "${source:Package} ${source:Version}\n", package)
    name, version = told.splitlines()[0].split(" ", 1)
    return name, version


def main() -> int:
    packages = headers().union(*(linked(binary) for binary in sys.argv[1:]))
    by_source: dict[tuple[str, str], list[str]] = {}
    for package in sorted(packages):
        by_source.setdefault(source_of(package), []).append(package)
    print(
        "Navette has the following in it. Its own licence is in LICENSE. Sources: each as Debian has it, unchanged, at"
    )
    print("https://sources.debian.org/src/NAME/VERSION, or by `apt-get source NAME=VERSION`.")
    missing = []
    for (source, version), names in sorted(by_source.items()):
        texts = [Path("/usr/share/doc", name, "copyright") for name in names]
        text = next((path for path in texts if path.is_file()), None)
        if text is None:
            missing.append(source)
            continue
        print(f"\n{'=' * 100}\n{source} {version} ({', '.join(names)})")
        print(f"https://sources.debian.org/src/{source}/{version}\n{'=' * 100}\n")
        content = text.read_text("utf-8", errors="replace")
        print(content.strip())
        for common in sorted(set(re.findall(r"/usr/share/common-licenses/([\w.+-]*\w)", content))):
            path = Path("/usr/share/common-licenses", common)
            if path.is_file() and common not in printed:
                printed.add(common)
                print(f"\n---- {common} ----\n\n{path.read_text('utf-8', errors='replace').strip()}")
    if missing:
        print(f"no licence is known of: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


printed: set[str] = set()
"""Licences that many share, printed once."""

if __name__ == "__main__":
    sys.exit(main())
