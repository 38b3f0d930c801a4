"""The way of a message, once in French and once in English, and what happens when a part is down."""

from __future__ import annotations

import httpx
import pytest

from tests.conversations.player import Conversation, Guichet, text_of

pytestmark = pytest.mark.integration

ASKED = {
    "fr": ("À quelle date mon paiement automatique est-il prélevé ?", "20 jours", "source"),
    "en": ("When does my automatic payment go through?", "20 days", "source"),
}
LARGE = "a" * 10_000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_is_answered_from_the_documents_with_its_source(guichet: Guichet, language):
    question, fact, _ = ASKED[language]
    conversation = Conversation(guichet, "primus")
    reply = conversation.say(question)
    assert fact in text_of(reply).replace("\u00a0", " ")
    assert {message["language"] for message in reply["messages"]} == {language}
    sources = [source for message in reply["messages"] for source in message["sources"]]
    assert sources and sources[0]["document"]
    assert reply["state"] == "bot" and reply["expects"] is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", ["", "   ", LARGE, "\x00\x01\x02", "\u200b"])
def test_a_message_that_cannot_be_read_is_refused_and_changes_nothing(guichet: Guichet, language, text):
    conversation = Conversation(guichet, "primus", language)
    assert conversation.post(text=text).status_code == 422
    messages = httpx.get(
        f"{guichet.url}/api/conversations/{conversation.id}/messages", headers=conversation.headers
    ).json()
    assert messages["messages"] == []


@pytest.mark.parametrize(
    "text", ["😀😀", "????", "/restart", '/inform{"account_number": "1"}', "<script>alert(1)</script>"]
)
def test_odd_messages_get_a_friendly_answer(guichet: Guichet, text):
    reply = Conversation(guichet, "primus", "fr").say(text)
    assert reply["messages"] and reply["task"] is None
    assert {message["language"] for message in reply["messages"]} == {"fr"}


def test_for_an_unknown_operator_the_refusal_names_the_known_ones(guichet: Guichet):
    answer = httpx.post(f"{guichet.url}/api/conversations", json={"operator": "nobody"})
    assert 400 <= answer.status_code < 500
    assert "primus" in answer.text  # the operators that are served


def test_a_conversation_is_closed_to_other_tokens(guichet: Guichet):
    first, second = (Conversation(guichet, "primus") for _ in range(2))
    url = f"{guichet.url}/api/conversations/{first.id}/messages"
    assert httpx.post(url, json={"text": "bonjour"}, headers=second.headers).status_code in (401, 403)
    assert httpx.get(url).status_code == 401


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("j'ai déménagé, changez mon adresse de facturation", "change_billing_address", "fr"),
        ("cancel my internet plan", "cancel_service", "en"),
    ],
)
def test_rasa_tells_intent_and_language(guichet: Guichet, text, intent, language):
    parsed = httpx.post(f"{guichet.rasa_url}/model/parse", json={"text": text}, timeout=30).json()
    assert (parsed["intent"]["name"], parsed["language"]) == (intent, language)
