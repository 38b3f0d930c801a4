"""Turns rows into the values that tasks see."""

from __future__ import annotations

from datetime import date

from accounts import models
from accounts.views import (
    BillingAccountView,
    BillPresentationMedia,
    GeographicAddress,
    OrderStatus,
    ProductOrder,
    ScheduledAddress,
    Segment,
    ServiceView,
    TroubleTicket,
)


def account_view(account: models.BillingAccount, today: date) -> BillingAccountView:
    """The whole account; cancellations are those that stand."""
    addresses = {address.role: address for address in account.addresses}
    contacts = {contact.kind: contact.value for contact in account.customer.contact_media}
    orders = [
        order for order in account.orders if order.status == OrderStatus.REQUESTED and order.end_date >= today
    ]
    return BillingAccountView(
        operator=account.operator,
        number=account.number,
        name=account.customer.name,
        language="en" if account.customer.language == "en" else "fr",
        segment=Segment(account.customer.segment),
        email=contacts.get("email"),
        phone=contacts.get("phone"),
        billing_address=address_view(addresses["billing"]),
        scheduled_address=scheduled_view(addresses.get("scheduled")),
        bill_presentation_media=BillPresentationMedia(account.bill_presentation_media),
        ebill_email=account.ebill_email,
        services=services_view(account),
        orders=tuple(order_view(order) for order in sorted(orders, key=lambda order: order.end_date)),
    )


def address_view(address: models.GeographicAddress) -> GeographicAddress:
    """An address without its role."""
    return GeographicAddress(
        address.street, address.city, address.region, address.postal_code, address.country
    )


def scheduled_view(address: models.GeographicAddress | None) -> ScheduledAddress | None:
    """A scheduled address with its day."""
    if address is None or address.effective_date is None:
        return None
    return ScheduledAddress(address_view(address), address.effective_date)


def services_view(account: models.BillingAccount) -> tuple[ServiceView, ...]:
    """The services that have not ended."""
    ended = {order.service_id for order in account.orders if order.status == OrderStatus.COMPLETED}
    return tuple(service_view(product) for product in account.products if product.service_id not in ended)


def service_view(product: models.Product) -> ServiceView:
    """One service."""
    return ServiceView(
        id=product.service_id,
        kind=product.kind,
        plan=product.plan,
        activated_on=product.activated_on,
        commitment_months=product.commitment_months,
        monthly_fee=product.monthly_fee,
        currency=product.currency,
        equipment=tuple(product.equipment),
    )


def order_view(order: models.ProductOrder, outcome: str = "on_file") -> ProductOrder:
    """A cancellation, with what became of the request that is answered."""
    return ProductOrder(
        outcome=outcome,  # type: ignore[arg-type]
        reference=order.reference,
        service_id=order.service_id,
        status=OrderStatus(order.status),
        end_date=order.end_date,
        reason=order.reason,
        early_termination_fee=order.early_termination_fee,
        currency=order.currency,
        equipment=tuple(order.equipment),
        equipment_due_date=order.equipment_due_date,
    )


def ticket_view(ticket: models.TroubleTicket) -> TroubleTicket:
    """A ticket."""
    return TroubleTicket(ticket.reference, ticket.kind, ticket.status, ticket.opened_on)  # type: ignore[arg-type]
