"""The tables of the desk: who works there, their sessions, and prepared replies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from accounts.database import Base

AGENT, SUPERVISOR, ADMIN = "agent", "supervisor", "admin"
ROLES = (AGENT, SUPERVISOR, ADMIN)  # each may do what those before it may
ALL_OPERATORS = "*"


class DeskUser(Base):
    """Somebody who works at the desk; deactivated rather than deleted, so that the audit trail keeps its names."""

    __tablename__ = "desk_users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)  # in lower case
    name: Mapped[str] = mapped_column(String(100))  # as customers see it
    password_hash: Mapped[str] = mapped_column(String(200))  # argon2id
    role: Mapped[str] = mapped_column(String(12))
    operators: Mapped[list[str]] = mapped_column(JSON)  # slugs, or ["*"]
    language: Mapped[str] = mapped_column(String(2), default="fr")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]  # a page of theirs was open


class DeskSession(Base):
    """A login; the browser holds its id in a signed cookie."""

    __tablename__ = "desk_sessions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of what the cookie holds
    user_id: Mapped[int] = mapped_column(ForeignKey("desk_users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CannedReply(Base):
    """A prepared reply of an operator in a language."""

    __tablename__ = "canned_replies"
    __table_args__ = (UniqueConstraint("operator", "language", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
