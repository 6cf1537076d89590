"""Fits keys of a scenario to what was observed (docs/calibration.md)."""

from navette.calibration.calibration import Calibration, calibrate

__all__ = ["Calibration", "calibrate"]
