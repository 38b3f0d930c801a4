"""Tells the operator's systems of handoffs: events are written with the change itself, and sent by the worker.

An event is JSON, POSTed to settings.webhook_url. The header `Guichet-Signature: t=<seconds>,v1=<hex>` signs it:
HMAC-SHA256 with settings.webhook_secret over `<t>.<body>`; receivers refuse old `t`, and know a repeated event by
its `id`. Any answer but 2xx is tried again after the waits of WAITS, then given up. No text of a customer is sent.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.database import Sessions, reading
from bot.conversations.models import Conversation, Handoff, WebhookEvent

log = logging.getLogger(__name__)

OPENED, CLOSED = "handoff.opened", "handoff.closed"
PENDING, SENT, DEAD, SKIPPED = "pending", "sent", "dead", "skipped"
WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 43200, 86400))
TIMEOUT_SECONDS = 10


def record_event(
    session: Session, kind: str, conversation: Conversation, handoff: Handoff, now: datetime
) -> WebhookEvent:
    """Write an event in the transaction of what it tells; it is sent if that transaction is committed."""
    event_id = str(uuid.uuid4())
    payload = {"id": event_id, "type": kind, "at": _iso(now), "handoff": _view(conversation, handoff)}
    event = WebhookEvent(
        id=event_id,
        conversation_id=conversation.id,
        kind=kind,
        payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
        status=PENDING,
        created_at=now,
        next_attempt_at=now,
    )
    session.add(event)
    return event


def _view(conversation: Conversation, handoff: Handoff) -> dict[str, object]:
    return {
        "id": handoff.id,
        "conversation_id": conversation.id,
        "operator": conversation.operator,
        "channel": conversation.channel,
        "language": conversation.language,
        "cause": handoff.cause,
        "state": handoff.state,
        "opened_at": _iso(handoff.opened_at),
        "claimed_at": _iso(handoff.claimed_at),
        "closed_at": _iso(handoff.closed_at),
        "outcome": handoff.outcome,
        "ticket_reference": handoff.ticket_reference,
    }


def signature(body: bytes, secret: str, at: datetime) -> str:
    """The value of the header Guichet-Signature."""
    seconds = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def dead_events(session: Session) -> list[WebhookEvent]:
    """The events that were given up, oldest first."""
    query = sa.select(WebhookEvent).where(WebhookEvent.status == DEAD).order_by(WebhookEvent.created_at)
    return list(session.scalars(query))


def send_again(session: Session, now: datetime) -> int:
    """Try the events that were given up again, from the start; returns how many."""
    events = dead_events(session)
    for event in events:
        event.status, event.attempts, event.next_attempt_at = PENDING, 0, now
    return len(events)


class WebhookSender:
    """Sends events that are due.

    Args:
        http: kept open by the caller.
        url: None where nobody is to be told; events are then marked as skipped.
    """

    def __init__(
        self,
        sessions: Sessions,
        http: httpx.Client,
        clock: Callable[[], datetime],
        *,
        url: str | None,
        secret: str | None,
    ) -> None:
        if url and not secret:
            raise ValueError("GUICHET_WEBHOOK_URL is set, but GUICHET_WEBHOOK_SECRET is not.")
        self._sessions = sessions
        self._http = http
        self._clock = clock
        self._url = url
        self._secret = secret or ""

    def send_due(self, *, limit: int = 50) -> int:
        """Try the events that are due; returns how many were taken by the receiver."""
        if self._url is None:
            self._skip()
            return 0
        return sum(self._try(event_id) for event_id in self._due(limit))

    def _skip(self) -> None:
        skip = sa.update(WebhookEvent).where(WebhookEvent.status == PENDING).values(status=SKIPPED)
        with self._sessions.begin() as session:
            session.execute(skip)

    def _due(self, limit: int) -> list[str]:
        query = (
            sa.select(WebhookEvent.id)
            .where(WebhookEvent.status == PENDING, WebhookEvent.next_attempt_at <= self._clock())
            .order_by(WebhookEvent.created_at)
            .limit(limit)
        )
        with reading(self._sessions) as session:
            return list(session.scalars(query))

    def _try(self, event_id: str) -> bool:
        body = self._claim(event_id)
        if body is None:
            return False
        problem = self._post(event_id, body)
        with self._sessions.begin() as session:
            event = session.get(WebhookEvent, event_id)
            if event is None:  # erased meanwhile
                return problem is None
            event.last_error = problem
            if problem is None:
                event.status, event.sent_at = SENT, self._clock()
            elif event.attempts > len(WAITS):
                event.status = DEAD
                log.error("Webhook event %s was given up: %s", event_id, problem)
        return problem is None

    def _claim(self, event_id: str) -> bytes | None:
        """The body to send; other workers wait for the next attempt meanwhile."""
        now = self._clock()
        with self._sessions.begin() as session:
            event = session.get(WebhookEvent, event_id, with_for_update=True)
            if event is None or event.status != PENDING or event.next_attempt_at > now:
                return None
            event.attempts += 1
            event.next_attempt_at = now + WAITS[min(event.attempts, len(WAITS)) - 1]
            return event.payload.encode()

    def _post(self, event_id: str, body: bytes) -> str | None:
        """None if the receiver took it, else the problem."""
        headers = {
            "Content-Type": "application/json",
            "Guichet-Signature": signature(body, self._secret, self._clock()),
            "Guichet-Event": event_id,
        }
        try:
            response = self._http.post(
                self._url or "", content=body, headers=headers, timeout=TIMEOUT_SECONDS
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__
        return None if response.is_success else f"HTTP status {response.status_code}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
