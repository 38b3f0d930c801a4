"""Paper or electronic bills, never both."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from accounts.errors import AccountNotFound, InvalidEmail, NotVerified
from accounts.models import CommunicationMessage
from tests.accounts.conftest import request


def kinds_and_recipients(account):
    return [(n["kind"], n["channel"], n["to"]) for n in account["notifications"]]


def test_switching_to_electronic_bills_ends_paper_bills(backend, verified, show):
    result = backend.switch_to_electronic(
        verified("primus"), "primus", "noemie@example.com", request=request()
    )
    assert (result.outcome, result.email) == ("changed", "noemie@example.com")
    account = show("primus")
    assert (account["billing_method"], account["ebill_email"]) == ("electronic", "noemie@example.com")
    assert kinds_and_recipients(account) == [("electronic_bills_started", "email", "noemie@example.com")]


def test_a_new_email_address_is_told_to_the_one_on_file_and_welcomed(backend, verified, show):
    backend.switch_to_electronic(verified("primus"), "primus", "factures@example.net", request=request())
    account = show("primus")
    assert kinds_and_recipients(account) == [
        ("electronic_bills_started", "email", "noemie@example.com"),
        ("electronic_bills_welcome", "email", "factures@example.net"),
    ]
    assert account["email"] == "noemie@example.com", "the contact on file stays what it was"


def test_electronic_bills_to_the_same_address_are_nothing_new(backend, verified, show):
    conversation = verified("primus", "100200302")
    result = backend.switch_to_electronic(conversation, "primus", "Bills@example.org", request=request())
    assert result.outcome == "already"
    assert show("primus", "100200302")["notifications"] == []


def test_electronic_bills_can_go_to_another_address(backend, verified, show):
    conversation = verified("primus", "100200302")
    result = backend.switch_to_electronic(conversation, "primus", "new@example.org", request=request())
    assert result.outcome == "email_changed"
    account = show("primus", "100200302")
    assert account["ebill_email"] == "new@example.org"
    assert kinds_and_recipients(account) == [
        ("ebill_email_changed", "email", "office@example.org"),
        ("ebill_email_changed", "email", "bills@example.org"),
        ("electronic_bills_welcome", "email", "new@example.org"),
    ]


@pytest.mark.parametrize(
    "email", ["", "marie", "marie@", "marie@example", "a b@example.com", "x@example.com\nBcc: y@example.com"]
)
def test_what_is_no_email_address_is_refused(backend, verified, show, email):
    conversation = verified("primus")
    with pytest.raises(InvalidEmail):
        backend.switch_to_electronic(conversation, "primus", email, request=request())
    assert show("primus")["billing_method"] == "paper"


def test_residential_customers_go_back_to_paper_by_themselves(backend, verified, show):
    conversation = verified("calltower", "55300982")
    assert backend.switch_to_paper(conversation, "calltower", request=request()).outcome == "changed"
    account = show("calltower", "55300982")
    assert (account["billing_method"], account["ebill_email"]) == ("paper", None)
    assert kinds_and_recipients(account) == [("paper_bills_started", "email", "sofia@example.org")]


def test_business_customers_of_primus_go_back_to_paper_through_an_agent(backend, verified, show):
    conversation = verified("primus", "100200302")
    assert backend.switch_to_paper(conversation, "primus", request=request()).outcome == "needs_agent"
    account = show("primus", "100200302")
    assert (account["billing_method"], account["notifications"]) == ("electronic", [])


def test_business_customers_of_other_operators_go_back_by_themselves(backend, verified):
    conversation = verified("ooma", "800266")
    backend.switch_to_electronic(conversation, "ooma", "hello@example.org", request=request("k1"))
    assert backend.switch_to_paper(conversation, "ooma", request=request("k2")).outcome == "changed"


def test_paper_bills_on_paper_are_nothing_new(backend, verified, show):
    assert backend.switch_to_paper(verified("primus"), "primus", request=request()).outcome == "already"
    assert show("primus")["notifications"] == []


def test_an_undeliverable_bill_returns_the_account_to_paper_and_the_customer_hears_of_it_otherwise(
    backend, show
):
    assert backend.report_undeliverable_bill("calltower", "5530-0982").outcome == "changed"
    account = show("calltower", "55300982")
    assert (account["billing_method"], account["ebill_email"]) == ("paper", None)
    assert kinds_and_recipients(account) == [("electronic_bill_undeliverable", "sms", "+1 802 555-0181")]


def test_an_undeliverable_bill_is_told_by_email_when_another_address_is_on_file(backend, show):
    backend.report_undeliverable_bill("primus", "100200302")  # a business: only its own wish needs an agent
    assert kinds_and_recipients(show("primus", "100200302")) == [
        ("electronic_bill_undeliverable", "email", "office@example.org")
    ]


def test_a_bounce_that_is_reported_twice_counts_once(backend, show):
    backend.report_undeliverable_bill("calltower", "55300982")
    assert backend.report_undeliverable_bill("calltower", "55300982").outcome == "already"
    assert len(show("calltower", "55300982")["notifications"]) == 1


def test_a_bounce_for_an_unknown_account_is_an_error(backend):
    with pytest.raises(AccountNotFound):
        backend.report_undeliverable_bill("primus", "999")


def test_without_verification_bills_stay_as_they_are(backend, show):
    with pytest.raises(NotVerified):
        backend.switch_to_electronic("c", "primus", "a@example.com", request=request())
    with pytest.raises(NotVerified):
        backend.switch_to_paper("c", "primus", request=request())
    assert show("primus")["billing_method"] == "paper"


def test_no_notice_reveals_the_new_email_address(backend, verified, sessions):
    backend.switch_to_electronic(verified("primus"), "primus", "secret.new@example.net", request=request())
    with sessions() as session:
        texts = [f"{m.subject} {m.body}" for m in session.scalars(select(CommunicationMessage))]
    assert len(texts) == 2
    assert not any("secret.new" in text for text in texts)
