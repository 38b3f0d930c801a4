"""When an operator's people answer: its office hours, or a general rule where its documents give none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from accounts.errors import RuleError
from accounts.operators.rules import Operator, Weekday

WEEKDAYS: tuple[str, ...] = get_args(Weekday)
ALWAYS = "always"
_WEEK = 8  # days to look ahead: today's hours may be over, and next week's same day is the first again


@dataclass(frozen=True)
class Opening:
    """From `opens` to `closes` on a day of the week (0 is Monday); until midnight where `closes` is 00:00."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class OpeningHours:
    """Openings in the time zone they are given in."""

    zone: ZoneInfo
    openings: tuple[Opening, ...]

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should be there at this moment."""
        return any(start <= at < end for start, end in self._intervals(at))

    def next_opening(self, at: datetime) -> datetime | None:
        """`at` itself while it is open, else when it opens next; None if it never does."""
        if self.is_open(at):
            return at
        return min((start for start, _ in self._intervals(at) if start > at), default=None)

    def _intervals(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(self.zone).date()
        for offset in range(-1, _WEEK):
            day = today + timedelta(days=offset)
            for opening in self.openings:
                if opening.weekday == day.weekday():
                    last = day if opening.closes > opening.opens else day + timedelta(days=1)
                    yield (
                        datetime.combine(day, opening.opens, self.zone),
                        datetime.combine(last, opening.closes, self.zone),
                    )


def opening_hours(rules: Operator, default: str) -> OpeningHours:
    """The operator's hours.

    Args:
        default: for operators without office hours, as in `parse_hours`.
    """
    if not rules.office_hours:
        return parse_hours(default, rules.time_zone)
    openings = tuple(
        Opening(WEEKDAYS.index(day), hours.opens, hours.closes)
        for hours in rules.office_hours
        for day in hours.days
    )
    return OpeningHours(rules.office_hours[0].time_zone, openings)


def parse_hours(text: str, zone: ZoneInfo) -> OpeningHours:
    """Reads `mon-fri 09:00-17:00, sat 10:00-14:00`, or `always`.

    Raises:
        RuleError: names the part that cannot be read.
    """
    if text.strip() == ALWAYS:
        return OpeningHours(zone, tuple(Opening(day, time.min, time.min) for day in range(7)))
    return OpeningHours(zone, tuple(opening for part in text.split(",") for opening in _openings(part)))


def _openings(part: str) -> Iterator[Opening]:
    try:
        days, times = part.split()
        opens, closes = (time.fromisoformat(moment) for moment in times.split("-"))
        first, last = (WEEKDAYS.index(day) for day in (days.split("-") * 2)[:2])
    except ValueError as error:
        raise RuleError(f"Opening hours {part.strip()!r}: write them like 'mon-fri 09:00-17:00'.") from error
    for day in range(first, last + 1 if last >= first else last + 8):
        yield Opening(day % 7, opens, closes)
