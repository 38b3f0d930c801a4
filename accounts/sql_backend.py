"""The account backend on our own data base, SQLite or PostgreSQL.

Each change is one transaction: the change, its line in the audit trail, its notifications in the outbox and
the result under the request's key are all there or none is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Literal, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from accounts import address_changes, bill_presentation, cancellation, tickets
from accounts.account_views import account_view, services_view
from accounts.backend import Request
from accounts.claims import Claim, claimed_account
from accounts.database import Sessions, make_sessions, reading
from accounts.due import apply_due, something_due
from accounts.errors import AccountNotFound, BackendUnavailable, NotVerified
from accounts.formats import digits
from accounts.identity import Identity
from accounts.models import BillingAccount
from accounts.operators import Operator, operator_slugs
from accounts.operators import operator as rules_of
from accounts.phones import e164
from accounts.pins import SecretHasher
from accounts.requests import once
from accounts.task import Task
from accounts.views import (
    AddressChange,
    Authentication,
    BillingAccountView,
    BillPresentationChange,
    CancellationQuote,
    CodeRequest,
    GeographicAddress,
    ProductOrder,
    ServiceView,
    TroubleTicket,
)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def _available(method: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Says BackendUnavailable when the data base is down, locked for too long, or too slow."""

    @functools.wraps(method)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return method(*args, **kwargs)
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise BackendUnavailable(f"The data base did not carry out {method.__name__}.") from error

    return call


