"""STOP, START and HELP: answered at once, in the keyword's language, and honoured by everything that sends."""

from __future__ import annotations

import asyncio

import pytest

from accounts.audit import verify_audit
from accounts.database import reading
from accounts.delivery import OutgoingMessage
from accounts.errors import DeliveryRefused
from accounts.models import AuditEntry
from accounts.operators import operator, operator_slugs
from accounts.sms_consent import consent_trail, has_opted_out
from bot.conversations.store import add_message, messages_after
from bot.sms.keywords import Keyword, answer_keyword, read_keyword
from bot.sms.models import SmsConversation, SmsInbound, SmsOutbound
from bot.sms.notifications import SmsPort
from bot.sms.segments import GSM_7, size
from tests.sms.conftest import CUSTOMER

STOPS = [("STOP", "en"), ("stop", "en"), ("Stop.", "en"), ("ARRET", "fr"), ("Arrêt", "fr"), ("ARRÊT !", "fr")]
STARTS = [("START", "en"), ("DEBUT", "fr"), ("Début", "fr")]
HELPS = [("HELP", "en"), ("AIDE", "fr"), ("aide ?", "fr")]
NOTED = {"fr": "vous ne recevrez plus", "en": "won't get any more"}


@pytest.mark.parametrize("meaning", ["stop", "start", "help"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("slug", operator_slugs())
def test_every_answer_is_one_segment_and_names_the_operator(slug, language, meaning):
    text = answer_keyword(Keyword(meaning, language, "x"), slug, language=language)

    assert len(text) <= 160 and size(text).segments == 1 and size(text).encoding == GSM_7
    assert operator(slug).name in text
    assert {"fr": ("DEBUT", "ARRET"), "en": ("START", "STOP")}[language][meaning != "stop"] in text


@pytest.mark.parametrize(
    "text", ["stop ça", "je veux arrêter mon service", "cancel", "annuler", "end", "quit", "", "1", "?"]
)
def test_what_customers_say_in_a_task_is_no_keyword(text):
    assert read_keyword(text) is None


@pytest.mark.parametrize(("text", "language"), STOPS)
def test_stop_is_answered_once_and_then_nothing_is_sent(phone, text, language):
    [answer] = phone.text(text)

    assert NOTED[language] in answer
    assert phone.rasa.received == []
    assert phone.text(text) == []
    assert phone.text("où est ma facture ?") == []
    assert phone.rasa.received == []
    assert [row.outcome for row in phone.rows(SmsInbound)] == ["keyword", "keyword", "opted_out"]


@pytest.mark.parametrize(("text", "language"), STARTS)
def test_start_opens_again(phone, text, language):
    phone.text("STOP")

    [answer] = phone.text(text)

    assert {"fr": "vous recevez", "en": "you will get"}[language] in answer
    assert len(phone.text("où est ma facture ?")) == 1


@pytest.mark.parametrize(("text", "language"), HELPS)
def test_help_is_answered_in_its_language_and_says_how_to_stop(phone, text, language):
    [answer] = phone.text(text)

    assert {"fr": "ARRET", "en": "STOP"}[language] in answer and "1 888 576 4899" in answer
    assert phone.rasa.received == []


def test_info_is_answered_in_the_language_of_the_customer(phone):
    phone.text("where is my bill?")

    assert "virtual assistant" in phone.text("INFO")[0]


def test_a_keyword_does_not_wait_for_a_slow_answer(phone):
    gate = phone.hold()
    phone.post(phone.webhook("où est ma facture ?"))

    phone.post(phone.webhook("AIDE"))
    phone.wait(lambda: len(phone.twilio.sent) == 1)
    gate.open()
    phone.settle()

    first, second = phone.twilio.bodies()
    assert "assistant virtuel" in first and "Mon compte" in second


def test_a_stop_holds_for_answers_under_way(phone):
    gate = phone.hold()
    phone.post(phone.webhook("où est ma facture ?"))
    phone.wait(lambda: phone.rows(SmsInbound)[0].conversation_id is not None)  # its turn has begun

    phone.post(phone.webhook("STOP"))
    gate.open()
    phone.settle()

    [only] = phone.twilio.bodies()
    assert NOTED["en"] in only
    assert sorted(row.state for row in phone.rows(SmsOutbound)) == ["sent", "suppressed"]


def test_one_operators_stop_is_not_the_others(phone):
    phone.text("STOP", operator="primus")

    assert len(phone.text("où est ma facture ?", operator="alsatis")) == 1


def test_an_agents_message_is_not_sent_after_a_stop(phone):
    phone.text("bonjour ?")
    [linked] = phone_conversations(phone)
    phone.text("ARRET")
    sent = len(phone.twilio.sent)

    with phone.sessions.begin() as session:
        add_message(session, linked, "agent", "Je m’en occupe.", now=phone.settings.now(), language="fr")
    assert phone.sms.relay.relay_new() == 1
    phone.settle()

    assert len(phone.twilio.sent) == sent


def test_notifications_honour_a_stop(phone):
    port = SmsPort(phone.sessions, phone.settings)
    message = OutgoingMessage(
        7, "paper_bills_started", "sms", CUSTOMER, "fr", "Primus", "", "Primus : ç", "primus"
    )
    asyncio.run(port.send(message))
    asyncio.run(port.send(message))
    phone.settle()
    assert phone.twilio.bodies() == ["Primus : c"]

    phone.text("STOP")

    with pytest.raises(DeliveryRefused):
        asyncio.run(port.send(message))


def test_the_carriers_own_opt_out_is_kept(phone):
    phone.twilio.fail = lambda fields: (400, {"code": 21610, "message": "unsubscribed"})
    phone.text("où est ma facture ?")

    with reading(phone.sessions) as session:
        assert has_opted_out(session, "primus", CUSTOMER)
        assert consent_trail(session, "primus", CUSTOMER)[-1].source == "carrier"


def test_where_twilio_answers_keywords_itself_we_only_take_note(phone):
    assert phone.text("désinscrire", OptOutType="STOP") == []

    with reading(phone.sessions) as session:
        assert has_opted_out(session, "primus", CUSTOMER)


def test_the_trail_shows_who_said_what_and_the_audit_trail_masks_the_number(phone):
    for text in ("bonjour ?", "ARRÊT", "DEBUT"):
        phone.text(text, sid=f"SM{text}")

    with reading(phone.sessions) as session:
        trail = consent_trail(session, "primus", CUSTOMER)
        audited = [entry for entry in session.query(AuditEntry) if entry.action.startswith("sms_")]
        assert verify_audit(session) is None
    assert [(entry.event, entry.keyword, entry.provider_sid) for entry in trail] == [
        ("first_message", None, "SMbonjour ?"),
        ("opted_out", "ARRÊT", "SMARRÊT"),
        ("opted_in", "DEBUT", "SMDEBUT"),
    ]
    assert [entry.action for entry in audited] == ["sms_opted_out", "sms_opted_in"]
    assert all("•••47" in entry.details and "5550147" not in entry.details for entry in audited)


def test_a_keyword_shows_in_the_conversation_and_is_sent_once(phone):
    phone.text("bonjour ?")
    [linked] = phone_conversations(phone)

    phone.text("AIDE")
    assert phone.sms.relay.relay_new() == 0

    with reading(phone.sessions) as session:
        said = [(message.sender, message.text[:20]) for message in messages_after(session, linked)]
    assert said[-2:] == [("customer", "AIDE"), ("bot", "Primus : assistant v")]


def phone_conversations(phone) -> list[str]:
    with reading(phone.sessions) as session:
        return [row.conversation_id for row in session.query(SmsConversation)]
