"""Erases everything of one customer: tables, Rasa's trackers, published question variants, files and logs.

Order: first what is outside of the data base, whose row says what there is; the rows last, in one transaction. So an
erasure that is interrupted is taken up by running it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.models import CommunicationMessage
from bot.privacy import files, trackers
from bot.privacy.stores import STORES
from bot.privacy.subject import Subject
from bot.review.models import PUBLISHED, Correction
from bot.review.publishing import withdraw

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.index.published import Publisher


@dataclass
class Erased:
    """Rows deleted by table, and what went elsewhere."""

    rows: dict[str, int] = field(default_factory=dict)
    tracker_events: int = 0
    variants: int = 0
    files: list[str] = field(default_factory=list)


def erase(
    session: Session,
    subject: Subject,
    *,
    tracker: Engine | None,
    data_dir: Path,
    publisher: Publisher | None,
    now: datetime,
    actor: str = "staff",
) -> Erased:
    """Erase a customer, or a visitor's conversation, in the caller's transaction.

    Args:
        tracker: the data base of Rasa's trackers; None if there is none.
        publisher: needed where a question variant of theirs is in service (see `published_variants`).
        actor: who asked for it, in the audit trail: staff or system.
    """
    result = Erased()
    for correction in published_variants(session, subject):
        assert publisher is not None
        withdraw(correction, publisher)
        result.variants += 1
    result.tracker_events = trackers.delete(tracker, subject.conversation_ids) if tracker else 0
    result.files = files.erase(data_dir, _spooled(session, subject), _written_values(subject))
    # The line comes first: it gets the account's reference, which is forgotten with the rows.
    details = {"conversations": len(subject.conversation_ids), "account": bool(subject.account_id)}
    append_audit(
        session,
        AuditLine(subject.operator, subject.account_number, actor, "customer_erased", details=details),
        now,
    )
    result.rows = erase_rows(session, subject)
    return result


def erase_rows(session: Session, subject: Subject) -> dict[str, int]:
    """Delete the rows of every table; returns how many of each."""
    counts: dict[str, int] = {}
    for table, rows in STORES.items():
        wanted = sa.delete(table).where(rows(subject)).execution_options(synchronize_session=False)
        if deleted := session.execute(wanted).rowcount:  # type: ignore[attr-defined]
            counts[table.__tablename__] = deleted
    return counts


def published_variants(session: Session, subject: Subject) -> Sequence[Correction]:
    """Question variants in service that were made from the customer's messages."""
    query = sa.select(Correction).where(STORES[Correction](subject), Correction.status == PUBLISHED)
    return session.scalars(query).all()


def _spooled(session: Session, subject: Subject) -> list[tuple[str, int]]:
    query = sa.select(CommunicationMessage.channel, CommunicationMessage.id)
    rows = session.execute(query.where(STORES[CommunicationMessage](subject)))
    return [(channel, message_id) for channel, message_id in rows]


def _written_values(subject: Subject) -> list[str]:
    return [*subject.values, *subject.conversation_ids]
