"""Ending a service: quoted first, requested once, confirmed in writing, withdrawn in time, completed after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.backend import FeeLine, OrderStatus
from accounts.errors import (
    DateInPast,
    DateTooFar,
    NothingToWithdraw,
    NotVerified,
    TooLateToWithdraw,
    UnknownService,
)
from tests.accounts.conftest import request

END = date(2027, 1, 1)


@pytest.fixture
def conversation(verified):
    return verified("alsatis")


@pytest.fixture
def cancel(backend, conversation):
    def run(service="A-24", end=END, reason="je déménage", key="k1"):
        return backend.request_cancellation(
            conversation, "alsatis", service, end, reason, request=request(key)
        )

    return run


def test_the_quote_says_everything_before_the_customer_confirms(backend, conversation):
    quote = backend.quote_cancellation(conversation, "alsatis", "A-24", END)
    fee = Decimal("34.90")
    assert quote.lines == (
        FeeLine(5, Decimal(1), fee, Decimal("174.50")),
        FeeLine(12, Decimal("0.25"), fee, Decimal("104.70")),
    )
    assert (quote.fee, quote.currency, quote.months_used, quote.activated) == (
        Decimal("279.20"),
        "EUR",
        7,
        True,
    )
    assert quote.equipment == ("Antenne", "Routeur")
    assert quote.equipment_due_date == date(2027, 1, 31)
    assert quote.return_reference.startswith("RM-")
    assert quote.return_address == "Alsatis, 11 rue Michel Labrousse, 31100 Toulouse"
    assert quote.source.title_fr == "Gérer mon contrat"
    assert quote.already is None


def test_a_quote_changes_nothing(backend, conversation, show):
    before = show("alsatis")
    backend.quote_cancellation(conversation, "alsatis", "A-24", END)
    assert show("alsatis") == before


def test_before_activation_the_cancellation_is_free(backend, conversation):
    quote = backend.quote_cancellation(conversation, "alsatis", "A-12", END)
    assert (quote.fee, quote.lines, quote.activated) == (Decimal("0.00"), (), False)


def test_operators_without_a_fee_rule_charge_nothing(backend, verified):
    quote = backend.quote_cancellation(verified("ooma", "800266"), "ooma", "O-VOX", END)
    assert (quote.fee, quote.source) == (Decimal("0.00"), None)
    assert (quote.port_numbers_first, quote.porting_email) == (True, "enterprisesupport@ooma.com")


def test_numbers_are_lost_with_telephone_services_only(backend, verified):
    conversation = verified("primus")
    telephone = backend.quote_cancellation(conversation, "primus", "P-TEL", END)
    internet = backend.quote_cancellation(conversation, "primus", "P-NET", END)
    assert (telephone.port_numbers_first, internet.port_numbers_first) == (True, False)
    assert telephone.equipment_due_date is None, "there is nothing to return"


def test_a_satellite_is_no_telephone(backend, conversation):
    assert not backend.quote_cancellation(conversation, "alsatis", "A-12", END).port_numbers_first


def test_the_order_has_the_figures_and_the_reference_of_the_quote(backend, conversation, cancel, show):
    quote = backend.quote_cancellation(conversation, "alsatis", "A-24", END)
    order = cancel()
    assert (order.outcome, order.status, order.reference) == (
        "requested",
        OrderStatus.REQUESTED,
        quote.return_reference,
    )
    assert show("alsatis")["cancellation"] == {
        "status": "requested",
        "service_id": "A-24",
        "end_date": "2027-01-01",
        "reason": "je déménage",
        "early_termination_fee": 279.2,
        "currency": "EUR",
        "equipment_due_date": "2027-01-31",
        "reference": order.reference,
    }


def test_a_service_that_is_cancelled_already_is_not_cancelled_again(backend, conversation, cancel, show):
    first = cancel()
    second = cancel(end=date(2027, 2, 1), key="k2")
    assert (second.outcome, second.reference, second.end_date) == ("already", first.reference, END)
    assert len(show("alsatis")["notifications"]) == 1
    assert (
        backend.quote_cancellation(conversation, "alsatis", "A-24", END).already.reference == first.reference
    )


def test_two_services_have_two_references(cancel):
    assert cancel().reference != cancel("A-12", key="k2").reference


def test_a_cancellation_can_be_withdrawn_until_its_end_date(backend, cancel, verified, clock, show):
    cancel(end=date(2026, 11, 30))
    clock.move(days=9)  # the end date itself
    verified("alsatis")
    order = backend.withdraw_cancellation("conversation", "alsatis", "A-24", request=request("k2"))
    assert (order.outcome, order.status) == ("withdrawn", OrderStatus.WITHDRAWN)
    assert show("alsatis")["cancellation"]["status"] == "withdrawn"


def test_after_its_end_date_it_is_too_late(backend, cancel, verified, clock):
    cancel(end=date(2026, 11, 30))
    clock.move(days=10)
    verified("alsatis")
    with pytest.raises(TooLateToWithdraw):
        backend.withdraw_cancellation("conversation", "alsatis", "A-24", request=request("k2"))


def test_what_was_not_requested_cannot_be_withdrawn(backend, conversation):
    with pytest.raises(NothingToWithdraw):
        backend.withdraw_cancellation(conversation, "alsatis", "A-24", request=request())


def test_after_a_withdrawal_the_service_can_be_cancelled_again_under_a_new_reference(backend, cancel, show):
    first = cancel()
    backend.withdraw_cancellation("conversation", "alsatis", "A-24", request=request("k2"))
    again = cancel(end=date(2027, 6, 1), key="k3")
    assert again.outcome == "requested"
    assert again.reference != first.reference
    assert show("alsatis")["cancellation"]["end_date"] == "2027-06-01"


def test_the_day_after_its_end_date_the_cancellation_is_completed(backend, cancel, show):
    cancel(end=date(2026, 11, 30))
    assert backend.apply_due_changes(date(2026, 11, 30)) == 0
    assert backend.apply_due_changes(date(2026, 12, 1)) == 1
    account = show("alsatis")
    assert account["cancellation"]["status"] == "completed"
    assert account["notifications"][-1]["kind"] == "cancellation_completed"
    assert [s.id for s in backend.services("conversation", "alsatis")] == ["A-12"]
    assert backend.apply_due_changes(date(2026, 12, 1)) == 0


def test_the_confirmation_is_in_writing_even_without_email(backend, verified, show):
    conversation = verified("ooma", "800266")
    backend.request_cancellation(conversation, "ooma", "O-VOX", END, "closing", request=request())
    assert [(n["kind"], n["channel"]) for n in show("ooma", "800266")["notifications"]] == [
        ("cancellation_requested", "letter")
    ]


def test_today_is_an_end_date(cancel):
    assert cancel(end=date(2026, 11, 21)).outcome == "requested"


@pytest.mark.parametrize(
    ("end", "error"), [(date(2026, 11, 20), DateInPast), (date(2029, 11, 22), DateTooFar)]
)
def test_impossible_end_dates_are_refused(backend, conversation, cancel, show, end, error):
    with pytest.raises(error):
        cancel(end=end)
    with pytest.raises(error):
        backend.quote_cancellation(conversation, "alsatis", "A-24", end)
    assert show("alsatis")["cancellation"]["status"] == "none"


def test_the_services_of_others_do_not_exist(backend, conversation, cancel):
    for service in ("P-NET", "", "A-24' OR '1'='1"):
        with pytest.raises(UnknownService):
            cancel(service)


def test_without_verification_nothing_is_quoted_or_cancelled(backend):
    with pytest.raises(NotVerified):
        backend.quote_cancellation("c", "alsatis", "A-24", END)
    with pytest.raises(NotVerified):
        backend.request_cancellation("c", "alsatis", "A-24", END, "x", request=request())


def test_the_reason_is_kept_short_and_out_of_the_audit_trail(cancel, show):
    cancel(reason="trop cher\n" + "x" * 1000)
    assert len(show("alsatis")["cancellation"]["reason"]) == 500
    details = show("alsatis")["audit"][-1]["details"]
    assert set(details) == {"service", "end_date", "reference", "fee", "language"}


def test_the_account_lists_the_cancellations_that_stand(backend, conversation, cancel):
    cancel()
    account = backend.verified_account(conversation, "alsatis")
    assert [order.service_id for order in account.orders] == ["A-24"]


def test_tickets_are_opened_once_and_listed_newest_first(backend, conversation):
    first = backend.open_trouble_ticket(conversation, "alsatis", "service_credit", request=request("k1"))
    again = backend.open_trouble_ticket(conversation, "alsatis", "service_credit", request=request("k1"))
    second = backend.open_trouble_ticket(conversation, "alsatis", "payment_report", request=request("k2"))
    assert first == again
    assert backend.trouble_tickets(conversation, "alsatis") == (second, first)
