"""The options of a report: runs that differ in nothing but their seed are days of one option."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from navette.common.errors import InputError

if TYPE_CHECKING:
    from navette.results import Run


@dataclass
class Option:
    """One option: its name, and the runs that simulate it, each with another seed."""

    name: str
    runs: list[Run]
    nearest: dict[str, np.ndarray] = field(default_factory=dict, repr=False)
    """The village nearest to each request's origin and destination, once they are known."""
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def first(self) -> Run:
        """The run that the map and the replay show."""
        return self.runs[0]

    @property
    def days(self) -> int:
        """How many days each run simulates."""
        return int(str(self.first.attributes.get("days", 1)))

    def table(self, name: str) -> pd.DataFrame:
        """A table of that run, read once."""
        if name not in self._tables:
            self._tables[name] = self.first.table(name)
        return self._tables[name]

    @cached_property
    def scenario(self) -> dict[str, Any]:
        """The keys of the scenario, as nested tables."""
        return tomllib.loads(self.first.scenario)

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value of a dotted key of the scenario."""
        at: Any = self.scenario
        for part in key.split("."):
            if not isinstance(at, dict) or part not in at:
                return otherwise
            at = at[part]
        return at


def _unseeded(run: Run) -> str:
    """What makes an option: the scenario without its seed."""
    scenario = tomllib.loads(run.scenario)
    scenario.get("run", {}).pop("seed", None)
    return repr(scenario)


def _kinds(run: Run) -> str:
    kinds = list(dict.fromkeys(run.services["kind"].astype(str)))
    return kinds[0] if len(kinds) == 1 else ""


def options_of(runs: Sequence[Run], names: Sequence[str] | None, kinds: dict[str, str]) -> list[Option]:
    """The runs grouped into options, in the order given.

    Named by `names`, else by the kind of their service (`kinds`), else by their files. Raises InputError if names do
    not match, a run is given twice, or runs are of different road networks.
    """
    grouped: dict[str, list[Run]] = {}
    for run in runs:
        grouped.setdefault(_unseeded(run), []).append(run)
    groups = list(grouped.values())
    for group in groups:
        seeds = [int(str(run.attributes.get("seed", 0))) for run in group]
        if len(set(seeds)) < len(seeds):
            twice = next(seed for seed in seeds if seeds.count(seed) > 1)
            raise InputError(f"seed {twice} of the same scenario is given twice: {', '.join(map(_where, group))}")
    roads = {str(run.attributes.get("roads_sha256", "")) for run in runs}
    if len(roads) > 1:
        raise InputError("the runs are of different road networks; a report compares options of one territory")
    if names is not None:
        if len(names) != len(groups):
            raise InputError(f"there are {len(groups)} options, but {len(names)} names: {', '.join(names)}")
        chosen = list(names)
    else:
        chosen = [kinds.get(_kinds(group[0]), "") for group in groups]
        if "" in chosen or len(set(chosen)) < len(chosen):
            chosen = [_where(group[0]) for group in groups]
    if len(set(chosen)) < len(chosen):
        raise InputError(f"two options have the same name: {', '.join(chosen)}; give others with --names")
    return [Option(name, group) for name, group in zip(chosen, groups, strict=True)]


def _where(run: Run) -> str:
    return run.path.stem if run.path is not None else run.name


def same_demand(options: Sequence[Option]) -> bool:
    """Whether all options saw the same wishes, wherever they were simulated with the same seed."""
    asked: dict[str, pd.DataFrame] = {}
    columns = ["request_id", "earliest_departure", "origin_lon", "origin_lat", "destination_lon", "destination_lat"]
    for option in options:
        for run in option.runs:
            table = run.table("requests")[columns]
            # Who asks anew after a refusal has a row more: what counts is the first wish.
            table = table.sort_values("request_id", kind="stable").reset_index(drop=True)
            seed = str(run.attributes.get("seed", ""))
            if seed not in asked:
                asked[seed] = table
            elif len(asked[seed]) != len(table) or not np.array_equal(asked[seed].to_numpy(), table.to_numpy()):
                return False
    return True
