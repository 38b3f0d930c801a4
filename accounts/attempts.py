"""Counts attempts on an account, from a source address, or in a conversation; too many close the door for a while.

An attempt is counted before it is tried and taken back when it succeeds: a process that dies in between, or
a hundred attempts at once, never get more tries than allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from accounts.formats import account_key
from accounts.models import AttemptCounter

ALLOWED_FAILURES = 5


@dataclass(frozen=True)
class Limit:
    """At most `allowed` attempts; after the last, the door is closed for `closed_for`.

    Attempts are forgotten `forgotten_after` the last one, so that a typing error a month locks nobody.
    """

    scope: str
    key: str
    allowed: int
    closed_for: timedelta
    forgotten_after: timedelta


@dataclass(frozen=True)
class Attempt:
    """Whether it may be tried, and what is left after it if it fails."""

    allowed: bool
    left: int
    closed_until: datetime | None = None


def take_attempt(session: Session, limit: Limit, now: datetime) -> Attempt:
    """Count an attempt, or refuse it when too many were made."""
    counter = _locked_counter(session, limit, now)
    if counter.attempts and _forgotten(counter, limit, now):
        counter.attempts = 0
    if counter.attempts >= limit.allowed:
        return Attempt(False, 0, counter.last_at + limit.closed_for)
    counter.attempts += 1
    counter.last_at = now
    session.flush()
    return Attempt(True, limit.allowed - counter.attempts, now + limit.closed_for)


def return_attempt(session: Session, limit: Limit) -> None:
    """Take back one attempt, which succeeded."""
    session.execute(
        sa.update(AttemptCounter)
        .where(
            AttemptCounter.scope == limit.scope, AttemptCounter.key == limit.key, AttemptCounter.attempts > 0
        )
        .values(attempts=AttemptCounter.attempts - 1)
    )


def forget_attempts(session: Session, limit: Limit) -> None:
    """Begin to count anew."""
    session.execute(
        sa.delete(AttemptCounter).where(AttemptCounter.scope == limit.scope, AttemptCounter.key == limit.key)
    )


def account_limit(operator: str, number: str, lock_minutes: int) -> Limit:
    """Five failures lock an account, or a number that is no account."""
    lock = timedelta(minutes=lock_minutes)
    return Limit("account", account_key(operator, number), ALLOWED_FAILURES, lock, timedelta(days=1))


def account_locked_until(
    session: Session, operator: str, number: str, *, now: datetime, lock_minutes: int
) -> datetime | None:
    """Until when an account's self-service is locked, or None."""
    limit = account_limit(operator, number, lock_minutes)
    counter = session.get(AttemptCounter, (limit.scope, limit.key))
    if counter is None or counter.attempts < limit.allowed or _forgotten(counter, limit, now):
        return None
    return counter.last_at + limit.closed_for


def _forgotten(counter: AttemptCounter, limit: Limit, now: datetime) -> bool:
    period = limit.closed_for if counter.attempts >= limit.allowed else limit.forgotten_after
    # abs: a clock that was set back must not lock anybody for longer than the period.
    return abs(now - counter.last_at) >= period


def _locked_counter(session: Session, limit: Limit, now: datetime) -> AttemptCounter:
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(AttemptCounter).values(scope=limit.scope, key=limit.key, attempts=0, last_at=now)
    session.execute(new.on_conflict_do_nothing())
    return session.get_one(
        AttemptCounter, (limit.scope, limit.key), with_for_update=True, populate_existing=True
    )
