"""The report in a real browser: it opens from a file, nothing leaves it, the replay moves, and it reads everywhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import h5py
import pytest

import navette
from conftest import ROOT, Navette, succeed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = ROOT / "python" / "report-page" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader"]  # fmt: skip
HOSTILE = "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def runs(navette_command: Navette, tmp_path_factory: pytest.TempPathFactory) -> list[navette.Run]:
    folder = tmp_path_factory.mktemp("runs")
    for name in ("stops", "line"):
        succeed(navette_command("run", ROOT / "scenarios" / "canton" / f"{name}.toml", "-o", folder / f"{name}.h5"))
    with h5py.File(folder / "line.h5", "a") as file:
        names = file["communes/name"]
        names[...] = [HOSTILE if row == 1 else name for row, name in enumerate(names[...])]
    return [navette.open(folder / f"{name}.h5", trusted=True) for name in ("line", "stops")]


@pytest.fixture(scope="module")
def file(runs: list[navette.Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    navette.report.of(runs, lang="fr", public=False).save(path)
    return path


@pytest.fixture(scope="module")
def page(browser: Browser, file: Path) -> Page:
    """The page, opened once, with what it asked for and said."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(120_000)
    opened.asked = []  # type: ignore[attr-defined]
    opened.said = []  # type: ignore[attr-defined]
    opened.on("request", lambda request: opened.asked.append(request.url))  # type: ignore[attr-defined]
    opened.on("console", lambda message: opened.said.append(message.text))  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.said.append(str(error)))  # type: ignore[attr-defined]
    opened.goto(file.as_uri())
    assert opened.evaluate("window.navetteReplay !== undefined")
    return opened


def test_a_shuttle_stands_where_the_file_says(page: Page, runs: list[navette.Run]) -> None:
    minute = 60_000
    way = runs[0].expand(1)
    # Between two points of a leg, while it moves.
    apart = way["time"].diff().shift(-1)
    at = way.index[(way["time"] > 600 * minute) & (apart > 2000) & (way["leg"].diff().shift(-1) == 0)][0]
    seconds = round((way["time"][at] + way["time"][at + 1]) / 2000)
    share = (seconds * 1000 - way["time"][at]) / (way["time"][at + 1] - way["time"][at])
    found = page.evaluate(f"navetteReplay.positions({seconds})")[1]
    assert found["id"] == runs[0].shuttles["shuttle_id"][1] and found["load"] == way["load"][at]
    for axis, name in enumerate(("lon", "lat")):
        true = way[name][at] + share * (way[name][at + 1] - way[name][at])
        # Times are whole seconds, of up to 25 m each.
        assert found["at"][axis] == pytest.approx(true, abs=4e-4)


def test_it_plays_pauses_and_obeys_the_keyboard(page: Page) -> None:
    page.focus("#time")
    page.evaluate("navetteReplay.seek(10 * 3600 + 17 * 60)")
    assert page.inner_text(".clock") == "10\u00a0h\u00a017"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.inner_text(".clock") == "10\u00a0h\u00a028"
    assert "servies" in page.inner_text(".counts >> nth=0")
    page.keyboard.press("Space")
    assert page.inner_text("#play") == "Pause"
    # The page's policy forbids to evaluate text in it, as wait_for_function would.
    for _ in range(600):
        if page.inner_text(".clock") != "10\u00a0h\u00a028":
            break
        page.wait_for_timeout(100)
    assert page.inner_text(".clock") > "10\u00a0h\u00a028"
    page.keyboard.press("Space")
    assert page.inner_text("#play") == "Lecture"
    assert page.locator(".pane canvas").count() == 2, "two options on one clock"


def test_nothing_leaves_the_page_and_names_stay_text(page: Page, file: Path) -> None:
    assert [url for url in page.asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]  # type: ignore[attr-defined]
    assert [text for text in page.said if "Content Security Policy" in text or "Error" in text] == []  # type: ignore[attr-defined]
    assert page.title() != "x" and page.locator("img").count() == 0
    assert page.locator("#village option", has_text=HOSTILE).count() == 1


def test_one_village_at_a_time(page: Page) -> None:
    page.select_option("#village", "Monviville")
    assert page.locator("article.village:visible h3").all_inner_texts() == ["Monviville"]
    page.select_option("#village", "")
    assert page.locator("article.village:visible").count() == 12


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_serious(page: Page) -> None:
    if not AXE.is_file():
        pytest.skip("needs python/report-page/node_modules/axe-core: `make report-page` brings it")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})")
    serious = [
        (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == [] and len(found["passes"]) > 15


def test_it_prints_and_reads_without_script(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    still = context.new_page()
    still.set_default_timeout(120_000)
    still.goto(file.as_uri())
    assert still.locator("figure.map svg").count() == 2 and still.locator("figure.map svg:visible").count() == 2
    assert still.locator("article.village:visible").count() == 12 and not still.locator("#stage").is_visible()
    assert "carte fixe" in still.inner_text("#replay")
    printed = still.pdf(format="A4")
    assert printed.startswith(b"%PDF") and 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 25
    context.close()
