"""A run, or several options, as one page for people who decide: `navette.report` and the command `navette report`."""

from navette.report.report import Report, report

__all__ = ["Report", "report"]
