"""What each way of saying a day means, given the match of its pattern and the day on which it was said.

Each function takes the groups that its pattern in `date_patterns` names, and answers None where the words,
looked at closely, say no date at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from actions.readers import date_calendar as calendar
from actions.readers import date_feasts as feasts
from actions.readers.date_calendar import Edge, Problem, When
from actions.readers.date_words import count_of, month_number, place_number, weekday_number

Unit = Literal["day", "week", "month", "year"]

_EDGES: tuple[tuple[str, Edge], ...] = (
    ("fin", "end"),
    ("end", "end"),
    ("eo", "end"),
    ("dern", "end"),
    ("last", "end"),
    ("mi", "middle"),
)
_UNITS: tuple[tuple[str, Unit, int], ...] = (
    ("quinzaine", "day", 15),
    ("fortnight", "day", 14),
    ("jour", "day", 1),
    ("day", "day", 1),
    ("sem", "week", 1),
    ("w", "week", 1),
    ("mo", "month", 1),
    ("an", "year", 1),
    ("y", "year", 1),
)

# days from a feast
_BESIDE_FEAST = {"": 0, "veille": -1, "before": -1, "lendemain": 1, "after": 1, "surlendemain": 2}


@dataclass(frozen=True)
class Today:
    """The day from which is counted, whether 3/12 is 3 December (or March 12), the day that is corrected, if one is, and the country."""

    day: date
    day_first: bool
    corrected: date | None = None
    country: str | None = None


Meaning = Callable[[re.Match[str], Today], When | None]


def year_first(match: re.Match[str], today: Today) -> When:
    """2026-12-01."""
    return calendar.exact(int(match["year"]), int(match["month"]), int(match["day"]), today.day)


def numeric(match: re.Match[str], today: Today) -> When | None:
    """3/12, 3/12/2026: in the order of the customer's language, the other way only where that makes a date.

    Month first (English outside France) gives way to day first where the first would be past or too far.
    """
    first, second = int(match["first"]), int(match["second"])
    year = _said(match, "year")
    if max(first, second) > 31 or not min(first, second):
        return None  # 24/60, 0/10: a speed or a score
    day_first, month_first = _day_month(first, second, year, today), _day_month(second, first, year, today)
    likely, other = (day_first, month_first) if today.day_first else (month_first, day_first)
    if likely == Problem("impossible"):
        return other
    return (
        other if isinstance(other, date) and not isinstance(likely, date) and not today.day_first else likely
    )


def named_month(match: re.Match[str], today: Today) -> When | None:
    """« le 3 mars », "December 5, 2026"."""
    day = count_of(_said(match, "day"))
    return (
        None
        if day is None
        else _day_month(day, month_number(_said(match, "month")), _said(match, "year"), today)
    )


def edge(match: re.Match[str], today: Today) -> When:
    """« fin décembre », « au début du mois prochain », "the last day of the month", "end of the year"."""
    which: Edge = next((kind for start, kind in _EDGES if _said(match, "edge").startswith(start)), "start")
    if _said(match, "month"):
        year = int(_said(match, "year").strip("'")) % 100 + 2000 if _said(match, "year") else None
        return calendar.edge_of_month(which, today.day, month=month_number(_said(match, "month")), year=year)
    ahead = 2 if _said(match, "after") else 1 if _said(match, "next") or _said(match, "before") else 0
    if _said(match, "whole_year"):
        return calendar.edge_of_year(which, today.day, ahead=ahead)
    return calendar.edge_of_month(which, today.day, ahead=ahead)


def edge_of_quarter(match: re.Match[str], today: Today) -> When:
    """« à la fin du trimestre », "the end of next quarter"."""
    which: Edge = next((kind for start, kind in _EDGES if _said(match, "edge").startswith(start)), "start")
    ahead = 1 if _said(match, "next") or _said(match, "before") else 0
    return calendar.edge_of_quarter(which, today.day, ahead=ahead)


def day_of_month(match: re.Match[str], today: Today) -> When | None:
    """« le 15 du mois prochain », "the first of next month", « le 12 courant »."""
    day = count_of(_said(match, "day"))
    if day is None:
        return None
    if _said(match, "after") or _said(match, "next") or _said(match, "following"):
        return calendar.in_month(2 if _said(match, "after") else 1, day, today.day)
    return (
        calendar.in_month(0, day, today.day)
        if _said(match, "this")
        else calendar.next_in_month(day, today.day)
    )


def day_alone(match: re.Match[str], today: Today) -> When | None:
    """« le 3 », "the 15th"."""
    day = count_of(_said(match, "day"))
    return None if day is None else calendar.next_in_month(day, today.day, today.corrected)


def later(match: re.Match[str], today: Today) -> When:
    """« dans 10 jours », "two weeks from tomorrow"."""
    count = count_of(_said(match, "count"))
    if count is None:
        return Problem("unclear")
    unit, size = _unit(_said(match, "unit"))
    if _said(match, "tomorrow"):
        days = count * size * (7 if unit == "week" else 1) + 1
        return calendar.later(days, "day", today.day) if unit in ("day", "week") else Problem("unclear")
    return calendar.later(count * size, unit, today.day)


def weekday_later(match: re.Match[str], today: Today) -> When | None:
    """« jeudi dans deux semaines »."""
    count = count_of(_said(match, "count"))
    return (
        None
        if count is None
        else calendar.weekday_of_week(weekday_number(_said(match, "weekday")), count, today.day)
    )


def weeks_from_weekday(match: re.Match[str], today: Today) -> When | None:
    """ "two weeks from Thursday"."""
    count = count_of(_said(match, "count"))
    return (
        None
        if count is None
        else calendar.next_weekday(weekday_number(_said(match, "weekday")), today.day, weeks=count)
    )


def weekday_of_next_week(match: re.Match[str], today: Today) -> When:
    """« mercredi de la semaine prochaine »."""
    return calendar.weekday_of_week(
        weekday_number(_said(match, "weekday") or _said(match, "weekday_after")), 1, today.day
    )


def weekday_of_month(match: re.Match[str], today: Today) -> When:
    """« le premier lundi de janvier », "the last Friday of next month"."""
    place, day = place_number(_said(match, "place")), weekday_number(_said(match, "weekday"))
    if _said(match, "month"):
        year = int(_said(match, "year").strip("'")) % 100 + 2000 if _said(match, "year") else None
        month = month_number(_said(match, "month"))
        return calendar.weekday_of_month(place, day, today.day, month=month, year=year)
    ahead = 2 if _said(match, "after") else 1 if _said(match, "next") or _said(match, "before") else 0
    return calendar.weekday_of_month(place, day, today.day, ahead=ahead)


def weekday(match: re.Match[str], today: Today) -> When:
    """« vendredi », « vendredi prochain », « vendredi en huit », "last Friday"."""
    how = _said(match, "how")
    if _said(match, "last") or re.match(r"derni|passe|last", how):
        return Problem("past")
    weeks = 2 if "quinze" in how else 1 if re.search(r"huit|week|after", how) else 0
    return calendar.next_weekday(weekday_number(_said(match, "weekday")), today.day, weeks=weeks)


def days_from_now(days: int) -> Meaning:
    """« demain » and the like."""
    return lambda match, today: calendar.bounded(today.day + timedelta(days=days), today.day)


def feast(match: re.Match[str], today: Today) -> When:
    """« à Noël », "the day after Christmas", « le lundi d'avant Pâques »."""
    name = _said(match, "feast")
    if _said(match, "weekday"):
        before = bool(re.search("avant|before|preced", _said(match, "side")))
        number = weekday_number(_said(match, "weekday"))
        return feasts.weekday_near(name, number, today.day, today.country, before=before)
    offset = _BESIDE_FEAST[_said(match, "side")]
    return feasts.next_feast(name, today.day, today.country, offset=offset)


