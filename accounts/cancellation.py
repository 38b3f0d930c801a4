"""Ending a service: what it means, requesting it, taking it back, and carrying it out.

The service is delivered through its end date: a cancellation can be withdrawn up to and including that day,
and is completed the day after.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from accounts import models
from accounts.account_views import order_view, service_view
from accounts.early_termination import EarlyTermination, early_termination
from accounts.errors import DateInPast, DateTooFar, NothingToWithdraw, TooLateToWithdraw, UnknownService
from accounts.notifications import in_writing, notify
from accounts.task import Task
from accounts.views import CancellationQuote, OrderStatus, ProductOrder

MAX_MONTHS_AHEAD = 36  # the longest commitment that anybody would wait for
_CARRIES_NUMBERS = re.compile(r"phone|\b(t[eé]l|voi[pcx]|mobile|cell|fax|sip)", re.IGNORECASE)


def quote_cancellation(task: Task, service_id: str, end_date: date) -> CancellationQuote:
    """Everything the customer must know before confirming.

    Raises:
        UnknownService, DateInPast, DateTooFar
    """
    product = _product(task, service_id)
    _check_end_date(task, end_date)
    fee = _fee(task, product, end_date)
    rules, already = task.operator, _standing_order(task, service_id)
    rule = rules.early_termination
    return CancellationQuote(
        service=service_view(product),
        end_date=end_date,
        fee=fee.fee,
        currency=product.currency,
        lines=fee.lines,
        months_used=fee.months_used,
        activated=fee.activated,
        equipment=tuple(product.equipment),
        equipment_due_date=_equipment_due_date(task, product, end_date),
        return_reference=already.reference if already else _next_reference(task, service_id),
        return_address=rules.equipment_return.return_address,
        port_numbers_first=rules.number_porting is not None or carries_numbers(product.kind),
        porting_email=rules.number_porting.notify if rules.number_porting else None,
        already=order_view(already) if already else None,
        source=rule.source if rule else None,
    )


def request_cancellation(task: Task, service_id: str, end_date: date, reason: str) -> ProductOrder:
    """Order the end of the service, and confirm it in writing.

    Raises:
        UnknownService, DateInPast, DateTooFar
    """
    product = _product(task, service_id)
    _check_end_date(task, end_date)
    if standing := _standing_order(task, service_id):
        return order_view(standing, "already")
    order = models.ProductOrder(
        service_id=service_id,
        reference=_next_reference(task, service_id),
        status=OrderStatus.REQUESTED,
        end_date=end_date,
        reason=" ".join(reason.split())[:500],
        early_termination_fee=_fee(task, product, end_date).fee,
        currency=product.currency,
        equipment=list(product.equipment),
        equipment_due_date=_equipment_due_date(task, product, end_date),
        requested_at=task.now,
    )
    task.account.orders.append(order)
    task.session.flush()
    _announce(task, "cancellation_requested", order)
    return order_view(order, "requested")


def withdraw_cancellation(task: Task, service_id: str) -> ProductOrder:
    """Take the cancellation back.

    Raises:
        NothingToWithdraw, TooLateToWithdraw
    """
    order = _standing_order(task, service_id)
    if order is None:
        raise NothingToWithdraw("No cancellation of this service was requested.")
    if order.status == OrderStatus.COMPLETED or order.end_date < task.today:
        raise TooLateToWithdraw(f"The service ended on {order.end_date.isoformat()}.")
    order.status = OrderStatus.WITHDRAWN
    _announce(task, "cancellation_withdrawn", order)
    return order_view(order, "withdrawn")


def complete_cancellations(task: Task) -> int:
    """Carry out the cancellations whose end date has passed; returns how many."""
    due = [
        order
        for order in task.account.orders
        if order.status == OrderStatus.REQUESTED and order.end_date < task.today
    ]
    for order in due:
        order.status = OrderStatus.COMPLETED
        _announce(task, "cancellation_completed", order)
    return len(due)


def carries_numbers(kind: str) -> bool:
    """Whether a kind of service has telephone numbers that end with it."""
    return _CARRIES_NUMBERS.search(kind) is not None


def _product(task: Task, service_id: str) -> models.Product:
    for product in task.account.products:
        if product.service_id == service_id:
            return product
    raise UnknownService(service_id)


def _check_end_date(task: Task, end_date: date) -> None:
    if end_date < task.today:
        raise DateInPast(task.today)
    latest = task.today + relativedelta(months=MAX_MONTHS_AHEAD)
    if end_date > latest:
        raise DateTooFar(latest)


def _fee(task: Task, product: models.Product, end_date: date) -> EarlyTermination:
    return early_termination(
        task.operator.early_termination,
        activated_on=product.activated_on,
        commitment_months=product.commitment_months,
        monthly_fee=product.monthly_fee,
        end_date=end_date,
    )


def _standing_order(task: Task, service_id: str) -> models.ProductOrder | None:
    standing = (OrderStatus.REQUESTED, OrderStatus.COMPLETED)
    orders = [o for o in task.account.orders if o.service_id == service_id and o.status in standing]
    return orders[-1] if orders else None


def _equipment_due_date(task: Task, product: models.Product, end_date: date) -> date | None:
    return end_date + timedelta(days=task.operator.equipment_return.days) if product.equipment else None


def _next_reference(task: Task, service_id: str) -> str:
    """The reference of the next order for the service: the quote can name it before the order exists."""
    earlier = sum(order.service_id == service_id for order in task.account.orders)
    seed = f"{task.operator.slug}/{task.account.number}/{service_id}/{earlier}"
    code = base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode()[:10]
    return f"{task.operator.order_prefix}{code}"


def _announce(task: Task, kind: str, order: models.ProductOrder) -> None:
    product = _product(task, order.service_id)
    notify(
        task,
        kind,
        in_writing(task),
        plan=product.plan,
        end_date=order.end_date,
        fee=order.early_termination_fee,
        currency=order.currency,
        equipment=order.equipment,
        equipment_due_date=order.equipment_due_date,
        reference=order.reference,
        return_address=task.operator.equipment_return.return_address,
    )
    task.record(
        kind,
        service=order.service_id,
        end_date=order.end_date,
        reference=order.reference,
        fee=order.early_termination_fee,
    )
