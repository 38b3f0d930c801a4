"""Where personal data is in messages, as the worker found it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from accounts.database import Base


class MessageMask(Base):
    """What to mask in a message: `[[start, end, kind]]`, in characters; empty if there is nothing."""

    __tablename__ = "message_masks"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    findings: Mapped[list[list[int | str]]] = mapped_column(JSON)
    found_at: Mapped[datetime]
