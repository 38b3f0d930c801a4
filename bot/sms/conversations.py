"""Which conversation a number is in. Every function works in the caller's transaction.

One conversation per operator and number goes on until nothing was said for a while, or it was closed. It never is
one of the website's, unless its verified customer moved it (moving.py): a number alone proves nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import BOT, CLOSED, Conversation
from bot.conversations.store import open_conversation
from bot.sms.models import SmsConversation
from bot.sms.outbound import Address
from knowledge.language import identify

CHANNEL = "sms"


def current_conversation(
    session: Session, operator: str, number: str, *, now: datetime, idle_hours: float
) -> Conversation | None:
    """The conversation that goes on with the next message, or None if a new one is to begin.

    One that waits for a person, or is with one, does not end by silence.
    """
    newest = _newest(session, operator, number)
    if newest is None:
        return None
    conversation = session.get_one(Conversation, newest.conversation_id, populate_existing=True)
    idle = now - newest.last_at >= timedelta(hours=idle_hours)
    if conversation.state == CLOSED or (conversation.state == BOT and idle):
        return None
    return conversation


def begin_conversation(session: Session, address: Address, text: str, *, now: datetime) -> Conversation:
    """A new conversation, in the language of the first message, or else of the number's last conversation."""
    before = last_language(session, address.operator, address.number)
    language = identify(text, conversation=before or "fr").language or before or "fr"
    conversation = open_conversation(session, address.operator, language=language, now=now, channel=CHANNEL)
    link_conversation(session, conversation.id, address, now=now)
    return conversation


def link_conversation(session: Session, conversation_id: str, address: Address, *, now: datetime) -> None:
    """From now on the conversation is the one of this number."""
    session.merge(
        SmsConversation(
            conversation_id=conversation_id,
            operator=address.operator,
            number=address.number,
            our_number=address.our_number,
            began_at=now,
            last_at=now,
        )
    )
    session.flush()


def touch(session: Session, conversation_id: str, address: Address, *, now: datetime) -> None:
    """The customer wrote; answers go out from the number that they wrote to."""
    linked = session.get_one(SmsConversation, conversation_id)
    linked.last_at, linked.our_number = now, address.our_number


def last_language(session: Session, operator: str, number: str) -> str | None:
    """The language of the number's last conversation."""
    newest = _newest(session, operator, number)
    return session.get_one(Conversation, newest.conversation_id).language if newest else None


def has_successor(session: Session, conversation_id: str) -> bool:
    """Whether the number that the conversation is with is in another one since."""
    linked = session.get(SmsConversation, conversation_id)
    newest = _newest(session, linked.operator, linked.number) if linked else None
    return newest is not None and newest.conversation_id != conversation_id


def _newest(session: Session, operator: str, number: str) -> SmsConversation | None:
    query = (
        sa.select(SmsConversation)
        .where(SmsConversation.operator == operator, SmsConversation.number == number)
        .order_by(SmsConversation.began_at.desc(), SmsConversation.conversation_id)
        .limit(1)
    )
    return session.scalar(query)
