"""Somebody says that an account is theirs: which account, how often it may be tried, and what is recorded."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.attempts import ALLOWED_FAILURES, Limit, account_limit
from accounts.audit import AuditLine, append_audit
from accounts.formats import account_key, digits
from accounts.models import BillingAccount
from accounts.operators import Operator


@dataclass(frozen=True)
class Claim:
    """The number is as the customer wrote it; source_address is an IP address or a telephone number."""

    conversation_id: str
    operator: Operator
    number: str
    source_address: str | None = None

    @property
    def key(self) -> str:
        """What this number's failures and codes are kept under, whether it is an account or not."""
        return account_key(self.operator.slug, self.number)


def claimed_account(session: Session, claim: Claim) -> BillingAccount | None:
    """The account of the claim, if it exists."""
    return session.scalar(
        sa.select(BillingAccount).where(
            BillingAccount.operator == claim.operator.slug, BillingAccount.number == digits(claim.number)
        )
    )


def failure_limits(claim: Claim, lock_minutes: int) -> list[Limit]:
    """Whose failures count: the account's first, then the source address's and the conversation's."""
    lock = timedelta(minutes=lock_minutes)
    limits = [account_limit(claim.operator.slug, claim.number, lock_minutes)]
    if source := _source_key(claim.source_address):
        limits.append(Limit("source", source, ALLOWED_FAILURES, lock, lock))
    limits.append(Limit("conversation", claim.conversation_id, ALLOWED_FAILURES, lock, lock))
    return limits


def record_claim(
    session: Session,
    claim: Claim,
    account: BillingAccount | None,
    action: str,
    now: datetime,
    **details: str | int,
) -> None:
    """Write a line to the audit trail."""
    # What was typed for an unknown number stays out of the trail: it might be a PIN in the wrong place.
    number = account.number if account else ""
    append_audit(
        session,
        AuditLine(claim.operator.slug, number, "customer", action, claim.conversation_id, None, details),
        now,
    )


def _source_key(source: str | None) -> str | None:
    """The part of a source address that one customer has: IPv6 customers get whole /64 networks.

    The loopback address is our own proxy or a test, never a customer.
    """
    if not source:
        return None
    try:
        address = ipaddress.ip_address(source.strip())
    except ValueError:
        return source.strip()[:100]
    if address.is_loopback:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
