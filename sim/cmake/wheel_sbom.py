"""The parts list of a wheel (CycloneDX 1.6, JSON), beside it: what Python installs with it, which libraries are inside.

python wheel_sbom.py AS-BUILT.whl REPAIRED.whl --constraints FILE: the libraries are asked of the wheel as built, which
is linked with those of the system; the versions of the Python requirements are those of FILE, with which it was tested.
"""

from __future__ import annotations

import argparse
import email
import hashlib
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.dont_write_bytecode = True
from third_party import Part, part_of_pip, parts  # noqa: E402

LICENCE = LicenseFactory()


def told(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as file:
        name = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(file.read(name))


def libraries(wheel: Path) -> list[Part]:
    """Of the compiled module and the executable in it."""
    with zipfile.ZipFile(wheel) as file, tempfile.TemporaryDirectory() as folder:
        binaries = [name for name in file.namelist() if re.search(r"_core[^/]*\.so$|\.data/scripts/navette$", name)]
        return [*parts([file.extract(name, folder) for name in binaries]), part_of_pip("pybind11")]


def component(part: Part) -> Component:
    if part.from_pip:
        purl = PackageURL("pypi", None, part.source, part.version)
    else:
        purl = PackageURL("deb", "debian", part.source, part.version, {"arch": "source"})
    made = Component(
        name=part.source,
        version=part.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LICENCE.make_from_string(part.licence)],
        external_references=[ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(part.place))],
    )
    return made


def locked(constraints: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", constraints.read_text("utf-8"), flags=re.M)
    return {canonicalize_name(name): version for name, version in found}


def licence_of(name: str) -> str | None:
    """As the installed package tells it; None: it does not, or is not installed."""
    import importlib.metadata

    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    named = about.get("License-Expression") or about.get("License") or ""
    if named and "\n" not in named and len(named) < 100:
        return named
    classes = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return classes[0] if classes else None


def requirements(about: email.message.Message, versions: dict[str, str]) -> list[Component]:
    found = []
    for line in about.get_all("Requires-Dist", []):
        asked = Requirement(line)
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(asked.name)
        purl = PackageURL("pypi", None, name, versions[name])
        named = licence_of(name)
        found.append(
            Component(
                name=asked.name,
                version=versions[name],
                type=ComponentType.LIBRARY,
                bom_ref=str(purl),
                purl=purl,
                description=f"installed with it; {asked.specifier} is allowed",
                licenses=[LICENCE.make_from_string(named)] if named else [],
            )
        )
    return found


def bill(as_built: Path, wheel: Path, constraints: Path) -> Bom:
    about = told(wheel)
    purl = PackageURL("pypi", None, about["Name"], about["Version"])
    made = Bom()
    made.metadata.component = Component(
        name=about["Name"],
        version=about["Version"],
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(wheel.read_bytes()).hexdigest())],
    )
    all_parts = [*requirements(about, locked(constraints)), *map(component, libraries(as_built))]
    made.components.update(all_parts)
    made.register_dependency(made.metadata.component, all_parts)
    return made


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("as_built", type=Path)
    options.add_argument("wheel", type=Path)
    options.add_argument("--constraints", type=Path, required=True)
    given = options.parse_args()
    made = bill(given.as_built, given.wheel, given.constraints)
    text = make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        print(f"error: the parts list does not keep to its schema: {wrong}", file=sys.stderr)
        return 1
    given.wheel.with_suffix(".cdx.json").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
