"""Pictures show the figures of the run; the interactive map is one page that needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import navette
from conftest import CANTON, ROOT
from navette.plot.frontier import frontier, plot_frontier
from navette.plot.load import in_service, on_board
from navette.plot.refusals import refusals
from navette.plot.waits import waits_by_commune


@pytest.fixture(scope="module")
def run() -> navette.Run:
    return navette.run(CANTON, overrides={"fleet.size": 3})


@pytest.fixture(scope="module")
def given() -> navette.Run:
    return navette.run(ROOT / "scenarios" / "given-demand" / "scenario.toml")


@pytest.fixture(scope="module")
def nobody() -> navette.Run:
    """A day on which nobody asks."""
    run = navette.run(CANTON, overrides={"demand.level": 0})
    assert len(run.requests) == 0
    return run


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def test_people_on_board_are_those_between_boarding_and_arrival(run: navette.Run) -> None:
    moments, people = on_board(run)
    served = run.requests[run.requests["end"] == "served"]
    for moment in (moments[:-1] + moments[1:])[::17] / 2:
        aboard = (served["boarded"] <= moment) & (served["dropoff"] > moment)
        leaving = (served["dropoff"] <= moment) & (served["dropoff"] + served["boarding_time"] > moment)
        told = people[np.searchsorted(moments, moment, side="right") - 1]
        certain = int(served.loc[aboard, "party_size"].sum())
        assert certain <= told <= certain + int(served.loc[leaving, "party_size"].sum())
    assert people[-1] == 0 and people.max() > 3
    times, places = in_service(run)
    assert list(places) == [3 * 9, 0] and times[0] == 6.5 * 3_600_000


def test_waits_and_refusals_are_those_of_the_indicators(run: navette.Run) -> None:
    waits = waits_by_commune(run)
    assert waits["wait"].mean() * 60 == pytest.approx(run.kpi["value"]["wait_mean"])
    assert set(waits["commune"]) <= set(run.communes["name"])
    assert refusals(run).sum() == run.kpi["value"]["refused"]
    bars = run.plot.refusals().axes[0].patches
    assert [bar.get_width() for bar in bars] == list(refusals(run)[::-1])


def test_every_picture_can_be_drawn_of_every_run(run: navette.Run, given: navette.Run, nobody: navette.Run) -> None:
    for each in (run, given, nobody):
        for picture in (each.plot.load(), each.plot.refusals(), each.plot.map(), each.plot.shuttle()):
            picture.canvas.draw()
        assert "<svg" in each.network._repr_html_() and "served" in each._repr_html_()
        assert each.plot.interactive_map().html
    run.plot.waits().canvas.draw()
    with pytest.raises(AttributeError, match="requests were given"):
        given.plot.waits()


def test_a_picture_goes_into_axes_of_ones_own(run: navette.Run) -> None:
    for draw in (run.plot.load, run.plot.waits, run.plot.refusals, run.network.plot):
        figure, axes = plt.subplots()
        assert draw(axes) is figure and axes.has_data()


def test_the_interactive_map_is_one_page_that_asks_nothing_of_the_network(run: navette.Run, tmp_path: Path) -> None:
    page = run.plot.interactive_map()
    page.save(tmp_path / "map.html")
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert text == page.html and len(text) < 6_000_000
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=", text)
    assert not re.search(r"""@import|url\(\s*['"]?https?:|fetch\(\s*['"]https?:""", text)
    served = run.requests[run.requests["end"] == "served"]
    assert f"served, from ({len(served)})" in text and served["request_id"].iloc[0] in text
    assert page._repr_html_().startswith("<iframe srcdoc=")
    with pytest.raises(navette.OutputError, match="gone"):
        page.save(tmp_path / "gone" / "map.html")


def test_the_frontier_is_what_no_other_beats() -> None:
    rng = np.random.default_rng(5)
    table = pd.DataFrame({"cost": rng.integers(0, 9, 40), "served": rng.integers(0, 9, 40)})
    table.index = pd.MultiIndex.from_product([[f"s{i}" for i in range(20)], [1, 2]], names=["scenario", "seed"])
    found = frontier(table, "cost", "served", True)
    means = table.groupby(level=0, sort=False).mean()
    for name, mine in means.iterrows():
        beaten = any(
            other["cost"] <= mine["cost"] and other["served"] >= mine["served"] and tuple(other) != tuple(mine)
            for _, other in means.iterrows()
        )
        assert found.loc[name, "best"] == (not beaten)
    figure = plot_frontier(table)
    assert len(figure.axes[0].texts) == 20


def test_less_wait_is_better_and_stands_higher(run: navette.Run) -> None:
    runs = navette.run_many({"three": CANTON, "two": CANTON}, seeds=2, progress=False)
    axes = runs.plot.frontier(service="wait_mean").axes[0]
    assert axes.yaxis_inverted() and axes.get_ylabel() == "wait mean [s]" and axes.get_xlabel() == "cost [EUR]"


@pytest.mark.parametrize("earlier", ["plot_map", "plot_shuttle", "plot_load", "plot_waits", "plot_refusals"])
def test_earlier_names_draw_the_same_and_say_what_they_are_called_now(run: navette.Run, earlier: str) -> None:
    now = earlier.removeprefix("plot_")
    with pytest.warns(DeprecationWarning, match=rf"^{earlier}\(\) is plot\.{now}\(\) now") as told:
        figure = getattr(run, earlier)()
    assert [warning.filename for warning in told] == [__file__]
    assert figure.axes[0].get_title(loc="left") == getattr(run.plot, now)().axes[0].get_title(loc="left")


def test_accessors_are_made_once_and_listed(run: navette.Run) -> None:
    assert run.plot is run.plot and run.network is run.network
    assert {"plot", "export", "network", "by", "by_service"} <= set(dir(run))
    with pytest.raises(AttributeError, match="has no attribute 'plots'"):
        _ = run.plots
