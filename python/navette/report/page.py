"""The page itself: one file, whose scripts and styles are named by their hash."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from navette import _core
from navette.common.errors import InputError
from navette.common.text import isolated
from navette.report.assumptions import assumptions
from navette.report.figures import Figures
from navette.report.options import Option
from navette.report.pictures import pictures, value
from navette.report.places import Frame, Village, roads_of
from navette.report.reading import reading
from navette.report.replay import replay
from navette.report.service import service_lines
from navette.report.still_map import maps, path_of, scale_bar
from navette.report.villages import cards
from navette.report.words import Words


def check_name(path: Path) -> None:
    """Raises InputError if no page can be written there."""
    folder = path.absolute().parent
    if path.suffix.lower() != ".html":
        raise InputError(f"{path}: the page's name must end in .html")
    if not folder.is_dir():
        raise InputError(f"{path}: there is no folder {folder}")
    if path.is_dir() or not os.access(folder, os.W_OK):
        raise InputError(f"{path}: it is a folder, or nothing may be written into its folder")


def render(
    options: Sequence[Option],
    figures: Figures,
    villages: Sequence[Village],
    frame: Frame,
    words: Words,
    *,
    village: str | None,
    question: str | None,
    public: bool,
) -> str:
    """The whole page."""
    environment = Environment(
        loader=PackageLoader("navette.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda text: isolated(text) if isinstance(text, str) and not isinstance(text, Markup) else text,
    )
    script, style = _part("page", "report.js"), _part("templates", "report.css")
    roads = roads_of(options[0], frame)
    data = replay(options, villages, frame, roads, words, public=public)
    shown = sum(len(option.get("trips", ())) for option in data["options"])
    return environment.get_template("report.html.j2").render(
        words=words,
        lang=words.lang,
        policy=_policy(script, style),
        script=Markup(script),
        style=Markup(style),
        data=Markup(embedded(data)),
        title=_title(options, figures, words),
        subtitle=_subtitle(options, words),
        question=question or _question(options, words),
        public=public,
        services=[(option.name, service_lines(option, words)) for option in options],
        judgements=reading(figures, words) if len(options) > 1 else [],
        points=_single(options[0], figures, words) if len(options) == 1 else [],
        notes=_notes(options, figures, words),
        assumptions=assumptions(options, figures, words),
        pictures=pictures(options, figures, words, public=public),
        maps=maps(options, figures, villages, frame, roads, words, public=public),
        roads=path_of(roads.lines, frame),
        height=round(frame.height),
        scale=scale_bar(frame),
        replays=not public or shown > 0,
        shown=shown,
        cards=cards(options, figures, villages, village, words, public=public),
        chosen=village,
        version=_core.__version__,
    )


def embedded(data: Any) -> str:
    """JSON inside a page: no name in it ends the element, or begins another."""
    text = json.dumps(_isolated(data), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _isolated(data: Any) -> Any:
    if isinstance(data, str):
        return isolated(data)
    if isinstance(data, dict):
        return {key: _isolated(part) for key, part in data.items()}
    if isinstance(data, (list, tuple)) and data and not isinstance(data[0], int):
        return [_isolated(part) for part in data]
    return data


def _part(folder: str, name: str) -> str:
    return files("navette.report").joinpath(folder, name).read_text(encoding="utf-8").strip()


def _policy(script: str, style: str) -> str:
    """The Content-Security-Policy: this script, this style, and nothing from anywhere."""
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _title(options: Sequence[Option], figures: Figures, words: Words) -> str:
    territory = options[0].first.name
    if len(options) == 1:
        return words("page.title", territory=territory)
    return words("page.title_many" if figures.draws < 2 else "page.title_days", territory=territory, count=len(options))


def _subtitle(options: Sequence[Option], words: Words) -> str:
    first, days = str(options[0].first.attributes.get("first_day", "")), options[0].days
    try:
        date = format_date(datetime.date.fromisoformat(first), format="full", locale=words.lang)
    except ValueError:
        date = first or "\u2013"
    return words("page.subtitle" if days == 1 else "page.subtitle_days", date=date, count=days)


def _question(options: Sequence[Option], words: Words) -> str:
    return words("page.question") if len(options) == 1 else words("page.question_many", count=len(options))


def _notes(options: Sequence[Option], figures: Figures, words: Words) -> list[str]:
    if len(options) == 1:
        return []
    notes = [words("reading.note_one_day") if figures.draws < 2 else words("reading.note_days", count=figures.draws)]
    if figures.fair_by:
        dimension = words.known("dimension", figures.fair_by).lower()
        notes.append(words("reading.note_fair", dimension=dimension))
    return notes


def _single(option: Option, figures: Figures, words: Words) -> list[str]:
    """Of one option alone, what there is to remember."""
    row = figures.table.iloc[0].astype(float).dropna()

    def told(name: str) -> str:
        return value(name, row[name], words)

    points = []
    if {"requests", "served", "refusal_rate"} <= set(row.index):
        points.append(words("reading.single_served", served=told("served"), requests=told("requests"),
                            rate=told("refusal_rate")))  # fmt: skip
    elif "served" in row:
        points.append(words("reading.single_served_public", served=told("served")))
    if "wait_mean" in row:
        p95 = words("reading.single_p95", value=told("wait_p95")) if "wait_p95" in row else ""
        points.append(words("reading.single_wait", mean=told("wait_mean"), p95=p95))
    if "cost" in row:
        per_trip = words("reading.single_per_trip", value=told("cost_per_trip")) if "cost_per_trip" in row else ""
        points.append(words("reading.single_cost", cost=told("cost"), per_trip=per_trip))
        days = option.get("costs.days_per_year")
        count = sum(days.values() if isinstance(days, dict) else days) if days else 0
        if count:
            points.append(words("reading.single_year", days=words.number(count),
                                value=words.euros(round(row["cost"] * count, -3))))  # fmt: skip
    if "subsidy" in row:
        points.append(words("reading.single_subsidy", value=told("subsidy")))
    if {"co2e", "vehicle_distance"} <= set(row.index):
        points.append(words("reading.single_co2", value=words.number(row["co2e"]),
                            km=words.number(row["vehicle_distance"])))  # fmt: skip
    return points
