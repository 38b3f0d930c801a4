"""Why a customer asked for a person, when they did not say: what went before in the conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.attempts import account_locked_until
from bot.conversations.models import (
    ASKED_FOR,
    COMPLAINT,
    LOCKED_ACCOUNT,
    REPEATED_FAILURE,
    UNSUPPORTED,
    Conversation,
    Message,
)
from bot.settings import settings

LATEST = 6  # messages of the customer
FAILURES = 2
_NOT_OURS = ("out_of_scope", "report_payment", "request_credit", "opt_out_marketing")


def likely_cause(session: Session, conversation: Conversation, now: datetime) -> str:
    """One of CAUSES; asked_for if nothing led up to it."""
    views = _latest_views(session, conversation.id)
    slots: dict[str, Any] = next((view["slots"] for view in views if view.get("slots")), {})
    intents = [view.get("intent") for view in views]
    number = slots.get("account_number")
    if number and account_locked_until(
        session, conversation.operator, number, now=now, lock_minutes=settings().lock_minutes
    ):
        return LOCKED_ACCOUNT
    if "complain" in intents:
        return COMPLAINT
    if int(slots.get("failures") or 0) >= FAILURES:
        return REPEATED_FAILURE
    return UNSUPPORTED if intents and intents[0] in _NOT_OURS else ASKED_FOR


def _latest_views(session: Session, conversation_id: str) -> list[dict[str, Any]]:
    """The assistant's views of the latest messages, the newest first."""
    query = (
        sa.select(Message.parse)
        .where(
            Message.conversation_id == conversation_id,
            Message.sender == "customer",
            Message.parse.is_not(None),
        )
        .order_by(Message.id.desc())
        .limit(LATEST)
    )
    return [view for view in session.scalars(query) if view]
