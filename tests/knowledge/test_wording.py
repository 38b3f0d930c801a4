"""Hasty spelling is read as the documents say it."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.index.store import build
from knowledge.passages import Passage, Source
from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.search import Searcher
from knowledge.retrieval.wording import plain_words
from tests.knowledge.fakes import FakeEncoder

TEXTS = {"fr": "La résiliation prend effet à la fin du mois.", "en": "The technician brings the modem."}
INDEX = LexicalIndex(list(TEXTS.values()), list(TEXTS))
PASSAGES = [
    Passage("primus", language, Source("Aide", "aide.md"), (), "text", None, text)
    for language, text in TEXTS.items()
]


class ListeningEncoder(FakeEncoder):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_query_tokens(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append(text)
        return super().encode_query_tokens(text)


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
        ("un zgrubflix", "un zgrubflix"),
        ("lmodem", "modem"),
        ("mon abonnemennt", "mon abonnement"),  # in none of these documents, but in our own texts
        ("remodem", "remodem"),
        ("dresiliation", "résiliation"),
        ("unmodem", "unmodem"),
        ("chez Modemm", "chez Modemm"),
        ("modemm@example.com", "modemm@example.com"),
        ("modemn't", "modemn't"),
    ],
)
def test_a_slip_is_read_as_the_operators_own_word_where_one_is_near(written, read):
    assert INDEX.spelt(written) == read


@pytest.mark.parametrize("word", ["modes", "initiation", "brings", "technicien"])
def test_a_word_of_the_dictionary_is_no_slip(word):
    assert INDEX.spelt(word) == word


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("ma resilliasion prend effet quand", "ma résiliation prend effet quand"),
        ("wen TECHNCIAN", "when technician"),
    ],
)
def test_meaning_is_searched_in_the_mended_words(question, read):
    encoder = ListeningEncoder()
    searcher = Searcher(build(PASSAGES, encoder), encoder)
    searcher.search(question, operator="primus", language="fr")
    assert encoder.asked == [read]
