"""Sends what notifications left in the outbox, tries again when it fails, and gives up into the dead letters.

A message is claimed by moving its next attempt into the future, so several workers can share the work and a
worker that dies loses nothing: the message is tried again after the wait. It can then arrive twice, never
not at all. What was given up is in accounts/dead_letters.py.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from accounts import one_time_codes
from accounts.database import Sessions, reading
from accounts.delivery import DeliveryPort, OutgoingMessage
from accounts.encryption import cipher
from accounts.errors import DeliveryFailed, DeliveryRefused
from accounts.models import BillingAccount, CommunicationMessage
from accounts.operators import operator
from accounts.phones import e164

# The wait after each attempt that fails; after the last one the message is a dead letter.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


_AT_ONCE = 8  # so that a slow mail server does not hold up a one-time code
log = logging.getLogger(__name__)


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

    async def deliver_due(self, *, limit: int = 200) -> int:
        """Try the messages that are due, at most `limit`; returns how many were delivered.

        What goes to one recipient goes in order, and different recipients do not wait for each other.
        """
        free = asyncio.Semaphore(_AT_ONCE)

        async def deliver_all(message_ids: list[int]) -> int:
            async with free:
                return sum([await self._deliver(message_id) for message_id in message_ids])

        due = await asyncio.to_thread(self._due, limit)
        return sum(await asyncio.gather(*map(deliver_all, due)))

    async def _deliver(self, message_id: int) -> bool:
        if not await asyncio.to_thread(self._claim, message_id):
            return False
        try:
            message = await asyncio.to_thread(self._outgoing, message_id)
            await self.ports[message.channel].send(message)
        except DeliveryFailed as error:
            await asyncio.to_thread(self._record_failure, message_id, error)
            return False
        except Exception as error:
            # Deliberately wide: a message that nothing can send must not hold up those behind it. The error's own
            # words may name the recipient; they stay out of the log.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Message %s: %s\n%s", message_id, type(error).__name__, where)
            failure = DeliveryFailed(f"{type(error).__name__} while preparing or sending it.")
            await asyncio.to_thread(self._record_failure, message_id, failure)
            return False
        await asyncio.to_thread(self._record_success, message_id)
        return True

    def _due(self, limit: int) -> list[list[int]]:
        """The messages that are due by recipient, those that expire first."""
        query = (
            sa.select(CommunicationMessage.id, CommunicationMessage.channel, CommunicationMessage.recipient)
            .where(
                CommunicationMessage.status == "pending", CommunicationMessage.next_attempt_at <= self.clock()
            )
            .order_by(
                CommunicationMessage.expires_at.is_(None),
                CommunicationMessage.next_attempt_at,
                CommunicationMessage.id,
            )
            .limit(limit)
        )
        by_recipient: dict[tuple[str, str], list[int]] = defaultdict(list)
        with reading(self.sessions) as session:
            for message_id, channel, recipient in session.execute(query):
                by_recipient[channel, recipient].append(message_id)
        return list(by_recipient.values())

    def _claim(self, message_id: int) -> bool:
        now = self.clock()
        with self.sessions.begin() as session:
            row = session.get(CommunicationMessage, message_id, with_for_update=True)
            if row is None or row.status != "pending" or row.next_attempt_at > now:
                return False  # another worker has it, or its account was replaced
            if row.expires_at is not None and row.expires_at <= now:
                row.status, row.secret = "expired", None
                return False
            if row.attempts > len(WAITS):  # the worker died over its last attempt
                row.status, row.secret = "dead", None
                return False
            row.attempts += 1
            row.next_attempt_at = now + WAITS[min(row.attempts, len(WAITS)) - 1]
            return True

    def _outgoing(self, message_id: int) -> OutgoingMessage:
        with reading(self.sessions) as session:
            row = session.get_one(CommunicationMessage, message_id)
            rules = operator(session.get_one(BillingAccount, row.account_id).operator)
        code = self.codes.decrypt(row.secret.encode()).decode() if row.secret else ""
        return OutgoingMessage(
            id=row.id,
            kind=row.kind,
            channel=row.channel,
            to=self._address(row, rules.country),
            language=row.language,
            operator=rules.name,
            operator_slug=rules.slug,
            subject=row.subject,
            body=row.body.replace("{code}", code) if code else row.body,
            expires_at=row.expires_at,
        )

    @staticmethod
    def _address(row: CommunicationMessage, country: str) -> str:
        if row.channel != "sms":
            return row.recipient
        # What is no number goes out as it is: the provider refuses it, and that is recorded.
        return e164(row.recipient, country) or row.recipient

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
