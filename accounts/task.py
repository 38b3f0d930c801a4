"""The work on one account within one transaction: who asks, when, and under whose rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.models import BillingAccount, GeographicAddress
from accounts.operators import Operator


@dataclass(frozen=True)
class Task:
    """An account that is locked for this transaction.

    Args:
        today: the day at the operator's, or the fixed one.
        actor: as in `accounts.audit.AuditLine`.
        conversation_id, channel, language: of the conversation; None for the system's own work.
    """

    session: Session
    account: BillingAccount
    operator: Operator
    now: datetime
    today: date
    actor: str = "system"
    conversation_id: str | None = None
    channel: str | None = None
    language: str | None = None

    def record(self, action: str, **details: str | int | bool | date | Decimal | None) -> None:
        """Write a line to the audit trail; details must be masked already."""
        plain = {
            name: str(value) if isinstance(value, date | Decimal) else value
            for name, value in details.items()
        }
        if self.language:
            plain["language"] = self.language
        line = AuditLine(
            self.account.operator,
            self.account.number,
            self.actor,
            action,
            self.conversation_id,
            self.channel,
            plain,
        )
        append_audit(self.session, line, self.now)

    def address(self, role: str) -> GeographicAddress | None:
        """The address in force (`billing`) or to come (`scheduled`)."""
        return next((address for address in self.account.addresses if address.role == role), None)

    def contact(self, kind: str) -> str | None:
        """The e-mail address (`email`) or telephone number (`phone`) on file."""
        media = self.account.customer.contact_media
        return next((medium.value for medium in media if medium.kind == kind), None)
