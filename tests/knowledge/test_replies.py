"""Short replies have the language that everybody knows they have."""

from __future__ import annotations

import pytest

from knowledge.language import identify, words
from knowledge.replies import language_of_reply


@pytest.mark.parametrize("text", ["non", "Ah non non", "ok merci", "Oui, exact.", "Ben non!", "allô"])
def test_a_french_reply_is_french(text):
    assert language_of_reply(words(text)) == "fr"


@pytest.mark.parametrize("text", ["no", "Oh no no", "ok thanks", "Yes, correct.", "sure", "hi"])
def test_an_english_reply_is_english(text):
    assert language_of_reply(words(text)) == "en"


@pytest.mark.parametrize(
    "text", ["ok", "", "4002", "oui yes", "non payment", "merci de changer mon adresse", "ah ah ah ah non"]
)
def test_of_anything_else_nothing_is_said(text):
    assert language_of_reply(words(text)) is None


@pytest.mark.parametrize(("text", "language"), [("non", "fr"), ("salut", "fr"), ("no", "en"), ("sure", "en")])
def test_the_first_message_has_the_language_of_its_reply(text, language):
    assert identify(text).language == language


def test_in_a_conversation_a_reply_that_says_little_leaves_the_language():
    assert identify("non", conversation="en").language != "fr"
