"""Carries out what has fallen due: scheduled addresses on their day, cancellations on the day after their end."""

from __future__ import annotations

import logging
import traceback
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from accounts.address_changes import apply_scheduled_address
from accounts.cancellation import complete_cancellations
from accounts.database import Sessions, reading
from accounts.models import BillingAccount, GeographicAddress, ProductOrder
from accounts.operators import Operator
from accounts.task import Task
from accounts.views import OrderStatus

log = logging.getLogger(__name__)


def something_due(account: BillingAccount, today: date) -> bool:
    """Whether the worker has not yet done for this account what it should have."""
    addresses = any(a.effective_date is not None and a.effective_date <= today for a in account.addresses)
    return addresses or any(o.status == OrderStatus.REQUESTED and o.end_date < today for o in account.orders)


def apply_due(sessions: Sessions, operator: Operator, today: date, now: datetime) -> int:
    """Carry out everything due at an operator, one transaction for each account; returns how many changes.

    An account that cannot be brought up to date is logged, stays as it is, and does not keep the others waiting.

    Raises:
        OperationalError, InterfaceError, TimeoutError: of SQLAlchemy, when the data base is down or slow.
    """
    with reading(sessions) as session:
        account_ids = _due_accounts(session, operator.slug, today)
    changes = 0
    for account_id in account_ids:
        try:
            changes += _apply(sessions, account_id, operator, today, now)
        except (OperationalError, InterfaceError, PoolTimeout):
            raise
        except Exception as error:
            # Deliberately wide; see the docstring. The error's own words may hold an address: they are not logged.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("What is due for account id %s failed: %s\n%s", account_id, type(error).__name__, where)
    return changes


def _apply(sessions: Sessions, account_id: int, operator: Operator, today: date, now: datetime) -> int:
    with sessions.begin() as session:
        account = session.get(BillingAccount, account_id, with_for_update=True)
        if account is None:
            return 0
        task = Task(session, account, operator, now, today)
        return apply_scheduled_address(task) + complete_cancellations(task)


def _due_accounts(session: Session, operator: str, today: date) -> list[int]:
    addresses = sa.select(GeographicAddress.account_id).where(
        GeographicAddress.role == "scheduled", GeographicAddress.effective_date <= today
    )
    orders = sa.select(ProductOrder.account_id).where(
        ProductOrder.status == OrderStatus.REQUESTED, ProductOrder.end_date < today
    )
    query = sa.select(BillingAccount.id).where(
        BillingAccount.operator == operator, BillingAccount.id.in_(addresses.union(orders))
    )
    return list(session.scalars(query.order_by(BillingAccount.id)))
