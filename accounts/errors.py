"""What can go wrong with accounts.

    AccountsError
    ├── UnknownOperator
    ├── RuleError
    ├── BackendUnavailable
    ├── NotVerified
    ├── AccountNotFound
    ├── RequestKeyReused
    ├── InvalidRequest
    │   ├── InvalidAddress
    │   ├── InvalidEmail
    │   ├── DateInPast
    │   ├── DateTooFar
    │   └── UnknownService
    ├── NothingToWithdraw
    ├── TooLateToWithdraw
    ├── ImportFailed
    ├── AuditBroken
    └── DeliveryFailed
        └── DeliveryRefused

The texts are for logs and for the command line, never for customers; none holds a PIN, a code,
an address or a telephone number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


class AccountsError(Exception):
    """Anything that this package refuses or cannot do."""


class UnknownOperator(AccountsError):
    """No rules exist for this operator."""

    def __init__(self, operator: str, known: Sequence[str]) -> None:
        super().__init__(f"Unknown operator {operator!r}. Known: {', '.join(known)}.")
        self.operator = operator


class RuleError(AccountsError):
    """A file in accounts/operators is incomplete or contradicts itself."""


class BackendUnavailable(AccountsError):
    """The data base, or the operator's billing system, is down or too slow: apologise and hand over."""


class NotVerified(AccountsError):
    """This conversation has no valid verification for an account of this operator."""

    def __init__(self) -> None:
        super().__init__("The customer of this conversation is not verified, or no longer.")


class AccountNotFound(AccountsError):
    """No such account; only for operators' staff, customers never learn whether a number exists."""

    def __init__(self, operator: str, number: str) -> None:
        super().__init__(f"Operator {operator!r} has no account {number!r}.")


class RequestKeyReused(AccountsError):
    """The idempotency key was used before, for another kind of change."""


class InvalidRequest(AccountsError):
    """The values of the request cannot be accepted; nothing was changed."""


class InvalidAddress(InvalidRequest):
    """A part of the address is missing or impossible; `field` is its name."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field


class InvalidEmail(InvalidRequest):
    """Not the form of an e-mail address."""


class DateInPast(InvalidRequest):
    """The date lies before today at the operator's."""

    def __init__(self, today: date) -> None:
        super().__init__(f"The date is before today, {today.isoformat()}.")
        self.today = today


class DateTooFar(InvalidRequest):
    """The date is later than the operator accepts; `latest` is the last one accepted."""

    def __init__(self, latest: date) -> None:
        super().__init__(f"The date is after {latest.isoformat()}, the last one accepted.")
        self.latest = latest


class UnknownService(InvalidRequest):
    """The account has no service with this id."""

    def __init__(self, service_id: str) -> None:
        super().__init__(f"The account has no service {service_id!r}.")


class NothingToWithdraw(AccountsError):
    """There is no scheduled change, or no requested cancellation, to withdraw."""


class TooLateToWithdraw(AccountsError):
    """The end date of the cancellation has passed."""


class ImportFailed(AccountsError):
    """The file of accounts has mistakes; nothing was imported.

    `problems` has one line for each, such as "line 12, accounts[2].pin: must be four digits".
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Nothing was imported.\n" + "\n".join(problems))
        self.problems = list(problems)


class AuditBroken(AccountsError):
    """Something tried to change or remove a line of the audit trail."""


class DeliveryFailed(AccountsError):
    """A notification could not be sent now; it is tried again."""


class DeliveryRefused(DeliveryFailed):
    """A notification can never be delivered to this address; it goes to the dead letters."""
