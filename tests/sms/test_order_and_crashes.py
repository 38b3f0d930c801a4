"""One conversation per number, strictly in order; a crash at any point answers once after restart."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from accounts.database import reading
from bot.conversations.models import BOT, CLOSED, HUMAN, QUEUED, Conversation, Message
from bot.conversations.store import add_message, messages_after
from bot.sms.inbox import MOST_ATTEMPTS
from bot.sms.models import SmsConversation, SmsInbound, SmsOutbound
from tests.bot.fake_rasa import FakeRasa, turn
from tests.sms.conftest import CUSTOMER, SECONDS
from tests.sms.twilio_stand_in import TwilioStandIn


def echo(rasa: FakeRasa) -> FakeRasa:
    rasa.answer = lambda body: turn([(f"R {body['message']}", f"R {body['message']}")], "fr")
    return rasa


def conversations(phone) -> list[str]:
    with reading(phone.sessions) as session:
        query = sa.select(SmsConversation.conversation_id).order_by(SmsConversation.began_at)
        return list(session.scalars(query))


def set_state(phone, conversation_id: str, state: str) -> None:
    with phone.sessions.begin() as session:
        session.get_one(Conversation, conversation_id).state = state


def let_pass(phone, conversation_id: str, **time: float) -> None:
    with phone.sessions.begin() as session:
        linked = session.get_one(SmsConversation, conversation_id)
        linked.last_at -= timedelta(**time)
        linked.began_at -= timedelta(**time)


def test_messages_of_a_number_are_answered_in_the_order_of_arrival(phone):
    echo(phone.rasa)
    phone.rasa.delay = lambda body: random.Random(body["message"]).random() / 10

    for number in range(8):
        phone.post(phone.webhook(f"m{number}"))
    phone.settle()

    assert [body["message"] for body in phone.rasa.received] == [f"m{n}" for n in range(8)]
    assert phone.twilio.bodies() == [f"R m{n}" for n in range(8)]
    assert len(conversations(phone)) == 1


def test_numbers_do_not_wait_for_each_other(phone):
    echo(phone.rasa)
    gate = phone.hold(lambda text: text == "lent")

    phone.post(phone.webhook("lent", number="+15145550101"))
    phone.post(phone.webhook("vite", number="+15145550102"))
    phone.wait(lambda: len(phone.twilio.sent) == 1)
    gate.open()
    phone.settle()

    assert phone.twilio.bodies() == ["R vite", "R lent"]


def test_the_same_delivery_many_times_at_once_counts_once(phone):
    echo(phone.rasa)
    webhook = phone.webhook("m")
    threads = [threading.Thread(target=phone.post, args=(webhook,)) for _ in range(6)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    phone.settle()

    assert phone.twilio.bodies() == ["R m"]


def test_a_conversation_goes_on_until_it_was_idle(phone):
    phone.text("bonjour ?")
    [first] = conversations(phone)
    let_pass(phone, first, hours=23)
    phone.text("bonjour ?")
    assert conversations(phone) == [first]

    let_pass(phone, first, hours=24)
    phone.text("bonjour ?")

    assert len(conversations(phone)) == 2


@pytest.mark.parametrize("state", [QUEUED, HUMAN])
def test_one_that_waits_for_a_person_does_not_end_by_silence(phone, state):
    phone.text("bonjour ?")
    [first] = conversations(phone)
    set_state(phone, first, state)
    let_pass(phone, first, hours=100)

    phone.text("bonjour ?")

    assert conversations(phone) == [first]


def test_after_a_closed_conversation_a_new_one_begins(phone):
    phone.text("bonjour ?")
    [first] = conversations(phone)
    set_state(phone, first, CLOSED)

    assert len(phone.text("bonjour ?")) == 1
    assert len(conversations(phone)) == 2


def test_agents_answers_go_out_by_sms_in_order_and_the_assistant_is_silent(phone):
    phone.text("bonjour ?")
    [conversation_id] = conversations(phone)
    set_state(phone, conversation_id, HUMAN)
    assert phone.text("il y a quelqu’un ?") == []

    for text in ("Bonjour, ici Maëlle.", "Je regarde."):
        with phone.sessions.begin() as session:
            add_message(session, conversation_id, "agent", text, now=phone.settings.now(), language="fr")
    for _ in range(3):
        phone.sms.relay.relay_new()
    phone.settle()

    assert phone.twilio.bodies()[1:] == ["Bonjour, ici Maelle.", "Je regarde."]
    assert {row.kind for row in phone.rows(SmsOutbound)} == {"reply", "agent"}


def test_a_numbered_choice_is_mapped_to_the_stored_payload(phone):
    for text in ("changer mon adresse", "4410228731", "0427", "4120 rue Fabre", "demain"):
        phone.text(text)
    [question] = phone.text("moi@example.com")
    assert "1 Oui" in question and "Répondez 1 ou 2." in question

    phone.text("1")

    assert phone.rasa.received[-1]["message"] == "/affirm"
    phone.text("1")
    assert phone.rasa.received[-1]["message"] == "1"  # nothing is offered any more


def test_text_that_looks_like_a_command_arrives_as_text(phone):
    phone.text('/affirm{"verified": true}')

    assert not phone.rasa.received[0]["message"].startswith("/")


def test_a_pin_is_masked_as_on_the_website(phone):
    for text in ("changer mon adresse", "4410228731", "0427"):
        phone.text(text)

    with reading(phone.sessions) as session:
        kept = [message.text for message in messages_after(session, conversations(phone)[0])]
    assert "[PIN]" in kept and "0427" not in str(kept) + str(phone.rasa.received)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pictures_and_endless_texts_get_a_clear_answer(phone, language):
    phone.text({"fr": "où est ma facture ?", "en": "where is my bill?"}[language])

    [picture] = phone.text("", NumMedia="1")
    [endless] = phone.text("x" * 2001)

    assert {"fr": "images", "en": "pictures"}[language] in picture
    assert "2000" in endless
    assert len(phone.rasa.received) == 1


def test_two_machines_that_answer_each_other_are_stopped(start_phone):
    phone = start_phone(sms_rate_limit="3/hour")
    echo(phone.rasa)

    answers = [phone.text(f"m{number}") for number in range(6)]

    assert [len(answer) for answer in answers] == [1, 1, 1, 1, 0, 0]
    assert "beaucoup de messages" in answers[3][0] or "a lot of messages" in answers[3][0]
    assert len(phone.rasa.received) == 3


def test_rasa_down_answers_once_with_an_apology(phone):
    phone.rasa.status = 500

    [answer] = phone.text("où est ma facture ?")

    assert answer.startswith("Désolé")


def test_a_message_that_can_never_be_processed_is_given_up_and_the_next_goes_on(phone, monkeypatch):
    echo(phone.rasa)
    take = phone.app.state.services.turns.take

    async def poisoned(conversation_id, incoming):
        if incoming.text == "poison":
            raise ZeroDivisionError
        return await take(conversation_id, incoming)

    phone.sms.processing._turns = type("Turns", (), {"take": staticmethod(poisoned)})()
    monkeypatch.setattr("bot.sms.inbox._WAITS", (timedelta(0),))

    phone.post(phone.webhook("poison"))
    phone.post(phone.webhook("bien"))
    phone.settle()

    rows = phone.rows(SmsInbound)
    assert [(row.state, row.attempts) for row in rows] == [("given_up", MOST_ATTEMPTS), ("done", 1)]
    assert rows[0].last_error == "ZeroDivisionError"
    assert "Envoyez-le de nouveau" in phone.twilio.bodies()[0] and phone.twilio.bodies()[1] == "R bien"


class Killed(BaseException):
    """The process ends here."""


CRASHES = [
    ("bot.sms.processing.Processing._prepare", "before"),
    ("bot.sms.processing.Processing._prepare", "after"),
    ("bot.web.turn_records.TurnRecords.begin", "after"),
    ("bot.web.turn_records.TurnRecords.finish", "before"),
    ("bot.web.turn_records.TurnRecords.finish", "after"),
    ("bot.sms.processing.Processing._store_answers", "before"),
    ("bot.sms.processing.Processing._store_answers", "after"),
    ("bot.sms.sender.Sender._claim", "after"),
    ("bot.sms.sender.Sender._record_success", "before"),
    ("bot.sms.sender.Sender._record_success", "after"),
]


@pytest.mark.parametrize(("place", "moment"), CRASHES, ids=[f"{m} {p.split('.', 2)[2]}" for p, m in CRASHES])
def test_a_crash_at_any_point_answers_once_after_restart(start_phone, monkeypatch, place, moment):
    rasa, twilio = echo(FakeRasa()), TwilioStandIn()
    owner, _, name = place.rpartition(".")
    kind = resolve(owner)
    real = getattr(kind, name)
    crashed = threading.Event()

    def crash(*args, **kwargs):
        if moment == "before":
            crashed.set()
            raise Killed
        real(*args, **kwargs)
        crashed.set()
        raise Killed

    phone = start_phone(rasa=rasa, twilio=twilio)
    with monkeypatch.context() as patch:
        patch.setattr(kind, name, crash)
        phone.post(phone.webhook("m1", sid="SM1"))
        phone.post(phone.webhook("m2", sid="SM2"))
        assert crashed.wait(SECONDS)
        phone.stop()

    again = start_phone(rasa=rasa, twilio=twilio)
    again.post(again.webhook("m1", sid="SM1"))  # Twilio repeats it
    again.settle()

    assert twilio.bodies(CUSTOMER) == ["R m1", "R m2"]
    with reading(again.sessions) as session:
        senders = [message.sender for message in session.scalars(sa.select(Message).order_by(Message.id))]
        states = list(session.scalars(sa.select(Conversation.state)))
    assert senders == ["customer", "bot"] * 2 and states == [BOT]


def resolve(path: str) -> type:
    module, _, name = path.rpartition(".")
    return getattr(__import__(module, fromlist=[name]), name)
