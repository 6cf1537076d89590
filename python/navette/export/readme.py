"""README.md of an export: where it comes from, and what each column means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from navette.common.text import isolated, markdown
from navette.disclosure import SMALLEST
from navette.export.folder import README, SIGNATURE
from navette.results import Run


@dataclass(frozen=True)
class Described:
    """A file of an export, or a layer of one."""

    name: str
    meaning: str
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Unit and meaning by column."""
    notes: tuple[str, ...] = ()


_PERSONS = {"requests", "wishes", "residents", "events", "stops", "legs", "vehicles"}
"""Words in the names of files and layers that tell of single persons; vehicles.json replays their rides."""

_KNOWN = {
    "geometry": ("degree", "WGS84 (EPSG:4326), longitude and latitude"),
    "oneway": ("1", "may be driven in one direction only"),
}


def columns_of(table: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Unit and meaning of the columns of a run's table."""
    units, meanings = table.attrs.get("units", {}), table.attrs.get("long_name", {})
    known = {str(name): (str(units.get(name, "1")), str(meanings.get(name, ""))) for name in table.columns}
    for name, (_, meaning) in known.items():
        if not meaning and name in _KNOWN:
            known[name] = _KNOWN[name]
    return known


def write_readme(run: Run, folder: Path, described: list[Described], *, public: bool) -> None:
    """Writes README.md."""
    told = {name: markdown(value) for name, value in run.attributes.items() if name != "scenario"}
    lines = [
        f"{SIGNATURE}: {isolated(markdown(run.name))}",
        "",
        f"Navette {told['navette_version']} ({told['navette_git_hash']}), "
        + ("" if public else f"seed {told['seed']}, ")
        + f"day 0 is {told['first_day']}, policy {told['policy']}. The simulated demand is synthetic or given; "
        "it is not a count of real trips.",
    ]
    if public:
        lines += [
            "",
            f"For the public: nothing is told of groups of 1 to {SMALLEST - 1} people, nor what would give them away "
            "by subtraction within this export; no single request, resident or home is in these files.",
        ]
    persons = [item.name for item in described if _PERSONS & set(re.findall(r"[a-z]+", item.name))]
    if persons and not public:
        lines += [
            "",
            f"**Persons**: {', '.join(persons)} hold single requests, rides or residents: where people live, where and "
            "when they go. Where requests are of real people, keep these files to those who may see them; `--public` "
            "writes none of it.",
        ]
    for item in described:
        lines += ["", f"## {item.name}", "", item.meaning]
        lines += [line for note in item.notes for line in ("", note)]
        if item.columns:
            lines += ["", "| column | unit | meaning |", "|---|---|---|"]
            lines += [f"| `{name}` | {unit} | {meaning} |" for name, (unit, meaning) in item.columns.items()]
    (folder / README).write_text("\n".join(lines) + "\n", "utf-8")
