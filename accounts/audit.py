"""The audit trail: who did what to which account, when and through which conversation.

Lines are only ever added. Each carries the hash of the line before it, so that a line that was changed,
removed or slipped in breaks the chain from there on; `audit_head` keeps the last hash, so that lines cut
off at the end are missed too. Details never hold a PIN, a code, or a full address; what identifies a value
is masked (`accounts.masking`). Accounts are named by a reference (audit_subjects.py), which can be forgotten. On PostgreSQL, grant the service INSERT and SELECT on audit_entries only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from accounts.audit_subjects import known_reference, reference_of
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
    """What is to be recorded; details are plain, masked values.

    Args:
        actor: customer, assistant, agent, system, or staff (at the command line).
    """

    operator: str
    account_number: str
    actor: str
    action: str
    conversation_id: str | None = None
    channel: str | None = None
    details: Details = field(default_factory=dict)


@dataclass(frozen=True)
class BrokenLine:
    """A line where the chain breaks, and why."""

    sequence: int
    problem: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole trail found.

    lines: how many were read. last_hash: of the last one; whoever notes it elsewhere can tell later whether the
    trail up to that line is still the same. broken: in the order of the trail, empty when it is whole.
    """

    lines: int
    last_hash: str
    broken: tuple[BrokenLine, ...]


def append_audit(session: Session, line: AuditLine, now: datetime) -> AuditEntry:
    """Add a line in the session's transaction; other writers wait until that transaction ends."""
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=now.astimezone(timezone.utc).isoformat(timespec="microseconds"),
        operator=line.operator,
        account_number=reference_of(session, line.operator, line.account_number),
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
    broken = check_trail(session).broken
    return broken[0] if broken else None


def check_trail(session: Session) -> Verdict:
    """Read the whole trail and compute every hash again; lines may be added meanwhile."""
    head_sequence, head_hash = _head(session)  # what is added from here on follows this line
    broken: list[BrokenLine] = []
    sequence, last_hash, lines = 0, FIRST_HASH, 0
    for entry in _entries(session):
        if problem := _problem(entry, sequence, last_hash):
            broken.append(problem)
        sequence, last_hash, lines = entry.sequence, entry.hash, lines + 1
        if entry.sequence == head_sequence and entry.hash != head_hash:
            broken.append(BrokenLine(entry.sequence, "is not the last one that was written"))
    if sequence < head_sequence:
        broken.append(BrokenLine(sequence + 1, "lines at the end are missing"))
    elif sequence > _head(session)[0]:
        broken.append(BrokenLine(sequence, "was slipped in at the end"))
    return Verdict(lines, last_hash, tuple(broken))


def account_trail(session: Session, operator: str, number: str) -> list[AuditEntry]:
    """The lines of an account since it was last imported, oldest first."""
    mine = (AuditEntry.operator == operator, _about(session, operator, number))
    imported = sa.select(sa.func.max(AuditEntry.sequence)).where(
        *mine, AuditEntry.action == "account_imported"
    )
    start = sa.func.coalesce(imported.scalar_subquery(), 0)
    query = sa.select(AuditEntry).where(*mine, AuditEntry.sequence >= start).order_by(AuditEntry.sequence)
    return list(session.scalars(query))


def read_trail(
    session: Session,
    operator: str,
    *,
    number: str | None = None,
    conversation_id: str | None = None,
    last: int = 100,
) -> list[AuditEntry]:
    """The newest `last` lines of an operator, of one account or of one conversation, oldest first.

    Lines from before an import are among them.
    """
    query = sa.select(AuditEntry).where(AuditEntry.operator == operator)
    if number is not None:
        query = query.where(_about(session, operator, number))
    if conversation_id is not None:
        query = query.where(AuditEntry.conversation_id == conversation_id)
    newest = session.scalars(query.order_by(AuditEntry.sequence.desc()).limit(last))
    return list(newest)[::-1]


def _about(session: Session, operator: str, number: str) -> sa.ColumnElement[bool]:
    """Lines about an account; those from before references were introduced name its number."""
    return AuditEntry.account_number.in_([known_reference(session, operator, number) or number, number])


def audit_line_view(entry: AuditEntry) -> dict[str, Any]:
    """A line ready for JSON: `{sequence, at, actor, action, conversation, channel, details}`; `at` is in UTC."""
    return {
        "sequence": entry.sequence,
        "at": f"{entry.at[:19]}Z",
        "actor": entry.actor,
        "action": entry.action,
        "conversation": entry.conversation_id,
        "channel": entry.channel,
        "details": json.loads(entry.details),
    }


def canonical_json(value: object) -> str:
    """JSON that is the same for equal values: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _head(session: Session) -> tuple[int, str]:
    """Number and hash of the last line as the head names it."""
    head = session.execute(sa.select(AuditHead.sequence, AuditHead.hash)).first()
    return (head.sequence, head.hash) if head else (0, FIRST_HASH)


def _problem(entry: AuditEntry, sequence: int, last_hash: str) -> BrokenLine | None:
    """What is wrong with a line that follows line `sequence`."""
    if entry.sequence <= sequence:
        return BrokenLine(entry.sequence, "was slipped in")
    if entry.sequence > sequence + 1:
        return BrokenLine(sequence + 1, "missing")
    if entry.previous_hash != last_hash:
        return BrokenLine(entry.sequence, "does not follow the line before it")
    if entry.hash != _hash(entry):
        return BrokenLine(entry.sequence, "was changed")
    return None


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
