"""The link order is the architecture: a layer of sim/ includes only layers to its left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIM = ROOT / "sim"
LEFT_TO_RIGHT = ["core", "network", "demand", "fleet", "dispatch", "record", "engine", "io"]
# The checker knows the rules from the documents and the file only.
ALLOWED = {layer: set(LEFT_TO_RIGHT[:rank]) for rank, layer in enumerate(LEFT_TO_RIGHT)} | {"verify": {"core"}}
# Each takes seconds to compile, so it stays in the few sources that need it.
HEAVY = re.compile(r"toml\+\+/|boost/geometry|CLI/|spdlog/|nlohmann/json\.hpp|osmium/")


def includes(text: str) -> list[str]:
    """What a source or header includes, quoted or in angle brackets."""
    return re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, flags=re.MULTILINE)


def wrong_includes(layer: str, text: str) -> list[str]:
    """Includes of other layers' headers that a file of `layer` may not have."""
    return [
        path
        for path in includes(text)
        if (owner := path.split("/")[0]) in ALLOWED and owner != layer and owner not in ALLOWED[layer]
    ]


def sources(layer: str) -> list[Path]:
    return sorted(path for path in (SIM / layer).rglob("*") if path.suffix in {".h", ".cpp"})


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_includes_only_layers_to_its_left(layer: str) -> None:
    assert sources(layer), f"sim/{layer} is empty"
    wrong = {
        str(path.relative_to(ROOT)): bad for path in sources(layer) if (bad := wrong_includes(layer, path.read_text()))
    }
    assert not wrong


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_header_of_ours_is_included_by_its_path_from_sim(layer: str) -> None:
    """So that the test above sees every include."""
    for path in sources(layer):
        for line in re.findall(r'^\s*#\s*include\s*"([^"]+)"', path.read_text(), flags=re.MULTILINE):
            assert (SIM / line).is_file(), f"{path.relative_to(ROOT)} includes {line}: there is no sim/{line}"


def test_every_folder_of_sim_is_a_known_layer() -> None:
    assert {path.name for path in SIM.iterdir() if path.is_dir()} - {"cmake", "command_line"} == set(ALLOWED)


def test_cmake_links_the_layers_in_the_same_order() -> None:
    declared = re.findall(r"^navette_layer\((\w+)([^)]*)\)", (SIM / "CMakeLists.txt").read_text(), flags=re.MULTILINE)
    left: dict[str, set[str]] = {}
    for layer, rest in declared:
        found = re.search(r"\bLEFT\s+([\w\s]*?)\s*(?:\bUSES\b|$)", rest)
        left[layer] = set(found.group(1).split()) if found else set()
    reached: dict[str, set[str]] = {}
    for layer, _ in declared:  # CMake passes on what a layer links, so what counts is the closure
        reached[layer] = left[layer].union(*(reached[other] for other in left[layer]))
    assert reached == ALLOWED


def test_heavy_third_parties_stay_out_of_our_headers() -> None:
    heavy = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in SIM.rglob("*.h")
        for found in includes(path.read_text())
        if HEAVY.match(found)
    ]
    assert not heavy


@pytest.mark.parametrize(
    ("layer", "line", "caught"),
    [
        ("network", '#include "fleet/shuttle.h"', True),
        ("network", "  #  include <io/osm/read_osm.h>", True),
        ("verify", '#include "record/event.h"', True),
        ("verify", '#include "network/road_graph.h"', True),
        ("dispatch", '#include "engine/scenario.h"', True),
        ("fleet", '#include "network/location.h"', False),
        ("io", '#include "engine/scenario.h"', False),
        ("core", "#include <vector>", False),
    ],
)
def test_the_check_sees_an_include_to_the_right(layer: str, line: str, caught: bool) -> None:
    """The canary: were it blind, the tests above would hold for any tree."""
    assert bool(wrong_includes(layer, f"#pragma once\n{line}\n")) is caught
