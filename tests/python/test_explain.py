"""`navette explain`: the day replayed from its file; the change that is told, made in the scenario, is enough."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import navette
from conftest import CANTON, Navette, succeed

ONE_SHUTTLE = ("--set", "fleet.size=1", "--set", "demand.synthetic=false")
REFUSED = 1


def explained(command: Navette, file: Path, request: str) -> dict[str, Any]:
    return json.loads(succeed(command("explain", file, "--request", request, "--format", "json")))


def decided(file: Path, column: str) -> np.ndarray:
    with h5py.File(file) as run:
        return run[f"requests/{column}"][:]


@pytest.fixture
def day(navette_command: Navette, canton: Path, tmp_path: Path) -> Any:
    """Runs the canton with one shuttle and one request, of the longest trip of its own day; `changes` as for --set."""
    with h5py.File(canton) as run:
        table = run["requests"]
        row = int(np.argmax(table["direct_distance"][:]))
        ends = [table[f"{end}_{axis}"][row] * 1e-7 for end in ("origin", "destination") for axis in ("lon", "lat")]
    requests = tmp_path / "requests.csv"
    head = "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,party_size"
    requests.write_text(f"{head}\nfar,09:00,09:00,{','.join(f'{end:.7f}' for end in ends)},1\n")

    def run_day(*changes: str) -> Path:
        out = tmp_path / "out.h5"
        sets = [part for change in (f"demand.requests={requests}", *changes) for part in ("--set", change)]
        succeed(navette_command("run", CANTON, "-q", "-o", out, *ONE_SHUTTLE, *sets))
        return out

    return run_day


def end_of(file: Path) -> int:
    return int(decided(file, "end")[0])


def change(told: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(row for row in told["smallest"] if row["kind"] == kind)


def test_the_wait_told_serves_the_request_and_a_millisecond_less_does_not(day: Any, navette_command: Navette) -> None:
    rest = ("service.max_travel_time_beta=36000",)
    file = day("service.max_wait_time=1", *rest)
    assert end_of(file) == REFUSED
    told = explained(navette_command, file, "far")
    assert told["decision"] == "refused" and told["reason"] == "too_far_away"
    assert told["shuttles"][0]["reason"] == "too_far_away"
    wait = change(told, "max_wait_time")
    assert wait["text"].endswith("more wait")
    enough = 1 + wait["seconds"]
    assert end_of(day(f"service.max_wait_time={enough:.3f}", *rest)) != REFUSED
    assert end_of(day(f"service.max_wait_time={enough - 0.001:.3f}", *rest)) == REFUSED


def test_an_acceptance_beyond_the_limits_tells_by_how_much(day: Any, navette_command: Navette) -> None:
    rest = ("service.max_wait_time=1", "service.max_travel_time_beta=36000")
    wait = change(explained(navette_command, day(*rest), "far"), "max_wait_time")["seconds"]
    penalised = (*rest, "dispatch.limits=penalised", f"dispatch.penalties.largest_excess={wait:.3f}")
    file = day(*penalised, "dispatch.penalties.wait=2")
    assert end_of(file) != REFUSED
    told = explained(navette_command, file, "far")
    assert told["exceeded"] == {"max_wait_time": pytest.approx(wait), "travel_time": 0}
    assert told["shuttles"][0]["price_of_limits"] == pytest.approx(2 * wait)
    text = succeed(navette_command("explain", file, "--request", "far"))
    assert "later than max_wait_time allows" in text and "exceeds limits at a price of" in text
    assert (
        end_of(day(*rest, "dispatch.limits=penalised", f"dispatch.penalties.largest_excess={wait - 0.001:.3f}"))
        == REFUSED
    )
    assert "exceeded" not in explained(navette_command, day("service.max_wait_time=7200", rest[1]), "far")


@pytest.mark.parametrize("policy", ["insertion", "first_come", "regret", "batch", "rolling_plan"])
def test_the_shift_told_serves_the_request(day: Any, navette_command: Navette, policy: str) -> None:
    rest = ("service.max_wait_time=7200", "service.max_travel_time_beta=36000", f"dispatch.policy={policy}")
    file = day('fleet.shifts=[{start="08:00",end="09:10"}]', *rest)
    assert end_of(file) == REFUSED
    told = explained(navette_command, file, "far")
    assert told["reason"] == "shift_ends"
    shift = change(told, "shift_end")
    assert shift["text"] == f"a shift until {shift['shift']}"
    until = 9 * 3600 + 600 + shift["seconds"]
    clock = f"{int(until) // 3600:02}:{int(until) % 3600 // 60:02}:{until % 60:06.3f}"
    assert clock.startswith(shift["shift"].split(".")[0])
    assert end_of(day(f"fleet.shifts=[{{start='08:00',end={until:.3f}}}]", *rest)) != REFUSED


def test_requests_of_the_canton_are_replayed_as_they_were_decided(canton: Path, navette_command: Navette) -> None:
    with h5py.File(canton) as run:
        names = [name.decode() for name in run["requests/request_id"][:]]
        shuttles = [name.decode() for name in run["shuttles/shuttle_id"][:]]
        reasons, chosen = run["requests/reason"][:], run["requests/shuttle"][:]
    rows = [*np.flatnonzero(reasons >= 0)[:6], *np.flatnonzero(reasons < 0)[::40]]
    for row in rows:
        told = explained(navette_command, canton, names[row])
        if reasons[row] >= 0:
            assert told["decision"] == "refused"
            assert all(candidate["reason"] for candidate in told["shuttles"])
        else:
            costs = {candidate["shuttle"]: candidate.get("cost_seconds") for candidate in told["shuttles"]}
            assert told["shuttle"] == shuttles[chosen[row]]
            assert costs[told["shuttle"]] == min(cost for cost in costs.values() if cost is not None)


def test_joint_decisions_tell_who_was_decided_with_whom(navette_command: Navette, tmp_path: Path) -> None:
    file = tmp_path / "batch.h5"
    succeed(navette_command("run", CANTON, "-q", "-o", file, "--set", "dispatch.policy=batch"))
    with h5py.File(file) as run:
        names = [name.decode() for name in run["requests/request_id"][:]]
        shuttles = [name.decode() for name in run["shuttles/shuttle_id"][:]]
        reasons, decided_at = run["requests/reason"][:], run["requests/decided_at"][:]
    for row in [*np.flatnonzero(reasons >= 0)[:4], *np.flatnonzero(reasons < 0)[::60]]:
        told = explained(navette_command, file, names[row])
        together = np.flatnonzero(decided_at == decided_at[row])
        assert told["decided_jointly"]["others"] == len(together) - 1
        assert told["decided_jointly"]["others_accepted"] == np.sum(reasons[together] < 0) - (reasons[row] < 0)
        assert [candidate["shuttle"] for candidate in told["shuttles"]] == shuttles
        if reasons[row] >= 0:
            assert all(candidate["reason"] for candidate in told["shuttles"])
        else:
            chosen = next(candidate for candidate in told["shuttles"] if candidate["shuttle"] == told["shuttle"])
            assert names[row] not in chosen["given"]
        assert "decided jointly" in succeed(navette_command("explain", file, "--request", names[row]))


def test_python_tells_the_same(canton: Path, navette_command: Navette) -> None:
    run = navette.open(canton)
    name = run.table("requests").query("reason == reason and end == 'refused'").request_id.iloc[0]
    told = run.explain(name)
    assert dict(told) == explained(navette_command, canton, name)
    assert str(told) == succeed(navette_command("explain", canton, "--request", name)).rstrip("\n")
    with pytest.raises(navette.InputError, match="there is no request"):
        run.explain("nobody")


def test_a_request_refused_unasked_tells_the_figures(day: Any, navette_command: Navette) -> None:
    file = day('fleet.shifts=[{start="14:00",end="18:00"}]')
    told = explained(navette_command, file, "far")
    assert told["reason"] == "no_shuttle_in_service" and told["shuttles"] == [] and told["smallest"] == []
    assert "14:00:00 to 18:00:00" in told["told"]


def test_what_cannot_be_replayed_says_so(canton: Path, navette_command: Navette, tmp_path: Path) -> None:
    def refused(file: Path, request: str, *arguments: str) -> str:
        done = navette_command("explain", file, "--request", request, *arguments)
        assert done.returncode == 2 and not done.stdout
        return done.stderr

    with h5py.File(canton) as run:
        name = run["requests/request_id"][0].decode()
    assert "there is no request" in refused(canton, "nobody")
    assert "--format must be" in refused(canton, name, "--format", "csv")
    own = tmp_path / "own.h5"
    own.write_bytes(canton.read_bytes())
    with h5py.File(own, "r+") as run:
        run.attrs["policy"] = "my_own.Policy"
    assert "not replayable: dispatch.policy is" in refused(own, name)
    other = tmp_path / "other.h5"
    other.write_bytes(canton.read_bytes())
    with h5py.File(other, "r+") as run:
        run["events/time"][0] -= 1
    assert "departs from its own log" in refused(other, name)
    many = tmp_path / "many.h5"
    succeed(navette_command("run", CANTON, "-q", "-o", many, "--replications", "2"))
    assert "replications" in refused(many, name)
