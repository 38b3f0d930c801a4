"""What has to be done for waiting customers when nobody acts: tickets, conversations of agents who are gone, webhooks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.database import Sessions, reading
from bot.conversations.ownership import release
from bot.conversations.store import get_conversation
from bot.conversations.waiting import abandoned, leave_ticket, overdue_handoffs
from bot.conversations.webhooks import WebhookSender
from bot.desk.models import DeskUser
from bot.settings import Settings, settings

log = logging.getLogger(__name__)


class Keeper:
    """Runs beside the worker until it is told to stop; a round that fails is logged and tried again in the next."""

    def __init__(self, sessions: Sessions, webhooks: WebhookSender, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._webhooks = webhooks
        self._clock = clock

    async def run(self, stop: asyncio.Event, *, every: float = 5.0) -> None:
        """Look after the queue and send events, resting `every` seconds between rounds, until `stop` is set.

        Side by side: customers in the queue do not wait for a receiver that does not answer.
        """
        await asyncio.gather(
            self._repeat(self.look_after_queue, stop, every),
            self._repeat(self._webhooks.send_due, stop, every),
        )

    async def _repeat(self, work: Callable[[], object], stop: asyncio.Event, every: float) -> None:
        while not stop.is_set():
            try:
                await asyncio.to_thread(work)
            except SQLAlchemyError:
                log.exception("A round of the keeper failed; the next one tries again.")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    def look_after_queue(self) -> None:
        """Tickets, and conversations of agents who are gone."""
        self.leave_tickets()
        self.release_abandoned()

    def leave_tickets(self) -> int:
        """Tell customers who have waited too long; returns how many."""
        now = self._clock()
        with reading(self._sessions) as session:
            overdue = overdue_handoffs(session, now)
        left = 0
        for conversation_id in overdue:
            with self._sessions.begin() as session:
                reference = leave_ticket(session, conversation_id, now)
                if reference is not None:
                    left += 1
                    _record(session, conversation_id, "ticket_left", now, reference=reference)
        return left

    def release_abandoned(self) -> int:
        """Put conversations of agents who are gone back in the queue; returns how many."""
        now = self._clock()
        with reading(self._sessions) as session:
            found = abandoned(session, self._absent(session, now), now)
        released = 0
        for conversation_id, owner_id in found:
            with self._sessions.begin() as session:
                if release(session, conversation_id, owner_id, now=now):
                    released += 1
                    _record(session, conversation_id, "conversation_released", now, agent=owner_id)
        return released

    @staticmethod
    def _absent(session: Session, now: datetime) -> list[int]:
        since = now - timedelta(minutes=settings().desk_absent_minutes)
        query = sa.select(DeskUser.id).where(
            sa.or_(DeskUser.last_seen_at.is_(None), DeskUser.last_seen_at < since)
        )
        return list(session.scalars(query))


def _record(session: Session, conversation_id: str, action: str, now: datetime, **details: str | int) -> None:
    operator = get_conversation(session, conversation_id).operator
    append_audit(session, AuditLine(operator, "", "system", action, conversation_id, None, details), now)


def webhook_sender(settings: Settings, sessions: Sessions, http: httpx.Client) -> WebhookSender:
    """The sender by the settings.

    Raises:
        ValueError: an address is set, but no secret.
    """
    secret = settings.webhook_secret
    return WebhookSender(
        sessions,
        http,
        settings.now,
        url=settings.webhook_url,
        secret=secret.get_secret_value() if secret else None,
    )
