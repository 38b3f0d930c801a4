"""Open conversations, add and read messages. Every function works in the caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.errors import UnknownConversation
from bot.conversations.models import ANSWERED, BOT, Conversation, Message

MAX_HISTORY = 500


def open_conversation(
    session: Session,
    operator: str,
    *,
    language: str,
    now: datetime,
    channel: str = "web",
    token_hash: str | None = None,
) -> Conversation:
    """Begin a conversation, answered by the assistant."""
    conversation = Conversation(
        id=str(uuid.uuid4()),
        operator=operator,
        channel=channel,
        token_hash=token_hash,
        language=language,
        state=BOT,
        created_at=now,
        updated_at=now,
    )
    session.add(conversation)
    session.flush()
    return conversation


def get_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation.

    Raises:
        UnknownConversation
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation


def add_message(
    session: Session,
    conversation_id: str,
    sender: str,
    text: str,
    *,
    now: datetime,
    language: str | None = None,
    payload: str | None = None,
    buttons: Sequence[dict[str, str]] | None = None,
    sources: Sequence[dict[str, Any]] | None = None,
    client_id: str | None = None,
    in_reply_to: int | None = None,
    status: str = ANSWERED,
    author: str | None = None,
) -> Message:
    """Add what was said; the message has its id when this returns.

    Args:
        sender: customer, bot or agent.
        text: without PIN or code.
        client_id: the client's own id of the message, unique in the conversation.
        author: the agent's name, as customers see it.
    """
    message = Message(
        conversation_id=conversation_id,
        sender=sender,
        author=author,
        text=text,
        payload=payload,
        language=language,
        buttons=list(buttons) if buttons else None,
        sources=list(sources) if sources else None,
        client_id=client_id,
        in_reply_to=in_reply_to,
        status=status,
        created_at=now,
    )
    session.add(message)
    session.flush()
    return message


def messages_after(
    session: Session, conversation_id: str, after: int = 0, *, limit: int = MAX_HISTORY
) -> list[Message]:
    """What was said later than message `after`, oldest first."""
    query = (
        sa.select(Message)
        .where(Message.conversation_id == conversation_id, Message.id > after)
        .order_by(Message.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def replies_to(session: Session, message_id: int) -> list[Message]:
    """The answers to a customer's message, in order."""
    query = sa.select(Message).where(Message.in_reply_to == message_id).order_by(Message.id)
    return list(session.scalars(query))


def message_of_client(session: Session, conversation_id: str, client_id: str) -> Message | None:
    """The message that the client sent with this id, if it arrived."""
    query = sa.select(Message).where(
        Message.conversation_id == conversation_id, Message.client_id == client_id
    )
    return session.scalar(query)


def issued_button(session: Session, conversation_id: str, payload: str) -> str | None:
    """The title of a button of this conversation with this very payload; None if there was none."""
    query = (
        sa.select(Message.buttons)
        .where(Message.conversation_id == conversation_id, Message.buttons.is_not(None))
        .order_by(Message.id.desc())
    )
    for buttons in session.scalars(query):
        for button in buttons or ():
            if button["payload"] == payload:
                return button["title"]
    return None
