"""The figures of a report; what each means is in bot/desk/wording/reports.yml, and on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median, quantiles
from typing import TypeVar

from bot.reports.facts import Facts

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Figures:
    """Shares are 0 to 1, waits are in seconds, satisfaction is 1 to 5; None where there is nothing to count."""

    volume: int
    contained: int
    resolved: int
    handoffs: int
    claimed: int
    wait_median: float | None
    wait_90: float | None
    scores: int
    satisfaction: float | None
    satisfied: float | None  # share of scores of 4 and 5
    causes: Counter

    @property
    def containment(self) -> float | None:
        return self.contained / self.volume if self.volume else None

    @property
    def resolution(self) -> float | None:
        return self.resolved / self.volume if self.volume else None


def figures_of(facts: Iterable[Facts]) -> Figures:
    """Add up conversations."""
    chosen = list(facts)
    handoffs = [handoff for fact in chosen for handoff in fact.handoffs]
    waits = sorted(handoff.seconds for handoff in handoffs if handoff.seconds is not None)
    scores = [fact.score for fact in chosen if fact.score is not None]
    return Figures(
        volume=len(chosen),
        contained=sum(fact.contained for fact in chosen),
        resolved=sum(fact.resolved for fact in chosen),
        handoffs=len(handoffs),
        claimed=len(waits),
        wait_median=median(waits) if waits else None,
        wait_90=_ninth_tenth(waits),
        scores=len(scores),
        satisfaction=mean(scores) if scores else None,
        satisfied=sum(score >= 4 for score in scores) / len(scores) if scores else None,
        causes=Counter(handoff.cause for handoff in handoffs),
    )


def figures_by(facts: Iterable[Facts], key: Callable[[Facts], Key]) -> dict[Key, Figures]:
    """Figures of each group, in the order of the keys."""
    groups: dict[Key, list[Facts]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return {value: figures_of(groups[value]) for value in sorted(groups)}  # type: ignore[type-var]


def figures_by_week(facts: list[Facts], first: date, weeks: int) -> dict[date, Figures]:
    """Figures of every week of a report by its Monday, also of those in which nobody wrote."""
    found = figures_by(facts, lambda fact: fact.week)
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    return {monday: found.get(monday) or figures_of(()) for monday in mondays}


def _ninth_tenth(waits: list[float]) -> float | None:
    """What nine of ten waits do not exceed."""
    if len(waits) < 2:
        return waits[0] if waits else None
    return quantiles(waits, n=10, method="inclusive")[-1]
