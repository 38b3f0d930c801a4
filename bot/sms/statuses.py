"""What the carrier says about messages on their way; in any order, more than once, even before its answer to us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.sms.carrier import ARRIVED, LOST, STATUS_RANKS
from bot.sms.models import DEAD, DELIVERED, SENT, SmsOutbound, SmsStatus


def note_status(session: Session, sid: str, status: str, error_code: str | None, now: datetime) -> None:
    """Record a status of the carrier's message `sid`; a repetition changes nothing."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(SmsStatus).values(provider_sid=sid, status=status, error_code=error_code, at=now)
    session.execute(row.on_conflict_do_nothing())


def apply_statuses(session: Session, row: SmsOutbound) -> None:
    """Bring a message up to date with everything that was said about it."""
    query = sa.select(SmsStatus).where(SmsStatus.provider_sid == row.provider_sid)
    latest = max(session.scalars(query), key=_rank, default=None)
    if latest is None or row.state not in (SENT, DELIVERED):
        return
    row.provider_status = latest.status
    if latest.status in ARRIVED:
        row.state = DELIVERED
    elif latest.status in LOST:
        row.state = DEAD
        row.last_error = f"{latest.status}" + (f", error {latest.error_code}" if latest.error_code else "")


def message_of(session: Session, sid: str) -> SmsOutbound | None:
    """Our message that has this id at the carrier; None if we do not know it yet."""
    return session.scalar(sa.select(SmsOutbound).where(SmsOutbound.provider_sid == sid).with_for_update())


def _rank(status: SmsStatus) -> int:
    return STATUS_RANKS.get(status.status, 0)
