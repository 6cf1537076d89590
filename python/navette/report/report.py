"""A run, or several options, as one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from navette.common.errors import InputError
from navette.common.files import write_atomically
from navette.disclosure import check_public
from navette.report.figures import figures_of
from navette.report.options import options_of
from navette.report.page import check_name, render
from navette.report.places import frame_of, villages_of
from navette.report.villages import check_village
from navette.report.words import Words
from navette.results.asked import RunAccessor

if TYPE_CHECKING:
    from navette.results import Run


class Report:
    """The page, made."""

    def __init__(self, html: str) -> None:
        """Made by `navette.report.of`."""
        self.html: str = html
        """One file that needs no other, and no network."""

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the page (.html); it appears when complete. Raises InputError, OutputError."""
        check_name(Path(path))
        write_atomically(Path(path), self.html)

    def __repr__(self) -> str:
        """How large it is."""
        return f"<navette.Report of {len(self.html.encode()) / 1e6:.1f} MB>"


def of(
    runs: Run | Sequence[Run],
    *,
    lang: str = "fr",
    names: Sequence[str] | None = None,
    village: str | None = None,
    question: str | None = None,
    public: bool = True,
) -> Report:
    """One page for people who decide: what the service is, what it does for whom, its map, and its day to watch.

    >>> navette.report.of(navette.open("day.h5"), lang="en").save("report.html")
    >>> navette.report.of([door_to_door, line], names=["door to door", "line"], public=False).save("inside.html")

    Raises InputError if runs cannot stand side by side, or if too little may be told of them.

    Parameters
    ----------
    runs
        A run, or several. Runs that differ in nothing but their seed are draws of one option: figures are their means,
        and tell which differences are more than chance.
    lang
        "fr" or "en".
    names
        What the page calls the options, in the order in which they first come.
    village
        The village that stands first.
    question
        The question on top, in place of the usual one.
    public
        Nothing is told of a group of 1 to 10 people, or of single requests and homes. False: all that the runs hold.
    """
    given = [runs] if hasattr(runs, "requests") else list(runs)
    if not given:
        raise InputError("there is no run to report on")
    words = Words(lang)
    with _results_to_blame(given):
        if public:
            for run in given:
                check_public(run)
        options = options_of(given, names, words.table("option"))
        villages = villages_of(options[0])
        check_village(village, villages)
        figures = figures_of(options, public=public)
        frame = frame_of(options, villages, public=public)
        html = render(options, figures, villages, frame, words, village=village, question=question, public=public)
    return Report(html)


@contextmanager
def _results_to_blame(runs: Sequence[Run]) -> Iterator[None]:
    """What is looked for in vain in the results is an InputError; of several files it is not known which lacks it."""
    if len(runs) == 1:
        with runs[0]._store.asked("report"):
            yield
        return
    try:
        yield
    except (KeyError, IndexError, TypeError, OverflowError) as error:
        stores = ", ".join(str(run._store) for run in runs)
        raise InputError(f"one of {stores} holds values that report cannot use, or lacks some: {error}") from error


class RunReport(RunAccessor):
    """One page for people who decide (docs/report.md): `run.report(lang="en").save("report.html")`."""

    def __call__(
        self, *, lang: str = "fr", village: str | None = None, question: str | None = None, public: bool = True
    ) -> Report:
        """The report of this run alone: see `navette.report.of`. Raises InputError."""
        return of(self._run, lang=lang, village=village, question=question, public=public)
