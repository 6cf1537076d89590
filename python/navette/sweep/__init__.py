"""Sweeps: many points times many seeds, over the cores of one machine or of a cluster (docs/sweeps.md)."""

from navette.sweep.sweep import Status, Sweep

__all__ = ["Status", "Sweep"]
