"""Who works at the desk: accounts with argon2 passwords, roles and operators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.attempts import Limit, forget_attempts, return_attempt, take_attempt
from accounts.database import Sessions
from accounts.operators import operator_slugs
from accounts.pins import SecretHasher
from bot.desk.errors import FormRefused, LoginFailed
from bot.desk.logins import end_all
from bot.desk.models import ALL_OPERATORS, ROLES, DeskUser
from bot.desk.words import LANGUAGES

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")
_CLOSED_FOR = timedelta(minutes=15)
NAME_FAILURES, ADDRESS_FAILURES = 5, 30


def create_user(
    session: Session,
    username: str,
    *,
    name: str,
    password: str,
    role: str,
    operators: Sequence[str],
    now: datetime,
    language: str = "fr",
    hasher: SecretHasher | None = None,
) -> DeskUser:
    """Add somebody to the desk.

    Args:
        name: as customers see it.
        operators: slugs, or `["*"]` for all.

    Raises:
        FormRefused: says what is wrong.
    """
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise FormRefused("errors.bad_username")
    if find_user(session, username) is not None:
        raise FormRefused("errors.username_taken", username=username)
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100:
        raise FormRefused("errors.bad_name")
    check_password(password)
    if role not in ROLES:
        raise FormRefused("errors.bad_role", known=", ".join(ROLES))
    if language not in LANGUAGES:
        raise FormRefused("errors.bad_language")
    user = DeskUser(
        username=username,
        name=name,
        password_hash=(hasher or SecretHasher()).hash(password),
        role=role,
        operators=_checked_operators(operators),
        language=language,
        active=True,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user


def change_password(
    session: Session, user: DeskUser, password: str, now: datetime, *, hasher: SecretHasher | None = None
) -> None:
    """Give somebody another password; every session of theirs ends.

    Raises:
        FormRefused
    """
    check_password(password)
    user.password_hash = (hasher or SecretHasher()).hash(password)
    end_all(session, user, now)


def set_active(session: Session, user: DeskUser, active: bool, now: datetime) -> None:
    """Take somebody's access away at once, or give it back."""
    user.active = active
    if not active:
        end_all(session, user, now)


def check_password(password: str) -> None:
    """Long enough to resist guessing, short enough to hash.

    Raises:
        FormRefused
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or len(set(password)) < 5:
        raise FormRefused("errors.bad_password", shortest=SHORTEST_PASSWORD)


def find_user(session: Session, username: str) -> DeskUser | None:
    """The user of this name, whether active or not."""
    return session.scalar(sa.select(DeskUser).where(DeskUser.username == username.strip().lower()))


def operators_of(user: DeskUser) -> tuple[str, ...]:
    """The slugs of the operators that somebody works for."""
    known = operator_slugs()
    return (
        known if ALL_OPERATORS in user.operators else tuple(slug for slug in known if slug in user.operators)
    )


def colleagues(session: Session, operator: str) -> list[DeskUser]:
    """The active users who work for an operator, by name."""
    users = session.scalars(sa.select(DeskUser).where(DeskUser.active).order_by(DeskUser.name))
    return [user for user in users if operator in operators_of(user)]


def is_present(user: DeskUser, now: datetime, *, minutes: int) -> bool:
    """Whether a page of theirs was open in the last minutes (settings.desk_absent_minutes)."""
    return user.last_seen_at is not None and now - user.last_seen_at <= timedelta(minutes=minutes)


def authenticate(
    sessions: Sessions, username: str, password: str, address: str, now: datetime, *, hasher: SecretHasher
) -> DeskUser:
    """Somebody by name and password. Five failures close the door to a name for 15 minutes, 30 to an address.

    Raises:
        LoginFailed: the same, and after the same time, for a wrong name and a wrong password.
    """
    username = username.strip().lower()[:80]
    limits = (
        Limit("desk_user", username, NAME_FAILURES, _CLOSED_FOR, _CLOSED_FOR),
        Limit("desk_address", address[:100], ADDRESS_FAILURES, _CLOSED_FOR, _CLOSED_FOR),
    )
    with sessions.begin() as session:
        attempts = [take_attempt(session, limit, now) for limit in limits]
        user = find_user(session, username)
    if not all(attempt.allowed for attempt in attempts):
        raise LoginFailed("errors.login_closed", minutes=int(_CLOSED_FOR.total_seconds() // 60))
    # Outside any transaction: hashing is slow on purpose, and others must not wait for it.
    known = user is not None and user.active
    if not hasher.matches(user.password_hash if user and known else None, password[:LONGEST_PASSWORD]):
        raise LoginFailed()
    assert user is not None
    with sessions.begin() as session:
        forget_attempts(session, limits[0])
        return_attempt(session, limits[1])
    return user


def _checked_operators(operators: Sequence[str]) -> list[str]:
    if ALL_OPERATORS in operators:
        return [ALL_OPERATORS]
    unknown = [slug for slug in operators if slug not in operator_slugs()]
    if unknown or not operators:
        raise FormRefused("errors.bad_operators", known=", ".join(operator_slugs()))
    return sorted(set(operators))
