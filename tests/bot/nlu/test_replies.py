"""Short replies have the language that everybody knows they have."""

from __future__ import annotations

import pytest

from bot.nlu.replies import language_of_reply


@pytest.mark.parametrize("text", ["non", "Ah non non", "ok merci", "Oui, exact.", "Ben non!", "allô"])
def test_a_french_reply_is_french(text):
    assert language_of_reply(text) == "fr"


@pytest.mark.parametrize("text", ["no", "Oh no no", "ok thanks", "Yes, correct.", "sure", "hi"])
def test_an_english_reply_is_english(text):
    assert language_of_reply(text) == "en"


@pytest.mark.parametrize(
    "text", ["ok", "", "4002", "oui yes", "non payment", "merci de changer mon adresse", "ah ah ah ah non"]
)
def test_of_anything_else_nothing_is_said(text):
    assert language_of_reply(text) is None
