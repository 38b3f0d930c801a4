"""What agents do and see, in the audit trail of accounts/audit.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from bot.conversations.models import Conversation
from bot.desk.access import Staff

ACTOR, CHANNEL = "agent", "desk"


def record(
    session: Session,
    staff: Staff,
    action: str,
    conversation: Conversation,
    now: datetime,
    *,
    account_number: str = "",
    **details: str | int | bool | None,
) -> None:
    """What somebody did to, or saw of, a conversation."""
    line = AuditLine(
        conversation.operator,
        account_number,
        ACTOR,
        action,
        conversation.id,
        CHANNEL,
        {"user": staff.username, **details},
    )
    append_audit(session, line, now)


def record_elsewhere(
    session: Session,
    staff: Staff,
    action: str,
    now: datetime,
    *,
    operator: str = "",
    **details: str | int | bool | None,
) -> None:
    """What somebody did outside of a conversation; operator: empty where it concerns several."""
    append_audit(
        session,
        AuditLine(operator, "", ACTOR, action, None, CHANNEL, {"user": staff.username, **details}),
        now,
    )


def record_login(session: Session, action: str, username: str, now: datetime) -> None:
    """A login, a failure of one, a logout."""
    append_audit(session, AuditLine("", "", ACTOR, action, None, CHANNEL, {"user": username[:80]}), now)
