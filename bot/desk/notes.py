"""Internal notes beside a conversation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Note
from bot.conversations.ownership import Agent


def add_note(
    session: Session, conversation_id: str, agent: Agent, text: str, *, form_id: str, now: datetime
) -> Note:
    """Write a note; a form that is sent twice writes it once."""
    query = sa.select(Note).where(Note.conversation_id == conversation_id, Note.form_id == form_id)
    if (earlier := session.scalar(query)) is not None:
        return earlier
    note = Note(
        conversation_id=conversation_id,
        author_id=agent.id,
        author=agent.name,
        text=text,
        form_id=form_id,
        created_at=now,
    )
    session.add(note)
    session.flush()
    return note
