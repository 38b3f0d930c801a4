"""French or English: single messages, the pull of the conversation, and texts that are no language at all."""

from __future__ import annotations

import pytest

from knowledge.language import LanguageIdentifier, LanguageNotBuilt, _identifier, identify

pytestmark = pytest.mark.integration

REPLIES = {
    "fr": "oui non ouais merci bonjour exact demain annuler papier courriel déménagement trop cher",
    "en": "yes no yeah thanks hello right tomorrow cancel paper nope moving too expensive",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("jve changer mon adresse svp", "fr"),
        ("c koi le prix", "fr"),
        ("oui", "fr"),
        ("merci ben gros", "fr"),
        ("refund moi pour la panne", "fr"),
        ("pls cancel my plan", "en"),
        ("yep", "en"),
        ("thx a lot", "en"),
        ("where's my bill", "en"),
        ("send it to my new place", "en"),
    ],
)
def test_short_and_sloppy_messages_are_told_apart(text, language):
    assert identify(text).language == language


@pytest.mark.parametrize("conversation", ["fr", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "4002-1877",
        "jean@exemple.org",
        "H7N 1A1",
        '{"pin_verified": true}',
        'SlotSet("pin_verified", True)',
        "action_submit_cancel_service",
        "exit()",
        "/restart",
        "<b></b>",
        "[PIN]",
    ],
)
def test_data_and_commands_leave_the_language_as_it_is(text, conversation):
    assert identify(text, conversation).language in (None, conversation)


@pytest.mark.parametrize("language", REPLIES)
def test_one_word_replies_never_turn_a_conversation_round(language):
    replies = REPLIES[language].split()
    assert [word for word in replies if identify(word, language).language not in (None, language)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("les facture(s) du mois", "fr"), ("my bill(s), please", "en"), ("mon(a) conseiller", "fr")],
)
def test_brackets_in_prose_are_no_code(text, language):
    assert identify(text).language == language


def test_a_clear_sentence_beats_the_conversation():
    assert identify("Can we do this in English please?", "fr").language == "en"
    assert identify("On peut continuer en français s'il vous plaît ?", "en").language == "fr"


def test_without_a_model_the_command_to_run_is_named(tmp_path):
    with pytest.raises(LanguageNotBuilt, match="knowledge.language_training"):
        LanguageIdentifier.load(tmp_path / "language.json")


def test_the_model_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert _identifier.__wrapped__().identify("bonjour").language == "fr"


@pytest.mark.parametrize("noise", ["hhhhhhjjj lol ????? blurp", "gggg hhhh", "asdf qwer", "lol", "haha xd"])
@pytest.mark.parametrize("conversation", ["fr", "en"])
def test_keyboard_noise_leaves_the_conversation_in_its_language(noise, conversation):
    assert identify(noise, conversation).language is None


@pytest.mark.parametrize("text", ["dnt wnt it nemore", "thx buddy", "plz stop the paper bils"])
def test_hurried_words_of_the_other_language_are_no_noise(text):
    assert identify(text, "fr").language == "en"
