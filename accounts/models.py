"""The tables of customers, accounts and what is done to them, in TM Forum's terms."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.database import Base


def _account_key(**options: object) -> Mapped[int]:
    return mapped_column(ForeignKey("billing_accounts.id", ondelete="CASCADE"), **options)  # type: ignore[arg-type]


class Customer(Base):
    """The person or company who has the contract (TMF629)."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    segment: Mapped[str] = mapped_column(String(20))

    account: Mapped[BillingAccount] = relationship(back_populates="customer", passive_deletes=True)
    contact_media: Mapped[list[ContactMedium]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class ContactMedium(Base):
    """The e-mail address or telephone number on file (TMF632)."""

    __tablename__ = "contact_media"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # email, phone
    value: Mapped[str] = mapped_column(String(320))


class BillingAccount(Base):
    """An account with one operator (TMF666); the same number at another operator is another account."""

    __tablename__ = "billing_accounts"
    __table_args__ = (UniqueConstraint("operator", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    operator: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))  # digits only
    pin_hash: Mapped[str] = mapped_column(String(200))
    bill_presentation_media: Mapped[str] = mapped_column(String(20))  # paper, electronic
    ebill_email: Mapped[str | None] = mapped_column(String(320))

    customer: Mapped[Customer] = relationship(back_populates="account")
    addresses: Mapped[list[GeographicAddress]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    products: Mapped[list[Product]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Product.id"
    )
    orders: Mapped[list[ProductOrder]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ProductOrder.id"
    )
    messages: Mapped[list[CommunicationMessage]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="CommunicationMessage.id"
    )


class GeographicAddress(Base):
    """The billing address in force, and at most one that is scheduled (TMF673)."""

    __tablename__ = "geographic_addresses"
    __table_args__ = (UniqueConstraint("account_id", "role"), Index(None, "role", "effective_date"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _account_key()
    role: Mapped[str] = mapped_column(String(10))  # billing, scheduled
    effective_date: Mapped[date | None]  # of the scheduled one
    street: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(100))
    region: Mapped[str | None] = mapped_column(String(100))
    postal_code: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))


class Product(Base):
    """A service that the customer has (TMF637)."""

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("account_id", "service_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _account_key()
    service_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(80))
    plan: Mapped[str] = mapped_column(String(200))
    activated_on: Mapped[date | None]
    commitment_months: Mapped[int]
    monthly_fee: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    equipment: Mapped[list[str]] = mapped_column(JSON)


class ProductOrder(Base):
    """A cancellation (TMF622, action delete)."""

    __tablename__ = "product_orders"
    __table_args__ = (UniqueConstraint("reference"), Index(None, "status", "end_date"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _account_key(index=True)
    service_id: Mapped[str] = mapped_column(String(80))
    reference: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))  # requested, withdrawn, completed
    end_date: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    early_termination_fee: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    equipment: Mapped[list[str]] = mapped_column(JSON)
    equipment_due_date: Mapped[date | None]
    requested_at: Mapped[datetime]


class TroubleTicket(Base):
    """Something an agent looks into (TMF621)."""

    __tablename__ = "trouble_tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _account_key(index=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    opened_on: Mapped[date]


class Verification(Base):
    """The account whose owner this conversation was shown to be."""

    __tablename__ = "verifications"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    account_id: Mapped[int] = _account_key(index=True)
    method: Mapped[str] = mapped_column(String(20))  # pin, one_time_code
    verified_at: Mapped[datetime]


class OneTimeCode(Base):
    """A code that waits for its use; the row of an unknown account holds a hash that nothing matches."""

    __tablename__ = "one_time_codes"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    account_key: Mapped[str] = mapped_column(String(100))  # operator/number, existing or not
    code_hash: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]


class AttemptCounter(Base):
    """How often something was tried for one account, source address or conversation."""

    __tablename__ = "attempt_counters"

    scope: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    attempts: Mapped[int]
    last_at: Mapped[datetime]


class HandledRequest(Base):
    """A request that was carried out, with its result, so that a repetition changes nothing."""

    __tablename__ = "handled_requests"

    account_id: Mapped[int] = _account_key(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    result: Mapped[dict[str, object]] = mapped_column(JSON)
    handled_at: Mapped[datetime]


class CommunicationMessage(Base):
    """A notification to a customer (TMF681); the outbox."""

    __tablename__ = "communication_messages"
    __table_args__ = (Index(None, "status", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _account_key(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10))  # email, sms, letter
    recipient: Mapped[str] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(Text)  # encrypted; takes the place of {code} when sent
    status: Mapped[str] = mapped_column(String(10))  # pending, sent, dead, expired
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))


class AuditEntry(Base):
    """One line of the audit trail; never changed. It outlives the account, which it names by a reference."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "operator", "account_number"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))  # ISO 8601 in UTC, as it was hashed
    operator: Mapped[str] = mapped_column(String(40))
    account_number: Mapped[str] = mapped_column(String(40))  # its reference; see audit_subjects.py
    actor: Mapped[str] = mapped_column(String(20))  # customer, assistant, agent, system, staff
    action: Mapped[str] = mapped_column(String(60))
    conversation_id: Mapped[str | None] = mapped_column(String(80))
    channel: Mapped[str | None] = mapped_column(String(20))
    details: Mapped[str] = mapped_column(Text)  # canonical JSON
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last line of the audit trail: orders concurrent writers, and shows that no line was cut off."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class PendingSecret(Base):
    """A PIN or code on its way from the web process to the action, encrypted."""

    __tablename__ = "pending_secrets"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    ciphertext: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)