def weekday_of_year(match: re.Match[str], today: Today) -> When:
    """ "the first Monday of the new year", « le dernier vendredi de l'année »."""
    place, day = place_number(_said(match, "place")), weekday_number(_said(match, "weekday"))
    month = 12 if place < 0 else 1
    return calendar.weekday_of_month(place, day, today.day, month=month)


def week_from(days: int) -> Meaning:
    """« d'aujourd'hui en huit », « demain en quinze »."""
    return lambda match, today: calendar.later(
        days + (14 if _said(match, "how") == "quinze" else 7), "day", today.day
    )


def always(kind: Literal["past", "unclear"]) -> Meaning:
    """« la semaine dernière », « le mois prochain »."""
    return lambda match, today: Problem(kind)


def _said(match: re.Match[str], group: str) -> str:
    """What a group matched; empty also where the pattern has no such group."""
    return match.groupdict().get(group) or ""


def _day_month(day: int, month: int, year: str, today: Today) -> When:
    if not 1 <= month <= 12:
        return Problem("impossible")
    if year:
        return calendar.exact(int(year.strip("'")), month, day, today.day)
    return calendar.next_in_year(month, day, today.day)


def _unit(word: str) -> tuple[Unit, int]:
    return next((unit, size) for start, unit, size in _UNITS if word.startswith(start))
