"""A scenario as an object, and the keys and paths in it."""

from navette.scenario.scenario import Scenario

__all__ = ["Scenario"]
