"""navette.Scenario: read, changed, checked by the reader of the command, saved."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

import navette
from conftest import CANTON, ROOT, Navette, succeed

GIVEN = ROOT / "scenarios" / "given-demand" / "scenario.toml"


def test_values_are_read_by_key_by_table_and_with_defaults(canton_scenario: navette.Scenario) -> None:
    assert canton_scenario["fleet.size"] == 5
    assert canton_scenario["fleet"]["shifts"] == [{"start": "06:30", "end": "20:00"}]
    assert canton_scenario["territory.max_snap_distance"] == 500
    assert canton_scenario["demand.level"] == 1  # the file does not say
    assert "fleet.size" in canton_scenario and "fleet" in canton_scenario and "fleet.sise" not in canton_scenario
    assert len(canton_scenario) == len(set(canton_scenario)) > 50
    assert canton_scenario.get("fleet.shuttles") is None
    with pytest.raises(KeyError, match=r"fleet\.sise"):
        canton_scenario["fleet.sise"]


def test_what_is_handed_out_does_not_change_the_scenario(canton_scenario: navette.Scenario) -> None:
    canton_scenario["fleet"]["size"] = 99
    canton_scenario.values_by_table["fleet"]["size"] = 99
    canton_scenario.changes["fleet.size"] = 99
    assert canton_scenario["fleet.size"] == 5


def test_a_change_makes_another_scenario(canton_scenario: navette.Scenario) -> None:
    larger = canton_scenario.with_(**{"fleet.size": 6, "dispatch.policy": "first_come"})
    assert (larger["fleet.size"], larger["dispatch.policy"]) == (6, "first_come")
    assert canton_scenario["fleet.size"] == 5
    assert larger != canton_scenario and hash(larger) != hash(canton_scenario)
    assert larger.with_({"fleet.size": 5, "dispatch.policy": "insertion"}) == canton_scenario
    assert larger.with_({"fleet.size": 7})["dispatch.policy"] == "first_come"
    assert larger.name == "canton, fleet.size = 6, dispatch.policy = first_come"
    assert larger.named("six").with_({"service.max_wait_time": 900}).name == "six, service.max_wait_time = 900"


def test_a_wrong_change_is_told_in_the_words_of_the_command(
    canton_scenario: navette.Scenario, navette_command: Navette
) -> None:
    with pytest.raises(navette.InputError) as caught:
        canton_scenario.with_(**{"fleet.sise": 6, "service.max_wait_time": -1})
    done = navette_command("validate", CANTON, "--set", "fleet.sise=6", "--set", "service.max_wait_time=-1")
    assert done.stderr.splitlines() == [f"error: {message}" for message in caught.value.messages]
    with pytest.raises(TypeError, match=r"fleet\.size must be"):
        canton_scenario.with_(**{"fleet.size": None})


def test_a_scenario_runs_as_its_file_with_the_same_overrides(canton_scenario: navette.Scenario) -> None:
    run = navette.run(canton_scenario.with_(**{"fleet.size": 3}), seed=2)
    assert run.verify() == navette.run(CANTON, seed=2, overrides={"fleet.size": 3}).verify()
    assert navette.run(canton_scenario.with_(**{"fleet.size": 3}), overrides={"fleet.size": 4}).attributes["seed"] == 1


def test_check_reads_the_files_too(tmp_path: Path) -> None:
    roads = tmp_path / "roads.osm.pbf"
    roads.write_bytes(b"not a map")
    scenario = navette.Scenario.read(CANTON).with_(**{"territory.roads": roads})
    with pytest.raises(navette.InputError, match=r"roads\.osm\.pbf"):
        scenario.check()
    assert navette.Scenario.read(GIVEN).check() == []


def test_a_saved_scenario_keeps_comments_and_meaning(
    canton_scenario: navette.Scenario, navette_command: Navette, tmp_path: Path
) -> None:
    changed = canton_scenario.with_(
        **{"fleet.size": 6, "fleet.depots": [{"lon": 1.97, "lat": 44.0}], "demand.level": 2}
    )
    changed.save(tmp_path / "six.toml")
    text = (tmp_path / "six.toml").read_text()
    assert "size = 6                      # try 4 or 6" in text
    assert "# Placeholders, not quotes" in text and "level = 2" in text
    saved = navette.Scenario.read(tmp_path / "six.toml")
    assert saved == changed and saved.changes == {}
    assert navette.run(saved).verify() == navette.run(changed).verify()
    succeed(navette_command("validate", tmp_path / "six.toml"))
    assert [path.name for path in tmp_path.iterdir()] == ["six.toml"]


def test_an_unchanged_scenario_is_saved_as_it_is_but_for_its_paths(
    canton_scenario: navette.Scenario, tmp_path: Path
) -> None:
    canton_scenario.save(tmp_path / "same.toml")
    before, after = CANTON.read_text().splitlines(), (tmp_path / "same.toml").read_text().splitlines()
    differing = [old for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == 1 and differing[0].startswith("roads = ")


def test_a_change_that_takes_the_place_of_other_keys_can_be_saved(tmp_path: Path) -> None:
    changed = navette.Scenario.read(CANTON).with_(
        **{"demand.requests": GIVEN.parent / "requests.csv", "fleet.shuttles": GIVEN.parent / "shuttles.csv"}
    )
    assert any("not used" in warning for warning in changed.warnings)
    changed.save(tmp_path / "given.toml")
    assert navette.Scenario.read(tmp_path / "given.toml") == changed
    assert "size = 5" not in (tmp_path / "given.toml").read_text()


def test_a_single_number_of_a_named_row_can_be_changed_and_saved(
    canton_scenario: navette.Scenario, tmp_path: Path
) -> None:
    changed = canton_scenario.with_(**{"demand.service_by_age.75+": 3.5})
    assert changed["demand.service_by_age"][-1] == 3.5
    changed.save(tmp_path / "old.toml")
    assert navette.Scenario.read(tmp_path / "old.toml") == changed


def test_a_relative_path_keeps_its_meaning_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    relative = navette.Scenario.read("scenarios/canton/scenario.toml").with_(
        **{"demand.requests": "scenarios/canton/requests.csv"}
    )
    monkeypatch.chdir(tmp_path)
    assert relative.with_({"fleet.size": 2})["fleet.size"] == 2
    assert relative == navette.Scenario.read(CANTON).with_(**{"demand.requests": CANTON.parent / "requests.csv"})
    assert len(navette.run(relative).requests)
    relative.save("sub.toml")
    assert navette.Scenario.read("sub.toml") == relative


def test_a_file_that_changes_under_a_scenario_is_told(tmp_path: Path) -> None:
    navette.Scenario.read(GIVEN).save(tmp_path / "own.toml")
    scenario = navette.Scenario.read(tmp_path / "own.toml")
    text = (tmp_path / "own.toml").read_text()
    (tmp_path / "own.toml").write_text(text + "\n# only a comment\n")
    navette.run(scenario)
    (tmp_path / "own.toml").write_text(text.replace("seed = 1", "seed = 2"))
    with pytest.raises(navette.InputError, match="changed since it was read"):
        navette.run(scenario)


def test_a_scenario_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(navette.OutputError, match="gone"):
        navette.Scenario.read(GIVEN).save(tmp_path / "gone" / "x.toml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(navette.OutputError, match="folder"):
        navette.Scenario.read(GIVEN).save(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_scenario_survives_the_way_to_another_process(canton_scenario: navette.Scenario) -> None:
    changed = canton_scenario.with_(**{"fleet.size": 6}).named("six")
    again = pickle.loads(pickle.dumps(changed))
    assert again == changed and again.name == "six" and hash(again) == hash(changed)


def test_a_notebook_shows_what_is_changed(canton_scenario: navette.Scenario) -> None:
    shown = canton_scenario.with_(**{"fleet.size": 6, "territory.name": "<b> & co"})._repr_html_()
    assert "<b>6</b>" in shown and "&lt;b&gt; &amp; co" in shown and "[service]" in shown
    assert repr(canton_scenario).startswith("<navette.Scenario 'canton'")


def test_files_of_a_service_are_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = CANTON.read_text().replace("canton.osm.pbf", str(CANTON.parent / "canton.osm.pbf"))
    (tmp_path / "two.toml").write_text(
        text + '\n[services.bus]\n[services.bus.fleet]\nshuttles = "bus.csv"\n[services.taxi]\n'
    )
    (tmp_path / "bus.csv").write_text((GIVEN.parent / "shuttles.csv").read_text())
    shutil.copy(tmp_path / "bus.csv", tmp_path / "other.csv")
    scenario = navette.Scenario.read(tmp_path / "two.toml")
    assert tmp_path / "bus.csv" in scenario.files()
    monkeypatch.chdir(tmp_path)
    changed = scenario.with_({"services.bus.fleet.shuttles": "other.csv"})
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    changed.save("saved.toml")
    assert navette.Scenario.read("saved.toml") == changed
    assert tmp_path / "other.csv" in navette.Scenario.read("saved.toml").files()
