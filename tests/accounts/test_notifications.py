"""The wording: complete in both languages, one segment for text messages, and no new value in it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.database import make_engine, make_sessions
from accounts.models import BillingAccount
from accounts.notifications import Recipient, notify
from accounts.notifications.texts import TEMPLATES, compose
from accounts.operators import operator, operator_slugs
from accounts.task import Task
from tests.accounts.conftest import START

KINDS = sorted({path.name.split(".")[0] for path in TEMPLATES.glob("[a-z]*.txt")})
WITHOUT_SMS = {
    "billing_address_confirmed",
    "electronic_bills_welcome",
    "cancellation_requested",
    "cancellation_withdrawn",
    "cancellation_completed",
}
VALUES = {
    "effective_date": date(2027, 8, 1),
    "end_date": date(2027, 2, 28),
    "equipment_due_date": date(2027, 3, 30),
    "plan": "THD Radio 30",
    "fee": Decimal("1279.20"),
    "currency": "EUR",
    "equipment": ["Antenne", "Routeur"],
    "reference": "RM-ABCDEFGHIJ",
    "return_address": "Alsatis, 11 rue Michel Labrousse, 31100 Toulouse",
    "minutes": 10,
}
# GSM 03.38, basic table and extension
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)


@pytest.fixture(scope="module")
def sessions(sqlite_template):
    """Texts are the same on every data base, and these tests keep nothing."""
    engine = make_engine(f"sqlite:///{sqlite_template}")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def text(sessions):
    def run(kind, slug, language, channel="email", **values):
        with sessions() as session:
            account = session.scalar(select(BillingAccount).where(BillingAccount.operator == "alsatis"))
            account.customer.language = language
            task = Task(session, account, operator(slug), START, START.date())
            composed = compose(task, kind, channel, VALUES | values)
            session.rollback()
        return composed

    return run


def test_there_are_kinds():
    assert len(KINDS) == 13


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("slug", operator_slugs())
def test_every_kind_can_be_written_for_every_operator_in_both_languages(text, kind, language, slug):
    written = text(kind, slug, language)
    name = operator(slug).name
    assert written.subject.startswith(name)
    assert "\n" not in written.subject
    assert len(written.subject) <= 90
    assert name in written.body
    assert "{{" not in written.body and "\n\n\n" not in written.body and "---" not in written.body
    contact = operator(slug).contact
    assert (contact.phone or contact.email) in written.body


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT_SMS))
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("slug", operator_slugs())
def test_text_messages_fit_one_segment_of_the_gsm_alphabet(text, kind, language, slug):
    body = text(kind, slug, language, "sms").body.replace("{code}", "123456")
    assert set(body) <= GSM, set(body) - GSM
    assert len(body) <= 160, f"{len(body)}: {body}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", operator_slugs())
def test_french_has_its_spaces_and_no_mark_that_canada_and_france_write_differently(text, kind, slug):
    written = text(kind, slug, "fr")
    both = f"{written.subject}\n{written.body}"
    assert not re.search(r"(?<!\u00a0):(?!//)", both), "a colon needs a no-break space before it"
    assert not re.search(r"[!?;«»]", both)
    assert "1er" in both or "1 août" not in both


def test_dates_and_amounts_are_written_as_people_do(text):
    assert "1er août 2027" in text("billing_address_changed", "primus", "fr").body
    assert "August 1, 2027" in text("billing_address_changed", "primus", "en").body
    assert "1\u202f279,20\u00a0€" in text("cancellation_requested", "alsatis", "fr").body
    assert "$1,279.20" in text("cancellation_requested", "primus", "en", currency="CAD").body
    assert "01/08/2027" in text("billing_address_scheduled", "alsatis", "fr", "sms").body
    assert "2027-08-01" in text("billing_address_scheduled", "primus", "en", "sms").body


@pytest.mark.parametrize(("language", "words"), [("fr", "anticipée\u00a0: aucuns"), ("en", "fee: none")])
def test_a_free_cancellation_says_so(text, language, words):
    assert words in text("cancellation_requested", "alsatis", language, fee=Decimal("0.00")).body


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_equipment_nothing_is_to_be_returned(text, language):
    body = text("cancellation_requested", "alsatis", language, equipment=[]).body
    assert "colis" not in body and "parcel" not in body


def test_a_recipient_who_is_named_twice_gets_one_message(sessions):
    with sessions() as session:
        account = session.scalar(select(BillingAccount).where(BillingAccount.operator == "alsatis"))
        task = Task(session, account, operator("alsatis"), START, START.date())
        recipient = Recipient("email", "maelle@example.com")
        notify(task, "paper_bills_started", [recipient, recipient])
        assert len(account.messages) == 1
        session.rollback()
