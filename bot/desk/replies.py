"""Prepared replies, per operator and language."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.desk.errors import FormRefused
from bot.desk.models import CannedReply
from bot.desk.words import LANGUAGES

LONGEST_TITLE, LONGEST_TEXT = 80, 2000


def replies_for(session: Session, operator: str, language: str) -> list[CannedReply]:
    """What an agent can choose from in a conversation, by title."""
    query = sa.select(CannedReply).where(CannedReply.operator == operator, CannedReply.language == language)
    return list(session.scalars(query.order_by(CannedReply.title)))


def all_replies(session: Session, operators: Sequence[str]) -> list[CannedReply]:
    """Those of several operators."""
    query = sa.select(CannedReply).where(CannedReply.operator.in_(operators))
    return list(
        session.scalars(query.order_by(CannedReply.operator, CannedReply.language, CannedReply.title))
    )


def save_reply(session: Session, operator: str, language: str, title: str, text: str) -> CannedReply:
    """Add a reply; one of the same operator, language and title is replaced.

    Raises:
        FormRefused: a part is missing or too long.
    """
    title, text = " ".join(title.split()), text.strip()
    if language not in LANGUAGES or not title or not text:
        raise FormRefused()
    for value, limit in ((title, LONGEST_TITLE), (text, LONGEST_TEXT)):
        if len(value) > limit:
            raise FormRefused("errors.text_too_long", length=len(value), limit=limit)
    query = sa.select(CannedReply).where(
        CannedReply.operator == operator, CannedReply.language == language, CannedReply.title == title
    )
    reply = session.scalar(query) or CannedReply(operator=operator, language=language, title=title)
    reply.text = text
    session.add(reply)
    session.flush()
    return reply
