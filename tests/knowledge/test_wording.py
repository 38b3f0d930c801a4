"""Hasty spelling is read as the documents say it."""

from __future__ import annotations

import pytest

from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.wording import plain_words

INDEX = LexicalIndex(
    ["La résiliation prend effet à la fin du mois.", "The technician brings the modem."], ["fr", "en"]
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("c koi le num", "c'est quoi le numéro"),
        ("jveux savoir pk", "je veux savoir pourquoi"),
        ("ma facture par la malle", "ma facture par la poste"),
        ("wat is ur acct number pls", "what is your account number please"),
        ("Où est ma facture ?", "Où est ma facture ?"),
        ("le PRLV du 3", "le PRLV du 3"),
    ],
)
def test_abbreviations_are_written_out_and_nothing_else_is_touched(written, read):
    assert plain_words(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("resilliation", "resiliation"),
        ("techncian", "technician"),
        ("modem", "modem"),
        ("pizza", "pizza"),
        ("fibre", "fibre"),
    ],
)
def test_a_misspelt_word_is_read_as_the_operators_own_where_one_is_near(written, read):
    assert INDEX.spelt(written) == read
