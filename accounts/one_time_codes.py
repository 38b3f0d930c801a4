"""Codes of six digits, sent to the contact on file: valid for ten minutes, once, in one conversation.

For a number that is no account, or has no such contact, the same work is done and nothing is sent.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.attempts import Limit, take_attempt
from accounts.claims import Claim, claimed_account, record_claim
from accounts.database import Sessions
from accounts.encryption import cipher
from accounts.models import OneTimeCode
from accounts.notifications import Recipient, notify
from accounts.pins import SecretHasher
from accounts.task import Task
from accounts.views import CodeRequest

MINUTES = 10
CODES_ALLOWED = 3  # within the time of a lock, for one account and for one conversation
PURPOSE = "one-time codes"

Channel = Literal["sms", "email"]


def send_code(
    sessions: Sessions,
    claim: Claim,
    channel: Channel,
    now: datetime,
    *,
    secret: str,
    hasher: SecretHasher,
    lock_minutes: int,
) -> CodeRequest:
    """Send a code; one that was sent to this conversation before is no longer valid."""
    wait = timedelta(minutes=lock_minutes)
    limits = [Limit("code", key, CODES_ALLOWED, wait, wait) for key in (claim.key, claim.conversation_id)]
    with sessions.begin() as session:
        attempts = [take_attempt(session, limit, now) for limit in limits]
        refused = next((attempt for attempt in attempts if not attempt.allowed), None)
        if refused is not None:
            session.rollback()
            return CodeRequest("limited", retry_at=refused.closed_until)
    code = f"{secrets.randbelow(1_000_000):06d}"
    code_hash = hasher.hash(code)  # outside any transaction: it is slow on purpose
    encrypted = cipher(secret, PURPOSE).encrypt(code.encode()).decode()
    expires_at = now + timedelta(minutes=MINUTES)
    with sessions.begin() as session:
        session.merge(
            OneTimeCode(
                conversation_id=claim.conversation_id,
                account_key=claim.key,
                code_hash=code_hash,
                expires_at=expires_at,
            )
        )
        account = claimed_account(session, claim)
        if account is not None:
            _put_in_outbox(
                Task(session, account, claim.operator, now, now.date()), channel, encrypted, expires_at
            )
        record_claim(session, claim, account, "one_time_code_requested", now, channel=channel)
    return CodeRequest("sent", expires_at=expires_at)


def code_hash(session: Session, claim: Claim, now: datetime) -> str | None:
    """The hash of the code that is valid for this claim, or None."""
    code = session.get(OneTimeCode, claim.conversation_id)
    if code is None or code.account_key != claim.key or code.expires_at <= now:
        return None
    return code.code_hash


def use_up(session: Session, claim: Claim) -> bool:
    """Take the code away; False if somebody who sent it at the same moment was first."""
    used = sa.delete(OneTimeCode).where(OneTimeCode.conversation_id == claim.conversation_id)
    return session.execute(used.returning(OneTimeCode.conversation_id)).first() is not None


def _put_in_outbox(task: Task, channel: Channel, encrypted: str, expires_at: datetime) -> None:
    if to := task.contact("phone" if channel == "sms" else "email"):
        recipient = Recipient(channel, to)
        notify(task, "one_time_code", [recipient], secret=encrypted, expires_at=expires_at, minutes=MINUTES)
