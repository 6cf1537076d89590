"""Who serves whom: dispatch policies of one's own, and the insertion search to build them from.

>>> from navette.dispatch import OneByOne
>>>
>>> class LeastDelay(OneByOne):
...     def choose(self, view, request):
...         return view.best(request, lambda way: way.cost + 2 * way.delay + way.wait)
>>>
>>> run = navette.run("scenarios/canton/scenario.toml", policy=LeastDelay())

All times are whole milliseconds since midnight of day 0, durations milliseconds.
"""

from __future__ import annotations

from navette._core import Forecast, Insertion, Place, PlacePair, Request, Shuttle, Visit
from navette.dispatch.board import Board, GivenShuttle, Rules
from navette.dispatch.makers import PolicyGiven, PolicyMaker
from navette.dispatch.policy import Best, OneByOne, Policy
from navette.dispatch.proposal import Proposal
from navette.dispatch.view import Figure, Objective, Reason, Supposition, View

__all__ = [
    "Best",
    "Board",
    "Figure",
    "Forecast",
    "GivenShuttle",
    "Insertion",
    "Objective",
    "OneByOne",
    "Place",
    "PlacePair",
    "Policy",
    "PolicyGiven",
    "PolicyMaker",
    "Proposal",
    "Reason",
    "Request",
    "Rules",
    "Shuttle",
    "Supposition",
    "View",
    "Visit",
]
