"""Handoffs: a conversation is given to a person, and the customer may change their mind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import BOT, HUMAN, QUEUED, WITHDRAWN, Conversation, Handoff
from bot.conversations.store import get_conversation
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
    now: datetime | None = None,
) -> Handoff:
    """Put the conversation in the queue of the operator's agents.

    While a handoff of this conversation is open, it is brought up to date and no second one is opened; a
    contact or summary that is already there is kept unless a new one is given.

    Args:
        operator: must be the conversation's own.

    Raises:
        UnknownConversation
        ValueError: the conversation is with another operator.
    """
    now = now or settings().now()
    conversation = get_conversation(session, conversation_id)
    if conversation.operator != operator:
        raise ValueError(
            f"Conversation {conversation_id} is with {conversation.operator!r}, not {operator!r}."
        )
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None:
        handoff = Handoff(conversation_id=conversation_id, operator=operator, state=QUEUED, opened_at=now)
        session.add(handoff)
    handoff.reason, handoff.language = reason or handoff.reason or "", language
    handoff.contact = contact or handoff.contact
    handoff.summary = summary or handoff.summary
    if conversation.state != HUMAN:
        _set_state(conversation, QUEUED, now)
    session.flush()
    return handoff


def update_handoff(
    session: Session,
    conversation_id: str,
    *,
    reason: str | None = None,
    contact: str | None = None,
    summary: dict[str, Any] | None = None,
) -> Handoff | None:
    """Add what became known since the handoff was opened; None if none is open."""
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None:
        return None
    handoff.reason = reason or handoff.reason
    handoff.contact = contact or handoff.contact
    handoff.summary = summary or handoff.summary
    session.flush()
    return handoff


def withdraw_handoff(session: Session, conversation_id: str, *, now: datetime | None = None) -> bool:
    """The customer no longer wants a person: the assistant answers again.

    Returns:
        False if nothing was waiting: no handoff is open, or an agent has already taken it.
    """
    now = now or settings().now()
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None or handoff.state != QUEUED:
        return False
    handoff.state, handoff.closed_at = WITHDRAWN, now
    _set_state(get_conversation(session, conversation_id), BOT, now)
    session.flush()
    return True


def find_open_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The handoff that waits for an agent or is with one."""
    query = sa.select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.closed_at.is_(None))
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
