"""The closing line of a test run: `N passed, N failed, N skipped`, of all cases of ctest and pytest together.

Usage: closing_line.py REPORT.xml...

Each report is what `ctest --output-junit` or `pytest --junitxml` wrote; one that is missing counts as a failure, since
that part of the tests did not come to its end. An executable of Catch2 is one test of ctest, and leaves the counts of
its cases in test-counts/NAME.txt beside the report (tests/runner/count_cases.cpp). What was skipped is listed. The exit
code is 1 if anything failed.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

CASES = re.compile(r"^cases: (\d+) passed, (\d+) failed, (\d+) skipped$", re.MULTILINE)


def outcome(case: ElementTree.Element) -> str:
    """How one test of a report ended. ctest says so in `status`, pytest by what stands inside."""
    if case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail":
        return "failed"
    if case.get("status") == "notrun" and not _said(case).startswith("SKIP_"):
        return "failed"  # ctest found no executable, or could not start it
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return "skipped"
    return "passed"


def _said(case: ElementTree.Element) -> str:
    """Why a test did not run."""
    skipped = case.find("skipped")
    return (skipped.get("message") if skipped is not None else None) or "not run"


def count_report(report: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one report, and a line for each case that was skipped or checked nothing."""
    if not report.is_file():
        return Counter(failed=1), [f"failed: there is no {report}: this part of the tests did not come to its end"]
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        how, name = outcome(case), case.get("name", "")
        cases = report.parent / "test-counts" / f"{name}.txt"
        text = cases.read_text() if cases.is_file() else ""
        found = CASES.search(text)
        if found is None:
            counts[how] += 1
            if how == "skipped" or case.get("status") == "notrun":
                lines.append(f"{how}: {name}: {_said(case)}")
            continue
        passed, failed, skipped_cases = map(int, found.groups())
        counts.update(passed=passed, failed=failed, skipped=skipped_cases)
        if how == "failed" and failed == 0:
            counts["failed"] += 1  # it ended badly after its last case
        lines += [line for line in text.splitlines() if line.startswith(("skipped: ", "checked nothing: "))]
    return counts, lines


def main(reports: list[str]) -> int:
    total: Counter[str] = Counter()
    for report in map(Path, reports):
        counts, lines = count_report(report)
        total.update(counts)
        print(*lines, sep="\n", end="\n" if lines else "")
    if not sum(total.values()):
        total["failed"] = 1  # no test at all is no success
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
