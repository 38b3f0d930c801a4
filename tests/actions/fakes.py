"""Stands in for accounts, documents, handoffs and secrets; remembers what it was asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

from accounts.early_termination import early_termination
from accounts.errors import BackendUnavailable, NothingToWithdraw, NotVerified
from accounts.operators import operator as rules_of
from accounts.views import (
    AddressChange,
    Authentication,
    BillingAccountView,
    BillPresentationChange,
    BillPresentationMedia,
    CancellationQuote,
    CodeRequest,
    GeographicAddress,
    OrderStatus,
    ProductOrder,
    ScheduledAddress,
    Segment,
    ServiceView,
)
from knowledge.retrieval.follow_up import leans_on_last, together

TODAY = date(2026, 11, 21)
NUMBER, PIN, CODE = "44102287", "0427", "135790"

INTERNET = ServiceView(
    "S-NET", "internet", "Fibre 300", date(2026, 6, 1), 24, Decimal("39.90"), "EUR", ("box fibre",)
)
MOBILE = ServiceView("S-MOB", "mobile", "Mobile 20 Go", date(2024, 2, 10), 0, Decimal("19.90"), "EUR", ())


def account(operator: str = "primus", **changes: Any) -> BillingAccountView:
    """A residential customer with paper bills and two services."""
    french = operator == "alsatis"
    view = BillingAccountView(
        operator=operator,
        number=NUMBER,
        name="Geneviève Lachapelle",
        language="fr",
        segment=Segment.RESIDENTIAL,
        email="genevieve@example.com",
        phone="+15145550147",
        billing_address=GeographicAddress("12 rue Basse", "Albi", None, "81000", "FR")
        if french
        else GeographicAddress("2085 rue Saint-Zotique Est", "Montréal", "QC", "H2G 1J6", "CA"),
        scheduled_address=None,
        bill_presentation_media=BillPresentationMedia.PAPER,
        ebill_email=None,
        services=(INTERNET, MOBILE),
        orders=(),
    )
    return replace(view, **changes)


@dataclass
class FakeAccounts:
    """An account backend with one account; `calls` are the changes that were asked for, in order."""

    view: BillingAccountView
    verified: set[str] = field(default_factory=set)
    failures: int = 0
    down: bool = False
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def today(self, operator: str) -> date:
        return TODAY

    def verified_account(self, conversation_id: str, operator: str) -> BillingAccountView | None:
        if self.down:
            raise BackendUnavailable("down")
        return self.view if conversation_id in self.verified and operator == self.view.operator else None

    def has_phone(self, operator: str, account_number: str, phone: str) -> bool:
        return account_number == self.view.number and phone == self.view.phone

    def end_verification(self, conversation_id: str) -> None:
        self.verified.discard(conversation_id)

    def authenticate(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        pin: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        return self._check(conversation_id, account_number == self.view.number and pin == PIN)

    def authenticate_with_code(
        self,
        conversation_id: str,
        operator: str,
        account_number: str,
        code: str,
        *,
        source_address: str | None = None,
    ) -> Authentication:
        return self._check(
            conversation_id, account_number == self.view.number and bool(self.codes) and code == CODE
        )

    def send_one_time_code(
        self, conversation_id: str, operator: str, account_number: str, channel: str
    ) -> CodeRequest:
        self.codes.append(channel)
        return CodeRequest("sent")

    def _check(self, conversation_id: str, right: bool) -> Authentication:
        if self.failures >= 5:
            return self._locked()
        if right:
            self.failures = 0
            self.verified.add(conversation_id)
            return Authentication("verified", 5)
        self.failures += 1
        return self._locked() if self.failures >= 5 else Authentication("failed", 5 - self.failures)

    @staticmethod
    def _locked() -> Authentication:
        return Authentication("locked", 0, datetime(2026, 11, 21, 20, 0, tzinfo=UTC) + timedelta(minutes=30))

    def _record(self, conversation_id: str, name: str, **values: Any) -> None:
        if conversation_id not in self.verified:
            raise NotVerified
        self.calls.append((name, values))

    def change_billing_address(
        self,
        conversation_id: str,
        operator: str,
        address: GeographicAddress,
        effective_date: date,
        *,
        request: Any,
    ) -> AddressChange:
        self._record(conversation_id, "address", address=address, day=effective_date, key=request.key)
        replaced = self.view.scheduled_address
        if effective_date > TODAY:
            self.view = replace(self.view, scheduled_address=ScheduledAddress(address, effective_date))
            return AddressChange("scheduled", address, effective_date, replaced)
        self.view = replace(self.view, billing_address=address)
        return AddressChange("changed", address, effective_date, replaced)

    def withdraw_address_change(self, conversation_id: str, operator: str, *, request: Any) -> AddressChange:
        self._record(conversation_id, "withdraw_address")
        scheduled = self.view.scheduled_address
        if scheduled is None:
            raise NothingToWithdraw
        self.view = replace(self.view, scheduled_address=None)
        return AddressChange("withdrawn", scheduled.address, scheduled.effective_date)

    def switch_to_electronic(
        self, conversation_id: str, operator: str, email: str, *, request: Any
    ) -> BillPresentationChange:
        self._record(conversation_id, "ebill", email=email)
        before = self.view.bill_presentation_media
        self.view = replace(
            self.view, bill_presentation_media=BillPresentationMedia.ELECTRONIC, ebill_email=email
        )
        outcome = "changed" if before == BillPresentationMedia.PAPER else "email_changed"
        return BillPresentationChange(outcome, BillPresentationMedia.ELECTRONIC, email)  # type: ignore[arg-type]

    def switch_to_paper(self, conversation_id: str, operator: str, *, request: Any) -> BillPresentationChange:
        self._record(conversation_id, "paper")
        return BillPresentationChange("changed", BillPresentationMedia.PAPER)

    def quote_cancellation(
        self, conversation_id: str, operator: str, service_id: str, end_date: date
    ) -> CancellationQuote:
        service = next(service for service in self.view.services if service.id == service_id)
        rules = rules_of(operator)
        fee = early_termination(
            rules.early_termination,
            activated_on=service.activated_on,
            commitment_months=service.commitment_months,
            monthly_fee=service.monthly_fee,
            end_date=end_date,
        )
        return CancellationQuote(
            service=service,
            end_date=end_date,
            fee=fee.fee,
            currency=service.currency,
            lines=fee.lines,
            months_used=fee.months_used,
            activated=fee.activated,
            equipment=service.equipment,
            equipment_due_date=end_date + timedelta(days=30) if service.equipment else None,
            return_reference="RM-TEST",
            return_address=rules.equipment_return.return_address,
            port_numbers_first=service.kind == "mobile",
            porting_email=None,
            already=None,
            source=None,
        )

    def request_cancellation(
        self,
        conversation_id: str,
        operator: str,
        service_id: str,
        end_date: date,
        reason: str,
        *,
        request: Any,
    ) -> ProductOrder:
        self._record(conversation_id, "cancel", service=service_id, day=end_date, reason=reason)
        quote = self.quote_cancellation(conversation_id, operator, service_id, end_date)
        order = ProductOrder(
            "requested",
            "RM-TEST",
            service_id,
            OrderStatus.REQUESTED,
            end_date,
            reason,
            quote.fee,
            quote.currency,
            quote.equipment,
            quote.equipment_due_date,
        )
        self.view = replace(self.view, orders=(*self.view.orders, order))
        return order

    def withdraw_cancellation(
        self, conversation_id: str, operator: str, service_id: str, *, request: Any
    ) -> ProductOrder:
        self._record(conversation_id, "withdraw_cancellation", service=service_id)
        order = next(order for order in self.view.orders if order.service_id == service_id)
        self.view = replace(self.view, orders=())
        return replace(order, outcome="withdrawn", status=OrderStatus.WITHDRAWN)


@dataclass
class FakeKnowledge:
    """Knows what it is given: a word of the question and the answer in each language."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    near: list[str] = field(default_factory=list)
    confidence: float = 0.9
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    topics: list[str | None] = field(default_factory=list)

    def search(
        self,
        question: str,
        *,
        operator: str,
        language: str,
        before: str | None = None,
        topic: str | None = None,
    ) -> Any:
        self.asked.append((question, operator, language))
        self.topics.append(topic)
        read_as = together(question, before) if before and leans_on_last(question) else question
        read_as = f"{question} {topic}" if topic and read_as == question else read_as
        for word, texts in self.answers.items():
            if word in read_as.lower():
                text_language = language if language in texts else next(iter(texts))
                passage = _passage(question, texts[text_language], text_language)
                hits = [_hit(passage), *self._near(language)]
                return SimpleNamespace(
                    question=question,
                    outcome="answered",
                    text=texts[text_language],
                    hits=hits,
                    passages=[passage],
                    confidence=self.confidence,
                    read_as=read_as,
                    short_text=partial(_first_that_fit, texts[text_language]),
                )
        hits = self._near(language)
        return SimpleNamespace(
            question=question,
            outcome="unsure" if hits else "no_answer",
            text="",
            hits=hits,
            passages=[],
            confidence=0.3,
            read_as=read_as,
        )

    def _near(self, language: str) -> list[Any]:
        return [_hit(_passage(question, "", language, id=question)) for question in self.near]


