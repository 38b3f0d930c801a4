"""Forgets conversations after the time that an operator keeps them."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.database import Sessions, reading
from accounts.models import CommunicationMessage
from accounts.operators import operator_slugs
from bot.conversations.models import HUMAN, QUEUED, Conversation
from bot.privacy import trackers
from bot.privacy.erasing import erase_rows
from bot.privacy.subject import Subject
from bot.settings import Settings
from bot.sms.models import SmsInbound, SmsOutbound

BATCH = 200  # conversations in one transaction, so that nobody waits long for it


def retention_days(settings: Settings, operator: str) -> int:
    """For how many days an operator keeps conversations after the last message."""
    return dict(settings.retention).get(operator, settings.retention_days)


def forget_old(sessions: Sessions, settings: Settings, *, tracker: Engine | None, now: datetime) -> int:
    """Delete conversations, text messages and sent notifications whose time is over; returns the conversations.

    Those that wait for a person, or are with one, stay.
    """
    forgotten = 0
    for operator in operator_slugs():
        before = now - timedelta(days=retention_days(settings, operator))
        while ids := _old(sessions, operator, before):
            if tracker is not None:
                trackers.delete(tracker, ids)
            with sessions.begin() as session:
                erase_rows(session, Subject(operator, ids))
                details = {"conversations": len(ids), "days": retention_days(settings, operator)}
                line = AuditLine(operator, "", "system", "conversations_forgotten", details=details)
                append_audit(session, line, now)
            forgotten += len(ids)
        with sessions.begin() as session:
            _forget_messages(session, operator, before)
    return forgotten


def _old(sessions: Sessions, operator: str, before: datetime) -> tuple[str, ...]:
    query = (
        sa.select(Conversation.id)
        .where(
            Conversation.operator == operator,
            Conversation.updated_at < before,
            Conversation.state.not_in((QUEUED, HUMAN)),
        )
        .limit(BATCH)
    )
    with reading(sessions) as session:
        return tuple(session.scalars(query))


def _forget_messages(session: Session, operator: str, before: datetime) -> None:
    """What is not part of a conversation: notifications that were sent, and text messages."""
    from accounts.models import BillingAccount

    mine = sa.select(BillingAccount.id).where(BillingAccount.operator == operator)
    session.execute(
        sa.delete(CommunicationMessage).where(
            CommunicationMessage.account_id.in_(mine),
            CommunicationMessage.created_at < before,
            CommunicationMessage.status != "pending",
        )
    )
    session.execute(sa.delete(SmsInbound).where(SmsInbound.operator == operator, SmsInbound.done_at < before))
    session.execute(
        sa.delete(SmsOutbound).where(SmsOutbound.operator == operator, SmsOutbound.sent_at < before)
    )
