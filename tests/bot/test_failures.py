"""When Rasa is down, slow or speechless, the customer gets an apology and the message is kept."""

from __future__ import annotations

import httpx
import pytest
from starlette.testclient import TestClient

from bot.conversations.models import Message
from bot.web.app import create_app
from tests.bot.conftest import Web
from tests.bot.fake_rasa import FakeRasa, turn

SORRY = {"fr": "Désolé", "en": "Sorry"}
SECRET_WORDS = {"fr": "ma voisine du 4120 attend aussi", "en": "my neighbour at 4120 is waiting too"}


@pytest.fixture
def web_without_rasa(make_settings):
    """Nothing listens where Rasa should be."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("All connection attempts failed")

    app = create_app(make_settings(), http=httpx.AsyncClient(transport=httpx.MockTransport(refuse)))
    with TestClient(app) as client:
        yield Web(app, client, FakeRasa(), make_settings())


def kept_status(web, answer) -> str:
    with web.sessions() as session:
        return session.get_one(Message, answer["message"]["id"]).status


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rasa_down(web_without_rasa, language, caplog):
    web = web_without_rasa

    answer = web.customer(language=language).say(SECRET_WORDS[language])

    assert answer["messages"][0]["text"].startswith(SORRY[language])
    assert answer["messages"][0]["language"] == language
    assert kept_status(web, answer) == "failed"
    assert "RasaUnreachable" in caplog.text
    assert SECRET_WORDS[language] not in caplog.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_apology_speaks_as_the_customer_writes(web_without_rasa, language):
    answer = web_without_rasa.customer(language=None).say(SECRET_WORDS[language])

    assert answer["messages"][0]["text"].startswith(SORRY[language])
    assert answer["messages"][0]["language"] == language


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rasa_too_slow(start_web, language, caplog):
    web = start_web(rasa_timeout=0.05)
    web.rasa.delay = 5

    answer = web.customer(language=language).say(SECRET_WORDS[language])

    assert answer["messages"][0]["text"].startswith(SORRY[language])
    assert kept_status(web, answer) == "failed"
    assert "no answer within 0.05 s" in caplog.text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (turn([]), "RasaSilent"),
        ({"messages": [{"text": None, "buttons": []}], "state": {}}, "RasaSilent"),
        ({"messages": "quoi"}, "RasaFailed"),
        ({"text": SECRET_WORDS["fr"]}, "RasaFailed"),
        ([], "RasaFailed"),
        (None, "RasaFailed"),
    ],
)
def test_rasa_answers_nothing_usable(web, answer, reason, caplog):
    web.rasa.answer = lambda body: answer

    said = web.customer().say(SECRET_WORDS["fr"])

    assert said["messages"][0]["text"].startswith(SORRY["fr"])
    assert kept_status(web, said) == "failed"
    assert reason in caplog.text
    assert SECRET_WORDS["fr"] not in caplog.text


@pytest.mark.parametrize("status", [400, 500, 503])
def test_rasa_answers_with_an_error(web, status):
    web.rasa.status = status

    said = web.customer().say("bonjour")

    assert said["messages"][0]["text"].startswith(SORRY["fr"])
    assert kept_status(web, said) == "failed"


def test_the_form_stays_where_it_was_and_goes_on_afterwards(web):
    customer = web.customer()
    customer.say("changer mon adresse")
    web.rasa.status = 500

    failed = customer.say("4410 2287 31")
    web.rasa.status = 200
    web.rasa.answer = lambda body: turn([("Et votre NIP ?", "And your PIN?")], "fr", "pin")
    answered = customer.say("4410 2287 31")

    assert failed["expects"] == {"slot": "account_number", "input": "text"}
    assert answered["expects"] == {"slot": "pin", "input": "secret"}


def test_a_repetition_of_a_failed_message_gets_the_same_apology(web):
    customer = web.customer()
    web.rasa.status = 500
    first = customer.say("bonjour", client_id="a")
    web.rasa.status = 200

    assert customer.say("bonjour", client_id="a")["messages"] == first["messages"]


def test_failures_are_counted(web):
    web.rasa.status = 500
    web.customer().say("bonjour")

    metrics = web.client.get("/metrics").text

    assert 'guichet_rasa_failures_total{kind="RasaFailed"} 1.0' in metrics
    assert 'guichet_messages_total{outcome="failed"} 1.0' in metrics
