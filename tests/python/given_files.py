"""A small scenario of files that somebody gives, and what a command says that refuses one of them."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Navette

MAP = ROOT / "scenarios" / "canton" / "canton.osm.pbf"
HEADER = "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat"
ROW = "r{n},08:00,08:30,2.0235,44.0314,1.9756,43.9998"
SHUTTLES = "shuttle_id,lon,lat,seats,shift_start,shift_end\nvan,1.9745,43.9990,8,06:30,19:30\n"


def write_scenario(folder: Path, more: str = "") -> Path:
    (folder / "requests.csv").write_text(f"{HEADER}\n{ROW.format(n=1)}\n{ROW.format(n=2)}\n")
    (folder / "shuttles.csv").write_text(SHUTTLES)
    scenario = folder / "scenario.toml"
    scenario.write_text(
        f'[territory]\nroads = "{MAP}"\n[demand]\nrequests = "requests.csv"\n[fleet]\nshuttles = "shuttles.csv"\n{more}'
    )
    return scenario


def refused(navette_command: Navette, *arguments: str | Path) -> list[str]:
    """The messages of a command that ended with 2."""
    done = navette_command(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    return [line for line in done.stderr.splitlines() if line.startswith("error: ")]


def only(messages: list[str]) -> str:
    assert len(messages) == 1, messages
    return messages[0]
