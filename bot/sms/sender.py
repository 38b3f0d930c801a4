"""Sends what is in the queue: in order per number, again when it fails, and never to a number that said STOP.

Before a message goes to the carrier its row says "uncertain": should this process die, or the answer get lost, the
carrier is first asked whether it has the message. So it goes out once, whatever happens in between.
"""

from __future__ import annotations

import logging
from datetime import timedelta

import sqlalchemy as sa
from cryptography.fernet import Fernet
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from accounts.database import Sessions, reading
from accounts.sms_consent import has_opted_out, record_consent
from bot.settings import Settings
from bot.sms.carrier import LOST, Carrier, Handed, Outgoing
from bot.sms.errors import CarrierError, CarrierFailed, NumberOptedOut
from bot.sms.metrics import SmsMetrics
from bot.sms.models import DEAD, PENDING, SENT, SUPPRESSED, SmsOutbound
from bot.sms.statuses import apply_statuses, note_status

log = logging.getLogger(__name__)

# The wait after each attempt that fails; after the last one the message is a dead letter.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900, 3600, 14400))
_LEASE = timedelta(seconds=60)  # far beyond the carrier's time-out: then whoever had the message has died


class Sender:
    """Takes messages from the queue to the carrier.

    Args:
        texts: made by outbound.text_cipher.
    """

    def __init__(
        self, sessions: Sessions, settings: Settings, texts: Fernet, carrier: Carrier, metrics: SmsMetrics
    ) -> None:
        self._sessions = sessions
        self._clock = settings.now
        self._texts = texts
        self._carrier = carrier
        self._metrics = metrics

    def due(self, limit: int) -> list[int]:
        """The first message of each number that is not sent yet, and every answer to a keyword."""
        pending = SmsOutbound.state == PENDING
        first = (
            sa.select(sa.func.min(SmsOutbound.id))
            .where(pending, SmsOutbound.kind != "keyword")
            .group_by(SmsOutbound.operator, SmsOutbound.number)
        )
        query = (
            sa.select(SmsOutbound.id)
            .where(
                pending,
                SmsOutbound.next_attempt_at <= self._clock(),
                sa.or_(SmsOutbound.kind == "keyword", SmsOutbound.id.in_(first)),
            )
            .order_by(SmsOutbound.id)
            .limit(limit)
        )
        with reading(self._sessions) as session:
            return list(session.scalars(query))

    async def send(self, outbound_id: int) -> None:
        """Try one message; what becomes of it is in its row."""
        message = await run_in_threadpool(self._claim, outbound_id)
        if message is None:
            return
        try:
            handed = await self._hand_over(message)
        except CarrierError as error:
            log.warning("Text message %s: %s", message.id, error)
            await run_in_threadpool(self._record_failure, message.id, error)
            return
        await run_in_threadpool(self._record_success, message.id, handed)

    async def _hand_over(self, message: Outgoing) -> Handed:
        if message.uncertain:
            found = await self._carrier.find(message)
            unclaimed = await run_in_threadpool(self._unclaimed, found)
            if unclaimed is not None:
                return unclaimed
        return await self._carrier.send(message)

    def _claim(self, outbound_id: int) -> Outgoing | None:
        now = self._clock()
        with self._sessions.begin() as session:
            row = session.get(SmsOutbound, outbound_id, with_for_update=True)
            if row is None or row.state != PENDING or row.next_attempt_at > now:
                return None
            if self._useless(session, row):
                self._metrics.outbound.labels(row.kind, row.state).inc()
                return None
            uncertain, row.uncertain = row.uncertain, True
            row.attempts += 1
            row.next_attempt_at = now + _LEASE
            body = self._texts.decrypt((row.ciphertext or "").encode()).decode()
            return Outgoing(row.id, row.number, row.our_number, body, row.created_at, uncertain, row.attempts)

    def _useless(self, session: Session, row: SmsOutbound) -> bool:
        """Not to be sent: the number said STOP, or the message has expired."""
        if row.kind != "keyword" and has_opted_out(session, row.operator, row.number):
            row.state, row.ciphertext = SUPPRESSED, None
        elif row.expires_at is not None and row.expires_at <= self._clock():
            row.state, row.ciphertext, row.last_error = DEAD, None, "expired"
        return row.state != PENDING

    def _unclaimed(self, found: list[Handed]) -> Handed | None:
        """The first that is neither lost nor another message of ours with the same text."""
        with reading(self._sessions) as session:
            known = set(
                session.scalars(
                    sa.select(SmsOutbound.provider_sid).where(
                        SmsOutbound.provider_sid.in_([handed.sid for handed in found])
                    )
                )
            )
        usable = (handed for handed in found if handed.sid not in known and handed.status not in LOST)
        return next(usable, None)

    def _record_success(self, outbound_id: int, handed: Handed) -> None:
        now = self._clock()
        with self._sessions.begin() as session:
            row = session.get_one(SmsOutbound, outbound_id)
            row.state, row.provider_sid, row.sent_at = SENT, handed.sid, now
            row.uncertain, row.last_error = False, None
            session.flush()
            note_status(session, handed.sid, handed.status, None, now)
            apply_statuses(session, row)
            self._metrics.outbound.labels(row.kind, SENT).inc()
            self._metrics.segments.labels("out", row.encoding).inc(row.segments)

    def _record_failure(self, outbound_id: int, error: CarrierError) -> None:
        now = self._clock()
        with self._sessions.begin() as session:
            row = session.get_one(SmsOutbound, outbound_id)
            row.last_error = str(error)[:200]
            if isinstance(error, NumberOptedOut):
                self._keep_opt_out(session, row)
            if not isinstance(error, CarrierFailed) or row.attempts > len(WAITS):
                row.state = DEAD
                self._metrics.outbound.labels(row.kind, DEAD).inc()
                return
            wait = WAITS[min(row.attempts, len(WAITS)) - 1]
            row.uncertain = error.uncertain
            row.next_attempt_at = now + max(wait, timedelta(seconds=error.wait or 0))

    def _keep_opt_out(self, session: Session, row: SmsOutbound) -> None:
        """The carrier knows of a STOP that never reached us."""
        if not has_opted_out(session, row.operator, row.number):
            record_consent(
                session, row.operator, row.number, "opted_out", source="carrier", now=self._clock()
            )

    def release_all(self) -> None:
        """Forget who was sending what; only where no other process can be at it."""
        with self._sessions.begin() as session:
            under_way = sa.update(SmsOutbound).where(
                SmsOutbound.state == PENDING, SmsOutbound.uncertain.is_(True)
            )
            session.execute(under_way.values(next_attempt_at=self._clock()))
