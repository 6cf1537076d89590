"""What is reached as `run.by(...)` and `run.by_service()`."""

from __future__ import annotations

import pandas as pd

from navette.indicators.groups import by_group
from navette.indicators.services import by_service as table_of_services
from navette.results import Run
from navette.results.asked import asked_for


@asked_for
def by(self: Run, dimension: str, *, public: bool = False) -> pd.DataFrame:
    """The indicators of each group: by "commune", "age", "car", "impaired", "channel", "purpose", "service".

    `public`: groups of fewer than 11 requests are hidden. See `navette.indicators.by_group`.
    """
    return by_group(self, dimension, public=public)


@asked_for
def by_service(self: Run) -> pd.DataFrame:
    """Trips, kilometres, hours, cost, revenue and subsidy of each service; they add up to those of `kpi`.

    See `navette.indicators.by_service`.
    """
    return table_of_services(self)
