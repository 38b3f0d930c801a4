"""What a person was called for: the handoff's reason, else the customer's words that led up to it.

It stays what it was when the person was called, whatever is said later.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import ERROR, Handoff, Message

BEFORE = 20  # messages before the handoff that are looked at
_NO_WISH = ("greet", "goodbye", "thank", "affirm", "deny", "request_agent", "inform", "change_language")


def reason_of(handoff: Handoff) -> str:
    """The reason in words for agents; empty where it only names a technical error."""
    return "" if handoff.cause == ERROR else handoff.reason


def calling_messages(session: Session, handoffs: Sequence[Handoff]) -> dict[int, Message]:
    """The customer's message that led to each handoff, by handoff id.

    It is their last wish before it, else the last thing they said before it, else the first thing they said at all;
    nothing of a customer who said nothing.
    """
    found: dict[int, Message] = {}
    for handoff_id, message in _said_before(session, [handoff.id for handoff in handoffs]):
        if handoff_id not in found or (says_wish(message) and not says_wish(found[handoff_id])):
            found[handoff_id] = message
    return _first_messages(session, [handoff.id for handoff in handoffs if handoff.id not in found]) | found


def says_wish(message: Message) -> bool:
    """Whether the customer says in it what they want: it is no button, greeting or call for a person."""
    return message.payload is None and (message.parse or {}).get("intent") not in (*_NO_WISH, None)


def _said_before(session: Session, handoff_ids: Sequence[int]) -> list[tuple[int, Message]]:
    """(handoff id, message) of the customers' latest messages before the handoffs, the newest first."""
    place = sa.func.row_number().over(partition_by=Handoff.id, order_by=Message.id.desc())
    ranked = (
        sa.select(Handoff.id.label("handoff_id"), Message.id.label("message_id"), place.label("place"))
        .join(Message, Message.conversation_id == Handoff.conversation_id)
        .where(Handoff.id.in_(handoff_ids), Message.sender == "customer")
        .where(Message.created_at <= Handoff.opened_at)
        .subquery()
    )
    query = (
        sa.select(ranked.c.handoff_id, Message)
        .join(ranked, ranked.c.message_id == Message.id)
        .where(ranked.c.place <= BEFORE)
        .order_by(Message.id.desc())
    )
    return list(session.execute(query).tuples())


def _first_messages(session: Session, handoff_ids: Sequence[int]) -> dict[int, Message]:
    first = (
        sa.select(Handoff.id.label("handoff_id"), sa.func.min(Message.id).label("message_id"))
        .join(Message, Message.conversation_id == Handoff.conversation_id)
        .where(Handoff.id.in_(handoff_ids), Message.sender == "customer")
        .group_by(Handoff.id)
        .subquery()
    )
    query = sa.select(first.c.handoff_id, Message).join(first, first.c.message_id == Message.id)
    return dict(session.execute(query).tuples().all())
