"""The closing line of the tests: what it sums, and that nothing counts as passed which did not run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

CTEST = """<testsuite><testcase name="io" status="{io}"/><testcase name="fuzz_csv" status="run"/></testsuite>"""
PYTEST = """<testsuites><testsuite><testcase name="a"/><testcase name="b"><skipped message="no roads"/></testcase>
<testcase name="c"><failure message="wrong"/></testcase></testsuite></testsuites>"""


def closing_line(*reports: Path) -> tuple[int, list[str]]:
    command = [sys.executable, str(ROOT / "tests" / "closing_line.py"), *map(str, reports)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()


def ctest_report(folder: Path, counts: str, io: str = "run") -> Path:
    (folder / "test-counts").mkdir()
    (folder / "test-counts" / "io.txt").write_text(counts)
    report = folder / "ctest.xml"
    report.write_text(CTEST.format(io=io))
    return report


def test_cases_of_catch_and_of_pytest_are_summed_and_the_skipped_are_listed(tmp_path: Path) -> None:
    ctest = ctest_report(tmp_path, "skipped: real maps: x.pbf is not there\ncases: 202 passed, 0 failed, 2 skipped\n")
    assert closing_line(ctest) == (0, ["skipped: real maps: x.pbf is not there", "203 passed, 0 failed, 2 skipped"])
    pytest_report = tmp_path / "pytest.xml"
    pytest_report.write_text(PYTEST)
    code, lines = closing_line(ctest, pytest_report)
    assert code == 1
    assert lines[1:] == ["skipped: b: no roads", "204 passed, 1 failed, 3 skipped"]


@pytest.mark.parametrize(
    ("counts", "status", "line"),
    [
        ("cases: 3 passed, 1 failed, 0 skipped\n", "fail", "4 passed, 1 failed, 0 skipped"),
        ("cases: 4 passed, 0 failed, 0 skipped\n", "fail", "5 passed, 1 failed, 0 skipped"),  # a leak, told at the end
        ("", "fail", "1 passed, 1 failed, 0 skipped"),  # a crash leaves no counts
    ],
)
def test_what_ended_badly_is_a_failure(tmp_path: Path, counts: str, status: str, line: str) -> None:
    code, lines = closing_line(ctest_report(tmp_path, counts, status))
    assert (code, lines[-1]) == (1, line)


def test_an_executable_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    report = tmp_path / "ctest.xml"
    absent = '<testcase name="io" status="notrun"><skipped message="Unable to find executable"/></testcase>'
    report.write_text(f"<testsuite>{absent}</testsuite>")
    assert closing_line(report) == (
        1,
        ["failed: io: Unable to find executable", "0 passed, 1 failed, 0 skipped"],
    )


def test_a_part_that_did_not_run_is_a_failure(tmp_path: Path) -> None:
    code, lines = closing_line(tmp_path / "none.xml")
    assert (code, lines[-1]) == (1, "0 passed, 1 failed, 0 skipped")
