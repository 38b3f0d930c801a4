"""What customers think: of one answer (thumb up or down), and of the conversation (1 to 5) once it has ended.

Every function works in the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from accounts.database import Base
from bot.conversations.errors import UnknownMessage
from bot.conversations.models import Message

UP, DOWN = "up", "down"
# Why an answer did not help.
REASONS = ("wrong", "off_topic", "incomplete", "unclear", "other")


class MessageRating(Base):
    """A customer's opinion of one answer; the last one counts."""

    __tablename__ = "message_ratings"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[str] = mapped_column(String(4))  # up, down
    reason: Mapped[str | None] = mapped_column(String(20))  # one of REASONS
    comment: Mapped[str | None] = mapped_column(Text)  # a PIN is not in it
    created_at: Mapped[datetime] = mapped_column(index=True)


class Satisfaction(Base):
    """A customer's opinion of the whole conversation; the last one counts."""

    __tablename__ = "satisfactions"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    score: Mapped[int]  # 1 (very bad) to 5 (very good)
    comment: Mapped[str | None] = mapped_column(Text)  # a PIN is not in it
    created_at: Mapped[datetime] = mapped_column(index=True)


def rate_message(
    session: Session,
    conversation_id: str,
    message_id: int,
    value: str,
    *,
    now: datetime,
    reason: str | None = None,
    comment: str | None = None,
) -> MessageRating:
    """Keep what the customer thinks of an answer.

    Raises:
        UnknownMessage: the conversation has no such message, or the customer wrote it.
    """
    message = session.get(Message, message_id)
    if message is None or message.conversation_id != conversation_id or message.sender == "customer":
        raise UnknownMessage(conversation_id, message_id)
    return session.merge(
        MessageRating(
            message_id=message_id,
            conversation_id=conversation_id,
            value=value,
            reason=reason,
            comment=comment,
            created_at=now,
        )
    )


def give_satisfaction(
    session: Session, conversation_id: str, score: int, *, now: datetime, comment: str | None = None
) -> Satisfaction:
    """Keep what the customer thinks of the conversation."""
    return session.merge(
        Satisfaction(conversation_id=conversation_id, score=score, comment=comment, created_at=now)
    )
