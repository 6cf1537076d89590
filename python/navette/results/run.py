"""A run, as its results tell it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cached_property, wraps
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import pandas as pd

from navette import _core
from navette.common.errors import InputError, VerificationError
from navette.common.text import isolated
from navette.common.text import shown as on_one_line
from navette.network import Network
from navette.results.check import Damaged, check_values, told
from navette.results.store import Store
from navette.results.tables import attributes, read_table

# geopandas and xarray take longer to import than a day to simulate: not before they are needed.
if TYPE_CHECKING:
    import geopandas as gpd
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from navette.plot.interactive import InteractiveMap
    from navette.results.explanation import Explanation

_SHOWN = (
    "requests",
    "served",
    "refused",
    "wait_mean",
    "ride_mean",
    "pooling_rate",
    "vehicle_distance",
    "productivity",
    "cost",
    "subsidy_per_trip",
)
"""Indicators that a notebook shows of a run; all: `Run.kpi`."""

NO_TIME = np.iinfo(np.int64).min
"""Stored where there is no such time, or no limit."""


_GIVEN = ("by", "by_service", "expand", "shuttle_row")
"""Methods that are told what, by somebody who may be wrong."""

Method = TypeVar("Method", bound=Callable[..., Any])


def _asked(method: Method) -> Method:
    """What a method looks for in vain in the results is a ResultsError, and no KeyError."""

    @wraps(method)
    def asked(self: Run, *arguments: Any, **named: Any) -> Any:
        with self._store.asked(method.__name__, all_of_it=method.__name__ not in _GIVEN):
            return method(self, *arguments, **named)

    return cast(Method, asked)


class Run:
    """The tables of one run, each read when first asked for. Times are integers [ms] since midnight of day 0."""

    def __init__(self, source: str | PathLike[str] | bytes, *, trusted: bool = False) -> None:
        """See `navette.open`; of bytes, of what `navette.run` made. Raises FileNotFoundError, ResultsError."""
        self._store = Store(source, trusted=trusted)

    def __repr__(self) -> str:
        """Its name and size, and where it is kept."""
        return f"<navette.Run {self.name!r}, {self._size()}: {self._store}>"

    def _repr_html_(self) -> str:
        kpi = self.kpi
        shown = kpi.loc[[name for name in _SHOWN if name in kpi.index], ["value", "unit", "definition"]]
        about = self.attributes
        told = [self._size(), *(f"{name} {about[name]}" for name in ("policy", "seed", "first_day") if name in about)]
        with pd.option_context("display.max_colwidth", None):
            table = shown.to_html(float_format=lambda value: f"{value:.4g}", header=False, index_names=False)
        about_it = escape(on_one_line(f"{', '.join(told)}; {self._store}"))
        return f"<div><h4>{escape(isolated(self.name))}</h4><p>{about_it}</p>{table}</div>"

    def _size(self) -> str:
        with self._store.open() as file:
            requests, shuttles = (len(file[f"{table}/{table[:-1]}_id"]) for table in ("requests", "shuttles"))
        return f"{requests} requests, {shuttles} shuttles"

    @property
    def path(self) -> Path | None:
        """The results file; None: the run is kept in memory, see `save`."""
        return self._store.path

    @property
    def attributes(self) -> dict[str, object]:
        """What the results say about themselves: title, navette_version, seed, first_day, policy and others."""
        return dict(self._store.attributes)

    @property
    def name(self) -> str:
        """The territory's name."""
        fallback = "run" if self.path is None else self.path.stem
        return str(self.attributes.get("title") or fallback).removeprefix("Navette results: ")

    @property
    def scenario(self) -> str:
        """The whole scenario as TOML, with all overrides in place."""
        with self._store.asked("scenario"):
            return str(self.attributes["scenario"])

    @property
    def rules(self) -> dict[str, object]:
        """What held for all services, by names of the scenario; times in ms, None: no limit. Of each: `services`."""
        with self._store.open() as file, told("rules"):
            rules = attributes(file["rules"])
        return {
            name: value.tolist() if isinstance(value, np.ndarray) else None if value == NO_TIME else value
            for name, value in rules.items()
        }

    @cached_property
    @_asked
    def requests(self) -> gpd.GeoDataFrame:
        """One row per request, in the order of their ids: what was asked, promised, and what became of it.

        Geometries: `origin` (the active one) and `destination`, as asked.
        """
        from navette.results import geometry

        return geometry.with_ends(self._table("requests"))

    @cached_property
    def services(self) -> pd.DataFrame:
        """One row per service, in the order in which requests are asked of them: name, kind, rules, notice.

        `requests` and `shuttles` name the row in their column `service`, so that
        `run.requests.groupby(run.requests.service.map(run.services.name))` groups by service.
        """
        return self._table("services")

    @cached_property
    @_asked
    def service_stops(self) -> gpd.GeoDataFrame:
        """One row per stop or hub of a service: its name and place (`geometry`)."""
        from navette.results import geometry

        return geometry.with_place(self._table("service_stops"))

    @cached_property
    def course_visits(self) -> pd.DataFrame:
        """The timetable of virtual lines: service, course of a day, stop, time [ms] since midnight."""
        return self._table("course_visits")

    @cached_property
    @_asked
    def shuttles(self) -> gpd.GeoDataFrame:
        """One row per shuttle: its name, seats, wheelchair places and depot (`geometry`)."""
        from navette.results import geometry

        return geometry.with_depots(self._table("shuttles"))

    @cached_property
    def shifts(self) -> pd.DataFrame:
        """One row per shift: shuttle, start and end [ms]."""
        return self._table("shifts")

    @cached_property
    @_asked
    def stops(self) -> gpd.GeoDataFrame:
        """Visits that the shuttles made, by shuttle, then begin; planned and realised times [ms], place on the road."""
        from navette.results import geometry

        return geometry.with_places(self._table("stops"), self.network)

    @cached_property
    @_asked
    def legs(self) -> gpd.GeoDataFrame:
        """Movements between two halts, by shuttle, then departure; distance [m], and the way driven as a line."""
        from navette.results import geometry

        return geometry.with_ways(self._table("legs"), self.trajectories, self.network)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log: everything that happened, in order."""
        return self._table("events")

    @cached_property
    @_asked
    def residents(self) -> gpd.GeoDataFrame:
        """All who live in the territory: household, age, licence, car, impairment, commune, and the home as a point.

        Raises AttributeError if the demand was given and not drawn from residents.
        """
        from navette.results import geometry

        return geometry.with_homes(self._of_residents("residents"))

    @cached_property
    def communes(self) -> pd.DataFrame:
        """Where residents live, by the row that `residents` names.

        Inhabitants asked for by the census and made, households asked for and made by their number of persons, and
        `elsewhere`: whether a census was given that does not name the place.
        """
        return self._of_residents("communes")

    @cached_property
    @_asked
    def facilities(self) -> gpd.GeoDataFrame:
        """Where residents can go: name, kind, size and place (`geometry`) of each shop, school, surgery and others."""
        from navette.results import geometry

        return geometry.with_place(self._of_residents("facilities"))

    @cached_property
    def travel(self) -> pd.DataFrame:
        """By day and age: residents, how many went out, and the trips they made by any means of transport."""
        return self._of_residents("travel")

    @property
    def has_residents(self) -> bool:
        """Whether the demand was drawn from residents, so that there is a table of them."""
        with self._store.open() as file:
            return "residents" in file

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """One row per edge driven: shuttle, edge, entry [ms], load (people on board). `expand` gives lon and lat."""
        with self._store.open() as file, told("trajectories"):
            group = file["trajectories"]
            rows = group["row_size"][...]
            check_values(file, "trajectories", "row_size", rows)
            columns = {name: group[name] for name in group if name in ("edge", "entry", "load")}
            table = read_table(group, columns=columns)
        table.insert(0, "shuttle", np.repeat(np.arange(len(rows)), rows))
        table.attrs["units"]["shuttle"] = "1"
        table.attrs["long_name"]["shuttle"] = "row of the shuttle in shuttles"
        return table

    @cached_property
    @_asked
    def kpi(self) -> pd.DataFrame:
        """The indicators by name: value, unit, definition. What cannot be known has no row."""
        return self._table("kpi").set_index("name")

    @cached_property
    def network(self) -> Network:
        """The roads, with their course."""
        nodes, edges, shape = (self._store.table(f"network/{name}") for name in ("nodes", "edges", "shape"))
        network = Network(nodes, edges, shape)
        with self._store.open() as file:
            closed = "closures" in file
        if closed:
            table = self._store.table("closures")
            known = table["announced" if "announced" in table else "from"]  # files of earlier versions do not tell
            network.closures = sorted({(int(a), int(b)) for a, b in zip(known, table["until"], strict=True)})
        return network

    def dataset(self, table: str) -> xr.Dataset:
        """One table as an xarray dataset, as the results file describes it (CF conventions), e.g. "trajectories"."""
        import xarray as xr

        with self._store.open() as file:
            if table not in file:
                raise Damaged(f"there is no table {table!r}; there are {', '.join(file)}")
        with xr.open_dataset(self._store.source(), group=table, engine="h5netcdf") as stored:
            return stored.load()

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the results file; under its name it is complete or absent. Raises InputError, OutputError."""
        _core.write_file(Path(path), self._store.read_bytes())

    @_asked
    def export(
        self, folder: str | PathLike[str], format: str, *, mode: str = "drt", public: bool = False
    ) -> list[Path]:
        """Writes files that other tools read: matsim, gpkg, geoparquet, csv or simwrapper (docs/export.md).

        `public` hides groups of fewer than 11 people, single requests and homes. Returns the files. Raises InputError,
        OutputError.
        """
        from navette.export import export

        return export(self, folder, format=format, mode=mode, public=public)

    def verify(self) -> str:
        """Checks the whole run from its results alone, as `navette verify` does, and returns its canonical hash.

        Raises VerificationError if the run breaks a rule; the message lists which and where.
        """
        if self.path is not None:
            return _checked(_core.verify(self.path))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "run.h5"
            file.write_bytes(self._store.read_bytes())
            return _checked(_core.verify(file))

    def explain(self, request: str) -> Explanation:
        """Why a request (by its `request_id`) was refused and what would have been enough, or what else could serve it.

        By replaying the day up to that decision, as `navette explain` does. Raises navette.InputError if there is no
        such request, or the run cannot be replayed from its results.
        """
        from navette.results.explanation import Explanation

        if self.path is not None:
            return Explanation(self.path, request)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "run.h5"
            file.write_bytes(self._store.read_bytes())
            return Explanation(file, request)

    def table(self, name: str) -> pd.DataFrame:
        """Any table of the results, as `run.requests` and others, but without geometry: "requests", "facilities"."""
        return self._table(name)

    @_asked
    def by(self, dimension: str, *, public: bool = False) -> pd.DataFrame:
        """The indicators of each group: by "commune", "age", "car", "impaired", "channel", "purpose", "service".

        `public`: groups of fewer than 11 requests are hidden. See `navette.indicators.by_group`.
        """
        from navette.indicators import by_group

        return by_group(self, dimension, public=public)

    @_asked
    def by_service(self) -> pd.DataFrame:
        """Trips, kilometres, hours, cost, revenue and subsidy of each service; they add up to those of `kpi`.

        See `navette.indicators.by_service`.
        """
        from navette.indicators import by_service

        return by_service(self)

    @_asked
    def expand(self, shuttle: int) -> pd.DataFrame:
        """Where one shuttle (a row of `shuttles`) was: time [ms], lon, lat [degree], load (people on board), leg.

        A row for each point where the road bends; between two rows of one leg the shuttle moves straight.
        """
        from navette.results.movement import expand

        return expand(self, shuttle)

    @_asked
    def shuttle_row(self, shuttle: int | str | None = None) -> int:
        """The row of a shuttle given by row or by its shuttle_id; None: the one that carried most requests."""
        names = self.shuttles["shuttle_id"]
        if shuttle is None:
            carried = self.requests.loc[self.requests["end"] == "served", "shuttle"].dropna()
            return int(carried.value_counts(sort=False).sort_index().idxmax()) if len(carried) else 0
        if isinstance(shuttle, str):
            rows = np.flatnonzero(names == shuttle)
            if len(rows) == 0:
                raise InputError(f"there is no shuttle {shuttle!r}; there are {', '.join(names)}")
            return int(rows[0])
        if not 0 <= shuttle < len(names):
            raise InputError(f"shuttle must be from 0 to {len(names) - 1}, found {shuttle}")
        return shuttle

    @_asked
    def plot_map(self, axes: Axes | None = None) -> Figure:
        """The day on the map: roads, where people wanted to go, what the shuttles drove and how full they were."""
        from navette.plot.map import plot_map

        return plot_map(self, axes)

    @_asked
    def plot_shuttle(self, shuttle: int | str | None = None, axes: Axes | None = None) -> Figure:
        """One shuttle's day: distance from its depot against time, with its load, pickups and drop-offs."""
        from navette.plot.shuttle import plot_shuttle

        return plot_shuttle(self, shuttle, axes)

    @_asked
    def plot_load(self, axes: Axes | None = None) -> Figure:
        """People on board all shuttles over the day, beside the places on shift and the refused requests."""
        from navette.plot.load import plot_load

        return plot_load(self, axes)

    @_asked
    def plot_waits(self, axes: Axes | None = None) -> Figure:
        """How long the residents of each commune waited. Raises AttributeError if the demand was given, not drawn."""
        from navette.plot.waits import plot_waits

        return plot_waits(self, axes)

    @_asked
    def plot_refusals(self, axes: Axes | None = None) -> Figure:
        """Refused requests by reason."""
        from navette.plot.refusals import plot_refusals

        return plot_refusals(self, axes)

    @_asked
    def interactive_map(self) -> InteractiveMap:
        """The day on a map to zoom and ask, for the notebook or as one HTML file; it needs no network."""
        from navette.plot.interactive import interactive_map

        return interactive_map(self)

    def _of_residents(self, table: str) -> pd.DataFrame:
        if not self.has_residents:
            raise AttributeError(
                f"the run of {self.name!r} has no {table}: its requests were given (demand.requests), not drawn"
            )
        return self._table(table)

    def _table(self, name: str) -> pd.DataFrame:
        return self._store.table(name)


def _checked(report: _core.VerificationReport) -> str:
    if report.total:
        listed = "\n".join(f"{violation.rule}: {violation.what}" for violation in report.violations)
        raise VerificationError(f"{report.total} violation{'s' * (report.total != 1)}:\n{listed}")
    return report.canonical_hash
