"""Handoffs: a conversation is given to a person, and the customer may change their mind.

What agents do with it is in ownership.py, what happens when nobody comes in waiting.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.operators import operator as rules_of
from accounts.operators.opening_hours import opening_hours
from bot.conversations import webhooks
from bot.conversations.causes import likely_cause
from bot.conversations.errors import AlreadyClosed, UnknownConversation
from bot.conversations.models import BOT, CAUSES, CLOSED, HUMAN, QUEUED, WITHDRAWN, Conversation, Handoff
from bot.settings import settings


def open_handoff(
    session: Session,
    conversation_id: str,
    operator: str,
    reason: str,
    language: str,
    contact: str | None = None,
    summary: dict[str, Any] | None = None,
    *,
    cause: str | None = None,
    now: datetime | None = None,
) -> Handoff:
    """Put the conversation in the queue of the operator's agents.

    While a handoff of this conversation is open, it is brought up to date and no second one is opened; a
    contact or summary that is already there is kept unless a new one is given, its cause always.

    Args:
        operator: must be the conversation's own.
        reason: for the agent, in words.
        cause: one of CAUSES; if not given, what went before in the conversation tells.

    Raises:
        UnknownConversation
        AlreadyClosed: an agent closed the conversation meanwhile.
        ValueError: the conversation is with another operator, or the cause is none of ours.
    """
    now = now or settings().now()
    conversation = lock_conversation(session, conversation_id)
    if conversation.operator != operator:
        raise ValueError(
            f"Conversation {conversation_id} is with {conversation.operator!r}, not {operator!r}."
        )
    if cause is not None and cause not in CAUSES:
        raise ValueError(f"Unknown cause {cause!r}; use one of {', '.join(CAUSES)}.")
    if conversation.state == CLOSED:
        raise AlreadyClosed(conversation_id)
    handoff = find_open_handoff(session, conversation_id)
    is_new = handoff is None
    if handoff is None:
        handoff = Handoff(
            conversation_id=conversation_id,
            operator=operator,
            state=QUEUED,
            cause=cause or likely_cause(session, conversation, now),
            opened_at=now,
            due_at=due_at(operator, now),
        )
        session.add(handoff)
    handoff.reason, handoff.language = reason or handoff.reason or "", language
    handoff.contact = contact or handoff.contact
    handoff.summary = summary or handoff.summary
    handoff.changed_at = now
    if conversation.state != HUMAN:
        _set_state(conversation, QUEUED, now)
    session.flush()
    if is_new:
        webhooks.record_event(session, webhooks.OPENED, conversation, handoff, now)
    return handoff


def due_at(operator: str, opened_at: datetime) -> datetime:
    """When an agent should have taken a handoff: settings.desk_sla_minutes of opening time after it was opened."""
    hours = opening_hours(rules_of(operator), settings().desk_hours)
    return (hours.next_opening(opened_at) or opened_at) + timedelta(minutes=settings().desk_sla_minutes)


def update_handoff(
    session: Session,
    conversation_id: str,
    *,
    reason: str | None = None,
    contact: str | None = None,
    summary: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> Handoff | None:
    """Add what became known since the handoff was opened; None if none is open."""
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None:
        return None
    handoff.reason = reason or handoff.reason
    handoff.contact = contact or handoff.contact
    handoff.summary = summary or handoff.summary
    handoff.changed_at = now or settings().now()
    session.flush()
    return handoff


def withdraw_handoff(session: Session, conversation_id: str, *, now: datetime | None = None) -> bool:
    """The customer no longer wants a person: the assistant answers again.

    Returns:
        False if nothing was waiting: no handoff is open, or an agent has already taken it.
    """
    now = now or settings().now()
    conversation = lock_conversation(session, conversation_id)
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None or handoff.state != QUEUED:
        return False
    handoff.state, handoff.closed_at, handoff.changed_at = WITHDRAWN, now, now
    _set_state(conversation, BOT, now)
    webhooks.record_event(session, webhooks.CLOSED, conversation, handoff, now)
    session.flush()
    return True


def lock_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation as it is now; nobody else changes it until the transaction ends.

    Raises:
        UnknownConversation
    """
    conversation = session.get(Conversation, conversation_id, with_for_update=True, populate_existing=True)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation


def find_open_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The handoff that waits for an agent or is with one."""
    query = sa.select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.closed_at.is_(None))
    return session.scalar(query)


def last_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The open handoff, or the latest of those that are over."""
    query = (
        sa.select(Handoff)
        .where(Handoff.conversation_id == conversation_id)
        .order_by(Handoff.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def list_handoffs(
    session: Session, *, operator: str | None = None, include_closed: bool = False
) -> list[Handoff]:
    """Handoffs, the longest waiting first."""
    query = sa.select(Handoff).order_by(Handoff.opened_at, Handoff.id)
    if operator is not None:
        query = query.where(Handoff.operator == operator)
    if not include_closed:
        query = query.where(Handoff.closed_at.is_(None))
    return list(session.scalars(query))


def _set_state(conversation: Conversation, state: str, now: datetime) -> None:
    conversation.state, conversation.updated_at = state, now
