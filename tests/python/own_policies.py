"""Policies in Python that tests make use of."""

from __future__ import annotations

from collections.abc import Callable

from navette.dispatch import Insertion, OneByOne, Policy, Proposal, Request, View

SMALL = {"demand.level": 0.3}
"""A day of the canton that takes a moment."""


class Cheapest(OneByOne):
    def choose(self, view: View, request: Request) -> Insertion | None:
        return view.cheapest(request)


class Decides(Policy):
    """Decides by a function."""

    def __init__(self, decide: Callable[[View], Proposal]) -> None:
        self._decide = decide

    def decide(self, view: View) -> Proposal:
        return self._decide(view)
