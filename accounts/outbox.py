"""Sends what notifications left in the outbox, tries again when it fails, and gives up into the dead letters.

A message is claimed by moving its next attempt into the future, so several workers can share the work and a
worker that dies loses nothing: the message is tried again after the wait. It can then arrive twice, never
not at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers
import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts import one_time_codes
from accounts.database import Sessions, reading
from accounts.delivery import DeliveryPort, OutgoingMessage
from accounts.encryption import cipher
from accounts.errors import DeliveryFailed, DeliveryRefused
from accounts.models import BillingAccount, CommunicationMessage
from accounts.operators import operator

# The wait after each attempt that fails; after the last one the message is a dead letter.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


@dataclass(frozen=True)
class DeadLetter:
    """A message that could not be delivered; `to` is in the outbox, not here, so that lists can be logged."""

    id: int
    operator: str
    account_number: str
    kind: str
    channel: str
    attempts: int
    last_error: str | None
    created_at: datetime


class Outbox:
    """Delivers messages that are due.

    Args:
        ports: the way of delivery for each channel: email, sms and letter.
        secret: the installation's secret; one-time codes are decrypted with it.
    """

    def __init__(
        self,
        sessions: Sessions,
        ports: Mapping[str, DeliveryPort],
        clock: Callable[[], datetime],
        *,
        secret: str,
    ) -> None:
        self.sessions = sessions
        self.ports = ports
        self.clock = clock
        self.codes = cipher(secret, one_time_codes.PURPOSE)

    async def deliver_due(self, *, limit: int = 50) -> int:
        """Try the messages that are due, at most `limit`; returns how many were delivered."""
        delivered = 0
        for message_id in await asyncio.to_thread(self._due, limit):
            message = await asyncio.to_thread(self._claim, message_id)
            if message is not None:
                delivered += await self._deliver(message)
        return delivered

    async def _deliver(self, message: OutgoingMessage) -> bool:
        try:
            await self.ports[message.channel].send(message)
        except DeliveryFailed as error:
            await asyncio.to_thread(self._record_failure, message.id, error)
            return False
        await asyncio.to_thread(self._record_success, message.id)
        return True

    def _due(self, limit: int) -> list[int]:
        query = (
            sa.select(CommunicationMessage.id)
            .where(
                CommunicationMessage.status == "pending", CommunicationMessage.next_attempt_at <= self.clock()
            )
            .order_by(CommunicationMessage.next_attempt_at, CommunicationMessage.id)
            .limit(limit)
        )
        with reading(self.sessions) as session:
            return list(session.scalars(query))

    def _claim(self, message_id: int) -> OutgoingMessage | None:
        now = self.clock()
        with self.sessions.begin() as session:
            row = session.get(CommunicationMessage, message_id, with_for_update=True)
            if row is None or row.status != "pending" or row.next_attempt_at > now:
                return None  # another worker has it, or its account was replaced
            if row.expires_at is not None and row.expires_at <= now:
                row.status, row.secret = "expired", None
                return None
            row.attempts += 1
            row.next_attempt_at = now + WAITS[min(row.attempts, len(WAITS)) - 1]
            return self._outgoing(session, row)

    def _outgoing(self, session: Session, row: CommunicationMessage) -> OutgoingMessage:
        rules = operator(session.get_one(BillingAccount, row.account_id).operator)
        code = self.codes.decrypt(row.secret.encode()).decode() if row.secret else ""
        return OutgoingMessage(
            id=row.id,
            kind=row.kind,
            channel=row.channel,
            to=_international(row.recipient, rules.country) if row.channel == "sms" else row.recipient,
            language=row.language,
            operator=rules.name,
            subject=row.subject,
            body=row.body.replace("{code}", code) if code else row.body,
        )

    def _record_success(self, message_id: int) -> None:
        with self.sessions.begin() as session:
            if row := session.get(CommunicationMessage, message_id):
                row.status, row.sent_at = "sent", self.clock()
                row.secret = row.last_error = None

    def _record_failure(self, message_id: int, error: DeliveryFailed) -> None:
        with self.sessions.begin() as session:
            if row := session.get(CommunicationMessage, message_id):
                row.last_error = str(error)[:200]
                if isinstance(error, DeliveryRefused) or row.attempts > len(WAITS):
                    row.status, row.secret = "dead", None


def dead_letters(session: Session, operator: str | None = None) -> list[DeadLetter]:
    """The messages that were given up, oldest first; of one operator, or of all."""
    query = (
        sa.select(CommunicationMessage, BillingAccount)
        .join(BillingAccount, BillingAccount.id == CommunicationMessage.account_id)
        .where(CommunicationMessage.status == "dead")
        .order_by(CommunicationMessage.id)
    )
    if operator is not None:
        query = query.where(BillingAccount.operator == operator)
    return [
        DeadLetter(
            message.id,
            account.operator,
            account.number,
            message.kind,
            message.channel,
            message.attempts,
            message.last_error,
            message.created_at,
        )
        for message, account in session.execute(query)
    ]


def requeue(session: Session, message_id: int, now: datetime) -> bool:
    """Try a dead letter again from the start; False if there is none with this id."""
    row = session.get(CommunicationMessage, message_id, with_for_update=True)
    if row is None or row.status != "dead":
        return False
    row.status, row.attempts, row.next_attempt_at = "pending", 0, now
    return True


def _international(phone: str, country: str) -> str:
    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return phone  # the provider refuses it, and that is recorded
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
