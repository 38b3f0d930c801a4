"""Feasts that customers name a day by: « à la Saint-Jean », "the Monday after Christmas", « le lendemain du jour de l'An »."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from actions.readers.date_calendar import Problem, When, bounded, placed

Rule = Callable[[int, str], date]

NEW_YEAR = r"(?:jour de l'an|nouvel an|new year'?s? day|new year'?s(?! eve))"


def _on(month: int, day: int) -> Rule:
    return lambda year, country: date(year, month, day)


def _after_easter(days: int) -> Rule:
    return lambda year, country: easter(year) + timedelta(days=days)


def _labour_day(year: int, country: str) -> date:
    return date(year, 5, 1) if country == "FR" else placed(date(year, 9, 1), 1, 0)


def _thanksgiving(year: int, country: str) -> date:
    return placed(date(year, 11, 1), 4, 3) if country == "US" else placed(date(year, 10, 1), 2, 0)


# Names, folded; the day of a year in a country.
_RULES: tuple[tuple[str, Rule], ...] = (
    (r"(?:christmas|xmas) eve|la nuit de noel|reveillon de noel", _on(12, 24)),
    (r"noel|christmas(?: day)?|xmas", _on(12, 25)),
    (r"boxing day", _on(12, 26)),
    (r"(?:la )?saint-sylvestre|new year'?s eve|reveillon du jour de l'an", _on(12, 31)),
    (NEW_YEAR, _on(1, 1)),
    (r"(?:lundi de |easter )(?:paques|monday)", _after_easter(1)),
    (r"vendredi saint|good friday", _after_easter(-2)),
    (r"(?:dimanche de )?paques|easter(?: sunday)?", _after_easter(0)),
    (r"(?:la )?(?:saint|st)[ -]jean(?:[ -]baptiste)?|fete nationale du quebec", _on(6, 24)),
    (r"canada day|fete du canada", _on(7, 1)),
    (r"bastille day", _on(7, 14)),
    (r"labou?r day|fete du travail", _labour_day),
    (r"thanksgiving(?: day)?|(?:l')?action de graces?", _thanksgiving),
    (r"(?:la )?toussaint", _on(11, 1)),
)
FEAST = "(?:" + "|".join(f"(?:{name})" for name, _ in _RULES) + ")"


def next_feast(name: str, today: date, country: str | None, *, offset: int = 0) -> When:
    """The next day so many days after a feast, as matched by FEAST."""
    rule = next(rule for pattern, rule in _RULES if re.fullmatch(pattern, name))
    days = [rule(year, country or "CA") + timedelta(days=offset) for year in (today.year, today.year + 1)]
    return next((day for day in days if day >= today), Problem("past"))


def weekday_near(name: str, weekday: int, today: date, country: str | None, *, before: bool) -> When:
    """The Monday (0) to Sunday right before or after the next such feast; the feast itself does not count."""
    feast = next_feast(name, today, country)
    if isinstance(feast, Problem):
        return feast
    step = -((feast.weekday() - weekday - 1) % 7 + 1) if before else (weekday - feast.weekday() - 1) % 7 + 1
    return bounded(feast + timedelta(days=step), today)
