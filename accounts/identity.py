"""Who a conversation belongs to: account number with PIN or one-time code, bound to the conversation.

A wrong number and a wrong PIN cannot be told apart: both cost one hash and the same statements, count as a
failure of that number, and give the same answer; so do codes, which are answered after a fixed time. Failures are counted for the account, for the source address and for the
conversation; five of any lock it. A lock does not end a verification that exists, or else whoever knows an
account number could throw its owner out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from accounts import one_time_codes
from accounts.attempts import ALLOWED_FAILURES, Attempt, Limit, forget_attempts, return_attempt, take_attempt
from accounts.claims import Claim, claimed_account, failure_limits, record_claim
from accounts.database import Sessions
from accounts.formats import digits
from accounts.models import BillingAccount, OneTimeCode, Verification
from accounts.operators import Operator
from accounts.pins import SecretHasher
from accounts.views import Authentication, CodeRequest

_CLOCK_TOLERANCE = timedelta(minutes=1)
_NO_ACCOUNT = -1

Method = Literal["pin", "one_time_code"]


@dataclass(frozen=True)
class _Stored:
    """The claimed account, if it exists, and the hash to compare with, if there is one."""

    account_id: int | None
    secret_hash: str | None


class Identity:
    """Verifies customers and remembers for whom a conversation is verified.

    Args:
        secret: of the installation; encrypts codes in the outbox.
        code_seconds: what sending a code takes at least; writing a message takes longer than writing none, and
            that must not show.
    """

    def __init__(
        self,
        sessions: Sessions,
        clock: Callable[[], datetime],
        *,
        secret: str,
        hasher: SecretHasher,
        lock_minutes: int,
        verification_minutes: int,
        code_seconds: float,
    ) -> None:
        self.sessions = sessions
        self.clock = clock
        self.secret = secret
        self.hasher = hasher
        self.lock_minutes = lock_minutes
        self.verification_time = timedelta(minutes=verification_minutes)
        self.code_seconds = code_seconds

    def authenticate(self, claim: Claim, pin: str) -> Authentication:
        """Verify by PIN."""
        return self._authenticate(claim, "pin", pin.strip())

    def authenticate_with_code(self, claim: Claim, code: str) -> Authentication:
        """Verify by the code that was sent to this conversation."""
        return self._authenticate(claim, "one_time_code", digits(code))

    def send_code(self, claim: Claim, channel: Literal["sms", "email"]) -> CodeRequest:
        """Send a code to the contact on file; the answer is the same without account or contact."""
        with taking(self.code_seconds):
            return one_time_codes.send_code(
                self.sessions,
                claim,
                channel,
                self.clock(),
                secret=self.secret,
                hasher=self.hasher,
                lock_minutes=self.lock_minutes,
            )

    def verified_account(
        self, session: Session, conversation_id: str, operator: Operator, *, lock: bool = False
    ) -> BillingAccount | None:
        """The account the conversation is verified for at this operator, or None.

        Args:
            lock: hold the account until the transaction ends.
        """
        mine = (Verification.conversation_id == conversation_id, BillingAccount.operator == operator.slug)
        if lock:
            # First locked, then read: PostgreSQL would join the account that it waited for with addresses as
            # they were before the wait.
            account_id = sa.select(BillingAccount.id).join(Verification).where(*mine)
            session.execute(account_id.with_for_update(of=BillingAccount))
        query = (
            sa.select(BillingAccount, Verification.verified_at)
            .join(Verification)
            .where(*mine)
            .options(joinedload(BillingAccount.customer), joinedload(BillingAccount.addresses))
            .execution_options(populate_existing=True)
        )
        found = session.execute(query).unique().first()
        if found is None:
            return None
        account, verified_at = found
        # A clock that was set back must not prolong a verification.
        age = self.clock() - verified_at
        return account if -_CLOCK_TOLERANCE <= age < self.verification_time else None

    def end(self, conversation_id: str) -> None:
        """Forget the verification and the code of a conversation."""
        with self.sessions.begin() as session:
            for table in (Verification, OneTimeCode):
                session.execute(sa.delete(table).where(table.conversation_id == conversation_id))

    def _authenticate(self, claim: Claim, method: Method, secret: str) -> Authentication:
        now = self.clock()
        limits = failure_limits(claim, self.lock_minutes)
        with self.sessions.begin() as session:
            attempts = [take_attempt(session, limit, now) for limit in limits]
            refused = next((attempt for attempt in attempts if not attempt.allowed), None)
            if refused is not None:
                session.rollback()
                return Authentication("locked", 0, refused.closed_until)
            stored = _stored(session, claim, method, now)
        # Outside any transaction: hashing is slow on purpose, and others must not wait for it.
        matched = self.hasher.matches(stored.secret_hash, secret)
        with self.sessions.begin() as session:
            account = _lock_account(session, stored.account_id)
            if matched and account is not None and (method == "pin" or one_time_codes.use_up(session, claim)):
                return _verified(session, claim, account, method, limits, now)
            return _failed(session, claim, account, method, attempts, now)


@contextmanager
def taking(seconds: float) -> Iterator[None]:
    """Lasts at least so long, whatever is done in it."""
    end = time.monotonic() + seconds
    yield
    time.sleep(max(0.0, end - time.monotonic()))


def _stored(session: Session, claim: Claim, method: Method, now: datetime) -> _Stored:
    account = claimed_account(session, claim)
    if account is None:
        return _Stored(None, None)
    if method == "pin":
        return _Stored(account.id, account.pin_hash)
    return _Stored(account.id, one_time_codes.code_hash(session, claim, now))


def _lock_account(session: Session, account_id: int | None) -> BillingAccount | None:
    """The account again, which an import may have replaced meanwhile; looked for even where there is none."""
    return session.get(BillingAccount, account_id or _NO_ACCOUNT, with_for_update=True)


def _verified(
    session: Session,
    claim: Claim,
    account: BillingAccount,
    method: Method,
    limits: list[Limit],
    now: datetime,
) -> Authentication:
    account_failures, *others = limits
    forget_attempts(session, account_failures)
    for limit in others:
        return_attempt(session, limit)
    session.merge(
        Verification(
            conversation_id=claim.conversation_id, account_id=account.id, method=method, verified_at=now
        )
    )
    record_claim(session, claim, account, "customer_verified", now, method=method)
    return Authentication("verified", ALLOWED_FAILURES)


def _failed(
    session: Session,
    claim: Claim,
    account: BillingAccount | None,
    method: Method,
    attempts: list[Attempt],
    now: datetime,
) -> Authentication:
    left = min(attempt.left for attempt in attempts)
    record_claim(session, claim, account, "verification_failed", now, method=method, left=left)
    if left:
        return Authentication("failed", left)
    record_claim(session, claim, account, "self_service_locked", now, method=method)
    return Authentication("locked", 0, attempts[0].closed_until)
