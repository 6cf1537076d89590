"""What a comparison comes to, as tables and as a page."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from navette.common.files import write_atomically
from navette.common.text import plain_cells
from navette.comparison.page import check_name, render
from navette.comparison.tables import ComparisonTables
from navette.comparison.tidy import tidy


class Comparison(ComparisonTables):
    """Options side by side, over the same simulated days. All tables are pandas data frames."""

    def to_html(self, lang: str = "fr") -> str:
        """The page: one file that needs no other, in French ("fr") or English ("en")."""
        return render(self, "html", lang)

    def to_markdown(self, lang: str = "fr") -> str:
        """The page's words and tables, without pictures."""
        return render(self, "md", lang)

    def to_csv(self) -> str:
        """All figures in one tidy table: what, option, level, group, indicator, value, and what belongs to it."""
        return plain_cells(tidy(self)).to_csv(index=False)

    def save(self, path: str | PathLike[str], lang: str = "fr") -> None:
        """Writes page (.html), text (.md) or table (.csv), by the name's ending; it appears when complete."""
        kind = check_name(Path(path))
        text = self.to_csv() if kind == "csv" else self.to_html(lang) if kind == "html" else self.to_markdown(lang)
        write_atomically(Path(path), text)
