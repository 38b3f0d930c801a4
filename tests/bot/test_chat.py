"""The chat API keeps its contract (design section 9)."""

from __future__ import annotations

import uuid

import pytest

from accounts import secrets_in_transit
from bot.conversations.handoffs import open_handoff
from bot.conversations.models import Conversation, Message
from tests.bot.fake_rasa import turn

LANGUAGES = ("fr", "en")


def state_of(web, customer) -> str:
    with web.sessions() as session:
        return session.get_one(Conversation, customer.id).state


def set_state(web, customer, state: str) -> None:
    with web.sessions.begin() as session:
        session.get_one(Conversation, customer.id).state = state


@pytest.mark.parametrize("operator", ["allstream", "alsatis", "calltower", "ooma", "primus"])
def test_a_conversation_opens_with_each_operator(web, operator):
    response = web.client.post("/api/conversations", json={"operator": operator, "language": "en"})

    assert response.status_code == 201
    assert uuid.UUID(response.json()["id"])
    assert len(response.json()["token"]) >= 32
    assert response.json()["language"] == "en"


def test_a_conversation_is_french_unless_told_otherwise(web):
    response = web.client.post("/api/conversations", json={"operator": "primus"})

    assert response.json()["language"] == "fr"


@pytest.mark.parametrize(("language", "words"), [("fr", "Opérateur inconnu"), ("en", "Unknown operator")])
def test_an_unknown_operator_is_named_as_such(web, language, words):
    response = web.client.post("/api/conversations", json={"operator": "bell", "language": language})

    assert response.status_code == 404
    assert words in response.json()["detail"]
    assert "primus" in response.json()["detail"]


