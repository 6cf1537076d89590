"""Tables of inhabitants as statistical offices publish them become residents."""

from __future__ import annotations

import tomllib
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

import navette
import navette.importing
from conftest import CANTON, Navette, succeed

ROADS = CANTON.parent / "canton.osm.pbf"
TOWN = (1.9756, 43.9998)
"""On the shipped canton: longitude, latitude."""


def totals(path: Path, *more: str) -> Path:
    lines = ["Recensement de la population;;", "", "Code Insee;Commune;Population 2015;Population 2021"]
    lines += ["1004;Ambérieu;2 400;2 553", "2a4;Ajaccio;70 000;71\u202f361", "81999;Sans objet;12;"]
    path.write_bytes("\r".join([*lines, *more]).replace("\u202f", "\u00a0").encode("cp1252"))
    return path


def test_totals_with_spaces_short_codes_two_years_and_a_total(tmp_path: Path) -> None:
    done = navette.importing.population(totals(tmp_path / "rp.csv", ";Total;72 412;73 914"), tmp_path / "out")
    census = pd.read_csv(done.folder / "census.csv", dtype=str)
    assert census.to_dict("list") == {
        "name": ["Ambérieu", "Ajaccio"],
        "code": ["01004", "2A004"],
        "population": ["2553", "71361"],
    }
    assert done.report.reasons() == {
        "above the header": 1,
        "no number of inhabitants": 1,
        "a total: the sum of the others": 1,
    }
    assert any("'Population 2015' -> left out" in line for line in done.report.lines())


def test_a_total_of_more_than_the_communes_named_is_kept(tmp_path: Path) -> None:
    done = navette.importing.population(totals(tmp_path / "rp.csv", ";Ensemble;;80 000"), tmp_path / "out")
    census = pd.read_csv(done.folder / "census.csv")
    assert census.loc[2, ["name", "population"]].tolist() == ["total", 80000]
    assert "6086 of a total live beside the communes named" in done.report.assumed


def test_municipal_population_goes_before_total_and_codes_are_put_together(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Populations légales 2021"],
        ["Code département", "Code commune", "Nom de la commune", "Population municipale", "Population totale"],
        ["81", 4, "Albi", 49000, 50500],
        ["01", "065", "Bellignat", 3600, 3700],
        [971, 101, "Les Abymes", 53000, 54000],
    ):
        book.active.append(row)
    book.save(tmp_path / "ensemble.xlsx")
    census = pd.read_csv(
        navette.importing.population(tmp_path / "ensemble.xlsx", tmp_path / "out").folder / "census.csv", dtype=str
    )
    assert census["code"].tolist() == ["81004", "01065", "97101"]
    assert census["population"].tolist() == ["49000", "3600", "53000"]


def test_faults_name_row_and_column(tmp_path: Path) -> None:
    path = totals(tmp_path / "rp.csv", "81004;Albi;1;beaucoup", "01004;Ambérieu bis;1;7")
    with pytest.raises(navette.InputError) as error:
        navette.importing.population(path, tmp_path / "out")
    assert error.value.messages[0] == (
        "rp.csv, row 7, column 'Population 2021': must be a number of inhabitants, found 'beaucoup'"
    )
    assert "rp.csv, row 8, column 'Code Insee': a commune must stand once, found it again" in error.value.messages
    (tmp_path / "x.csv").write_text("Commune;Superficie\nAlbi;44\n")
    with pytest.raises(navette.InputError, match=r"x\.csv: is none of totals by commune"):
        navette.importing.population(tmp_path / "x.csv", tmp_path / "out")


def test_age_pyramids_by_sex_in_rows_or_columns(tmp_path: Path) -> None:
    long = ["NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB", "COM;1004;Ambérieu;1;000;12,5", "COM;1004;Ambérieu;2;000;11,25"]
    long += ["COM;1004;Ambérieu;1;100;0,5", "COM;1004;Ambérieu;Ensemble;000;23,75", "DEP;01;Total;1;000;99"]
    (tmp_path / "long.csv").write_text("\n".join(long), "utf-8")
    wide = "CODGEO,LIBGEO,Age,Nb_H,Nb_F\n01004,Ambérieu,0,12.5,11.25\n01004,Ambérieu,100 ans et plus,0.5,0\n"
    (tmp_path / "wide.csv").write_text(wide, "utf-8")
    for name in ("long", "wide"):
        done = navette.importing.population(tmp_path / f"{name}.csv", tmp_path / name)
        ages = pd.read_csv(done.folder / "ages.csv", dtype={"code": str})
        assert ages["code"].tolist() == ["01004"] * 2 and ages["age"].tolist() == [0, 100]
        assert ages["inhabitants"].tolist() == [23.75, 0.5]
        assert tomllib.loads(done.scenario.read_text())["population"] == {"age_pyramids": "ages.csv"}


