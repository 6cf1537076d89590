"""Which software of others goes into a binary: asked of Debian's packages, of which Navette is built.

Libraries (shared ones with all that they load in turn, archives) and packages of headers that are compiled in.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = Path(__file__).with_name("system-packages.txt")
NOT_INSIDE = {"libc6", "libc6-dev", "python3-dev"}
"""Asked for by the build, or the system's own everywhere."""
INCLUDED_IN_TURN = {"libprotozero-dev"}
"""Headers that listed ones include: libosmium's."""

LICENCES = {
    "boost1.74": "BSL-1.0",
    "brotli": "MIT",
    "bzip2": "bzip2-1.0.6",
    "cli11": "BSD-3-Clause",
    "clp": "EPL-1.0",
    "coinor-cbc": "EPL-2.0",
    "coinor-cgl": "EPL-1.0",
    "coinor-osi": "EPL-1.0",
    "coinutils": "EPL-1.0",
    "curl": "curl",
    "expat": "MIT",
    "fast-cpp-csv-parser": "BSD-3-Clause",
    "fmtlib": "MIT",
    "gmp": "LGPL-3.0-or-later OR GPL-2.0-or-later",
    "gnutls28": "LGPL-2.1-or-later",
    "gcc-12": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "krb5": "MIT",
    "lapack": "BSD-3-Clause",
    "libaec": "BSD-2-Clause",
    "libdeflate": "MIT",
    "libidn2": "LGPL-3.0-or-later OR GPL-2.0-or-later",
    "liblemon": "BSL-1.0",
    "libosmium": "BSL-1.0",
    "librandom123": "BSD-3-Clause",
    "libtasn1-6": "LGPL-2.1-or-later",
    "libunistring": "LGPL-3.0-or-later OR GPL-2.0-or-later",
    "libzip": "BSD-3-Clause",
    "nettle": "LGPL-3.0-or-later OR GPL-2.0-or-later",
    "nlohmann-json3": "MIT",
    "openssl": "Apache-2.0",
    "protozero": "BSD-2-Clause",
    "pybind11": "BSD-3-Clause",
    "rtmpdump": "LGPL-2.1-or-later",
    "spdlog": "MIT",
    "tomlplusplus": "MIT",
    "zlib": "Zlib",
}
"""By SPDX, of what we chose ourselves, and of libraries whose licence is not that of their programs; of all others as
Debian's copyright file names it."""

COIN = {"clp", "coinor-cbc", "coinor-cgl", "coinor-osi", "coinutils"}


@dataclass
class Part:
    """A source package of others, and what of it goes in."""

    source: str
    version: str
    packages: list[str] = field(default_factory=list)
    text: str | None = None
    """Its copyright file; None: there is none."""
    from_pip: bool = False

    @property
    def licence(self) -> str:
        if self.source in LICENCES:
            return LICENCES[self.source]
        named = re.search(r"^Files: \*\n(?:.+\n)*?License: *(\S.*)$", self.text or "", flags=re.M)
        return named.group(1) if named else "see its text"

    @property
    def place(self) -> str:
        """Where its source is had, in this version."""
        if self.from_pip:
            return f"https://pypi.org/project/{self.source}/{self.version}/"
        if _system() == "ubuntu":
            return f"https://launchpad.net/ubuntu/+source/{self.source}/{self.version}"
        return f"https://snapshot.debian.org/package/{self.source}/{self.version}/"


def _system() -> str:
    try:
        named = re.search(r"^ID=\"?(\w+)", Path("/etc/os-release").read_text(), flags=re.M)
    except OSError:
        named = None
    return named.group(1) if named else ""


def run(*command: str) -> str:
    """What a command prints, also if it ends badly: dpkg-query does if it knows one name of many not."""
    return subprocess.run(command, capture_output=True, text=True).stdout


def can_ask() -> bool:
    return shutil.which("dpkg-query") is not None


def listed_headers() -> set[str]:
    listed = re.findall(r"^build\s+(\S+)", PACKAGES.read_text(), flags=re.M)
    return {name for name in listed if "-dev" in name} - NOT_INSIDE | INCLUDED_IN_TURN


def owners(files: set[str]) -> set[str]:
    """The packages of files; Debian has /lib in /usr/lib, and its database may know either name."""
    names: set[str] = set()
    for file in files:
        real = str(Path(file).resolve())
        names |= {real, real.removeprefix("/usr"), f"/usr{real}"}
    found: set[str] = set()
    for line in run("dpkg-query", "-S", *sorted(names)).splitlines():
        owner, _, path = line.rpartition(": ")
        if path in names:
            found |= {name.split(":")[0] for name in owner.split(", ")}
    return found - NOT_INSIDE


def loaded(binary: str) -> set[str]:
    """Itself, and the shared libraries that it loads; archives load none."""
    return {binary, *re.findall(r"=> (/\S+)", run("ldd", binary))}


def _real(package: str) -> list[str]:
    """A package without files of its own stands for those that it depends on (libboost-dev)."""
    files = run("dpkg-query", "-L", package).split("\n")
    if any(not file.startswith("/usr/share/doc") and Path(file).is_file() for file in files if file):
        return [package]
    depends = re.split(r"[,|]", run("dpkg-query", "-W", "-f", "${Depends}", package))
    return [name.split()[0] for name in depends if name.strip()] or [package]


def parts(libraries: list[str]) -> list[Part]:
    """All that goes in: of these libraries and binaries, and the headers of system-packages.txt; by name."""
    files = set().union(*(loaded(library) for library in libraries)) if libraries else set()
    names = owners(files) if files else set()
    for package in listed_headers():
        names.update(_real(package))
    found: dict[str, Part] = {}
    form = "${Package} ${source:Package} ${source:Version}\n"
    for line in run("dpkg-query", "-W", "-f", form, *sorted(names)).splitlines():
        package, source, version = line.split(" ", 2)
        part = found.setdefault(source, Part(source, version))
        if package not in part.packages:
            part.packages.append(package)
        copyright = Path("/usr/share/doc", package, "copyright")
        if part.text is None and copyright.is_file():
            part.text = copyright.read_text("utf-8", errors="replace")
    known = {package for part in found.values() for package in part.packages}
    for name in sorted(names - known):
        found[name] = Part(name, "unknown", [name])
    return sorted(found.values(), key=lambda part: part.source)


def part_of_pip(name: str) -> Part:
    """A Python package whose headers are compiled in (pybind11)."""
    import importlib.metadata

    try:
        told = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return Part(name, "unknown", [name], from_pip=True)
    texts = [path for path in told.files or [] if re.match(r"(LICEN[CS]E|COPYING)", path.name)]
    text = "\n\n".join(Path(path.locate()).read_text("utf-8", errors="replace") for path in texts) or None
    return Part(name, told.version, [name], text, from_pip=True)
