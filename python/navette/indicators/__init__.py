"""Who is served, and who is left out: indicators by group of residents, inequality, access to services.

>>> navette.indicators.by_group(run, "age")
>>> navette.indicators.equity(run, "commune")
>>> navette.indicators.accessibility(run, minutes=30)

docs/indicators.md defines every figure.
"""

from __future__ import annotations

from navette.indicators.access import SERVICES, AccessRule, accessibility
from navette.indicators.equity import equity
from navette.indicators.groups import by_group
from navette.indicators.public import public_indicators
from navette.indicators.services import by_service
from navette.indicators.spread import gini, nearest_rank
from navette.indicators.who import DIMENSIONS, asked

__all__ = [
    "DIMENSIONS",
    "SERVICES",
    "AccessRule",
    "accessibility",
    "asked",
    "by_group",
    "by_service",
    "equity",
    "gini",
    "nearest_rank",
    "public_indicators",
]
