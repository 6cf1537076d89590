"""Options that run several services: what each of these carries, costs and brings in."""

from __future__ import annotations

from pathlib import Path

import pytest

import navette
from conftest import CANTON

TWO = """
[services.town]
communes = ["Saint-Hilarin"]
fleet = { size = 2 }
fare = 1.5
hours = [{ from = "07:00", until = "13:00" }]

[services.country]
fleet = { size = 3 }
fare = 3.0
"""
CHANGES = {
    "costs.days_per_year": {"school_day": 100, "holiday_weekday": 0, "saturday": 40, "sunday": 0},
    "costs.taxi_share": 0.25,
    "costs.taxi_base": 4,
    "costs.taxi_per_km": 2,
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> navette.Comparison:
    """Two services, and one for all."""
    folder = tmp_path_factory.mktemp("two")
    scenario = folder / "two.toml"
    roads = CANTON.with_name("canton.osm.pbf").as_posix()
    scenario.write_text(CANTON.read_text().replace('"canton.osm.pbf"', f'"{roads}"') + TWO)
    two = navette.Scenario.read(scenario).with_(CHANGES)
    one = navette.Scenario.read(CANTON).with_(CHANGES)
    return navette.compare({"two": two, "one": one}, seeds=2, levels={"central": 1.0}, progress=False)


def test_the_money_of_services_adds_up_to_that_of_the_option(result: navette.Comparison) -> None:
    services = result.services
    assert list(services.index) == [("two", "town"), ("two", "country"), ("two", "common")]
    whole = result.summary.loc[("central", "two")]
    for name in ("served", "passengers", "vehicle_distance", "shift_hours", "trips", "cost", "revenue"):
        assert services[name].sum() == pytest.approx(whole[name]), name
        assert whole[name] > 0
    town = services.loc[("two", "town")]
    assert town["cost_per_trip"] == pytest.approx(town["cost"] / town["trips"])
    assert town["revenue_per_cost"] == pytest.approx(town["revenue"] / town["cost"])
    assert town["subsidy_per_trip"] == pytest.approx((town["cost"] - town["revenue"]) / town["trips"])


def test_the_page_and_the_table_tell_the_services_only_of_who_has_several(
    result: navette.Comparison, tmp_path: Path
) -> None:
    assert "| two | country |" in result.to_markdown("en") and "| one | country |" not in result.to_markdown("en")
    assert "Chaque service pris seul" in result.to_markdown("fr")
    assert "| two | centrale, taxis |" in result.to_markdown("fr")
    result.save(tmp_path / "all.csv")
    rows = [line for line in (tmp_path / "all.csv").read_text().splitlines() if line.startswith("service,two,")]
    assert len(rows) == 3 * len(result.services.columns)


def test_one_service_is_no_table_of_services() -> None:
    alone = navette.compare(
        CANTON, policies=["first_come", "insertion"], seeds=1, levels={"central": 1.0}, progress=False
    )
    assert alone.services.empty
    assert "Each service alone" not in alone.to_markdown("en")
