"""navette.calibrate finds again what made the days that it is shown, and says how well."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import navette
from conftest import CANTON
from navette.calibration.command import main

DAYS = ["2026-01-05", "2026-01-06", "2026-01-10", "2026-01-12"]
BOUNDS = {"demand.level": (0.5, 2.5)}


@pytest.fixture(scope="module")
def observed() -> pd.DataFrame:
    """Days of a canton whose demand is 1.6 times the scenario's, each a single draw with a seed of its own."""
    truth = navette.Scenario.read(CANTON).with_({"demand.level": 1.6})
    rows = []
    for rank, day in enumerate(DAYS):
        on = truth.with_({"run.first_day": datetime.date.fromisoformat(day)})
        kpi = navette.run(on, seed=50 + rank).kpi["value"]
        rows.append({"date": day, "requests": kpi["requests"], "wait_mean": kpi["wait_mean"]})
    rows[1]["wait_mean"] = None  # that day nobody had a watch
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def done(observed: pd.DataFrame) -> navette.Calibration:
    return navette.calibrate(
        CANTON, observed, BOUNDS, hold_out=["2026-01-12"], seeds=2, evaluations=16, progress=False
    )  # fmt: skip


def test_it_finds_again_what_made_the_days(done: navette.Calibration) -> None:
    row = done.parameters.loc["demand.level"]
    assert 1.35 < row["best"] < 1.85 and row["before"] == 1 and not row["at_bound"]
    assert done.scenario["demand.level"] == row["best"]
    assert done.errors.loc["held out", "after"] < 0.5 * done.errors.loc["held out", "before"]
    assert done.history["error"].min() < 0.3 * done.history["error"].iloc[0]  # the first is the scenario as it stands
    assert len(done.history) <= 16


def test_residuals_are_those_of_the_scenario_that_is_handed_out(
    done: navette.Calibration, observed: pd.DataFrame
) -> None:
    day = datetime.date(2026, 1, 5)
    runs = navette.run_many(done.scenario, overrides={"run.first_day": day}, seeds=2, progress=False)
    row = done.residuals.loc[(day, "requests")]
    assert row["simulated"] == runs.indicators["requests"].mean()
    assert row["residual"] == row["simulated"] - observed["requests"][0]
    assert done.residuals["spread"].groupby(level="indicator").nunique().eq(1).all() and row["spread"] > 0
    assert len(done.residuals) == 7  # one was not observed
    held = done.residuals["held_out"].groupby(level="date").all()
    assert list(held[held].index) == [datetime.date(2026, 1, 12)]


def test_held_out_days_do_not_change_the_fit(done: navette.Calibration, observed: pd.DataFrame) -> None:
    other = observed.copy()
    other.loc[3, ["requests", "wait_mean"]] = [1.0, 1.0]
    again = navette.calibrate(
        CANTON, other, BOUNDS, hold_out=["2026-01-12"], seeds=2, evaluations=4, progress=False
    )  # fmt: skip
    pd.testing.assert_frame_equal(again.history, done.history.head(4))


def test_the_residuals_can_be_seen(done: navette.Calibration) -> None:
    figure = done.plot()
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["requests", "wait mean"]
    figure.canvas.draw()
    plt.close(figure)
    assert "demand.level" in done._repr_html_()


def test_the_command_writes_scenario_tables_and_picture(
    observed: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    observed.to_csv(tmp_path / "days.csv", index=False)
    arguments = ["--targets", str(tmp_path / "days.csv"), "--bound", "demand.level=0.2:1", "--seeds", "1", "--quiet"]
    out = tmp_path / "out"
    assert main([str(CANTON), *arguments, "--evaluations", "3", "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert "residual" in told.out and "held out" not in told.out
    assert "warning: demand.level ends at a bound" in told.err
    names = {"scenario.toml", "parameters.csv", "residuals.csv", "history.csv", "residuals.png"}
    assert {path.name for path in out.iterdir()} == names
    assert navette.Scenario.read(out / "scenario.toml")["demand.level"] == pytest.approx(1, abs=0.02)
    assert len(pd.read_csv(out / "residuals.csv")) == 7


@pytest.mark.parametrize(
    ("csv", "arguments", "message"),
    [
        ("date,requests\n2026-01-05,many\n", [], r"days.csv:2: requests must be a number, found 'many'"),
        ("date,requests\nMonday morning,3\n", [], "days.csv:2: date must be as 2026-01-05"),
        ("date,requests\n2026-01-05,3\n2026-01-05,3\n", [], "a date twice"),
        ("day,requests\n2026-01-05,3\n", [], "must have a column date"),
        ("date,wait_maen\n2026-01-05,3\n", [], "no indicator wait_maen; did you mean wait_mean"),
        ("date,requests\n2026-01-05,3\n", ["--hold-out", "2026-01-06"], "not among the observed days"),
        ("date,requests\n2026-01-05,3\n", ["--hold-out", "2026-01-05"], "no day is left"),
        ("date,requests\n2026-01-05,3\n", ["--bound", "fleet.sise=1:2"], r"fleet\.sise"),
        ("date,requests\n2026-01-05,3\n", ["--bound", "fleet.size=4:2"], "bounds of fleet.size"),
    ],
)
def test_what_is_wrong_is_said(
    csv: str, arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "days.csv").write_text(csv)
    fixed = ["--targets", str(tmp_path / "days.csv"), "--bound", "demand.level=0.5:2", "--seeds", "1", "--quiet"]
    call = [str(CANTON), *fixed, *arguments, "--evaluations", "1", "--out", str(tmp_path / "out")]
    assert main(call) == 2
    told = capsys.readouterr().err
    assert re.search(message, told), told
    assert not (tmp_path / "out").exists()
