"""What a calibration came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from navette.plot.calibration import plot_calibration
from navette.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Calibration:
    """What a calibration came to."""

    scenario: Scenario
    """The scenario with the best values in place."""
    parameters: pd.DataFrame
    """By key: low, high, before, best, and at_bound: whether the best is where the bounds end, which says that they are
    too narrow, or that the targets do not tell the key's value."""
    residuals: pd.DataFrame
    """By date and indicator: held_out, observed, before and simulated (means over seeds), spread (standard deviation of
    a single day over seeds, pooled over the days), residual (simulated - observed), relative (residual / mean
    observed)."""
    history: pd.DataFrame
    """The points tried, in their order, and the error of each."""

    @cached_property
    def errors(self) -> pd.DataFrame:
        """Root mean square of the relative residuals, of the days fitted and of those held out, before and after."""
        table = self.residuals.assign(days=np.where(self.residuals["held_out"], "held out", "fitted"))
        scale = table.groupby("indicator")["observed"].transform(lambda values: values.abs().mean())
        table["before"] = (table["before"] - table["observed"]) / scale
        squares = table.groupby("days")[["before", "relative"]].agg(lambda values: float(np.sqrt((values**2).mean())))
        return squares.rename(columns={"relative": "after"})

    def plot(self, axes: Sequence[Axes] | None = None) -> Figure:
        """Observed and simulated, day by day, of each indicator; held-out days hollow, the spread of a day as a bar."""
        return plot_calibration(self.residuals, axes)

    def _repr_html_(self) -> str:
        tables = (self.parameters, self.errors, self.residuals)
        return "".join(table.to_html(float_format=lambda value: f"{value:.4g}", max_rows=60) for table in tables)
