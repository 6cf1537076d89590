"""A run as its results tell it: the file, its tables, and what they mean."""

from navette.results.run import Run

__all__ = ["Run"]
