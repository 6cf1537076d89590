"""What many runs came to: scenarios times seeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from navette.common.listening import nothing
from navette.common.text import isolated
from navette.dispatch import PolicyMaker
from navette.results import Run
from navette.running.prepared import prepared
from navette.running.simulate import simulate
from navette.scenario import Scenario


class Runs:
    """What many runs came to, each known by its scenario's name and its seed.

    Upper layers of the package add what draws them: `runs.plot.frontier()`.
    """

    if TYPE_CHECKING:  # what upper layers attach, see navette.common.attach

        def __getattr__(self, name: str) -> Any: ...

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        indicators: pd.DataFrame,
        definitions: pd.DataFrame,
        failures: pd.Series,
        kept: Mapping[tuple[str, int], Run],
        make: PolicyMaker | None = None,
    ) -> None:
        """Made by `navette.run_many`."""
        self.scenarios: dict[str, Scenario] = dict(scenarios)
        """The scenarios by name."""
        self.indicators: pd.DataFrame = indicators
        """One row per run that ended well, by (scenario, seed); one column per indicator, in its own unit."""
        self.definitions: pd.DataFrame = definitions
        """The unit and the definition of each indicator."""
        self.failures: pd.Series = failures
        """The message of each run that failed, by (scenario, seed)."""
        self._kept = dict(kept)
        self._make = make

    def __getitem__(self, key: tuple[str, int]) -> Run:
        """The whole run of (scenario, seed): as kept, or made again, which gives the same to the last bit."""
        if key not in self._kept:
            if key not in self.indicators.index:
                raise KeyError(key)
            name, seed = key
            what = prepared(self.scenarios[name], seed=seed)._replace(make=self._make)
            self._kept[key] = simulate(what, nothing).run
        return self._kept[key]

    def __len__(self) -> int:
        """The number of runs that ended well."""
        return len(self.indicators)

    def __repr__(self) -> str:
        """How many."""
        failed = f", {len(self.failures)} failed" if len(self.failures) else ""
        return f"<navette.Runs: {len(self)} runs of {len(self.scenarios)} scenario(s){failed}>"

    def _repr_html_(self) -> str:
        mean = self.indicators.groupby(level="scenario", sort=False).mean().T
        table = mean.assign(unit=self.definitions["unit"].reindex(mean.index))
        shown = table.to_html(float_format="%.4g", max_rows=200)
        return isolated(f"<p>{repr(self)[1:-1]}; means over seeds:</p>{shown}")
