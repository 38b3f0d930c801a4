"""Who answers a conversation: agents take it, reply, pass it on, give it back to the assistant, close it.

A conversation has one owner. Every function changes it by one UPDATE that names the state it expects, so that of two
agents who claim at the same moment exactly one wins, and a page that is out of date changes and sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.operators import operator as rules_of
from bot.conversations import webhooks
from bot.conversations.errors import NotReopenable, NotWaiting, NotYours
from bot.conversations.handoffs import find_open_handoff, last_handoff, lock_conversation
from bot.conversations.models import (
    BOT,
    CLOSED,
    HUMAN,
    OUTCOMES,
    QUEUED,
    RETURNED,
    Conversation,
    Handoff,
    Message,
)
from bot.conversations.store import add_message, message_of_client
from bot.conversations.wording import say

REOPEN_TIME = timedelta(hours=1)


@dataclass(frozen=True)
class Agent:
    """Who answers; customers see the name."""

    id: int
    name: str


def claim(session: Session, conversation_id: str, agent: Agent, *, now: datetime) -> Handoff:
    """Take a conversation that waits; taking what one already has changes nothing.

    Raises:
        NotWaiting: somebody else was first, or the customer no longer waits.
    """
    taken = _change(
        session,
        conversation_id,
        Conversation.state == QUEUED,
        # What the assistant was about to ask is out of date when it answers again.
        values={"state": HUMAN, "owner_id": agent.id, "updated_at": now, "reset_dialogue": True},
    )
    conversation = lock_conversation(session, conversation_id)
    handoff = _open_handoff(session, conversation_id)
    if not taken:
        if handoff is not None and (conversation.state, conversation.owner_id) == (HUMAN, agent.id):
            return handoff
        raise NotWaiting(conversation_id)
    if handoff is None:
        raise NotWaiting(conversation_id)
    _give(handoff, agent, now)
    _tell(session, conversation, "claimed", now, agent=agent.name)
    return handoff


def reply(
    session: Session, conversation_id: str, agent: Agent, text: str, *, form_id: str, now: datetime
) -> Message:
    """Say something to the customer; a form that is sent twice says it once.

    Raises:
        NotYours
    """
    conversation = _own(session, conversation_id, agent, {"updated_at": now})
    client_id = f"desk:{form_id}"
    if (earlier := message_of_client(session, conversation_id, client_id)) is not None:
        return earlier
    message = add_message(
        session,
        conversation_id,
        "agent",
        text,
        now=now,
        language=conversation.language,
        client_id=client_id,
        author=agent.name,
    )
    handoff = _open_handoff(session, conversation_id)
    if handoff is not None:
        handoff.first_reply_at = handoff.first_reply_at or now
        handoff.changed_at = now
    return message


def transfer(
    session: Session,
    conversation_id: str,
    owner: Agent,
    to: Agent | None,
    *,
    now: datetime,
) -> Handoff:
    """Pass the conversation on.

    Args:
        owner: who has it now; a supervisor who takes it from somebody names them here.
        to: another agent; None puts it back in the queue, at its old place.

    Raises:
        NotYours: `owner` does not have it (any more).
    """
    values = {
        "state": HUMAN if to else QUEUED,
        "owner_id": to.id if to else None,
        "updated_at": now,
    }
    conversation = _own(session, conversation_id, owner, values)
    handoff = _open_handoff(session, conversation_id)
    if handoff is None:
        raise NotYours(conversation_id)
    if to is None:
        handoff.state, handoff.agent_id, handoff.changed_at = QUEUED, None, now
        _tell(session, conversation, "requeued", now)
    else:
        _give(handoff, to, now)
        _tell(session, conversation, "transferred", now, agent=to.name)
    return handoff


def give_back(session: Session, conversation_id: str, agent: Agent, *, now: datetime) -> Handoff:
    """Let the assistant answer again; it begins anew.

    Raises:
        NotYours
    """
    values: dict[str, Any] = {
        "state": BOT,
        "owner_id": None,
        "task": None,
        "expects": None,
        "updated_at": now,
    }
    conversation = _own(session, conversation_id, agent, values)
    return _end(session, conversation, RETURNED, "returned", now)


def close(
    session: Session, conversation_id: str, agent: Agent, *, outcome: str, reason: str, now: datetime
) -> Handoff:
    """End the conversation: nobody answers there any more.

    Args:
        outcome: one of OUTCOMES.

    Raises:
        NotYours
        ValueError: the outcome is none of ours.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"Unknown outcome {outcome!r}; use one of {', '.join(OUTCOMES)}.")
    values: dict[str, Any] = {
        "state": CLOSED,
        "owner_id": None,
        "task": None,
        "expects": None,
        "updated_at": now,
    }
    conversation = _own(session, conversation_id, agent, values)
    return _end(session, conversation, CLOSED, "closed", now, outcome=outcome, close_reason=reason)


