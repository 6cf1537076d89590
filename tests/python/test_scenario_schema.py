"""`navette schema` says of scenarios what the reader says: shipped ones are good, and both refuse what is bad."""

from __future__ import annotations

import copy
import datetime
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import ROOT, Navette

SCENARIOS = sorted((ROOT / "scenarios").rglob("*.toml"))
TEXT = (ROOT / "scenarios" / "canton" / "scenario.toml").read_text()


def _type(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    """As in JSON, but a date of TOML is what a text of the format `date` is."""
    if type(instance) is datetime.date:
        if schema.get("format") != "date":
            yield jsonschema.ValidationError(f"{instance} is a date, not {types}")
        return
    yield from jsonschema.Draft202012Validator.VALIDATORS["type"](validator, types, instance, schema)


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"type": _type})


@pytest.fixture(scope="module")
def schema(navette_command: Navette) -> dict[str, Any]:
    printed = navette_command("schema")
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Any:
    return Validator(schema, format_checker=jsonschema.FormatChecker())


def leaves(schema: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in schema["properties"].items():
        if entry["type"] != "object":
            yield prefix + name, entry
        elif name != "services":
            yield from leaves(entry, f"{prefix}{name}.")


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert len(list(leaves(schema))) > 200


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_shipped_scenario_keeps_to_it(validator: Any, file: Path) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(tomllib.loads(file.read_text()))]
    assert not errors


def test_every_default_keeps_to_it(schema: dict[str, Any]) -> None:
    defaults = [(key, entry) for key, entry in leaves(schema) if "default" in entry]
    assert len(defaults) > 150
    for key, entry in defaults:
        errors = list(Validator(entry, format_checker=jsonschema.FormatChecker()).iter_errors(entry["default"]))
        assert not errors, key


def put(scenario: dict[str, Any], key: str, value: Any) -> None:
    *tables, name = key.split(".")
    for table in tables:
        scenario = scenario.setdefault(table, {})
    scenario[name] = value


GOOD = [
    ("run.first_day", "2026-03-01"), ("run.first_day", "\"2026-03-01\""),
    ("service.max_absolute_detour", "inf"), ("service.max_wait_time", "\"00:15\""), ("service.max_wait_time", "900"),
    ("service.max_detour_alpha", "inf"), ("demand.phone_shares", "{\"75+\" = 0.5}"), ("demand.market_days", "[]"),
    ("demand.phone_shares", "[0, 0, 0, 0, 0, 0, 0, 1]"), ("territory.country", "\"\""),
    ("fleet.shifts", "[[{start = \"06:00\", end = \"09:00\"}, {start = 54000, end = 72000}]]"),
    ("booking.phone_hours", "[{from = \"08:00\", until = \"12:00\"}]"),
    ("demand.outside", "[{name = \"H\", kind = \"hospital\", lon = 2, lat = 44}]"),
]  # fmt: skip
BAD = [
    ("service.max_wate_time", "900"), ("territory.speeds.motorwy", "90"), ("anything", "1"), ("costs.fare", "1"),
    ("run.seed", "\"one\""), ("run.seed", "1.5"), ("run.seed", "-1"), ("run.days", "0"), ("run.days", "[1]"),
    ("record.trajectories", "1"), ("record.trajectories", "\"true\""), ("territory.name", "5"),
    ("territory.name", "2026-01-05"), ("run.first_day", "20260105"), ("run.first_day", "\"2026-13-05\""),
    ("run.first_day", "\"5 January 2026\""), ("run.seed", "2026-01-05"), ("fleet.size", "0"), ("fleet.size", "inf"),
    ("fleet.seats", "201"), ("service.max_travel_time_alpha", "0.5"), ("service.max_travel_time_alpha", "inf"),
    ("service.max_wait_time", "inf"), ("service.max_wait_time", "\"soon\""), ("service.max_wait_time", "-1"),
    ("service.max_absolute_detour", "604801"), ("service.max_absolute_detour", "-inf"),
    ("service.kind", "\"door-to-door\""), ("service.kind", "true"), ("dispatch.policy", "\"fastest\""),
    ("dispatch.limits", "\"soft\""), ("demand.market_days", "[\"samedi\"]"), ("demand.market_days", "\"saturday\""),
    ("demand.phone_shares", "{old = 0.5}"), ("demand.phone_shares", "[0.5]"), ("demand.phone_shares", "{\"75+\" = 2}"),
    ("fleet.depots", "[{lon = 2.1}]"), ("fleet.depots", "[{lon = 200, lat = 44}]"), ("fleet.depots", "[]"),
    ("fleet.depots", "[{lon = 2, lat = 44, name = \"x\"}]"), ("fleet.shifts", "[{start = \"06:00\"}]"),
    ("fleet.shifts", "[[{start = \"06:00\", end = \"late\"}]]"), ("booking.phone_hours", "[{from = \"8\"}]"),
    ("service.stops", "[{name = \"\", lon = 2, lat = 44}]"), ("service.hubs", "[{name = \"H\", lon = 2, lat = 91}]"),
    ("demand.outside", "[{name = \"H\", kind = \"castle\", lon = 2, lat = 44}]"), ("service", "5"),
    ("service.communes", "[1]"), ("territory.roads", "\"\""), ("territory.speeds", "90"),
    ("disturbances.closures", "[{along = [], from = 0, until = 9}]"),
]  # fmt: skip


