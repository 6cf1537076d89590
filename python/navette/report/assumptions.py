"""What the figures rest on, loudest first."""

from __future__ import annotations

from collections.abc import Sequence

from navette.report.figures import Figures
from navette.report.options import Option, same_demand
from navette.report.words import Words


def assumptions(options: Sequence[Option], figures: Figures, words: Words) -> list[str]:
    """Sentences; the first are those that could turn the result."""
    first = options[0]
    told = []
    if not same_demand(options):
        told.append(words("assume.different_demand"))
    if any(option.get("costs") and option.get("costs.placeholders", True) for option in options):
        told.append(words("assume.placeholders"))
    if "cost" not in figures.table or figures.table["cost"].isna().any():
        told.append(words("assume.no_cost"))
    if first.first.has_residents:
        share = float(first.get("demand.service_share", float("nan")))
        told.append(words("assume.share", share=words.percent(share, 1)) if share == share else words("assume.drawn"))
        told.append(words("assume.synthetic"))
    else:
        told.append(words("assume.given"))
    told.append(words("assume.one_day") if figures.draws < 2 else words("assume.days", count=figures.draws))
    if first.days > 1:
        told.append(words("assume.several_days", count=first.days))
    disturbed = any(
        float(option.get(f"disturbances.{key}", 0) or 0) > 0
        for option in options
        for key in ("driving_noise", "dwell_noise", "breakdowns_per_1000_h")
    )
    told.append(words("assume.disturbed" if disturbed else "assume.as_planned"))
    told.append(words("assume.no_traffic"))
    return told
