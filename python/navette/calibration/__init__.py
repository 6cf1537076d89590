"""Fits keys of a scenario to what was observed (docs/calibration.md)."""

from navette.calibration.calibration import Calibration
from navette.calibration.fit import calibrate

__all__ = ["Calibration", "calibrate"]