def read(key: str, text: str) -> dict[str, Any]:
    scenario = tomllib.loads(TEXT)
    put(scenario, key, tomllib.loads(f"value = {text}")["value"])
    return scenario


@pytest.mark.parametrize(("key", "text"), GOOD)
def test_what_the_reader_takes_is_good(navette_command: Navette, validator: Any, key: str, text: str) -> None:
    scenario = ROOT / "scenarios" / "canton" / "scenario.toml"
    taken = navette_command("validate", scenario, "--set", f"{key}={text}")
    assert taken.returncode == 0, taken.stderr
    assert [error.message for error in validator.iter_errors(read(key, text))] == []


@pytest.mark.parametrize(("key", "text"), BAD)
def test_what_the_reader_refuses_is_bad(navette_command: Navette, validator: Any, key: str, text: str) -> None:
    scenario = ROOT / "scenarios" / "canton" / "scenario.toml"
    refused = navette_command("validate", scenario, "--set", f"{key}={text}")
    assert refused.returncode == 2
    assert key.split(".")[-1] in refused.stderr
    assert list(validator.iter_errors(read(key, text)))


@pytest.mark.parametrize("bound", ["minimum", "maximum"])
def test_reader_and_schema_know_the_same_bounds(
    navette_command: Navette, schema: dict[str, Any], validator: Any, bound: str
) -> None:
    beyond = copy.deepcopy(tomllib.loads(TEXT))
    keys = []
    for key, entry in leaves(schema):
        if bound in entry:
            put(beyond, key, entry[bound] + (1 if bound == "maximum" else -1))
            keys.append(key)
    assert len(keys) > 90
    found = {error.json_path.removeprefix("$.") for error in validator.iter_errors(beyond)}
    assert set(keys) <= found
    words = ""
    for without in ("demand.service_share", "demand.target_trips_per_day"):  # each in place of the other
        arguments = [f"--set={key}={value_at(beyond, key)}" for key in keys if key != without]
        refused = navette_command("validate", ROOT / "scenarios" / "canton" / "scenario.toml", *arguments)
        assert refused.returncode == 2
        words += refused.stderr
    assert [key for key in keys if f" {key} must be " not in words] == []


def value_at(scenario: dict[str, Any], key: str) -> Any:
    for name in key.split("."):
        scenario = scenario[name]
    return scenario


def test_services_have_the_keys_of_a_service(validator: Any) -> None:
    scenario = tomllib.loads(TEXT)
    scenario["services"] = {"night": {"order": 1, "kind": "door_to_door", "fleet": {"size": 2}}}
    assert not list(validator.iter_errors(scenario))
    scenario["services"]["night"]["fleet"]["size"] = 0
    scenario["services"]["night"]["knd"] = "door_to_door"
    assert len(list(validator.iter_errors(scenario))) == 2


def test_the_tables_of_the_documentation_are_current(executable: Path) -> None:
    check = [sys.executable, ROOT / "docs" / "scenario_tables.py", executable, "--check"]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_another_format_is_refused(navette_command: Navette) -> None:
    refused = navette_command("schema", "--format", "yaml")
    assert refused.returncode == 2
    assert "--format must be json or markdown, found yaml" in refused.stderr
