"""The audit trail: who did what to which account, when and through which conversation.

Lines are only ever added. Each carries the hash of the line before it, so that a line that was changed,
removed or slipped in breaks the chain from there on; `audit_head` keeps the last hash, so that lines cut
off at the end are missed too. Details never hold a PIN, a code, or a full address; what identifies a value
is masked (`accounts.masking`). On PostgreSQL, grant the service INSERT and SELECT on audit_entries only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from accounts.errors import AuditBroken
from accounts.models import AuditEntry, AuditHead

FIRST_HASH = "0" * 64
_HASHED = (
    "sequence",
    "at",
    "operator",
    "account_number",
    "actor",
    "action",
    "conversation_id",
    "channel",
    "details",
)

Details = Mapping[str, str | int | bool | None]


@dataclass(frozen=True)
class AuditLine:
    """What is to be recorded. `actor` is customer, system or staff; details are plain, masked values."""

    operator: str
    account_number: str
    actor: str
    action: str
    conversation_id: str | None = None
    channel: str | None = None
    details: Details = field(default_factory=dict)


@dataclass(frozen=True)
class BrokenLine:
    """The first line where the chain breaks, and why."""

    sequence: int
    problem: str


def append_audit(session: Session, line: AuditLine, now: datetime) -> AuditEntry:
    """Add a line in the session's transaction; other writers wait until that transaction ends."""
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=now.astimezone(timezone.utc).isoformat(timespec="microseconds"),
        operator=line.operator,
        account_number=line.account_number,
        actor=line.actor,
        action=line.action,
        conversation_id=line.conversation_id,
        channel=line.channel,
        details=canonical_json(line.details),
        previous_hash=head.hash,
    )
    entry.hash = _hash(entry)
    session.add(entry)
    head.sequence, head.hash = entry.sequence, entry.hash
    session.flush()
    return entry


def verify_audit(session: Session) -> BrokenLine | None:
    """The first line that was changed, removed or slipped in, or None when the whole trail is intact."""
    previous_hash, sequence = FIRST_HASH, 0
    for entry in _entries(session):
        sequence += 1
        if entry.sequence != sequence:
            return BrokenLine(sequence, "missing")
        if entry.previous_hash != previous_hash:
            return BrokenLine(sequence, "does not follow the line before it")
        if entry.hash != _hash(entry):
            return BrokenLine(sequence, "was changed")
        previous_hash = entry.hash
    head = session.get(AuditHead, 1, populate_existing=True)
    if head is None or (head.sequence, head.hash) != (sequence, previous_hash):
        return BrokenLine(sequence + 1, "lines at the end are missing")
    return None


def account_trail(session: Session, operator: str, number: str) -> list[AuditEntry]:
    """The lines of an account since it was last imported, oldest first."""
    mine = (AuditEntry.operator == operator, AuditEntry.account_number == number)
    imported = sa.select(sa.func.max(AuditEntry.sequence)).where(
        *mine, AuditEntry.action == "account_imported"
    )
    start = sa.func.coalesce(imported.scalar_subquery(), 0)
    query = sa.select(AuditEntry).where(*mine, AuditEntry.sequence >= start).order_by(AuditEntry.sequence)
    return list(session.scalars(query))


def canonical_json(value: object) -> str:
    """JSON that is the same for equal values: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _entries(session: Session) -> Iterator[AuditEntry]:
    query = sa.select(AuditEntry).order_by(AuditEntry.sequence)
    yield from session.scalars(query.execution_options(yield_per=1000, populate_existing=True))


def _hash(entry: AuditEntry) -> str:
    hashed = canonical_json({name: getattr(entry, name) for name in _HASHED})
    return hashlib.sha256((entry.previous_hash + hashed).encode()).hexdigest()


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse(_mapper: object, _connection: object, entry: AuditEntry) -> None:
    raise AuditBroken(f"Line {entry.sequence} of the audit trail cannot be changed or removed.")
