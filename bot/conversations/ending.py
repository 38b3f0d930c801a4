"""The customer ends the conversation, whoever answers it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.models import OneTimeCode, Verification
from bot.conversations import webhooks
from bot.conversations.handoffs import find_open_handoff, lock_conversation
from bot.conversations.models import CLOSED, Conversation
from bot.conversations.store import add_message
from bot.conversations.wording import say

LEFT = "customer_left"  # one of models.OUTCOMES


def end_by_customer(session: Session, conversation_id: str, *, now: datetime) -> Conversation:
    """Close the conversation; nobody answers there any more, and its verification ends. A second time changes nothing.

    Raises:
        UnknownConversation
    """
    conversation = lock_conversation(session, conversation_id)
    if conversation.state == CLOSED:
        return conversation
    conversation.state, conversation.updated_at = CLOSED, now
    conversation.owner_id = conversation.task = conversation.expects = None
    for table in (Verification, OneTimeCode):
        session.execute(sa.delete(table).where(table.conversation_id == conversation_id))
    language = conversation.language
    add_message(session, conversation_id, "bot", say("closed", language), now=now, language=language)
    handoff = find_open_handoff(session, conversation_id)
    if handoff is not None:
        handoff.state, handoff.outcome = CLOSED, LEFT
        handoff.closed_at = handoff.changed_at = now
        webhooks.record_event(session, webhooks.CLOSED, conversation, handoff, now)
    session.flush()
    return conversation