def squares(folder: Path) -> Path:
    """Two squares at the town of the canton, one of them in two communes."""
    east, north = Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True).transform(*TOWN)
    e, n = int(east // 200 * 200), int(north // 200 * 200)
    lines = ["idcar_200m;lcog_geo;ind;men;ind_0_3;ind_18_24;ind_65_79"]
    lines.append(f"CRS3035RES200mN{n}E{e};81004;10,5;4;4;6,5;0")
    lines.append(f"CRS3035RES200mN{n}E{e + 200};8100401065;5;2;0;0;5")
    (folder / "squares.csv").write_text("\n".join(lines))
    return folder / "squares.csv"


def test_squares_are_added_up_by_commune(tmp_path: Path) -> None:
    done = navette.importing.population(squares(tmp_path), tmp_path / "out")
    census = pd.read_csv(done.folder / "census.csv", dtype={"code": str}).set_index("code")["population"]
    assert census.to_dict() == {"01065": 2, "81004": 13}
    ages = pd.read_csv(done.folder / "ages.csv", dtype={"code": str})
    assert ages[ages["code"] == "81004"].set_index("age")["inhabitants"].loc[[0, 3, 20, 70]].tolist() == [
        1,
        1,
        pytest.approx(6.5 / 7, abs=1e-3),
        pytest.approx(2.5 / 15, abs=1e-3),
    ]
    assert any("in equal parts (1 squares)" in text for text in done.report.assumed)


def test_squares_as_places_run(tmp_path: Path, navette_command: Navette) -> None:
    done = navette.importing.population(squares(tmp_path), tmp_path / "out", roads=ROADS, by_square=True)
    shapes = gpd.read_file(done.folder / "communes.geojson")
    assert shapes.crs.to_epsg() == 4326 and shapes.intersects(shapely.Point(TOWN)).tolist() == [True, False]
    metres = shapes.to_crs("EPSG:3035").geometry
    assert metres.area.tolist() == pytest.approx([40000, 40000], rel=1e-3)
    succeed(navette_command("run", done.scenario, "-o", tmp_path / "out.h5", "--set", "demand.level=10"))
    run = navette.open(tmp_path / "out.h5")
    assert len(run.residents) == 16 and sorted(run.communes["made"]) == [5, 11]
    bands = run.residents["age_band"].astype(str)
    assert set(bands) <= {"0-5", "18-24", "65-74", "75+"}


def test_facilities_of_the_bpe_in_lambert_93(tmp_path: Path) -> None:
    x, y = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True).transform(*TOWN)
    lines = ["AN;NOMRS;DEPCOM;TYPEQU;LAMBERT_X;LAMBERT_Y", f"2023;Cabinet;81004;D265;{x:.2f};{y:.2f}"]
    lines += [
        f"2023;;81004;B105;{x:.2f};{y:.2f}",
        f"2023;Coiffeur;81004;A501;{x:.2f};{y:.2f}",
        "2023;Sans lieu;81004;D307;;",
    ]
    (tmp_path / "bpe.csv").write_text("\n".join(lines).replace(".", ","))
    path = totals(tmp_path / "rp.csv")
    done = navette.importing.population([tmp_path / "bpe.csv", path], tmp_path / "out", facilities=["doctor"])
    places = pd.read_csv(done.folder / "facilities.csv")
    assert places["kind"].tolist() == ["doctor", "supermarket"]
    assert places[["lon", "lat"]].to_numpy() == pytest.approx(pd.DataFrame([TOWN, TOWN]).to_numpy(), abs=1e-5)
    outside = tomllib.loads(done.scenario.read_text())["demand"]["outside"]
    assert [(place["name"], place["kind"]) for place in outside] == [("Cabinet", "doctor")]
    assert done.report.reasons()["has no place"] == 1


def test_outlines_in_lambert_93_become_degrees(tmp_path: Path) -> None:
    x, y = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True).transform(*TOWN)
    shape = gpd.GeoDataFrame(
        {"INSEE_COM": ["1004"], "NOM": ["Ambérieu"], "SUPERF": [3.5]},
        geometry=[shapely.box(x, y, x + 900, y + 900)],
        crs="EPSG:2154",
    )
    shape.to_file(tmp_path / "communes.gpkg")
    done = navette.importing.population([tmp_path / "communes.gpkg", totals(tmp_path / "rp.csv")], tmp_path / "out")
    out = gpd.read_file(done.folder / "communes.geojson")
    assert out.loc[0, "code"] == "01004" and out.geometry.iloc[0].buffer(1e-4).contains(shapely.Point(TOWN))
    population = tomllib.loads(done.scenario.read_text())["population"]
    assert population == {"census": "census.csv", "polygons": "communes.geojson"}


def test_the_command_tells_where_the_scenario_is(tmp_path: Path, navette_command: Navette) -> None:
    totals(tmp_path / "rp.csv")
    done = navette_command("import", "population", "rp.csv", "-o", "out", "--map", "Commune=drop", cwd=tmp_path)
    assert succeed(done) == "out/scenario.toml\n" and "warning: no map was named" in done.stderr
    assert (tmp_path / "out" / "census.csv").read_text().startswith("code,population\n01004,2553\n")
