"""The shape of an operator's rules. Amounts are Decimal, shares are fractions (0.25 is 25 %)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

Method = Literal["pin", "one_time_code", "call_back", "letter"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True)
class Document:
    """A document of the operator: its title in each language and the date it bears, if any."""

    id: str
    title_fr: str
    title_en: str
    date: date | None = None

    def title(self, language: str) -> str:
        """The title in a language."""
        return self.title_en if language == "en" else self.title_fr


@dataclass(frozen=True)
class Contact:
    """Where customers reach people: as printed in the operator's document; None where it gives nothing."""

    source: Document
    phone: str | None = None
    email: str | None = None
    postal: str | None = None


@dataclass(frozen=True)
class OfficeHours:
    """People answer on these days from `opens` to `closes`, in `time_zone`."""

    source: Document
    days: tuple[Weekday, ...]
    opens: time
    closes: time
    time_zone: ZoneInfo


@dataclass(frozen=True)
class AuthenticationRule:
    """The ways to prove one's identity; the last two go through an agent."""

    source: Document
    methods: tuple[Method, ...]


@dataclass(frozen=True)
class BillingAddressRule:
    """A new billing address counts at once, or on a later day that the customer gives."""

    source: Document
    later_dates: bool
    max_months_ahead: int


@dataclass(frozen=True)
class AutomaticPaymentRule:
    """Whether customers who pay automatically must change their billing address too."""

    source: Document
    must_change_address: bool


@dataclass(frozen=True)
class ChangeNoticeRule:
    """Every change is notified to the contact that was on file before it, without the new value."""

    source: Document
    to_contact_before_change: bool


@dataclass(frozen=True)
class ElectronicBillRule:
    """Whether electronic bills take the place of paper bills."""

    source: Document
    exclusive: bool


@dataclass(frozen=True)
class BillNoticeRule:
    """Whether an e-mail says each month that the electronic bill is ready."""

    source: Document
    monthly: bool


@dataclass(frozen=True)
class UndeliverableBillRule:
    """Whether an electronic bill that cannot be delivered returns the account to paper."""

    source: Document
    return_to_paper: bool


@dataclass(frozen=True)
class PaperBillRule:
    """How customers of each segment get back to paper bills."""

    source: Document
    residential: Literal["self_service", "agent"]
    business: Literal["self_service", "agent"]


@dataclass(frozen=True)
class EarlyTerminationRule:
    """What is due when a commitment ends early.

    The first `full_months` months of the commitment are due in full; of the months after them that remain,
    the share `later_share`. Nothing is due before activation.
    """

    source: Document
    full_months: int
    later_share: Decimal


@dataclass(frozen=True)
class WrittenConfirmationRule:
    """How the written confirmation of a cancellation is sent, if the customer has such a contact on file."""

    source: Document
    channel: Literal["email"]


@dataclass(frozen=True)
class EquipmentReturnRule:
    """Equipment comes back within `days` days after the end; `reference_prefix` marks the parcel."""

    source: Document
    days: int
    reference_prefix: str | None = None
    return_address: str | None = None
    billed_otherwise: bool = False


@dataclass(frozen=True)
class NumberPortingRule:
    """The customer has numbers ported promptly, and tells the operator by e-mail."""

    source: Document
    notify: str


@dataclass(frozen=True)
class CreditStep:
    """From `from_minutes` of downtime in a month on, `days` days of credit."""

    from_minutes: int
    days: int


@dataclass(frozen=True)
class ServiceCreditRule:
    """What a customer may ask for after an outage.

    kind `days`: by `steps`, in writing within `claim_days` days, never paid out in money.
    kind `goodwill`: a gesture after `min_consecutive_hours` hours without connection.
    """

    source: Document
    kind: Literal["days", "goodwill"]
    steps: tuple[CreditStep, ...] = ()
    claim_days: int | None = None
    min_consecutive_hours: int | None = None


@dataclass(frozen=True)
class PaymentPlanRule:
    """Help in a financial emergency, deposits in parts, notice before disconnection."""

    source: Document
    deferred_months: int
    deposit_instalments: int
    disconnection_notice_days: int


@dataclass(frozen=True)
class MarketingRule:
    """Where to refuse marketing use of customer data, at any time, without effect on services."""

    source: Document
    opt_out_email: str


@dataclass(frozen=True)
class Operator:
    """One operator: who it is and its rules; None where neither a document nor a common rule exists.

    `order_prefix` begins the reference of a cancellation; with a reference for the parcel, it is the same.
    """

    slug: str
    name: str
    country: str
    currency: str
    languages: tuple[str, ...]
    time_zone: ZoneInfo
    documents: tuple[Document, ...]
    contact: Contact
    office_hours: tuple[OfficeHours, ...]
    order_prefix: str
    authentication: AuthenticationRule
    billing_address: BillingAddressRule
    automatic_payment: AutomaticPaymentRule
    change_notices: ChangeNoticeRule
    electronic_bills: ElectronicBillRule
    bill_notices: BillNoticeRule
    undeliverable_bills: UndeliverableBillRule
    paper_bills: PaperBillRule
    early_termination: EarlyTerminationRule | None
    cancellation_confirmation: WrittenConfirmationRule
    equipment_return: EquipmentReturnRule
    number_porting: NumberPortingRule | None
    service_credit: ServiceCreditRule | None
    payment_plan: PaymentPlanRule | None
    marketing: MarketingRule | None
