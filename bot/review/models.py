"""The table of corrections."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from accounts.database import Base

# What a correction says: another passage, or none, answers this question; the message's true intent; this question
# leads to that passage; nothing is to be learnt from this message.
ANSWER, INTENT, VARIANT, SET_ASIDE = "answer", "intent", "variant", "set_aside"
KINDS = (ANSWER, INTENT, VARIANT, SET_ASIDE)
# Kept for the next export; in service at once (variants); taken back.
PROPOSED, PUBLISHED, UNDONE = "proposed", "published", "undone"


class Correction(Base):
    """What somebody at the desk said about a customer's message; text: without personal data."""

    __tablename__ = "corrections"
    __table_args__ = (Index(None, "operator", "status"), Index(None, "message_id", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(10))  # one of KINDS
    status: Mapped[str] = mapped_column(String(10))  # proposed, published, undone
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(60))
    passage_id: Mapped[str | None] = mapped_column(String(80))
    passage_key: Mapped[str | None] = mapped_column(String(120))  # the editor's own id of the passage
    passage_file: Mapped[str | None] = mapped_column(String(200))
    passage_title: Mapped[str | None] = mapped_column(Text)
    # A customer's data is erased with the conversation, and what was learnt from it too.
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(80))  # the username
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    exported_at: Mapped[datetime | None]
