"""One call for all formats: each writes its files into a folder that appears when it is complete."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from navette.common.errors import InputError
from navette.export.folder import complete_folder
from navette.export.layers import write_geoparquet, write_gpkg
from navette.export.matsim import write_matsim
from navette.export.readme import Described, write_readme
from navette.export.simwrapper import write_simwrapper
from navette.export.spreadsheet import write_local_csv, write_xlsx
from navette.export.tables import write_csv
from navette.export.titles import check_locale
from navette.results import Run

MODE = "drt"
"""What the files of MATSim's kind call the service, unless told otherwise."""

Writer = Callable[[Run, Path, str, bool], list[Described]]
"""Writes a run into a folder, for a mode, for the public or not, and describes the files."""

LocalWriter = Callable[[Run, Path, bool, str], list[Described]]
"""Writes it for the public or not, as readers of a language open it."""

FORMATS: dict[str, Writer] = {
    "matsim": write_matsim,
    "gpkg": write_gpkg,
    "geoparquet": write_geoparquet,
    "csv": write_csv,
    "xlsx": lambda run, folder, mode, public: write_xlsx(run, folder, public, "en"),
    "simwrapper": write_simwrapper,
}
"""By name, as `navette export --format` takes them."""

LOCAL_FORMATS: dict[str, LocalWriter] = {"csv": write_local_csv, "xlsx": write_xlsx}
"""Those that `--locale` may be named with."""


def export(
    run: Run,
    folder: str | PathLike[str],
    *,
    format: str,
    mode: str = MODE,
    public: bool = False,
    locale: str | None = None,
) -> list[Path]:
    """Writes the run into a folder, complete or not at all, and returns the files; README.md there tells what is what.

    `locale`, of csv and xlsx: fr for titles, separators and times as French spreadsheets have them, en likewise.
    `public`: groups of 1 to 10 people are hidden, and nothing is told of a single request or home. A folder of an
    earlier export is replaced, any other is not. Raises InputError, or OutputError if the files cannot be written.
    """
    if format not in FORMATS:
        raise InputError(f"format must be one of {', '.join(FORMATS)}, found {format!r}")
    if not mode.isidentifier():
        raise InputError(f"mode must be a word of letters and digits, as MATSim's modes are, found {mode!r}")
    check_locale(locale)
    if locale is not None and format not in LOCAL_FORMATS:
        raise InputError(f"locale goes with the formats {' and '.join(LOCAL_FORMATS)}, not with {format}")
    folder = Path(folder)
    with run._store.asked(f"--format {format}"), complete_folder(folder) as growing:
        if locale is None:
            described = FORMATS[format](run, growing, mode, public)
        else:
            described = LOCAL_FORMATS[format](run, growing, public, locale)
        write_readme(run, growing, described, public=public)
    return sorted(folder.iterdir())
