"""Who the customer is, once they proved it: masked until an agent reveals it, and each reveal is audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from accounts import models
from accounts.account_views import address_view, services_view
from accounts.formats import digits
from accounts.masking import area, masked_email, masked_phone
from accounts.tickets import tickets_of
from bot.conversations.summaries import Verified
from bot.desk.masking import HIDDEN, mask_number


@dataclass(frozen=True)
class Customer:
    """As it is shown; masked unless `revealed`. services and tickets hold nothing personal."""

    revealed: bool
    name: str
    number: str
    email: str
    phone: str
    address: str
    segment: str
    bills: str
    services: dict[str, str]  # plans by id
    tickets: list[str]
    method: str
    verified_at: datetime


def customer_of(session: Session, verified: Verified, *, revealed: bool) -> Customer | None:
    """The customer of a verified conversation; None if the account was replaced meanwhile."""
    account = session.get(models.BillingAccount, verified.account_id)
    if account is None:
        return None
    contacts = {medium.kind: medium.value for medium in account.customer.contact_media}
    billing = next(address for address in account.addresses if address.role == "billing")
    return Customer(
        revealed=revealed,
        name=account.customer.name if revealed else initials(account.customer.name),
        number=account.number if revealed else mask_number(account.number),
        email=_shown(contacts.get("email"), masked_email, revealed),
        phone=_shown(contacts.get("phone"), masked_phone, revealed),
        address=_address(billing) if revealed else f"{HIDDEN} {area(billing.postal_code)}",
        segment=account.customer.segment,
        bills=account.bill_presentation_media,
        services={service.id: service.plan for service in services_view(account)},
        tickets=[f"{ticket.reference} ({ticket.status})" for ticket in tickets_of(session, account.id)[:5]],
        method=verified.method,
        verified_at=verified.at,
    )


def _shown(value: str | None, mask, revealed: bool) -> str:
    return "–" if not value else value if revealed else mask(value)


def initials(name: str) -> str:
    """A name by its first letters: `Marie Roy` becomes `M. R.`."""
    return " ".join(f"{word[0]}." for word in name.split() if not digits(word[0]))


def _address(row: models.GeographicAddress) -> str:
    address = address_view(row)
    parts = [address.street, address.city, address.region, address.postal_code, address.country]
    return ", ".join(part for part in parts if part)