def is_just_closed(handoff: Handoff | None, now: datetime) -> bool:
    """Whether an agent closed the conversation of this handoff a short while ago; customers give no reason."""
    if handoff is None or handoff.close_reason is None or handoff.closed_at is None:
        return False
    return handoff.state == CLOSED and now - handoff.closed_at <= REOPEN_TIME


def reopen(session: Session, conversation_id: str, agent: Agent, *, now: datetime) -> Handoff:
    """Take up again a conversation that was closed by mistake: its handoff goes on, with this agent. Reopening what one
    already has changes nothing.

    Raises:
        NotReopenable
    """
    values = {"state": HUMAN, "owner_id": agent.id, "updated_at": now, "reset_dialogue": True}
    was_closed = _change(session, conversation_id, Conversation.state == CLOSED, values=values)
    conversation = lock_conversation(session, conversation_id)
    handoff = last_handoff(session, conversation_id)
    is_mine = (conversation.state, conversation.owner_id) == (HUMAN, agent.id)
    if handoff is None or not (is_just_closed(handoff, now) if was_closed else is_mine):
        raise NotReopenable(conversation_id)
    if was_closed:
        handoff.closed_at = handoff.outcome = handoff.close_reason = None
        _give(handoff, agent, now)
        _tell(session, conversation, "reopened", now, agent=agent.name)
        webhooks.record_event(session, webhooks.OPENED, conversation, handoff, now)
        session.flush()
    return handoff


def release(session: Session, conversation_id: str, owner_id: int, *, now: datetime) -> bool:
    """Put the conversation of an agent who is gone back in the queue; False if they no longer have it."""
    gone = _change(
        session,
        conversation_id,
        Conversation.state == HUMAN,
        Conversation.owner_id == owner_id,
        values={"state": QUEUED, "owner_id": None, "updated_at": now},
    )
    if not gone:
        return False
    conversation = lock_conversation(session, conversation_id)
    if (handoff := _open_handoff(session, conversation_id)) is not None:
        handoff.state, handoff.agent_id, handoff.changed_at = QUEUED, None, now
    _tell(session, conversation, "agent_gone", now)
    return True


def _end(
    session: Session, conversation: Conversation, state: str, notice: str, now: datetime, **values: Any
) -> Handoff:
    handoff = _open_handoff(session, conversation.id)
    if handoff is None:
        raise NotYours(conversation.id)
    handoff.state, handoff.closed_at, handoff.changed_at = state, now, now
    for name, value in values.items():
        setattr(handoff, name, value)
    _tell(session, conversation, notice, now)
    webhooks.record_event(session, webhooks.CLOSED, conversation, handoff, now)
    session.flush()
    return handoff


def _give(handoff: Handoff, agent: Agent, now: datetime) -> None:
    handoff.state, handoff.agent_id, handoff.changed_at = HUMAN, agent.id, now
    handoff.claimed_at = handoff.claimed_at or now


def _own(session: Session, conversation_id: str, agent: Agent, values: dict[str, Any]) -> Conversation:
    """Change a conversation that is with this agent."""
    is_owner = (Conversation.state == HUMAN, Conversation.owner_id == agent.id)
    if not _change(session, conversation_id, *is_owner, values=values):
        raise NotYours(conversation_id)
    return lock_conversation(session, conversation_id)


def _change(session: Session, conversation_id: str, *expected: Any, values: dict[str, Any]) -> bool:
    change = (
        sa.update(Conversation)
        .where(Conversation.id == conversation_id, *expected)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return session.execute(change).rowcount == 1  # type: ignore[attr-defined]


def _open_handoff(session: Session, conversation_id: str) -> Handoff | None:
    handoff = find_open_handoff(session, conversation_id)
    if handoff is not None:
        session.refresh(handoff)
    return handoff


def _tell(session: Session, conversation: Conversation, key: str, now: datetime, **values: object) -> None:
    language = conversation.language
    text = say(key, language, operator=rules_of(conversation.operator).name, **values)
    add_message(session, conversation.id, "bot", text, now=now, language=language)
