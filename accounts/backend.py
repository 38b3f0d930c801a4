"""The one door through which the tasks reach accounts; an operator's own billing system can stand behind it.

`accounts.sql_backend.SqlAccountBackend` is our implementation. The calls block: asynchronous callers run
them in a thread. Every method raises `BackendUnavailable` when the system behind it is down or too slow,
and `UnknownOperator` for an operator without rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from accounts.views import (
    AddressChange,
    Authentication,
    BillingAccountView,
    BillPresentationChange,
    BillPresentationMedia,
    CancellationQuote,
    CodeRequest,
    FeeLine,
    GeographicAddress,
    Language,
    OrderStatus,
    ProductOrder,
    ScheduledAddress,
    Segment,
    ServiceView,
    TroubleTicket,
)

__all__ = [
    "AccountBackend",
    "AddressChange",
    "Authentication",
    "BillPresentationChange",
    "BillPresentationMedia",
    "BillingAccountView",
    "CancellationQuote",
    "CodeRequest",
    "FeeLine",
    "GeographicAddress",
    "Language",
    "OrderStatus",
    "ProductOrder",
    "Request",
    "ScheduledAddress",
    "Segment",
    "ServiceView",
    "TroubleTicket",
]


@dataclass(frozen=True)
class Request:
    """A customer's request, so that it counts once.

    Args:
        key: idempotency key, 1 to 200 characters. A second call with the key of an earlier one, for the same
            account, returns the first result and changes nothing. Take something that a retry repeats and
            another wish does not, such as the id of the message that confirmed it.
        language: the language of the conversation; kept in the audit trail. Notifications are written in the
            language of the account.
        channel: web, sms or desk.
    """

    key: str
    language: Language
    channel: str = "web"


class AccountBackend(Protocol):
    """What a task can ask of the accounts; see the module for the errors common to all methods."""

    def today(self, operator: str) -> date:
        """The current day at the operator's: dates of customers are read and compared with this."""

    # --- identity

    def authenticate(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        pin: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        """Verify the customer of a conversation by account number and PIN.

        Args:
            account_number: as written by the customer; all but its digits is ignored.
            source_address: the customer's IP address or telephone number; None when unknown.
        """

    def send_one_time_code(
        self, conversation_id: str, operator: str, account_number: str, channel: Literal["sms", "email"]
    ) -> CodeRequest:
        """Send a code of six digits, valid once and for ten minutes, to the phone or e-mail on file."""

    def has_phone(self, operator: str, account_number: str, phone: str) -> bool:
        """Whether the telephone number (international form) is the one on file; False if there is no such account.

        Ask only about a number that is known to be the customer's own, such as the one they send messages from.
        """

    def authenticate_with_code(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        code: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        """Verify the customer with the code sent to this conversation; failures count like those of a PIN."""

    def verified_account(self, conversation_id: str, operator: str) -> BillingAccountView | None:
        """The account the conversation is verified for, or None; a verification holds for 15 minutes."""

    def end_verification(self, conversation_id: str) -> None:
        """Forget the verification and the pending codes of a conversation."""

    # --- tasks; each raises NotVerified unless the conversation is verified for the operator

    def services(self, conversation_id: str, operator: str) -> tuple[ServiceView, ...]:
        """The services of the verified account, in the order of the contract."""

    def change_billing_address(
        self,
        conversation_id: str,
        operator: str,
        address: GeographicAddress,
        effective_date: date,
        *,
        request: Request,
    ) -> AddressChange:
        """Change the billing address today or on a later day; replaces a change that was scheduled before.

        Raises:
            InvalidAddress, DateInPast, DateTooFar: nothing was changed.
        """

    def withdraw_address_change(
        self, conversation_id: str, operator: str, *, request: Request
    ) -> AddressChange:
        """Drop the scheduled change of address.

        Raises:
            NothingToWithdraw: no change is scheduled.
        """

    def switch_to_electronic(
        self, conversation_id: str, operator: str, email: str, *, request: Request
    ) -> BillPresentationChange:
        """Send bills by e-mail to `email`, and none on paper.

        Raises:
            InvalidEmail: nothing was changed.
        """

    def switch_to_paper(
        self, conversation_id: str, operator: str, *, request: Request
    ) -> BillPresentationChange:
        """Send bills on paper, and none by e-mail."""

    def quote_cancellation(
        self, conversation_id: str, operator: str, service_id: str, end_date: date
    ) -> CancellationQuote:
        """What ending the service on `end_date` would mean; changes nothing.

        Raises:
            UnknownService, DateInPast, DateTooFar
        """

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
        """End the service on `end_date`; the written confirmation goes to the contact on file.

        Raises:
            UnknownService, DateInPast, DateTooFar
        """

    def withdraw_cancellation(
        self, conversation_id: str, operator: str, service_id: str, *, request: Request
    ) -> ProductOrder:
        """Take back a cancellation, up to and including its end date.

        Raises:
            NothingToWithdraw: no cancellation of this service was requested.
            TooLateToWithdraw: it has been carried out.
        """

    def open_trouble_ticket(
        self, conversation_id: str, operator: str, kind: str, *, request: Request
    ) -> TroubleTicket:
        """Open a ticket for an agent; `kind` is a word such as service_credit, not the customer's text."""

    def trouble_tickets(self, conversation_id: str, operator: str) -> tuple[TroubleTicket, ...]:
        """The tickets of the verified account, newest first."""

    # --- not for conversations: hooks of the operator's systems and of the worker

    def report_undeliverable_bill(
        self, operator: str, number: str, *, email: str | None = None, event_id: str | None = None
    ) -> BillPresentationChange:
        """An electronic bill came back: return the account to paper and tell the customer.

        Args:
            email: where the bill had gone; None takes it for the present address.
            event_id: of the report, 1 to 150 characters; a second report with the same one returns the first
                result and changes nothing, whatever happened in between.

        Raises:
            AccountNotFound
        """

    def apply_due_changes(self, today: date | None = None) -> int:
        """Carry out what is due by `today` (default: the day at each operator's); returns how many."""
