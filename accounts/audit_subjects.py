"""Whom the lines of the audit trail are about.

The trail is hashed line by line, so nothing can be taken out of it. It names an account by a random reference, and this
table says which account that is: when a customer's data is erased, the table forgets it, and the lines that stay are
about nobody any more.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from accounts.database import Base

_PREFIX = "subject-"


class AuditSubject(Base):
    """An account, and its reference in the audit trail."""

    __tablename__ = "audit_subjects"
    __table_args__ = (UniqueConstraint("operator", "account_number"),)

    reference: Mapped[str] = mapped_column(String(40), primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    account_number: Mapped[str] = mapped_column(String(40))


def reference_of(session: Session, operator: str, number: str) -> str:
    """The account's reference, a new one at its first line; the head of the trail is locked, so nobody else makes one.

    An empty number, of lines that concern no account, stays empty.
    """
    known = known_reference(session, operator, number)  # of nobody too: a wrong account number costs as much
    if known is not None or not number:
        return known or ""
    subject = AuditSubject(
        reference=f"{_PREFIX}{secrets.token_hex(12)}", operator=operator, account_number=number
    )
    session.add(subject)
    session.flush()
    return subject.reference


def known_reference(session: Session, operator: str, number: str) -> str | None:
    """The account's reference, if the trail has a line about it."""
    query = sa.select(AuditSubject.reference).where(
        AuditSubject.operator == operator, AuditSubject.account_number == number
    )
    return session.scalar(query)


def numbers_of(session: Session, references: set[str]) -> dict[str, str]:
    """The account numbers of references; those of erased customers are missing."""
    query = sa.select(AuditSubject.reference, AuditSubject.account_number).where(
        AuditSubject.reference.in_(references)
    )
    return dict(session.execute(query).all())
