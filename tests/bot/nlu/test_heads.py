"""The three linear heads: what each learns from, and that a rare intent is heard as well as a frequent one."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.heads import HEADS, Heads, weighed
from bot.nlu.text import fold
from tests.knowledge.fakes import FakeEncoder

OFTEN = [
    f"{said} {thing}" for said in ("résiliez", "cancel", "fermez") for thing in ("la ligne", "la télé", "it")
]
RARE = ["nouvelle adresse", "new address"]


def fitted(texts: list[str], labels: list[str]) -> Heads:
    heads = Heads(cost=0.5, encoder_weight=3.0, seed=7)
    heads.fit([fold(text) for text in texts], FakeEncoder().encode_queries(texts), np.array(labels))
    return heads


def scores(heads: Heads, texts: list[str]) -> dict[str, np.ndarray]:
    return heads.scores([fold(text) for text in texts], FakeEncoder().encode_queries(texts))


@pytest.mark.parametrize("head", HEADS)
def test_every_head_tells_two_intents_apart(head):
    heads = fitted(OFTEN + RARE, ["cancel"] * len(OFTEN) + ["move"] * len(RARE))
    found = scores(heads, ["résiliez la fibre", "cancel la fibre", "nouvelle adresse svp", "my new address"])[
        head
    ]
    assert found.shape == (4, 2)
    assert [heads.classes_[i] for i in found.argmax(axis=1)] == ["cancel", "cancel", "move", "move"]


@pytest.mark.parametrize("head", HEADS)
def test_every_head_tells_three_intents_apart(head):
    thanks = ["merci beaucoup", "thanks a lot"]
    heads = fitted(OFTEN + RARE + thanks, ["cancel"] * len(OFTEN) + ["move"] * 2 + ["thank"] * 2)
    found = scores(heads, ["merci bien", "thanks so much"])[head]
    assert found.shape == (2, 3)
    assert [heads.classes_[i] for i in found.argmax(axis=1)] == ["thank", "thank"]


def test_weights_are_small_to_keep():
    heads = fitted(OFTEN + RARE, ["cancel"] * len(OFTEN) + ["move"] * len(RARE))
    assert all(linear.weights.dtype == np.float32 for linear in heads._linear.values())


@pytest.mark.parametrize("texts", [["où est ma facture", "résilier", "résilier résilier"], ["zzz"], [""], []])
def test_terms_weigh_as_scikit_learn_weighs_them(texts):
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32
    ).fit(["où est ma facture", "je veux résilier", "ma facture est trop chère"])
    ours = weighed(vectorizer, vectorizer.idf_, texts)
    theirs = vectorizer.transform(texts) if texts else np.zeros((0, len(vectorizer.vocabulary_)))
    assert ours.shape == theirs.shape
    assert np.allclose(ours.toarray(), theirs.toarray() if texts else theirs, atol=1e-6)
