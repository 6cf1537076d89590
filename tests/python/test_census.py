"""A census that people give: which column is read, codes that a spreadsheet has changed, and what it leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import h5py
import pytest

import navette
from conftest import ROOT, Navette, succeed

FAULTS = ROOT.parent / "shared" / "data" / "faults"

# Three communes of 0.02 degrees side by side along one road, four houses in each; the last has a boundary of another
# level, and east of them lie two houses in no commune.
COMMUNES = [("L'Église-Neuve", "01004", 8), ("Sant'Àlesiu", "2A004", 8), ("Vall-de-Riu", "", 7)]
WIDTH = 0.02


def tags(**texts: str) -> str:
    return "".join(f'<tag k="{key.replace("__", ":")}" v="{value}"/>' for key, value in texts.items())


def village_map(file: Path) -> Path:
    nodes: list[str] = []
    ways: list[str] = []
    relations: list[str] = []

    def node(lon: float, lat: float) -> int:
        nodes.append(f'<node id="{len(nodes) + 1}" lon="{lon:.7f}" lat="{lat:.7f}"/>')
        return len(nodes)

    def way(ids: list[int], **texts: str) -> int:
        references = "".join(f'<nd ref="{n}"/>' for n in ids)
        ways.append(f'<way id="{len(ways) + 1}">{references}{tags(**texts)}</way>')
        return len(ways)

    way([node(2 + 0.005 * k, 44) for k in range(17)], highway="tertiary")
    for k, (key, value) in enumerate([("shop", "supermarket"), ("amenity", "school"), ("office", "company")]):
        about = tags(**{key: value})
        nodes.append(f'<node id="{len(nodes) + 1}" lon="{2.001 + 0.02 * k}" lat="44.0005">{about}</node>')
    for k in range(14):
        lon, lat = 2.003 + 0.005 * k, 44.001
        corners = [node(lon + x, lat + y) for x, y in ((0, 0), (1e-4, 0), (1e-4, 1e-4), (0, 1e-4))]
        way([*corners, corners[0]], building="house")
    for k, (name, code, level) in enumerate(COMMUNES):
        west, east = 2 + WIDTH * k, 2 + WIDTH * (k + 1)
        corners = [node(lon, lat) for lon, lat in ((west, 43.99), (east, 43.99), (east, 44.01), (west, 44.01))]
        texts = {"type": "boundary", "boundary": "administrative", "admin_level": str(level), "name": name}
        if code:
            texts["ref__INSEE"] = code
        outline = f'<member type="way" ref="{way([*corners, corners[0]])}" role="outer"/>'
        relations.append(f'<relation id="{k + 1}">{outline}{tags(**texts)}</relation>')
    file.write_text('<osm version="0.6">' + "\n".join(nodes + ways + relations) + "</osm>")
    return file


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    village_map(tmp_path / "map.osm")
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(
        '[territory]\nroads = "map.osm"\n[population]\ncensus = "census.csv"\n'
        "[fleet]\nsize = 1\ndepots = [{lon = 2.0, lat = 44.0}]\n[demand]\nservice_share = 0.0\n"
    )
    return scenario


def communes(navette_command: Navette, scenario: Path, census: str) -> tuple[dict[str, int], str]:
    """Residents made in each row of /communes, and what was said."""
    (scenario.parent / "census.csv").write_text(census)
    out = scenario.parent / "o.h5"
    done = navette_command("run", scenario, "-o", out)
    succeed(done)
    assert succeed(navette_command("verify", out)).splitlines()[-1].endswith("0 violations")
    with h5py.File(out) as file:
        table = file["communes"]
        rows = zip(table["name"][()], table["made"][()], strict=True)
        return {name.decode(): int(made) for name, made in rows}, done.stderr


def refused(navette_command: Navette, scenario: Path, census: str) -> str:
    (scenario.parent / "census.csv").write_text(census)
    done = navette_command("validate", scenario)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("error: ") == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        (["population_2021", "population_0_14_2021"], "population_2021"),
        (["population_0_14_2021", "population_2021"], "population_2021"),
        (["population_75_plus", "population"], "population"),
        (["population_density_2021", "population_2021", "population_men_2021"], "population_2021"),
        (["pmun99", "pmun21"], "pmun21"),
        (["PMUN21", "PTOT21"], "PMUN21"),
        (["pmun06", "pmun1999"], "pmun06"),
        (["P21_POP", "P21_POP0014", "P10_POP"], "P21_POP"),
        (["2011_population", "2021_population"], "2021_population"),
        (["Population (2021)", "Population 0-14 (2021)"], "Population (2021)"),
        (["population_total", "population_rank"], "population_total"),
        (["inhabitants", "area"], "inhabitants"),
    ],
)
def test_the_column_of_all_inhabitants_is_read_and_named(
    navette_command: Navette, scenario: Path, columns: list[str], read: str
) -> None:
    counts = ",".join("60" if column == read else "7" for column in columns)
    made, said = communes(navette_command, scenario, f"code,name,{','.join(columns)}\n01004,x,{counts}\n")
    assert made["L'Église-Neuve"] == 60
    assert f'read "{read}" as the inhabitants, "name" as the name, "code" as the code' in said


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("code,population_2021,pmun21", "population_2021, pmun21 may each be the inhabitants"),
        ("code,population,population_2021", "may each be the inhabitants"),
        ("code,population_2021,population_2021", "may each be the inhabitants"),
        ("code,population_0_14_2021", "no column holds the inhabitants"),
        ("code,population_75_plus,population_density", "not taken for it: population_75_plus, population_density"),
        ("code,insee,population", "code, insee may each be the code"),
        ("nom,libgeo,population", "nom, libgeo may each be the name"),
        ("Code,CODE,population", "Code, CODE may each be the code"),
    ],
)
def test_what_is_ambiguous_is_refused(navette_command: Navette, scenario: Path, header: str, words: str) -> None:
    row = ",".join(["01004"] + ["3"] * header.count(","))
    assert words in refused(navette_command, scenario, f"{header}\n{row}\n")


def test_codes_without_their_leading_zero(navette_command: Navette, scenario: Path) -> None:
    made, said = communes(navette_command, scenario, "codgeo,pmun21\n1004,60\n2a004,20\n")
    assert (made["L'Église-Neuve"], made["Sant'Àlesiu"]) == (60, 20)
    assert "2 codes of the census lack the leading zero or the capitals" in said
    assert "1004 was read as 01004" in said
    assert "stands already in line 2" in refused(navette_command, scenario, "codgeo,pmun21\n01004,60\n1004,60\n")


def test_what_the_census_leaves_out_is_said_with_its_number(navette_command: Navette, scenario: Path) -> None:
    """Of 14 houses 4 lie in the commune that is named."""
    made, said = communes(navette_command, scenario, "code,pmun21\n01004,60\n")
    others = sum(made.values()) - 60
    assert abs(others - 10 * 2.2) <= 1
    warning = next(line for line in said.splitlines() if line.startswith("warning: "))
    assert f"{others} of {60 + others} residents live where the census names no commune" in warning
    assert f"{others} of {60 + others} residents" in navette_command("validate", scenario).stderr
    run = navette.open(scenario.parent / "o.h5")
    assert run.kpi["value"]["residents"] == 60 + others
    assert run.kpi["value"]["residents_elsewhere"] == others
    assert run.communes.set_index("name").loc["L'Église-Neuve", "elsewhere"] in (0, "no")
    _, said = communes(navette_command, scenario, "name,pmun21\nAll (total),80\nSant'Àlesiu,20\n")
    assert "names no commune" not in said


def test_a_boundary_of_another_level_is_found_by_its_name(navette_command: Navette, scenario: Path) -> None:
    made, said = communes(navette_command, scenario, "name,pmun21\nvall de riu,45\nSant'Àlesiu,20\n")
    assert (made["Vall-de-Riu"], made["Sant'Àlesiu"]) == (45, 20)
    assert "'vall de riu' is the boundary of admin_level 7 of the map: there is none of level 8" in said
    assert "did you mean 'Vall-de-Riu'" in refused(navette_command, scenario, "name,pmun21\nVall-de-Rin,45\n")


def test_a_total_within_another_is_refused(navette_command: Navette, scenario: Path) -> None:
    """A county around all of it: its people would be counted twice."""
    text = (scenario.parent / "map.osm").read_text()
    corners = [(1.99, 43.98), (2.07, 43.98), (2.07, 44.02), (1.99, 44.02)]
    nodes = "".join(f'<node id="{900 + k}" lon="{lon}" lat="{lat}"/>' for k, (lon, lat) in enumerate(corners))
    way = '<way id="900"><nd ref="900"/><nd ref="901"/><nd ref="902"/><nd ref="903"/><nd ref="900"/></way>'
    about = tags(type="boundary", boundary="administrative", admin_level="6", name="Riu")
    county = f'<relation id="900"><member type="way" ref="900" role="outer"/>{about}</relation>'
    (scenario.parent / "map.osm").write_text(text.replace("</osm>", f"{nodes}{way}{county}</osm>"))
    assert "lies within Riu" in refused(navette_command, scenario, "name,pmun21\nRiu,100\nSant'Àlesiu,20\n")
    made, _ = communes(navette_command, scenario, "name,pmun21\nRiu,100\n")
    assert made["Riu"] == 100


def test_household_sizes_asked_and_made(navette_command: Navette, scenario: Path) -> None:
    _, said = communes(navette_command, scenario, "code,pmun21\n01004,4000\n2A004,30\n")
    assert "cannot be met" not in said
    run = navette.open(scenario.parent / "o.h5")
    table = run.communes
    made = [f"households_of_{k}_made" for k in range(1, 6)]
    asked = [f"households_of_{k}_asked" for k in range(1, 6)]
    assert (table[made].sum(axis=1) == table["households"]).all()
    assert table[asked].sum(axis=1).to_list() == pytest.approx(table["households"].to_list())
    homes = run.residents.drop_duplicates("household")["commune"].value_counts().sort_index()
    assert homes.to_list() == table["households"].to_list()
    shares = json.dumps([0, 0, 0, 0, 1.0])
    done = navette_command("validate", scenario, "--set", f"population.household_size_shares={shares}")
    assert re.search(r"warning: .*cannot be met.*5 persons and more: 100.0 % asked, \d+\.\d % made", done.stderr)


@pytest.mark.skipif(not FAULTS.exists(), reason="../shared/data/faults is not there")
def test_the_census_with_a_column_of_children(navette_command: Navette, tmp_path: Path) -> None:
    done = navette_command("run", FAULTS / "census-columns" / "scenario.toml", "-o", tmp_path / "o.h5")
    succeed(done)
    succeed(navette_command("verify", tmp_path / "o.h5"))
    assert 'read "population_2021" as the inhabitants' in done.stderr
    with h5py.File(tmp_path / "o.h5") as file:
        assert len(file["residents/household"]) == 160
