"""Linear classifiers over a message's vector, character n-grams and words. Each sees another part of it.

`meaning` knows only the encoder's vector, `spelling` only the n-grams, `joint` both and the words in context. They err
apart: of a stranger they seldom say the same, so their mean is less sure of it than any of them.
Runs in both environments (scikit-learn 1.1 and newer).
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.words import words_in_context

HEADS = ("joint", "meaning", "spelling")
# Below this many examples an n-gram seen once is still a clue; above, it is noise.
SMALL = 3000
# More n-grams than these cost memory and seconds, and tell no more.
MOST_NGRAMS = 60_000
# The regressions' C and steps; fewer steps than they would take to the end, which changes nothing that is measured.
COSTS = {"meaning": 30.0, "spelling": 20.0}
STEPS = {"meaning": 80, "spelling": 50}

Matrix: TypeAlias = np.ndarray | sparse.csr_matrix


@dataclass(frozen=True)
class Linear:
    """weights: float32, shape (features, classes). bias: shape (classes,)."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, features: Matrix) -> np.ndarray:
        """Shape (rows, classes)."""
        return np.asarray(features @ self.weights + self.bias, dtype=np.float64)


class Heads:
    """The three classifiers.

    Usage: `heads = Heads(cost=0.5, encoder_weight=3.0, seed=7); heads.fit(folded, vectors, targets);
    heads.scores(folded, vectors)["joint"]`.
    """

    def __init__(self, *, cost: float, encoder_weight: float, seed: int) -> None:
        """
        Args:
            cost: C of the joint machine; the higher, the closer to the examples.
            encoder_weight: length of the encoder's vector next to the n-grams' (each of length 1).
        """
        self.cost, self.encoder_weight, self.seed = cost, encoder_weight, seed
        self.classes_: list[str] = []
        self._vectorizers: list[TfidfVectorizer] = []
        self._idf: list[np.ndarray] = []
        self._mean = np.zeros(0, np.float32)
        self._spread = 1.0
        self._linear: dict[str, Linear] = {}

    def fit(self, folded: list[str], vectors: np.ndarray, targets: np.ndarray) -> None:
        """Learn; classes weigh alike, however many examples each has.

        Args:
            folded: the texts after `bot.nlu.text.fold`.
            vectors: of the same texts, shape (len(folded), dim).
            targets: their intents.
        """
        rarest = 1 if len(folded) < SMALL else 2
        self._vectorizers = [
            TfidfVectorizer(
                min_df=rarest, max_features=MOST_NGRAMS, sublinear_tf=True, dtype=np.float32, **options
            ).fit(folded)
            for options in ({"analyzer": "char_wb", "ngram_range": (2, 5)}, {"analyzer": words_in_context})
        ]
        self._idf = [vectorizer.idf_ for vectorizer in self._vectorizers]
        self._mean = vectors.mean(axis=0)
        self._spread = float(np.sqrt(((vectors - self._mean) ** 2).sum(axis=1).mean())) or 1.0
        self.classes_ = sorted(set(targets))
        features = self._features(folded, vectors)
        self._linear = {name: self._fitted(name, features[name], targets) for name in HEADS}

    def scores(self, folded: list[str], vectors: np.ndarray) -> dict[str, np.ndarray]:
        """By head, shape (len(folded), len(classes_))."""
        features = self._features(folded, vectors)
        return {name: linear.scores(features[name]) for name, linear in self._linear.items()}

    def _features(self, folded: list[str], vectors: np.ndarray) -> dict[str, Matrix]:
        """What each head sees. The encoder's vectors lie in a narrow cone, so `meaning` gets them from its middle."""
        characters, words = (
            weighed(vectorizer, idf, folded)
            for vectorizer, idf in zip(self._vectorizers, self._idf, strict=True)
        )
        meant = sparse.csr_matrix(vectors * self.encoder_weight)
        return {
            "joint": sparse.hstack([meant, characters, words], format="csr", dtype=np.float32),
            "meaning": (vectors - self._mean) / self._spread,
            "spelling": characters,
        }

    def _fitted(self, name: str, features: Matrix, targets: np.ndarray) -> Linear:
        machine = (
            LinearSVC(C=self.cost, class_weight="balanced", random_state=self.seed)
            if name == "joint"
            else LogisticRegression(C=COSTS[name], max_iter=STEPS[name], class_weight="balanced")
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            machine.fit(features, targets)
        weights, bias = machine.coef_, machine.intercept_
        if len(weights) == 1:  # two intents: scikit-learn gives one row
            weights, bias = np.concatenate([-weights, weights]), np.concatenate([-bias, bias])
        return Linear(np.ascontiguousarray(weights.T, dtype=np.float32), bias)


def weighed(vectorizer: TfidfVectorizer, idf: np.ndarray, texts: list[str]) -> sparse.csr_matrix:
    """What `vectorizer.transform` gives; its checks take several times longer than the n-grams of one message.

    Args:
        vectorizer: fitted, with sublinear_tf and rows of length 1.
        idf: its inverse document frequencies, shape (terms,); to ask for them takes as long again.

    Returns:
        float32, shape (len(texts), terms).
    """
    analyse, places = vectorizer.build_analyzer(), vectorizer.vocabulary_
    values, columns, ends = [np.empty(0)], [np.empty(0, int)], [0]
    for text in texts:
        counts = Counter(place for term in analyse(text) if (place := places.get(term)) is not None)
        found = np.fromiter(counts, int, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), float, len(counts)))) * idf[found]
        values.append(weights / max(np.linalg.norm(weights), 1e-12))
        columns.append(found)
        ends.append(ends[-1] + len(counts))
    data = np.concatenate(values).astype(np.float32)
    return sparse.csr_matrix((data, np.concatenate(columns), ends), shape=(len(texts), len(places)))