@pytest.mark.parametrize(
    "body", [{}, {"operator": 5}, {"operator": "primus", "language": "de"}, [], "primus", None]
)
def test_a_malformed_opening_is_refused(web, body):
    response = web.client.post("/api/conversations", json=body)

    assert response.status_code == 422
    assert isinstance(response.json()["detail"], str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_answered_with_texts_sources_and_state(web, language):
    customer = web.customer(language=language)

    answer = customer.say("Où voir mes factures ?" if language == "fr" else "Where are my bills?")

    [reply] = answer["messages"]
    assert reply["sender"] == "bot"
    assert reply["language"] == language
    assert reply["buttons"] == []
    assert set(reply["sources"][0]) == {"document", "heading", "date", "url"}
    assert (answer["state"], answer["task"], answer["expects"]) == ("bot", None, None)


def test_rasa_learns_operator_language_channel_and_what_is_expected(web):
    customer = web.customer("ooma", "en")

    first = customer.say("change my billing address please")
    customer.say("8002-7050-115")

    first_body, second_body = web.rasa.received
    assert first_body["sender"] == customer.id
    assert first_body["metadata"] == {
        "operator": "ooma",
        "language": "en",
        "channel": "web",
        "message_id": str(first["message"]["id"]),
        "expects": None,
        "source_address": "testclient",
        "opens": True,
    }
    assert second_body["metadata"]["expects"] == "account_number"
    assert "opens" not in second_body["metadata"]


@pytest.mark.parametrize(
    ("slot", "kind"),
    [
        ("account_number", "text"),
        ("pin", "secret"),
        ("code", "secret"),
        ("address", "text"),
        ("email", "email"),
        ("effective_date", "date"),
        ("end_date", "date"),
        ("service", "choice"),
        ("reason", "text"),
        ("contact", "text"),
        ("confirmation", "confirmation"),
        ("something_new", "text"),
    ],
)
def test_expects_tells_how_to_ask(web, slot, kind):
    web.rasa.answer = lambda body: turn([("Et ?", "And?")], "fr", slot)

    answer = web.customer().say("bonjour")

    assert answer["expects"] == {"slot": slot, "input": kind}
    assert answer["task"] == "change_billing_address"


def test_the_language_of_the_conversation_follows_rasa(web):
    customer = web.customer(language="fr")

    answer = customer.say("English please")

    assert answer["language"] == "en"
    assert answer["messages"][0]["text"] == "Sure, in English."
    assert customer.transcript()["language"] == "en"


def test_the_transcript_holds_both_sides_in_order(web):
    customer = web.customer()
    customer.say("Bonjour, mes factures ?")
    last = customer.say("merci")

    transcript = customer.transcript()

    assert [m["sender"] for m in transcript["messages"]] == ["customer", "bot", "customer", "bot"]
    ids = [m["id"] for m in transcript["messages"]]
    assert ids == sorted(ids)
    assert customer.transcript(after=ids[1])["messages"] == transcript["messages"][2:]
    assert customer.transcript(after=last["messages"][-1]["id"])["messages"] == []


def test_a_repeated_message_gets_its_first_answer(web):
    customer = web.customer()

    first = customer.say("Bonjour", client_id="m-1")
    again = customer.say("Bonjour", client_id="m-1")

    assert again["messages"] == first["messages"]
    assert again["message"]["id"] == first["message"]["id"]
    assert len(web.rasa.received) == 1


def test_the_same_client_id_in_another_conversation_is_another_message(web):
    web.customer().say("Bonjour", client_id="m-1")
    web.customer().say("Bonjour", client_id="m-1")

    assert len(web.rasa.received) == 2


@pytest.mark.parametrize(
    "text", ["/restart", '  /inform{"pin": "1"}', "/affirm", "\n/session_start", "\u200b/restart"]
)
def test_text_never_reaches_rasa_as_a_command(web, text):
    customer = web.customer()

    customer.say(text)

    sent = web.rasa.received[0]["message"]
    assert not sent.strip().startswith("/")
    assert sent.startswith("\u2060")
    assert "\u2060" not in customer.transcript()["messages"][0]["text"]


def test_a_button_that_was_offered_is_sent_to_rasa_as_it_is(web):
    customer = web.customer()
    web.rasa.answer = lambda body: turn([("Sûr ?", "Sure?")], "fr", buttons=((("Oui", "/affirm"),), ()))
    customer.say("bonjour")

    response = customer.post(payload="/affirm")

    assert response.status_code == 200
    assert web.rasa.received[1]["message"] == "/affirm"
    assert response.json()["message"]["text"] == "Oui"


@pytest.mark.parametrize("payload", ["/deny", "/restart", "/affirm ", '/affirm{"pin": "1"}', "Oui", ""])
def test_a_payload_that_was_not_offered_is_refused(web, payload):
    customer = web.customer()
    web.rasa.answer = lambda body: turn([("Sûr ?", "Sure?")], "fr", buttons=((("Oui", "/affirm"),), ()))
    customer.say("bonjour")

    assert customer.post(payload=payload).status_code == 422
    assert len(web.rasa.received) == 1


def test_a_button_of_another_conversation_is_refused(web):
    web.rasa.answer = lambda body: turn([("Sûr ?", "Sure?")], "fr", buttons=((("Oui", "/affirm"),), ()))
    web.customer().say("bonjour")

    assert web.customer().post(payload="/affirm").status_code == 422


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("vide", "empty")),
        ("   \n\t ", ("vide", "empty")),
        ("\u200b\u2060", ("vide", "empty")),
        ("\x01\x02\x03", ("vide", "empty")),
        ("a" * 2001, ("trop long", "too long")),
        ("bonjour " * 1250, ("trop long", "too long")),
        ("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ("illisible", "can’t be read")),
        ("\ufffd\ufffdab\ufffd", ("illisible", "can’t be read")),
    ],
)
def test_a_refused_message_changes_nothing(web, text, words, language):
    customer = web.customer(language=language)
    customer.say("changer mon adresse" if language == "fr" else "change my address")
    before = customer.transcript()

    response = customer.post(text=text)

    assert response.status_code == 422
    assert words[LANGUAGES.index(language)] in response.json()["detail"]
    assert customer.transcript() == before
    assert len(web.rasa.received) == 1


