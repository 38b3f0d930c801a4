"""An account as operators' staff see it: the JSON of `guichet accounts show`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.attempts import account_locked_until
from accounts.audit import account_trail, audit_line_view
from accounts.errors import AccountNotFound
from accounts.formats import digits
from accounts.models import BillingAccount, GeographicAddress, Product, ProductOrder
from accounts.operators import operator as rules_of

_NO_CANCELLATION = {
    "status": "none",
    "service_id": None,
    "end_date": None,
    "reason": None,
    "early_termination_fee": None,
    "currency": None,
    "equipment_due_date": None,
    "reference": None,
}


def show_account(
    session: Session, operator: str, number: str, *, now: datetime, lock_minutes: int = 30
) -> dict[str, Any]:
    """Everything about an account but its PIN, ready for JSON: amounts are numbers, dates are ISO 8601.

    Args:
        number: spaces and dashes do not count.

    Raises:
        UnknownOperator, AccountNotFound
    """
    slug = rules_of(operator).slug
    query = sa.select(BillingAccount).where(
        BillingAccount.operator == slug, BillingAccount.number == digits(number)
    )
    account = session.scalar(query)
    if account is None:
        raise AccountNotFound(operator, number)
    addresses = {address.role: address for address in account.addresses}
    contacts = {contact.kind: contact.value for contact in account.customer.contact_media}
    locked_until = account_locked_until(session, slug, account.number, now=now, lock_minutes=lock_minutes)
    return {
        "operator": account.operator,
        "number": account.number,
        "name": account.customer.name,
        "language": account.customer.language,
        "email": contacts.get("email"),
        "phone": contacts.get("phone"),
        "segment": account.customer.segment,
        "billing_address": _address(addresses["billing"]),
        "billing_method": account.bill_presentation_media,
        "ebill_email": account.ebill_email,
        "services": [_service(product) for product in account.products],
        "scheduled_address": _scheduled(addresses.get("scheduled")),
        "cancellation": _cancellation(account.orders),
        "locked_until": None if locked_until is None else locked_until.isoformat(timespec="seconds"),
        "notifications": [
            {
                "kind": message.kind,
                "channel": message.channel,
                "to": message.recipient,
                "status": message.status,
            }
            for message in account.messages
        ],
        "audit": [audit_line_view(entry) for entry in account_trail(session, slug, account.number)],
    }


def _address(address: GeographicAddress) -> dict[str, str | None]:
    return {name: getattr(address, name) for name in ("street", "city", "region", "postal_code", "country")}


def _scheduled(address: GeographicAddress | None) -> dict[str, str | None] | None:
    return None if address is None else {**_address(address), "effective_date": _iso(address.effective_date)}


def _service(product: Product) -> dict[str, Any]:
    return {
        "id": product.service_id,
        "kind": product.kind,
        "plan": product.plan,
        "activated_on": _iso(product.activated_on),
        "commitment_months": product.commitment_months,
        "monthly_fee": float(product.monthly_fee),
        "currency": product.currency,
        "equipment": list(product.equipment),
    }


def _cancellation(orders: list[ProductOrder]) -> dict[str, Any]:
    """The newest cancellation that stands, or else the newest of all: an account can have several."""
    if not orders:
        return dict(_NO_CANCELLATION)
    order = max(orders, key=lambda order: (order.status == "requested", order.id))
    return {
        "status": order.status,
        "service_id": order.service_id,
        "end_date": _iso(order.end_date),
        "reason": order.reason,
        "early_termination_fee": float(order.early_termination_fee),
        "currency": order.currency,
        "equipment_due_date": _iso(order.equipment_due_date),
        "reference": order.reference,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
