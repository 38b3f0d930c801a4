"""Notifications as operators' staff see them: what was given up, and how it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.masking import masked_email, masked_phone
from accounts.models import BillingAccount, CommunicationMessage


@dataclass(frozen=True)
class OutboxEntry:
    """A notification; the recipient is masked, so that lists can be logged."""

    id: int
    operator: str
    account_number: str
    kind: str
    channel: str
    recipient: str
    status: str
    attempts: int
    last_error: str | None
    created_at: datetime


def dead_letters(session: Session, operator: str | None = None) -> list[OutboxEntry]:
    """The messages that were given up, oldest first; of one operator, or of all."""
    return outbox_entries(session, operator, status="dead")


def outbox_entries(session: Session, operator: str | None = None, *, status: str) -> list[OutboxEntry]:
    """The messages of a status (pending, sent, dead, expired), oldest first; of one operator, or of all."""
    query = (
        sa.select(CommunicationMessage, BillingAccount)
        .join(BillingAccount, BillingAccount.id == CommunicationMessage.account_id)
        .where(CommunicationMessage.status == status)
        .order_by(CommunicationMessage.id)
    )
    if operator is not None:
        query = query.where(BillingAccount.operator == operator)
    return [_entry(message, account) for message, account in session.execute(query)]


def requeue(session: Session, message_id: int, now: datetime) -> bool:
    """Try a dead letter again from the start.

    Returns:
        False if there is none with this id, or if it was for its own moment only, as a one-time code is.
    """
    row = session.get(CommunicationMessage, message_id, with_for_update=True)
    if row is None or row.status != "dead" or row.expires_at is not None:
        return False
    row.status, row.attempts, row.next_attempt_at = "pending", 0, now
    account = session.get_one(BillingAccount, row.account_id)
    details = {"kind": row.kind, "channel": row.channel}
    line = AuditLine(account.operator, account.number, "staff", "notification_requeued", details=details)
    append_audit(session, line, now)
    return True


def _entry(message: CommunicationMessage, account: BillingAccount) -> OutboxEntry:
    return OutboxEntry(
        id=message.id,
        operator=account.operator,
        account_number=account.number,
        kind=message.kind,
        channel=message.channel,
        recipient=_masked(message),
        status=message.status,
        attempts=message.attempts,
        last_error=message.last_error,
        created_at=message.created_at,
    )


def _masked(message: CommunicationMessage) -> str:
    if message.channel == "email":
        return masked_email(message.recipient)
    return masked_phone(message.recipient) if message.channel == "sms" else "by post"
