"""Who may be sent text messages: a trail of what each number said about it, and the rule that follows from it.

A number that writes to an operator may be answered, until it says STOP; then nobody sends it anything for that
operator until it says START. Lines are only ever added. Numbers are in international form (+15145550147).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from accounts.audit import AuditLine, append_audit
from accounts.database import Base
from accounts.masking import masked_phone

Event = Literal["first_message", "opted_out", "opted_in"]
Source = Literal["customer", "carrier", "staff"]


class SmsConsent(Base):
    """One line of the trail."""

    __tablename__ = "sms_consents"
    __table_args__ = (Index(None, "operator", "number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    event: Mapped[str] = mapped_column(String(20))  # first_message, opted_out, opted_in
    source: Mapped[str] = mapped_column(String(10))  # customer, carrier, staff
    keyword: Mapped[str | None] = mapped_column(String(20))  # as the customer wrote it: STOP, ARRÊT
    provider_sid: Mapped[str | None] = mapped_column(String(64))  # of the message that said so
    at: Mapped[datetime]


def record_consent(
    session: Session,
    operator: str,
    number: str,
    event: Event,
    *,
    source: Source,
    now: datetime,
    keyword: str | None = None,
    provider_sid: str | None = None,
) -> None:
    """Add a line, here and in the audit trail (there with the number masked)."""
    session.add(
        SmsConsent(
            operator=operator,
            number=number,
            event=event,
            source=source,
            keyword=keyword,
            provider_sid=provider_sid,
            at=now,
        )
    )
    if event != "first_message":
        actor = {"carrier": "system"}.get(source, source)
        details = {"number": masked_phone(number), "keyword": keyword, "source": source}
        line = AuditLine(operator, "", actor, f"sms_{event}", None, "sms", details)
        append_audit(session, line, now)
    session.flush()


def has_opted_out(session: Session, operator: str, number: str | None) -> bool:
    """Whether this operator may send nothing to the number."""
    last = (
        sa.select(SmsConsent.event)
        .where(
            SmsConsent.operator == operator,
            SmsConsent.number == number,
            SmsConsent.event.in_(("opted_out", "opted_in")),
        )
        .order_by(SmsConsent.id.desc())
        .limit(1)
    )
    return session.scalar(last) == "opted_out"


def consent_trail(session: Session, operator: str, number: str) -> list[SmsConsent]:
    """Everything that is known about the number's consent, oldest first."""
    query = (
        sa.select(SmsConsent)
        .where(SmsConsent.operator == operator, SmsConsent.number == number)
        .order_by(SmsConsent.id)
    )
    return list(session.scalars(query))


def known_number(session: Session, operator: str, number: str) -> bool:
    """Whether the trail has any line of this number."""
    query = sa.select(SmsConsent.id).where(SmsConsent.operator == operator, SmsConsent.number == number)
    return session.scalar(query.limit(1)) is not None
