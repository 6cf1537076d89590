"""A scenario as an object, and the keys and paths in it."""

from navette.scenario.scenario import Given, Scenario, scenario_of

__all__ = ["Given", "Scenario", "scenario_of"]
