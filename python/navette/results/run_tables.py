"""The tables of a run, each read when first asked for."""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from navette.results import geometry
from navette.results.asked import asked
from navette.results.check import told
from navette.results.roads import RoadCourse
from navette.results.store import Store
from navette.results.tables import attributes, read_table

# geopandas takes longer to import than a day to simulate: not before it is needed.
if TYPE_CHECKING:
    import geopandas as gpd

NO_TIME = np.iinfo(np.int64).min
"""Stored where there is no such time, or no limit."""


class RunTables:
    """Times are integers [ms] since midnight of day 0."""

    _reached = ""

    def __init__(self, source: str | PathLike[str] | bytes, *, trusted: bool = False) -> None:
        """See `navette.open`; of bytes, of what `navette.run` made. Raises FileNotFoundError, ResultsError."""
        self._store = Store(source, trusted=trusted)

    @classmethod
    def written(cls, path: Path) -> Self:
        """Of a results file that this process has just written, so that it need not be looked at."""
        made = cls.__new__(cls)
        made._store = Store(path, made_here=True)
        return made

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
    @asked
    def requests(self) -> gpd.GeoDataFrame:
        """One row per request, in the order of their ids: what was asked, promised, and what became of it.

        Geometries: `origin` (the active one) and `destination`, as asked.
        """
        return geometry.with_ends(self._table("requests"))

    @cached_property
    def services(self) -> pd.DataFrame:
        """One row per service, in the order in which requests are asked of them: name, kind, rules, notice.

        `requests` and `shuttles` name the row in their column `service`, so that
        `run.requests.groupby(run.requests.service.map(run.services.name))` groups by service.
        """
        return self._table("services")

    @cached_property
    @asked
    def service_stops(self) -> gpd.GeoDataFrame:
        """One row per stop or hub of a service: its name and place (`geometry`)."""
        return geometry.with_place(self._table("service_stops"))

    @cached_property
    def course_visits(self) -> pd.DataFrame:
        """The timetable of virtual lines: service, course of a day, stop, time [ms] since midnight."""
        return self._table("course_visits")

    @cached_property
    @asked
    def shuttles(self) -> gpd.GeoDataFrame:
        """One row per shuttle: its name, seats, wheelchair places and depot (`geometry`)."""
        return geometry.with_depots(self._table("shuttles"))

    @cached_property
    def shifts(self) -> pd.DataFrame:
        """One row per shift: shuttle, start and end [ms]."""
        return self._table("shifts")

    @cached_property
    @asked
    def stops(self) -> gpd.GeoDataFrame:
        """Visits that the shuttles made, by shuttle, then begin; planned and realised times [ms], place on the road."""
        return geometry.with_places(self._table("stops"), self._roads)

    @cached_property
    @asked
    def legs(self) -> gpd.GeoDataFrame:
        """Movements between two halts, by shuttle, then departure; distance [m], and the way driven as a line."""
        return geometry.with_ways(self._table("legs"), self.trajectories, self._roads)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log: everything that happened, in order."""
        return self._table("events")

    @cached_property
    @asked
    def residents(self) -> gpd.GeoDataFrame:
        """All who live in the territory: household, age, licence, car, impairment, commune, and the home as a point.

        Raises AttributeError if the demand was given and not drawn from residents.
        """
        return geometry.with_homes(self._of_residents("residents"))

    @cached_property
    def communes(self) -> pd.DataFrame:
        """Where residents live, by the row that `residents` names.

        Inhabitants asked for by the census and made, households asked for and made by their number of persons, and
        `elsewhere`: whether a census was given that does not name the place.
        """
        return self._of_residents("communes")

    @cached_property
    @asked
    def facilities(self) -> gpd.GeoDataFrame:
        """Where residents can go: name, kind, size and place (`geometry`) of each shop, school, surgery and others."""
        return geometry.with_place(self._of_residents("facilities"))

    @cached_property
    def travel(self) -> pd.DataFrame:
        """By day and age: residents, how many went out, and the trips they made by any means of transport."""
        return self._of_residents("travel")

    @property
    def table_names(self) -> tuple[str, ...]:
        """What `table` can be asked for, and groups of tables such as "network"."""
        return self._store.names

    @property
    def has_residents(self) -> bool:
        """Whether the demand was drawn from residents, so that there is a table of them."""
        return "residents" in self.table_names

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """One row per edge driven: shuttle, edge, entry [ms], load (people on board). `expand` gives lon and lat."""
        self._store.check_table("trajectories")
        with self._store.open() as file, told("trajectories"):
            group = file["trajectories"]
            rows = group["row_size"][...]
            columns = {name: group[name] for name in group if name in ("edge", "entry", "load")}
            table = read_table(group, columns=columns)
        table.insert(0, "shuttle", np.repeat(np.arange(len(rows)), rows))
        table.attrs["units"]["shuttle"] = "1"
        table.attrs["long_name"]["shuttle"] = "row of the shuttle in shuttles"
        return table

    @cached_property
    @asked
    def kpi(self) -> pd.DataFrame:
        """The indicators by name: value, unit, definition. What cannot be known has no row."""
        return self._table("kpi").set_index("name")

    def table(self, name: str) -> pd.DataFrame:
        """Any table of the results, as `run.requests` and others, but without geometry: "requests", "facilities"."""
        return self._table(name)

    @cached_property
    def _roads(self) -> RoadCourse:
        return RoadCourse(*(self._table(f"network/{name}") for name in ("nodes", "edges", "shape")))

    def _of_residents(self, table: str) -> pd.DataFrame:
        if not self.has_residents:
            raise AttributeError(
                f"the run of {self.name!r} has no {table}: its requests were given (demand.requests), not drawn"
            )
        return self._table(table)

    def _table(self, name: str) -> pd.DataFrame:
        return self._store.table(name)
