"""Words under a refusal are other words, and a bill's two forms have names in both languages."""

from __future__ import annotations

import pytest

from bot.nlu.text import fold
from bot.nlu.words import words_in_context


def notions(text: str) -> list[str]:
    return [word for word in words_in_context(fold(text)) if word.startswith("<") and " " not in word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je ne veux plus de papier, envoyez un courriel", ["<!PAPER>", "<ELECTRONIC>"]),
        ("plus de courriel, envoyez du papier", ["<!ELECTRONIC>", "<PAPER>"]),
        ("stop the paper, e-mail me", ["<!PAPER>", "<ELECTRONIC>"]),
        ("I don't want e-bills but letters", ["<!ELECTRONIC>", "<PAPER>"]),
    ],
)
def test_a_refusal_reaches_to_the_end_of_its_clause(text, expected):
    assert notions(text) == expected


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("par courriel et par la poste", "<ELECTRONIC PAPER>"),
        ("in my mailbox, by email", "<PAPER ELECTRONIC>"),
    ],
)
def test_the_order_of_the_two_forms_counts(text, order):
    assert order in words_in_context(fold(text))


def test_words_pairs_and_question_marks_are_counted():
    assert {"ca", "ca coute", "?"} <= set(words_in_context(fold("Ça coûte combien ?")))
