"""python/constraints.txt has one version of each Python requirement, and pyproject.toml allows it."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ASKED = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]


def locked() -> dict[str, set[str]]:
    """By name; more than one version only where Pythons or systems differ."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "python" / "constraints.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            asked = Requirement(line)
            (version,) = asked.specifier
            assert version.operator == "==" and "*" not in version.version, line
            found.setdefault(canonicalize_name(asked.name), set()).add(version.version)
    return found


@pytest.mark.parametrize("line", sorted(set(ASKED)))
def test_each_requirement_has_a_version_that_is_allowed(line: str) -> None:
    asked = Requirement(line)
    versions = locked().get(canonicalize_name(asked.name), set())
    assert versions, f"{asked.name} is not in python/constraints.txt: `make lock`"
    assert all(asked.specifier.contains(version) for version in versions), versions


def test_what_these_require_in_turn_is_locked_too() -> None:
    """Of all that is installed here and stands in the file, whatever it asks for stands in it as well."""
    names = locked()
    looked = 0
    for name in names:
        try:
            required = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        for line in required:
            asked = Requirement(line)
            if asked.marker is None or asked.marker.evaluate({"extra": ""}):
                looked += 1
                inside = canonicalize_name(asked.name)
                assert inside in names or inside in ("setuptools", "pip"), f"{name} asks for {line}"
    assert looked > 50


def test_the_makefile_installs_by_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^PIP_INSTALL := .* --constraint \$\(CONSTRAINTS\)$", makefile, flags=re.M)
    others = [line for line in makefile.splitlines() if "pip install" in line and "PIP_INSTALL :=" not in line]
    assert all(line.lstrip().startswith(("#", "build/lock/")) for line in others), others
