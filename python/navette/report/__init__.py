"""A run, or options side by side, as one page for people who decide: `run.report`, `of`, and `navette report`."""

from navette.report.report import Report, RunReport, of

__all__ = ["Report", "RunReport", "of"]