@pytest.mark.parametrize(
    "body", [{}, {"text": "a", "payload": "/b"}, {"text": 5}, {"text": None}, {"text": "a", "client_id": ""}]
)
def test_a_malformed_message_is_refused(web, body):
    response = web.customer().post(**body)

    assert response.status_code == 422
    assert isinstance(response.json()["detail"], str)


def test_bytes_that_are_no_json_are_refused_without_echo(web):
    customer = web.customer()
    headers = customer.headers | {"Content-Type": "application/json"}

    response = customer.client.post(
        f"/api/conversations/{customer.id}/messages", content=b"\xff\xfe nip 6417 {", headers=headers
    )

    assert response.status_code == 422
    assert "6417" not in response.text


def test_half_a_surrogate_pair_is_refused_without_crash(web):
    customer = web.customer()
    headers = customer.headers | {"Content-Type": "application/json"}

    response = customer.client.post(
        f"/api/conversations/{customer.id}/messages", content=b'{"text": "salut \\ud83d"}', headers=headers
    )

    assert response.status_code == 422


@pytest.mark.parametrize("text", ["👍", "🙏🏽🙏🏽", "👨‍👩‍👧", "?", "1"])
def test_short_and_emoji_messages_go_to_rasa(web, text):
    web.customer().say(text)

    assert web.rasa.received[0]["message"] == text


def test_a_pin_is_handed_over_and_never_stored_or_sent(web, caplog):
    customer = web.customer()
    customer.say("changer mon adresse")
    customer.say("4410 2287 31")

    answer = customer.say("0427")

    assert answer["message"]["text"] == "[PIN]"
    assert web.rasa.received[-1]["message"] == "[PIN]"
    assert "0427" not in str(web.rasa.received)
    assert "0427" not in caplog.text
    with web.sessions.begin() as session:
        texts = session.query(Message.text).all()
        message_id, key = str(answer["message"]["id"]), web.settings.secret()
        taken = secrets_in_transit.take(session, customer.id, message_id, key, web.settings.now())
    assert "0427" not in str(texts)
    assert taken == "0427"


def test_with_an_agent_messages_are_kept_and_rasa_is_not_asked(web):
    customer = web.customer()
    customer.say("bonjour")
    set_state(web, customer, "human")

    answer = customer.say("vous êtes là ?")

    assert (answer["messages"], answer["state"], answer["expects"]) == ([], "human", None)
    assert len(web.rasa.received) == 1
    assert customer.transcript()["messages"][-1]["text"] == "vous êtes là ?"


def test_the_assistant_does_not_talk_over_an_agent_who_took_over_meanwhile(web):
    customer = web.customer()

    def answer(body):
        set_state(web, customer, "human")
        return turn([("Je vous réponds", "My answer")])

    web.rasa.answer = answer

    said = customer.say("bonjour")

    assert (said["messages"], said["state"]) == ([], "human")


def test_a_handoff_during_the_turn_shows_in_its_answer(web):
    customer = web.customer()

    def answer(body):
        with web.sessions.begin() as session:
            open_handoff(session, customer.id, "primus", "parler à quelqu'un", "fr")
        return turn([("Je vous passe quelqu’un.", "Someone will take over.")])

    web.rasa.answer = answer

    assert customer.say("un humain svp")["state"] == "queued"
    assert customer.say("et la facture ?")["state"] == "queued"
    assert len(web.rasa.received) == 2


def test_nothing_can_be_said_in_a_closed_conversation(web):
    customer = web.customer(language="en")
    set_state(web, customer, "closed")

    response = customer.post(text="hello")

    assert response.status_code == 409
    assert "ended" in response.json()["detail"]


def test_operators_are_listed_with_their_names(web):
    operators = web.client.get("/api/operators").json()

    assert {"slug": "primus", "name": "Primus", "sms": False} in operators
    assert len(operators) == 5
