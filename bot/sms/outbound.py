"""The queue of messages that go out, and its dead letters. Every function works in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from accounts.encryption import cipher
from bot.sms.models import DEAD, DELIVERED, PENDING, SENT, SUPPRESSED, SmsOutbound
from bot.sms.segments import size

PURPOSE = "text messages"
_KEPT, _DEAD_KEPT = timedelta(days=1), timedelta(days=30)


def text_cipher(secret: str) -> Fernet:
    """Encrypts texts in both queues."""
    return cipher(secret, PURPOSE)


@dataclass(frozen=True)
class Address:
    """Whom a message goes to, and from which of our numbers."""

    operator: str
    number: str
    our_number: str


def enqueue(
    session: Session,
    texts: Fernet,
    address: Address,
    body: str,
    *,
    kind: str,
    now: datetime,
    reference: str | None = None,
    conversation_id: str | None = None,
    expires_at: datetime | None = None,
) -> SmsOutbound | None:
    """Put a message into the queue.

    Args:
        texts: made by text_cipher.
        kind: reply, agent, keyword, refusal or notification; a keyword's answer overtakes the others.
        reference: names the cause; with the same one as an earlier message, nothing is added.

    Returns:
        None if it was there already.
    """
    if reference is not None:
        known = session.scalar(sa.select(SmsOutbound.id).where(SmsOutbound.reference == reference))
        if known is not None:
            return None
    sized = size(body)
    row = SmsOutbound(
        operator=address.operator,
        number=address.number,
        our_number=address.our_number,
        kind=kind,
        reference=reference,
        ciphertext=texts.encrypt(body.encode()).decode(),
        encoding=sized.encoding,
        segments=sized.segments,
        state=PENDING,
        uncertain=False,
        attempts=0,
        next_attempt_at=now,
        conversation_id=conversation_id,
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row


def dead_messages(session: Session, operator: str | None = None) -> list[SmsOutbound]:
    """The messages that were given up, oldest first."""
    query = sa.select(SmsOutbound).where(SmsOutbound.state == DEAD).order_by(SmsOutbound.id)
    if operator is not None:
        query = query.where(SmsOutbound.operator == operator)
    return list(session.scalars(query))


def send_again(session: Session, outbound_id: int, now: datetime) -> bool:
    """Try a dead letter again from the start; False if there is none with this id, or its text is gone."""
    row = session.get(SmsOutbound, outbound_id, with_for_update=True)
    if row is None or row.state != DEAD or row.ciphertext is None:
        return False
    row.state, row.attempts, row.next_attempt_at = PENDING, 0, now
    row.provider_sid = row.provider_status = None
    return True


def forget_texts(session: Session, now: datetime) -> None:
    """Remove the texts of messages that nobody will send again."""
    for states, kept in (((SENT, DELIVERED, SUPPRESSED), _KEPT), ((DEAD,), _DEAD_KEPT)):
        old = sa.update(SmsOutbound).where(
            SmsOutbound.state.in_(states),
            SmsOutbound.created_at < now - kept,
            SmsOutbound.ciphertext.is_not(None),
        )
        session.execute(old.values(ciphertext=None))
