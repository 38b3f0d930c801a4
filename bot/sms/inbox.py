"""Messages that arrive: each is stored once, before anything else, and waits for its turn.

A row is the claim of the carrier's id: a repeated delivery finds it there and does nothing. The texts are
encrypted, since they may hold a PIN. Order is the order of arrival here: Twilio gives no other.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from accounts.database import Sessions, reading
from bot.settings import Settings
from bot.sms.models import DONE, GIVEN_UP, WAITING, SmsInbound

MOST_ATTEMPTS = 6
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 600))
_LEASE_SECONDS = 60  # beyond the longest wait for Rasa: then whoever had the message has died


@dataclass(frozen=True)
class Arrived:
    """A message as the carrier gave it to us; numbers in international form."""

    sid: str
    operator: str
    number: str
    our_number: str
    text: str
    media: int = 0


@dataclass(frozen=True)
class Claimed:
    """A message whose turn it is.

    conversation_id: from an attempt before. last_try: after one more error it is given up.
    """

    id: int
    message: Arrived
    received_at: datetime
    conversation_id: str | None
    last_try: bool


class Inbox:
    """The queue.

    Args:
        texts: made by outbound.text_cipher.
    """

    def __init__(self, sessions: Sessions, settings: Settings, texts: Fernet) -> None:
        self._sessions = sessions
        self._clock = settings.now
        self._texts = texts
        self._lease = timedelta(seconds=settings.rasa_timeout + _LEASE_SECONDS)

    def store(self, session: Session, arrived: Arrived, *, state: str = WAITING) -> int | None:
        """Store a message; None if it is here already."""
        postgres = session.get_bind().dialect.name == "postgresql"
        if postgres:  # else a lower id could become visible after a higher one
            lock = zlib.crc32(f"{arrived.operator} {arrived.number}".encode())
            session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
        insert: Any = postgresql.insert if postgres else sqlite.insert
        now = self._clock()
        row = insert(SmsInbound).values(
            provider_sid=arrived.sid,
            operator=arrived.operator,
            number=arrived.number,
            our_number=arrived.our_number,
            ciphertext=self._texts.encrypt(arrived.text.encode()).decode() if state == WAITING else None,
            media=arrived.media,
            state=state,
            attempts=0,
            next_attempt_at=now,
            received_at=now,
        )
        return session.scalar(row.on_conflict_do_nothing().returning(SmsInbound.id))

    def due(self, limit: int) -> list[int]:
        """The first waiting message of each number, unless it is being worked on, oldest first."""
        first = (
            sa.select(sa.func.min(SmsInbound.id).label("id"))
            .where(SmsInbound.state == WAITING)
            .group_by(SmsInbound.operator, SmsInbound.number)
            .subquery()
        )
        query = (
            sa.select(SmsInbound.id)
            .join(first, first.c.id == SmsInbound.id)
            .where(SmsInbound.next_attempt_at <= self._clock())
            .order_by(SmsInbound.id)
            .limit(limit)
        )
        with reading(self._sessions) as session:
            return list(session.scalars(query))

    def claim(self, inbound_id: int) -> Claimed | None:
        """Take a message on; None if somebody else has, or it is done."""
        now = self._clock()
        with self._sessions.begin() as session:
            row = session.get(SmsInbound, inbound_id, with_for_update=True)
            if row is None or row.state != WAITING or row.next_attempt_at > now:
                return None
            row.attempts += 1
            row.next_attempt_at = now + self._lease
            text = self._texts.decrypt((row.ciphertext or "").encode()).decode()
            arrived = Arrived(row.provider_sid, row.operator, row.number, row.our_number, text, row.media)
            last_try = row.attempts >= MOST_ATTEMPTS
            return Claimed(row.id, arrived, row.received_at, row.conversation_id, last_try)

    def finish(
        self, session: Session, inbound_id: int, outcome: str, conversation_id: str | None = None
    ) -> None:
        """Done with it, in the session's transaction; its text is forgotten."""
        row = session.get_one(SmsInbound, inbound_id)
        row.state, row.outcome, row.done_at = DONE, outcome, self._clock()
        row.conversation_id, row.ciphertext = conversation_id or row.conversation_id, None

    def assign(self, session: Session, inbound_id: int, conversation_id: str) -> None:
        """The conversation that the message goes into, also if it is processed again."""
        session.get_one(SmsInbound, inbound_id).conversation_id = conversation_id

    def retry(self, inbound_id: int, reason: str, *, begin_anew: bool = False) -> None:
        """It did not work: wait, and then try again; perhaps in another conversation."""
        with self._sessions.begin() as session:
            row = session.get_one(SmsInbound, inbound_id)
            wait = _WAITS[min(row.attempts, len(_WAITS)) - 1]
            row.next_attempt_at, row.last_error = self._clock() + wait, reason[:200]
            if begin_anew:
                row.conversation_id = None

    def give_up(self, session: Session, inbound_id: int, reason: str) -> None:
        """It never works: a dead letter, which the messages after it do not wait for."""
        row = session.get_one(SmsInbound, inbound_id)
        row.state, row.last_error, row.done_at = GIVEN_UP, reason[:200], self._clock()

    def release_all(self) -> None:
        """Forget who worked on what; only where no other process can be at it."""
        with self._sessions.begin() as session:
            waiting = sa.update(SmsInbound).where(SmsInbound.state == WAITING)
            session.execute(waiting.values(next_attempt_at=self._clock()))

    def count_until(self, session: Session, message: Arrived, since: datetime, last_id: int) -> int:
        """How many messages of this number arrived since then, up to the one with this id."""
        query = sa.select(sa.func.count()).where(
            SmsInbound.operator == message.operator,
            SmsInbound.number == message.number,
            SmsInbound.received_at > since,
            SmsInbound.id <= last_id,
        )
        return session.scalar(query) or 0


def given_up(session: Session, operator: str | None = None) -> list[SmsInbound]:
    """The messages that could not be dealt with, oldest first."""
    query = sa.select(SmsInbound).where(SmsInbound.state == GIVEN_UP).order_by(SmsInbound.id)
    if operator is not None:
        query = query.where(SmsInbound.operator == operator)
    return list(session.scalars(query))
