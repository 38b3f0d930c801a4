"""From the website to SMS only after verification; the page behind an answer's link; the simulated phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from accounts.database import reading
from accounts.importing import import_accounts
from accounts.models import AuditEntry, BillingAccount, Verification
from bot.conversations.models import Conversation
from bot.sms.models import SmsConversation
from bot.web.pages import STATIC
from tests.accounts.conftest import HASHER
from tests.bot.conftest import Customer
from tests.sms.conftest import CUSTOMER, PUBLIC_URL
from tests.sms.twilio_stand_in import NUMBERS

ACCOUNT = """
- {operator: primus, number: "100200301", name: Ève Côté, language: fr, pin: "0427", email: eve@example.com,
   phone: "514 555-0147", segment: residential, billing_method: paper, ebill_email: null, services: [],
   billing_address: {street: 1 rue A, city: Laval, region: QC, postal_code: H7N 1A1, country: CA}}
"""


def on_the_website(phone, language: str = "fr") -> Customer:
    response = phone.client.post("/api/conversations", json={"operator": "primus", "language": language})
    return Customer(phone.client, response.json()["id"], response.json()["token"])


def verify(phone, customer: Customer) -> None:
    with phone.sessions.begin() as session:
        import_accounts(session, ACCOUNT, now=phone.settings.now(), hasher=HASHER)
        account = session.scalars(sa.select(BillingAccount)).one()
        session.add(
            Verification(
                conversation_id=customer.id,
                account_id=account.id,
                method="pin",
                verified_at=phone.settings.now(),
            )
        )


def move(phone, customer: Customer) -> Any:
    return phone.client.post(f"/api/conversations/{customer.id}/sms", headers=customer.headers)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_verified_customer_goes_on_by_sms_in_the_same_conversation(phone, language):
    customer = on_the_website(phone, language)
    customer.say("bonjour ?")
    verify(phone, customer)

    response = move(phone, customer)
    phone.settle()

    assert response.status_code == 202 and response.json() == {"to": "•••47"}
    [invitation] = phone.twilio.bodies(CUSTOMER)
    assert {"fr": "nous continuons ici", "en": "let's go on here"}[language] in invitation
    phone.text("et ensuite ?")
    assert phone.rasa.received[-1]["sender"] == customer.id
    assert phone.rasa.received[-1]["metadata"]["channel"] == "sms"
    assert len(phone.twilio.sent) == 2
    with reading(phone.sessions) as session:
        assert "moved_to_sms" in list(session.scalars(sa.select(AuditEntry.action)))


def test_the_verification_does_not_move_along(phone):
    customer = on_the_website(phone)
    verify(phone, customer)

    move(phone, customer)

    with reading(phone.sessions) as session:
        assert session.get(Verification, customer.id) is None


def test_on_the_website_a_moved_conversation_can_be_read_but_not_written_to(phone):
    customer = on_the_website(phone)
    verify(phone, customer)
    move(phone, customer)

    refused = customer.post(text="encore là ?")

    assert refused.status_code == 409 and "texto" in refused.json()["detail"]
    assert customer.transcript()["messages"] == [] and customer.transcript()["channel"] == "sms"
    url = f"/api/conversations/{customer.id}/end"
    assert phone.client.post(url, headers=customer.headers).status_code == 409


def test_the_widget_is_told_which_operators_can_go_on_by_sms(phone, start_phone):
    def offered(client) -> set[str]:
        return {operator["slug"] for operator in client.get("/api/operators").json() if operator["sms"]}

    assert offered(phone.client) == set(NUMBERS)
    assert offered(start_phone(twilio_auth_token=None).client) == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_verification_nothing_moves(phone, language):
    customer = on_the_website(phone, language)

    response = move(phone, customer)

    assert response.status_code == 409
    assert {"fr": "identité", "en": "identity"}[language] in response.json()["detail"]
    assert phone.twilio.sent == []


def test_nor_with_another_conversations_token(phone):
    customer, other = on_the_website(phone), on_the_website(phone)
    verify(phone, customer)

    response = phone.client.post(f"/api/conversations/{customer.id}/sms", headers=other.headers)

    assert response.status_code == 401


def test_nor_to_a_number_that_said_stop(phone):
    customer = on_the_website(phone)
    verify(phone, customer)
    phone.text("STOP")

    assert move(phone, customer).status_code == 409


def test_a_number_that_writes_never_joins_a_conversation_of_the_website(phone):
    customer = on_the_website(phone)
    customer.say("mon téléphone est le 514 555-0147")
    verify(phone, customer)

    phone.text("bonjour ?")

    assert phone.rasa.received[-1]["sender"] != customer.id
    with reading(phone.sessions) as session:
        channels = sorted(session.scalars(sa.select(Conversation.channel)))
    assert channels == ["sms", "web"]


def test_what_was_said_on_the_website_is_not_sent_again(phone):
    customer = on_the_website(phone)
    customer.say("bonjour ?")
    verify(phone, customer)
    move(phone, customer)
    phone.settle()

    assert phone.sms.relay.relay_new() == 0 and len(phone.twilio.sent) == 1


# --- the page behind the link


def test_an_answer_links_to_its_source(phone):
    [answer] = phone.text("où est ma facture ?")

    assert "https://example.com/e-service#bills" in answer  # the document's own address is known


def test_without_an_address_of_the_document_the_link_shows_the_whole_answer(phone):
    source = {"document": "Aide", "heading": "Factures", "date": None, "url": None}
    text = "<b>Une longue réponse.</b> " * 30
    phone.rasa.answer = lambda body: {
        "messages": [{"text": text, "buttons": [], "custom": {"sources": [source], "language": "fr"}}],
        "state": {},
    }
    [answer] = phone.text("pourquoi ?")
    [link] = re.findall(rf"{PUBLIC_URL}(/r/\S+)", answer)

    page = phone.client.get(link)

    assert page.status_code == 200 and "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.text.count("Une longue réponse.") == 30 and "<b>" not in page.text
    assert "Aide" in page.text and 'lang="fr"' in page.text


@pytest.mark.parametrize(
    "path", ["/r/1-000000000000", "/r/2-x", "/r/x-y", "/r/99999999999999999999-0", "/r/1-é"]
)
def test_a_link_that_was_not_signed_shows_nothing(phone, path):
    phone.text("où est ma facture ?")

    assert phone.client.get(path).status_code == 404


# --- the simulated phone

DEMO = {"demo": True, "twilio_account_sid": None, "twilio_auth_token": None}


@pytest.mark.parametrize("changes", [{"demo": False}, {"demo": True}])
def test_it_exists_in_demo_mode_only_and_never_beside_a_real_carrier(start_phone, changes):
    phone = start_phone(**changes)

    for path in ("/demo/phone", "/demo/phone/contacts", "/demo/phone/messages?operator=primus&number=1"):
        assert phone.client.get(path).status_code == 404
    body = {"operator": "primus", "number": CUSTOMER, "text": "bonjour"}
    assert phone.client.post("/demo/phone/messages", json=body).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_message_typed_there_takes_the_way_of_twilios(start_phone, language):
    phone = start_phone(**DEMO)
    text = {"fr": "où est ma facture ?", "en": "where is my bill?"}[language]
    body = {"operator": "primus", "number": CUSTOMER, "text": text}

    assert phone.client.post("/demo/phone/messages", json=body).status_code == 202
    phone.settle()

    query = {"operator": "primus", "number": CUSTOMER}
    [answer] = phone.client.get("/demo/phone/messages", params=query).json()
    assert {"fr": "Mon compte", "en": "My account"}[language] in answer["text"]
    assert answer["encoding"] == "gsm7"
    assert phone.client.get("/demo/phone/messages", params=query | {"after": answer["id"]}).json() == []
    with reading(phone.sessions) as session:
        assert session.scalars(sa.select(SmsConversation.number)).one() == CUSTOMER


def test_it_offers_the_demo_accounts_phones_and_its_own_numbers(start_phone):
    phone = start_phone(**DEMO, sms_numbers=())

    contacts = {contact["slug"]: contact for contact in phone.client.get("/demo/phone/contacts").json()}

    assert len(contacts) == 5 and contacts["primus"]["number"] == NUMBERS["primus"]
    assert {"name": "Geneviève Lachapelle", "number": CUSTOMER} in contacts["primus"]["phones"]


@pytest.mark.parametrize(
    "wrong", [{"operator": "nobody"}, {"number": "12"}, {"number": "x" * 30}, {"text": "x" * 1601}]
)
def test_it_refuses_what_no_phone_could_send(start_phone, wrong):
    phone = start_phone(**DEMO)
    body = {"operator": "primus", "number": CUSTOMER, "text": "bonjour"} | wrong

    assert phone.client.post("/demo/phone/messages", json=body).status_code == 422


def test_its_page_has_no_script_or_style_in_it_and_asks_no_third_party(start_phone):
    phone = start_phone(**DEMO)
    page = phone.client.get("/demo/phone")

    assert page.status_code == 200 and "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\s(?:style|on\w+)=", page.text) == []
    addresses = re.findall(r"(?:src|href)=\"([^\"#]*)\"", page.text)
    assert all(phone.client.get(address).status_code == 200 for address in addresses), addresses
    code = (STATIC / "phone.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", code)