def _first_that_fit(text: str, fits: Callable[[str], bool]) -> str:
    """The text up to the last sentence that fits."""
    sentences = text.split(". ")
    return next(
        short for n in range(len(sentences), -1, -1) if fits(short := ". ".join(sentences[:n])) or not n
    )


def _hit(passage: Any) -> Any:
    return SimpleNamespace(passage=passage, score=1.5, dense=0.8, lexical=0.4)


def _passage(question: str, text: str, language: str, id: str = "primus-1") -> Any:
    return SimpleNamespace(
        id=id,
        question=question,
        text=text,
        language=language,
        heading_path=("Factures",),
        source=SimpleNamespace(document="Aide", date=date(2024, 9, 23)),
    )


@dataclass
class FakeHandoffs:
    """At most one open handoff per conversation."""

    opened: dict[str, dict[str, Any]] = field(default_factory=dict)
    down: bool = False

    def open(
        self,
        conversation_id: str,
        operator: str,
        *,
        reason: str,
        language: str,
        summary: dict[str, Any],
        cause: str | None = None,
    ) -> None:
        if self.down:
            raise BackendUnavailable("down")
        known = self.opened.get(conversation_id, {})
        self.opened[conversation_id] = {
            "operator": operator,
            "reason": reason or known.get("reason", ""),
            "contact": known.get("contact"),
            "language": language,
            "summary": summary,
            "cause": known.get("cause") or cause,
        }

    def update(self, conversation_id: str, *, reason: str | None = None, contact: str | None = None) -> bool:
        handoff = self.opened.get(conversation_id)
        if handoff is None:
            return False
        handoff["reason"] = reason or handoff["reason"]
        handoff["contact"] = contact or handoff["contact"]
        return True

    def withdraw(self, conversation_id: str) -> bool:
        return self.opened.pop(conversation_id, None) is not None


@dataclass
class FakeSecrets:
    """Secrets by message, each taken once."""

    waiting: dict[str, str] = field(default_factory=dict)

    def take(self, conversation_id: str, message_id: str) -> str | None:
        return self.waiting.pop(message_id, None)
