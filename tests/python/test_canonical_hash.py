"""The canonical hashes of three runs are pinned, so that no change of results goes unnoticed.

A change of results that is meant: `make pin-hashes` writes canonical_hashes.json anew; commit it, and say in the
changelog why.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from conftest import CANTON, ROOT, Navette, succeed

PINNED = Path(__file__).with_name("canonical_hashes.json")
RUNS: dict[str, tuple[Path, tuple[str, ...]]] = {
    "canton": (CANTON, ()),
    "canton, first come": (CANTON, ("--set", "dispatch.policy=first_come", "--set", "dispatch.waiting=wait_first")),
    "given demand": (ROOT / "scenarios" / "given-demand" / "scenario.toml", ()),
}


@pytest.mark.parametrize("name", RUNS)
def test_the_run_is_the_one_that_was_pinned(navette_command: Navette, tmp_path: Path, name: str) -> None:
    scenario, options = RUNS[name]
    succeed(navette_command("run", scenario, "-o", tmp_path / "out.h5", *options))
    told = succeed(navette_command("verify", tmp_path / "out.h5"))
    (found,) = re.findall(r"\b[0-9a-f]{64}\b", told)
    if os.environ.get("NAVETTE_PIN_HASHES"):
        pinned = json.loads(PINNED.read_text()) if PINNED.exists() else {}
        PINNED.write_text(json.dumps(pinned | {name: found}, indent=2, sort_keys=True) + "\n")
        return
    assert found == json.loads(PINNED.read_text())[name], "results changed; if that is meant: make pin-hashes"
