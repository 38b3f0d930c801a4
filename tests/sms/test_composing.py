"""Text messages are short, stay in the GSM alphabet where they can be read there, and offer numbered choices."""

from __future__ import annotations

import pytest

from bot.sms.choices import as_lines, chosen
from bot.sms.composing import Said, compose
from bot.sms.segments import GSM_7, LONGEST, UCS_2, size, to_gsm
from bot.sms.wording import WORDING

BUTTONS = {
    "fr": [{"title": "Oui, c’est exact", "payload": "/affirm"}, {"title": "Non", "payload": "/deny"}],
    "en": [{"title": "Yes, that’s right", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}],
}
SOURCE = [
    {"document": "Service électronique – Aide", "heading": "Factures", "date": "2026-09-14", "url": None}
]
LINK = "https://guichet.example.com/r/1234-0123456789ab"
SENTENCE = {
    "fr": "La facture électronique paraît chaque mois dans votre espace, où elle reste douze mois. ",
    "en": "The electronic bill appears every month in your account, where it stays for twelve months. ",
}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Êtes-vous sûr ?", "Etes-vous sur ?"),
        ("« Reçu » l’œuvre… – n° 3", '"Recu" l\'oeuvre... - no 3'),
        ("À bientôt, Noël à Œrebro", "A bientot, Noel à OErebro"),
        ("Déjà payé : 54,95 $ ou 39,90 €", "Déjà payé : 54,95 $ ou 39,90 €"),
        ("é è à ù É Ç ñ ü stay", "é è à ù É Ç ñ ü stay"),
    ],
)
def test_typography_becomes_plain_and_letters_that_are_missing_lose_their_accent(text, plain):
    assert to_gsm(text) == plain
    assert size(plain).encoding == GSM_7


@pytest.mark.parametrize(
    "text", ["Merci 😊 à bientôt", "Привет", "Écrivez à hélène@forêt.example", "https://exemple.ca/reçu?é"]
)
def test_what_would_lose_its_meaning_goes_out_as_it_is(text):
    assert to_gsm(text) == text
    assert size(text).encoding == UCS_2


@pytest.mark.parametrize(
    ("text", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
     ("ê" * 70, 1), ("ê" * 71, 2), ("ê" * 134, 2), ("ê" * 135, 3), ("😊" * 35, 1), ("😊" * 36, 2)],
)  # fmt: skip
def test_segments_are_counted_as_the_carrier_bills_them(text, segments):
    assert size(text).segments == segments


@pytest.mark.parametrize("key", [key for key in WORDING if key not in ("source", "more")])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_sentences_are_at_most_two_gsm_segments(key, language):
    sized = size(to_gsm(WORDING[key][language].format(operator="CallTower")))

    assert sized.encoding == GSM_7 and sized.segments <= 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_buttons_become_numbered_choices(language):
    [text] = compose(
        [Said({"fr": "Est-ce exact ?", "en": "Is that right?"}[language], language, BUTTONS[language])]
    )

    assert (
        text.splitlines()[1:]
        == {
            "fr": ["1 Oui, c'est exact", "2 Non", "Répondez 1 ou 2."],
            "en": ["1 Yes, that's right", "2 No", "Reply 1 or 2."],
        }[language]
    )


def test_three_choices_are_listed_and_a_single_one_is_said_in_a_line():
    buttons = [{"title": title, "payload": f"/{title}"} for title in ("Un", "Deux", "Trois")]

    assert as_lines(buttons, "fr")[-1] == "Répondez 1, 2 ou 3."
    assert as_lines(buttons[:1], "fr") == ["Un : répondez 1."]
    assert as_lines(buttons[:1], "en") == ["Un: reply 1."]


@pytest.mark.parametrize("text", ["2", " 2. ", "#2", "option 2", "Choix 2", "réponse 2", "2)", "Number 2"])
def test_a_number_is_the_choice_that_it_stands_for(text):
    assert chosen(text, BUTTONS["fr"]) == "/deny"


@pytest.mark.parametrize("text", ["0", "3", "0427", "2 rue Fabre", "22", "deux fois", "", "1er", "1 ou 2"])
def test_what_is_no_number_of_a_choice_goes_on_as_text(text):
    assert chosen(text, BUTTONS["fr"]) is None


def test_choices_are_numbered_through_all_messages_of_a_turn():
    said = [Said("Voici.", "fr", BUTTONS["fr"][:1]), Said("Ou bien ?", "fr", BUTTONS["fr"][1:])]

    [text] = compose(said)

    assert text.splitlines() == ["Voici.", "Ou bien ?", "1 Oui, c'est exact", "2 Non", "Répondez 1 ou 2."]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_short_answer_is_whole_with_one_link(language):
    [text] = compose([Said(SENTENCE[language], language, sources=SOURCE, link=LINK)])

    assert text.endswith(LINK) and text.count("http") == 1
    assert size(text).segments <= 2


def test_without_a_link_the_document_is_named():
    [text] = compose([Said("Oui.", "fr", sources=SOURCE)])

    assert text == "Oui.\nSource : Service électronique - Aide"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_long_answer_is_cut_at_a_sentence_with_the_link_to_the_whole(language):
    [text] = compose([Said(SENTENCE[language] * 8, language, BUTTONS[language], SOURCE, link=LINK)])

    assert size(text).segments == 2 and size(text).encoding == GSM_7
    assert LINK in text and "." in text.split(" ...")[0][-1]
    assert text.splitlines()[-3:] == compose([Said("x", language, BUTTONS[language])])[0].splitlines()[-3:]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_of_a_long_answer_the_sentences_that_answer_best_are_sent(language):
    best = {"fr": "Il en coûte 30 $.", "en": "It costs $30."}[language]
    [text] = compose(
        [
            Said(
                SENTENCE[language] * 8 + best,
                language,
                sources=[{**SOURCE[0], "short": f"{SENTENCE[language]}{best}"}],
                link=LINK,
            )
        ]
    )

    assert to_gsm(best) in text and LINK in text and size(text).segments <= 2


def test_one_endless_sentence_is_cut_between_words():
    [text] = compose([Said("mot " * 300, "fr", sources=SOURCE, link=LINK)])

    assert size(text).segments == 2 and text.startswith("mot mot") and "mo ..." not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_task_says_is_never_cut(language):
    long = SENTENCE[language] * 6

    assert compose([Said(long, language)]) == [to_gsm(long.strip())]


def test_what_no_message_can_hold_is_split_between_sentences():
    long = (SENTENCE["fr"] * 40).strip()

    messages = compose([Said(long, "fr")])

    assert len(messages) > 1 and all(len(message) <= LONGEST for message in messages)
    assert " ".join(messages) == to_gsm(long)


def test_the_replies_of_a_turn_go_together_if_they_fit_and_apart_if_not():
    short, long = Said("Merci.", "fr"), Said(SENTENCE["fr"] * 3, "fr")

    assert compose([short, Said("Quel est votre numéro ?", "fr")]) == ["Merci.\nQuel est votre numéro ?"]
    assert len(compose([long, long])) == 2


def test_an_agents_name_stands_before_what_they_write():
    assert compose([Said("Je m’en occupe.", "fr", author="Maëlle")]) == ["Maelle : Je m'en occupe."]


def test_nothing_said_makes_no_message():
    assert compose([]) == [] and compose([Said("", "fr")]) == []
