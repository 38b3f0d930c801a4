"""What the tasks see of an account: frozen values, named after TM Forum's resources, no data base behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from dateutil.relativedelta import relativedelta

from accounts.operators.rules import Document

Language = Literal["fr", "en"]


class BillPresentationMedia(StrEnum):
    """How bills reach the customer; exactly one at a time (TM Forum TMF666 billPresentationMedia)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


class Segment(StrEnum):
    """The kind of customer."""

    RESIDENTIAL = "residential"
    BUSINESS = "business"


@dataclass(frozen=True)
class GeographicAddress:
    """A postal address (TMF673).

    `street` holds number, street and unit on one line, as an envelope would; `region` is the province
    or state and None in France; `country` is the two-letter code; `postal_code` is normalised.
    """

    street: str
    city: str
    region: str | None
    postal_code: str
    country: str


@dataclass(frozen=True)
class ScheduledAddress:
    """A billing address that takes effect on a later day."""

    address: GeographicAddress
    effective_date: date


@dataclass(frozen=True)
class ServiceView:
    """A service the customer has (TMF637 Product).

    `monthly_fee` is in `currency`; `activated_on` is None until the connection works.
    """

    id: str
    kind: str
    plan: str
    activated_on: date | None
    commitment_months: int
    monthly_fee: Decimal
    currency: str
    equipment: tuple[str, ...]

    @property
    def commitment_end(self) -> date | None:
        """The day on which the commitment is over, may be past; None without one, or before the service works."""
        if self.activated_on is None or not self.commitment_months:
            return None
        return self.activated_on + relativedelta(months=self.commitment_months)


class OrderStatus(StrEnum):
    """Where a cancellation stands."""

    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


@dataclass(frozen=True)
class ProductOrder:
    """A cancellation on its way (TMF622 ProductOrder, action `delete`).

    `outcome` is `already` when the service had been cancelled before this request, and nothing changed;
    `early_termination_fee` is in `currency`; `equipment_due_date` is None when there is nothing to return.
    """

    outcome: Literal["requested", "already", "withdrawn", "on_file"]
    reference: str
    service_id: str
    status: OrderStatus
    end_date: date
    reason: str
    early_termination_fee: Decimal
    currency: str
    equipment: tuple[str, ...]
    equipment_due_date: date | None


@dataclass(frozen=True)
class BillingAccountView:
    """A verified customer's account (TMF666 BillingAccount with its customer, contacts and products).

    `orders` are the cancellations that are requested and not withdrawn, the earliest end date first.
    """

    operator: str
    number: str
    name: str
    language: Language
    segment: Segment
    email: str | None
    phone: str | None
    billing_address: GeographicAddress
    scheduled_address: ScheduledAddress | None
    bill_presentation_media: BillPresentationMedia
    ebill_email: str | None
    services: tuple[ServiceView, ...]
    orders: tuple[ProductOrder, ...]


@dataclass(frozen=True)
class Authentication:
    """The result of an attempt to verify a customer.

    `failed` covers a wrong number, a wrong PIN and both alike. `failures_left` counts what remains before
    the lock, and is 0 when locked; `locked_until` (UTC) is set only when locked.
    """

    outcome: Literal["verified", "failed", "locked"]
    failures_left: int
    locked_until: datetime | None = None


@dataclass(frozen=True)
class CodeRequest:
    """A one-time code was asked for.

    `sent` says no more than that the request was taken: it is the same for an account that does not exist
    or has no such contact. `limited`: too many were asked for, try again after `retry_at` (UTC).
    """

    outcome: Literal["sent", "limited"]
    expires_at: datetime | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True)
class AddressChange:
    """What became of a change of the billing address.

    changed: in force now. scheduled: in force on `effective_date`. already: it was this address before.
    withdrawn: the scheduled change of `effective_date` will not happen. `replaced` is the scheduled change
    that the new one took the place of.
    """

    outcome: Literal["changed", "scheduled", "already", "withdrawn"]
    address: GeographicAddress
    effective_date: date
    replaced: ScheduledAddress | None = None


@dataclass(frozen=True)
class BillPresentationChange:
    """What became of a change between paper and electronic bills.

    changed: bills come by `media` from now on. email_changed: bills were electronic and now go to `email`.
    already: nothing to do. needs_agent: the operator's rules leave this change to an agent; nothing changed.
    outdated: the bill that came back had gone to an address that is no longer used; nothing changed.
    """

    outcome: Literal["changed", "email_changed", "already", "needs_agent", "outdated"]
    media: BillPresentationMedia
    email: str | None = None


@dataclass(frozen=True)
class FeeLine:
    """One product of the arithmetic: months × share × monthly_fee = amount, rounded to the cent."""

    months: int
    share: Decimal
    monthly_fee: Decimal
    amount: Decimal


@dataclass(frozen=True)
class CancellationQuote:
    """Everything a customer must know before confirming a cancellation.

    fee: the sum of `lines`, in `currency`; 0 without lines.
    months_used: months of the commitment used by `end_date`, a started one counted whole.
    activated: the connection works on `end_date`; if not, the cancellation is free.
    return_reference: the reference for the parcel and for the order itself; it stays the same when confirmed.
    return_address: None when the operator's document gives none (the written confirmation says where).
    port_numbers_first: the service carries telephone numbers that are lost unless ported before.
    porting_email: where the operator wants to be told of ported numbers, or None.
    already: the cancellation of this service that stands, if there is one.
    source: the document of the fee rule; None when the operator has no fee rule.
    """

    service: ServiceView
    end_date: date
    fee: Decimal
    currency: str
    lines: tuple[FeeLine, ...]
    months_used: int
    activated: bool
    equipment: tuple[str, ...]
    equipment_due_date: date | None
    return_reference: str
    return_address: str | None
    port_numbers_first: bool
    porting_email: str | None
    already: ProductOrder | None
    source: Document | None


@dataclass(frozen=True)
class TroubleTicket:
    """Something an agent has to look into (TMF621): its reference, kind, status and the day it was opened."""

    reference: str
    kind: str
    status: Literal["acknowledged", "in_progress", "resolved", "closed"]
    opened_on: date
