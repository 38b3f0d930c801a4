"""The tables of text messages. Numbers are in international form; texts are encrypted, and only as long as needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from accounts.database import Base

# A message in: waits for its turn; dealt with (`outcome` says how); given up after repeated errors.
WAITING, DONE, GIVEN_UP = "waiting", "done", "given_up"
# A message out: to be sent; the carrier has it; it arrived; given up; not sent because the number said STOP.
PENDING, SENT, DELIVERED, DEAD, SUPPRESSED = "pending", "sent", "delivered", "dead", "suppressed"


def _conversation() -> Mapped[str | None]:
    return mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)


class SmsInbound(Base):
    """A message that arrived; its row is what claims the carrier's id, and the queue."""

    __tablename__ = "sms_inbound"
    __table_args__ = (
        Index(None, "state", "operator", "number", "id"),
        Index(None, "operator", "number", "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)  # the order of arrival
    provider_sid: Mapped[str] = mapped_column(String(64), unique=True)
    operator: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))  # the customer's
    our_number: Mapped[str] = mapped_column(String(20))
    ciphertext: Mapped[str | None] = mapped_column(Text)  # may hold a PIN; None once it is dealt with
    media: Mapped[int] = mapped_column(default=0)  # pictures that came with it, which nobody reads
    state: Mapped[str] = mapped_column(String(10))  # waiting, done, given_up
    outcome: Mapped[str | None] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(String(200))
    conversation_id: Mapped[str | None] = _conversation()
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class SmsOutbound(Base):
    """A message to a customer, until the carrier says that it arrived."""

    __tablename__ = "sms_outbound"
    __table_args__ = (
        Index(None, "state", "operator", "number", "id"),
        Index(None, "operator", "number", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)  # the order of sending
    operator: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    our_number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12))  # reply, agent, keyword, refusal, notification
    reference: Mapped[str | None] = mapped_column(String(80), unique=True)  # the same for a repetition
    ciphertext: Mapped[str | None] = mapped_column(Text)
    encoding: Mapped[str] = mapped_column(String(5))  # gsm7, ucs2
    segments: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))  # pending, sent, delivered, dead, suppressed
    uncertain: Mapped[bool] = mapped_column(default=False)  # the carrier may have it without our knowing
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(String(200))
    provider_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    provider_status: Mapped[str | None] = mapped_column(String(20))
    conversation_id: Mapped[str | None] = _conversation()
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]  # of no use afterwards: a one-time code
    sent_at: Mapped[datetime | None]


class SmsStatus(Base):
    """What the carrier said about a message that we sent; may come before its own answer to us."""

    __tablename__ = "sms_statuses"
    __table_args__ = (UniqueConstraint("provider_sid", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_sid: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[str | None] = mapped_column(String(10))
    at: Mapped[datetime]


class SmsConversation(Base):
    """Which number a conversation is held with; the newest one of a number is the one that goes on."""

    __tablename__ = "sms_conversations"
    __table_args__ = (Index(None, "operator", "number", "began_at"),)

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    operator: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    our_number: Mapped[str] = mapped_column(String(20))
    began_at: Mapped[datetime]
    last_at: Mapped[datetime]  # when the customer last wrote


class SmsRelay(Base):
    """A message of a conversation that was passed on by SMS, so that none is passed on twice."""

    __tablename__ = "sms_relays"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    outbound_id: Mapped[int | None] = mapped_column(
        ForeignKey("sms_outbound.id", ondelete="SET NULL"), index=True
    )
