"""A report as CSV: one line for each week, operator, channel and language, with counts that can be added up."""

from __future__ import annotations

import csv
import io

from bot.conversations.models import CAUSES
from bot.reports.facts import Facts
from bot.reports.figures import Figures, figures_by

COLUMNS = (
    "week",
    "operator",
    "channel",
    "language",
    "conversations",
    "contained",
    "verified_resolutions",
    "handoffs",
    *(f"handoffs_{cause}" for cause in CAUSES),
    "handoffs_claimed",
    "wait_seconds_median",
    "wait_seconds_90",
    "csat_answers",
    "csat_mean",
)


def as_csv(facts: list[Facts]) -> str:
    """With column heads; numbers with a decimal point, whatever the reader's language."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    groups = figures_by(facts, lambda fact: (fact.week, fact.operator, fact.channel, fact.language))
    for (week, *place), figures in groups.items():
        writer.writerow([week.isoformat(), *place, *_values(figures)])
    return file.getvalue()


def _values(figures: Figures) -> list[object]:
    return [
        figures.volume,
        figures.contained,
        figures.resolved,
        figures.handoffs,
        *(figures.causes[cause] for cause in CAUSES),
        figures.claimed,
        _rounded(figures.wait_median),
        _rounded(figures.wait_90),
        figures.scores,
        _rounded(figures.satisfaction, 2),
    ]


def _rounded(value: float | None, digits: int = 0) -> float | int | str:
    return "" if value is None else round(value, digits) if digits else round(value)
