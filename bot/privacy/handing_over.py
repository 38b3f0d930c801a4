"""Everything that Guichet holds about one customer, in plain data, for the customer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from accounts.audit import audit_line_view, read_trail
from bot.privacy import trackers
from bot.privacy.stores import SECRET_COLUMNS, STORES
from bot.privacy.subject import Subject

_ALL = 1_000_000


def hand_over(session: Session, subject: Subject, *, tracker: Engine | None) -> dict[str, Any]:
    """Rows by table, Rasa's events, and the audit trail; hashes and encrypted values are left out."""
    tables = {}
    for table, rows in STORES.items():
        found = session.scalars(sa.select(table).where(rows(subject))).all()
        if found:
            columns = [c.name for c in table.__table__.columns if c.name not in SECRET_COLUMNS]
            tables[table.__tablename__] = [
                {column: _plain(getattr(row, column)) for column in columns} for row in found
            ]
    return {
        "operator": subject.operator,
        "account": subject.account_number or None,
        "tables": tables,
        "dialogue": trackers.events(tracker, subject.conversation_ids) if tracker else [],
        "audit": _audit(session, subject),
    }


def _audit(session: Session, subject: Subject) -> list[dict[str, Any]]:
    if subject.account_number:
        entries = read_trail(session, subject.operator, number=subject.account_number, last=_ALL)
    else:
        entries = []
    seen = {entry.sequence for entry in entries}
    for conversation_id in subject.conversation_ids:
        trail = read_trail(session, subject.operator, conversation_id=conversation_id, last=_ALL)
        entries += [entry for entry in trail if entry.sequence not in seen]
        seen |= {entry.sequence for entry in trail}
    return [audit_line_view(entry) for entry in sorted(entries, key=lambda entry: entry.sequence)]


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
