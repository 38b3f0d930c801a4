"""The calendar behind the words: next such days, ends of months, weeks from now, and what cannot be.

Choices that people could make otherwise, each read back to the customer before it counts:

- a day or a month without its year is the next such date, today included; a day without its month that takes the
  place of another (« plutôt le 20 ») is of that one's month, if still to come; a weekday alone is the next one
  after today, and « vendredi prochain » and "next Friday" are that same day;
- « jeudi dans deux semaines » is the Thursday of the week after next (weeks begin on Monday);
  « jeudi en huit » and "a week from Thursday" are seven days after the next Thursday;
- the middle of a month is the 15th, its beginning the 1st, its end the last day;
- « la semaine prochaine », « le mois prochain » and a month alone name no day: `unclear`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

Edge = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Problem:
    """A date that cannot be taken.

    past: before today. impossible: not in any calendar (31 February). too_far: more than a year ahead.
    unclear: a time without a day (« la semaine prochaine », « en mars »).
    """

    kind: Literal["past", "impossible", "too_far", "unclear"]


When = date | Problem


def bounded(day: date, today: date) -> When:
    """The day itself if it is neither past nor more than a year ahead."""
    if day < today:
        return Problem("past")
    return day if day <= today + relativedelta(years=1) else Problem("too_far")


def exact(year: int, month: int, day: int, today: date) -> When:
    """A date with its year, which may be written with two digits."""
    try:
        return bounded(date(year + 2000 if year < 100 else year, month, day), today)
    except ValueError:
        return Problem("impossible")


def next_in_year(month: int, day: int, today: date) -> When:
    """The next such date; 29 February only if the coming year has one.

    >>> next_in_year(3, 3, date(2026, 11, 21))
    datetime.date(2027, 3, 3)
    """
    candidates = [exact(year, month, day, today) for year in (today.year, today.year + 1)]
    return next((one for one in candidates if isinstance(one, date)), Problem("impossible"))


def next_in_month(day: int, today: date, near: date | None = None) -> When:
    """The next day with this number, today included; « le 31 » skips the shorter months.

    Args:
        near: of the day that is corrected; where its month has such a day still to come, that is meant.

    >>> next_in_month(31, date(2026, 11, 21), near=date(2027, 1, 15))
    datetime.date(2027, 1, 31)
    """
    if not 1 <= day <= 31:
        return Problem("impossible")
    if near and day <= _length(near) and near.replace(day=day) >= today:
        return bounded(near.replace(day=day), today)
    months = (today.replace(day=1) + relativedelta(months=ahead) for ahead in range(3))
    days = (date(first.year, first.month, day) for first in months if day <= _length(first))
    return next(one for one in days if one >= today)


def in_month(ahead: int, day: int, today: date) -> When:
    """The day of this month (0), the next (1) or the one after."""
    first = today.replace(day=1) + relativedelta(months=ahead)
    return exact(first.year, first.month, day, today)


def edge_of_month(
    edge: Edge, today: date, *, month: int | None = None, year: int | None = None, ahead: int = 0
) -> When:
    """The 1st, 15th or last day of a named month (the next such date if no year) or of one `ahead` of this."""
    if month is None:
        first = today.replace(day=1) + relativedelta(months=ahead)
        day = _edge(first.year, first.month, edge)
        # « au début du mois », said later in the month, is the next beginning of a month.
        if day < today and ahead == 0:
            first += relativedelta(months=1)
            day = _edge(first.year, first.month, edge)
        return bounded(day, today)
    if year is not None:
        return bounded(_edge(year, month, edge), today)
    day = _edge(today.year, month, edge)
    return day if day >= today else _edge(today.year + 1, month, edge)


def edge_of_year(edge: Edge, today: date, *, ahead: int) -> When:
    """The first or last day of this year (0) or the next (1); the beginning of this year is the next one's."""
    year = today.year + ahead + (1 if edge == "start" and not ahead else 0)
    return (
        Problem("unclear")
        if edge == "middle"
        else exact(year, *((1, 1) if edge == "start" else (12, 31)), today)
    )


def edge_of_quarter(edge: Edge, today: date, *, ahead: int) -> When:
    """The first or last day of this calendar quarter (0) or the next (1); the beginning of this one is the next one's."""
    months = 3 * (ahead + (1 if edge == "start" and not ahead else 0)) - (today.month - 1) % 3
    first = today.replace(day=1) + relativedelta(months=months)
    if edge == "middle":
        return Problem("unclear")
    return bounded(first if edge == "start" else first + relativedelta(months=3, days=-1), today)


def weekday_of_month(
    place: int,
    weekday: int,
    today: date,
    *,
    month: int | None = None,
    year: int | None = None,
    ahead: int = 0,
) -> When:
    """The first (1) to fourth or last (-1) such weekday of a named month or of one `ahead` of this.

    Of a month without its year the next such day counts.

    >>> weekday_of_month(-1, 4, date(2026, 11, 21), month=1)
    datetime.date(2027, 1, 29)
    """
    if month is not None and year is not None:
        return bounded(placed(date(year, month, 1), place, weekday), today)
    start, step = today.replace(day=1), relativedelta(months=1)
    if month is not None:
        start, step = start.replace(month=month), relativedelta(years=1)
    day = placed(start + relativedelta(months=ahead), place, weekday)
    if day < today and not ahead:
        day = placed(start + step, place, weekday)
    return bounded(day, today)


def later(count: int, unit: Literal["day", "week", "month", "year"], today: date) -> When:
    """So many days, weeks, calendar months or years from today."""
    if count > 1200:
        return Problem("too_far")
    steps = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }
    return bounded(today + steps[unit], today)


def next_weekday(weekday: int, today: date, *, weeks: int = 0) -> When:
    """The next such weekday after today (Monday is 0), and so many weeks after it."""
    return bounded(today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1 + 7 * weeks), today)


def weekday_of_week(weekday: int, weeks: int, today: date) -> When:
    """The weekday in the week so many after this one; weeks begin on Monday."""
    if weeks > 60:
        return Problem("too_far")
    return bounded(today + timedelta(days=weekday - today.weekday() + 7 * weeks), today)


def placed(first: date, place: int, weekday: int) -> date:
    """The first to fourth such weekday of the month that begins on `first`, or its last one."""
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    return [day for day in days if day.month == first.month][place - 1 if place > 0 else place]


def _length(first: date) -> int:
    return monthrange(first.year, first.month)[1]


def _edge(year: int, month: int, edge: Edge) -> date:
    return date(year, month, {"start": 1, "middle": 15, "end": monthrange(year, month)[1]}[edge])
