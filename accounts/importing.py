"""Accounts from a YAML file; an import replaces accounts of the same operator and number, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.audit import AuditLine, append_audit
from accounts.formats import account_key
from accounts.import_file import AccountRecord, read_accounts
from accounts.models import (
    AttemptCounter,
    BillingAccount,
    ContactMedium,
    Customer,
    GeographicAddress,
    OneTimeCode,
    Product,
)
from accounts.operators import operator
from accounts.pins import SecretHasher


@dataclass(frozen=True)
class ImportResult:
    """What was imported; `warnings` name fields that were not understood and left out."""

    imported: int
    replaced: int
    warnings: tuple[str, ...]


def import_accounts(
    session: Session, text: str, *, now: datetime, hasher: SecretHasher | None = None
) -> ImportResult:
    """Import accounts in the session's transaction; the caller commits.

    An account that exists is replaced with its requests, failures, locks, notifications, scheduled changes,
    cancellations and verifications. Its audit trail stays; `accounts show` shows the lines since the import.

    Args:
        text: YAML, a list of accounts (demo/accounts.yml shows the fields).

    Raises:
        ImportFailed: with every mistake in the file; nothing was imported.
    """
    records, warnings = read_accounts(text)
    replaced = sum(_forget(session, record) for record in records)
    hasher = hasher or SecretHasher()
    session.add_all(_customer(record, hasher.hash(record.pin)) for record in records)
    session.flush()
    for record in records:
        append_audit(session, AuditLine(record.operator, record.number, "staff", "account_imported"), now)
    return ImportResult(len(records), replaced, tuple(warnings))


def _forget(session: Session, record: AccountRecord) -> bool:
    key = account_key(record.operator, record.number)
    session.execute(
        sa.delete(AttemptCounter).where(
            AttemptCounter.scope.in_(("account", "code")), AttemptCounter.key == key
        )
    )
    session.execute(sa.delete(OneTimeCode).where(OneTimeCode.account_key == key))
    owner = sa.select(BillingAccount.customer_id).where(
        BillingAccount.operator == record.operator, BillingAccount.number == record.number
    )
    customer_id = session.scalar(owner)
    session.execute(sa.delete(Customer).where(Customer.id == customer_id))  # the tables cascade from here
    return customer_id is not None


def _customer(record: AccountRecord, pin_hash: str) -> Customer:
    contacts = [("email", record.email), ("phone", record.phone)]
    return Customer(
        operator=record.operator,
        name=record.name,
        language=record.language,
        segment=record.segment,
        contact_media=[ContactMedium(kind=kind, value=value) for kind, value in contacts if value],
        account=_account(record, pin_hash),
    )


def _account(record: AccountRecord, pin_hash: str) -> BillingAccount:
    return BillingAccount(
        operator=record.operator,
        number=record.number,
        pin_hash=pin_hash,
        bill_presentation_media=record.billing_method,
        ebill_email=record.ebill_email,
        addresses=[GeographicAddress(role="billing", **record.billing_address.model_dump())],
        products=[
            Product(
                service_id=service.id,
                currency=service.currency or operator(record.operator).currency,
                **service.model_dump(exclude={"id", "currency"}),
            )
            for service in record.services
        ],
    )
