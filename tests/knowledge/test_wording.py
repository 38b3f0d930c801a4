"""Hasty spelling is read as the documents say it."""

from __future__ import annotations

import pytest

from knowledge.index.store import build
from knowledge.passages import Passage, Source
from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.search import Searcher
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
        ("ma resilliation", "ma résiliation"),
        ("Le TECHNCIAN est venu", "Le technician est venu"),
        ("the modeem", "the modem"),
        ("la resiliation", "la resiliation"),  # folded, it is the documents' own
        ("une pizzza", "une pizzza"),
    ],
)
def test_a_slip_is_read_as_the_operators_own_word_where_one_is_near(written, read):
    assert INDEX.spelt(written) == read


@pytest.mark.parametrize("word", ["modes", "initiation", "brings", "technicien"])
def test_a_word_of_the_dictionary_is_no_slip(word):
    assert INDEX.spelt(word) == word


@pytest.mark.parametrize(
    ("question", "passage"),
    [("coman fair ma resilliasion", "résiliation"), ("wen dose the techncian com", "technician")],
)
def test_mended_slips_are_searched_by_meaning_too(question, passage, encoder):
    passages = [
        Passage("primus", language, Source("Aide", "aide.md"), (), "text", None, text)
        for language, text in (
            ("fr", "La résiliation prend effet à la fin du mois."),
            ("fr", "La facture arrive le 3 du mois."),
            ("en", "The technician comes within a week."),
            ("en", "The bill comes within a week."),
        )
    ]
    searcher = Searcher(build(passages, encoder), encoder)
    assert passage in searcher.search(question, operator="primus").hits[0].passage.text