class SqlAccountBackend:
    """Implements `accounts.backend.AccountBackend`.

    Args:
        sessions: of an engine made by `accounts.database.make_engine`, or that engine.
        clock: the current moment, aware (`settings().now`).
        secret: the installation's secret (`settings().secret()`), encrypts one-time codes in the outbox.
        fixed_today: the day for tests and demos (`settings().today`); otherwise today is the date of the
            clock in the operator's time zone.
        code_seconds: what sending a one-time code takes at least, with or without an account.
    """

    def __init__(
        self,
        sessions: Sessions | Engine,
        clock: Callable[[], datetime],
        *,
        secret: str,
        fixed_today: date | None = None,
        verification_minutes: int = 15,
        lock_minutes: int = 30,
        hasher: SecretHasher | None = None,
        code_seconds: float = 0.15,
    ) -> None:
        self.sessions = make_sessions(sessions) if isinstance(sessions, Engine) else sessions
        self.clock = clock
        self.fixed_today = fixed_today
        self.identity = Identity(
            self.sessions,
            clock,
            secret=secret,
            hasher=hasher or SecretHasher(),
            lock_minutes=lock_minutes,
            verification_minutes=verification_minutes,
            code_seconds=code_seconds,
        )

    def warm_up(self) -> None:
        """Do at start what the first customer would wait for."""
        self.identity.hasher.warm_up()

    def today(self, operator: str) -> date:
        return self._today(rules_of(operator))

    @_available
    def authenticate(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        pin: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        claim = Claim(conversation_id, rules_of(operator), account_number, source_address)
        return self.identity.authenticate(claim, pin)

    @_available
    def send_one_time_code(
        self, conversation_id: str, operator: str, account_number: str, channel: Literal["sms", "email"]
    ) -> CodeRequest:
        claim = Claim(conversation_id, rules_of(operator), account_number, None)
        return self.identity.send_code(claim, channel)

    @_available
    def authenticate_with_code(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        code: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        claim = Claim(conversation_id, rules_of(operator), account_number, source_address)
        return self.identity.authenticate_with_code(claim, code)

    @_available
    def has_phone(self, operator: str, account_number: str, phone: str) -> bool:
        rules = rules_of(operator)
        with reading(self.sessions) as session:
            account = claimed_account(session, Claim("", rules, account_number))
            media = account.customer.contact_media if account else []
            on_file = {e164(medium.value, rules.country) for medium in media if medium.kind == "phone"}
        return e164(phone) is not None and e164(phone) in on_file

    @_available
    def verified_account(self, conversation_id: str, operator: str) -> BillingAccountView | None:
        rules = rules_of(operator)
        today = self._today(rules)
        with reading(self.sessions) as session:
            account = self.identity.verified_account(session, conversation_id, rules)
            if account is None:
                return None
            if not something_due(account, today):
                return account_view(account, today)
        with self._task(conversation_id, operator) as task:  # the worker has not come by yet
            return account_view(task.account, today)

    @_available
    def end_verification(self, conversation_id: str) -> None:
        self.identity.end(conversation_id)

    @_available
    def services(self, conversation_id: str, operator: str) -> tuple[ServiceView, ...]:
        with self._look(conversation_id, operator) as task:
            return services_view(task.account)

    @_available
    def change_billing_address(
        self,
        conversation_id: str,
        operator: str,
        address: GeographicAddress,
        effective_date: date,
        *,
        request: Request,
    ) -> AddressChange:
        with self._task(conversation_id, operator, request) as task:
            change = address_changes.change_billing_address
            return once(
                task, request.key, AddressChange, change, address=address, effective_date=effective_date
            )

    @_available
    def withdraw_address_change(
        self, conversation_id: str, operator: str, *, request: Request
    ) -> AddressChange:
        with self._task(conversation_id, operator, request) as task:
            return once(task, request.key, AddressChange, address_changes.withdraw_address_change)

    @_available
    def switch_to_electronic(
        self, conversation_id: str, operator: str, email: str, *, request: Request
    ) -> BillPresentationChange:
        with self._task(conversation_id, operator, request) as task:
            switch = bill_presentation.switch_to_electronic
            return once(task, request.key, BillPresentationChange, switch, email=email)

    @_available
    def switch_to_paper(
        self, conversation_id: str, operator: str, *, request: Request
    ) -> BillPresentationChange:
        with self._task(conversation_id, operator, request) as task:
            return once(task, request.key, BillPresentationChange, bill_presentation.switch_to_paper)

    @_available
    def quote_cancellation(
        self, conversation_id: str, operator: str, service_id: str, end_date: date
    ) -> CancellationQuote:
        with self._look(conversation_id, operator) as task:
            return cancellation.quote_cancellation(task, service_id, end_date)

    @_available
    def request_cancellation(
        self,
        conversation_id: str,
        operator: str,
        service_id: str,
        end_date: date,
        reason: str,
        *,
        request: Request,
    ) -> ProductOrder:
        with self._task(conversation_id, operator, request) as task:
            order = cancellation.request_cancellation
            wish = {"service_id": service_id, "end_date": end_date, "reason": reason}
            return once(task, request.key, ProductOrder, order, **wish)

    @_available
    def withdraw_cancellation(
        self, conversation_id: str, operator: str, service_id: str, *, request: Request
    ) -> ProductOrder:
        with self._task(conversation_id, operator, request) as task:
            withdraw = cancellation.withdraw_cancellation
            return once(task, request.key, ProductOrder, withdraw, service_id=service_id)

    @_available
    def open_trouble_ticket(
        self, conversation_id: str, operator: str, kind: str, *, request: Request
    ) -> TroubleTicket:
        with self._task(conversation_id, operator, request) as task:
            return once(task, request.key, TroubleTicket, tickets.open_trouble_ticket, kind=kind)

    @_available
    def trouble_tickets(self, conversation_id: str, operator: str) -> tuple[TroubleTicket, ...]:
        with self._look(conversation_id, operator) as task:
            return tickets.tickets_of(task.session, task.account.id)

    @_available
    def report_undeliverable_bill(
        self, operator: str, number: str, *, email: str | None = None, event_id: str | None = None
    ) -> BillPresentationChange:
        rules = rules_of(operator)
        query = sa.select(BillingAccount).where(
            BillingAccount.operator == rules.slug, BillingAccount.number == digits(number)
        )
        with self.sessions.begin() as session:
            account = session.scalar(query.with_for_update())
            if account is None:
                raise AccountNotFound(operator, number)
            task = self._system_task(session, account, rules)
            to_paper = bill_presentation.return_undeliverable_to_paper
            if event_id is None:
                return to_paper(task, email)
            return once(task, f"bounce:{event_id}", BillPresentationChange, to_paper, email=email)

    @_available
    def apply_due_changes(self, today: date | None = None) -> int:
        return sum(
            apply_due(self.sessions, rules, today or self._today(rules), self.clock())
            for rules in map(rules_of, operator_slugs())
        )

    def _today(self, operator: Operator) -> date:
        return self.fixed_today or self.clock().astimezone(operator.time_zone).date()

    @contextmanager
    def _look(self, conversation_id: str, operator: str) -> Iterator[Task]:
        """The verified account of the conversation, to read only."""
        rules = rules_of(operator)
        with reading(self.sessions) as session:
            account = self.identity.verified_account(session, conversation_id, rules)
            if account is None:
                raise NotVerified
            yield self._system_task(session, account, rules)

    @contextmanager
    def _task(self, conversation_id: str, operator: str, request: Request | None = None) -> Iterator[Task]:
        """The verified account of the conversation, locked; commits at the end, or changes nothing."""
        rules = rules_of(operator)
        with self.sessions.begin() as session:
            account = self.identity.verified_account(session, conversation_id, rules, lock=True)
            if account is None:
                raise NotVerified
            carry_out = self._system_task(session, account, rules)
            address_changes.apply_scheduled_address(carry_out)
            cancellation.complete_cancellations(carry_out)
            yield Task(
                session,
                account,
                rules,
                carry_out.now,
                carry_out.today,
                actor="customer",
                conversation_id=conversation_id,
                channel=request.channel if request else None,
                language=request.language if request else None,
            )

    def _system_task(self, session: Session, account: BillingAccount, operator: Operator) -> Task:
        return Task(session, account, operator, self.clock(), self._today(operator))
