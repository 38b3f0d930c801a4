"""The tables of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from accounts.database import Base

# Who answers: the assistant, nobody yet (a person was asked for), a person, nobody any more.
BOT, QUEUED, HUMAN, CLOSED = "bot", "queued", "human", "closed"
# What became of a customer's message: being worked on, dealt with (or left to a person), not understood by
# anyone because the assistant was down.
RECEIVED, ANSWERED, FAILED = "received", "answered", "failed"
# A handoff goes through the same states as its conversation; the customer may also take it back, and an agent give
# the conversation back to the assistant.
WITHDRAWN, RETURNED = "withdrawn", "returned"
# Why a person is needed.
ASKED_FOR, REPEATED_FAILURE, UNSUPPORTED, COMPLAINT, LOCKED_ACCOUNT, ERROR = (
    "asked_for",
    "repeated_failure",
    "unsupported",
    "complaint",
    "locked_account",
    "error",
)
CAUSES = (ASKED_FOR, REPEATED_FAILURE, UNSUPPORTED, COMPLAINT, LOCKED_ACCOUNT, ERROR)
# What a closed conversation came to.
OUTCOMES = ("solved", "not_solved", "follow_up", "customer_left", "spam")

_ONLY_OPEN = text("closed_at IS NULL")


class Conversation(Base):
    """One customer's talk with one operator, over one channel."""

    __tablename__ = "conversations"
    __table_args__ = (Index(None, "operator", "state"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))  # web, sms
    token_hash: Mapped[str | None] = mapped_column(String(64))  # SHA-256; None where the channel has no token
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10))  # bot, queued, human, closed
    task: Mapped[str | None] = mapped_column(String(40))
    expects: Mapped[str | None] = mapped_column(String(40))  # the slot that the task asks for
    owner_id: Mapped[
        int | None
    ]  # the agent who answers, in state human only; users of the desk are never deleted
    reset_dialogue: Mapped[bool] = mapped_column(
        default=False
    )  # the assistant begins anew with the next message
    turn_id: Mapped[str | None] = mapped_column(String(36))  # who answers a message now; see turns.py
    turn_started_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Message(Base):
    """What was said; ids increase, so that "after id" means "later"."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index(None, "conversation_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    sender: Mapped[str] = mapped_column(String(10))  # customer, bot, agent
    author: Mapped[str | None] = mapped_column(String(100))  # the agent's name, as customers see it
    text: Mapped[str] = mapped_column(Text)  # a customer's PIN is not in it
    payload: Mapped[str | None] = mapped_column(Text)  # of the button that the customer pressed
    language: Mapped[str | None] = mapped_column(String(2))
    buttons: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    sources: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    client_id: Mapped[str | None] = mapped_column(String(64))
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(10))  # received, answered, failed
    # The assistant's view of a customer's message: intent, confidence, slots, search; see bot/web/turn_records.py
    parse: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]


class Handoff(Base):
    """A conversation given to a person; at most one is open per conversation."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(None, "operator", "state"),
        Index(None, "state", "opened_at"),
        Index(
            "uq_handoffs_open",
            "conversation_id",
            unique=True,
            sqlite_where=_ONLY_OPEN,
            postgresql_where=_ONLY_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    operator: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(2))
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    cause: Mapped[str] = mapped_column(String(20), default=ASKED_FOR)  # one of CAUSES
    state: Mapped[str] = mapped_column(String(10))  # queued, human, closed, withdrawn, returned
    agent_id: Mapped[int | None]  # who has it, or had it last
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime | None] = mapped_column(index=True)
    due_at: Mapped[datetime | None]  # an agent should have it by then
    claimed_at: Mapped[datetime | None]  # the first time
    first_reply_at: Mapped[datetime | None]
    ticket_reference: Mapped[str | None] = mapped_column(
        String(20), unique=True, index=True
    )  # nobody came in time
    ticketed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))  # one of OUTCOMES
    close_reason: Mapped[str | None] = mapped_column(Text)


class Note(Base):
    """What agents write for each other beside a conversation; customers never see it."""

    __tablename__ = "conversation_notes"
    __table_args__ = (UniqueConstraint("conversation_id", "form_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int]
    author: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    form_id: Mapped[str] = mapped_column(String(64))  # of the form it was sent with: a replay adds nothing
    created_at: Mapped[datetime]


class WebhookEvent(Base):
    """What the operator's systems are told; see webhooks.py."""

    __tablename__ = "webhook_events"
    __table_args__ = (Index(None, "status", "next_attempt_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(40))  # handoff.opened, handoff.closed
    payload: Mapped[str] = mapped_column(Text)  # JSON, as it is signed and sent
    status: Mapped[str] = mapped_column(String(10))  # pending, sent, dead, skipped
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))
