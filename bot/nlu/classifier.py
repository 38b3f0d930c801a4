"""What a message wants: one linear model over the encoder's vector, character n-grams and words.

A linear model is as sure of a stranger as of a friend. So its probabilities count only as far as the message is
familiar, that is, near to some example (`Familiarity`); the rest is nobody's, or out_of_scope's where that is an intent.

Free of Rasa: `fit` and `predict_proba` take plain texts, so that the public benchmarks measure this very class.
Runs in both environments (scikit-learn 1.1 and newer).
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Protocol

import joblib
import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from bot.nlu.familiarity import Familiarity
from bot.nlu.text import fold, tidy
from bot.nlu.variants import typed_in_a_hurry
from bot.nlu.words import words_in_context

TEMPERATURES = np.geomspace(0.5, 40, 60)
# The calibration holds out one of FOLDS parts after the other until it has judged ENOUGH examples.
FOLDS, ENOUGH = 5, 1500
ABSENT = -10.0  # score of an intent that the rest of the examples does not know
# This share of held-out examples is less than wholly familiar.
FAMILIAR = 0.1
STRANGERS = "out_of_scope"  # the intent, if there is one, of what resembles no example
# Below this many examples an n-gram seen once is still a clue; above, it is noise.
SMALL = 3000


class Encoder(Protocol):
    """What the classifier needs of an encoder."""

    def encode_queries(self, texts: list[str]) -> np.ndarray: ...


class NotFitted(RuntimeError):
    """The classifier was asked before it was trained."""


class IntentModel:
    """A linear support-vector machine per intent, its scores made probabilities on held-out examples.

    Usage: `model = IntentModel().fit(texts, labels, encoder); model.predict_proba(["où est ma facture ?"])`.
    """

    def __init__(
        self,
        *,
        cost: float = 0.5,
        encoder_weight: float = 3.0,
        variants: int = 1,
        seed: int = 7,
    ) -> None:
        """
        Args:
            cost: the machine's C; the higher, the closer to the examples.
            encoder_weight: length of the encoder's vector next to the n-grams' (each of length 1).
            variants: hasty spellings added for each example.
        """
        self.cost, self.encoder_weight, self.variants, self.seed = cost, encoder_weight, variants, seed
        self.classes_: list[str] = []
        self.temperature = 1.0
        self.encoder_id = ""
        self._encoder: Encoder | None = None
        self._vectorizers: list[TfidfVectorizer] = []
        self._machine: LinearSVC | None = None
        self._familiarity = Familiarity()

    def fit(self, texts: list[str], labels: list[str], encoder: Encoder) -> IntentModel:
        """Learn from examples.

        Args:
            labels: the intent of each text; at least two different ones.
        """
        self._encoder = encoder
        origin = [i for i in range(len(texts)) for _ in range(1 + self.variants)]
        spelled = [
            text if copy == 0 else typed_in_a_hurry(text, random.Random(f"{self.seed} {copy} {text}"))
            for text in texts
            for copy in range(1 + self.variants)
        ]
        vectors = encoder.encode_queries([tidy(text) for text in spelled])
        targets = np.array([labels[i] for i in origin])
        self._calibrate(spelled, vectors, targets, np.array(origin))
        self._fit_machine(spelled, vectors, targets)
        self._familiarity.remember(vectors[:: 1 + self.variants])
        return self

    def predict_proba(self, texts: list[str], vectors: np.ndarray | None = None) -> np.ndarray:
        """Probabilities of the intents.

        Args:
            vectors: the encoder's vectors of the texts (after `tidy`) if they are at hand, shape (len(texts), dim).

        Returns:
            float64, shape (len(texts), len(classes_)); a row sums to 1 if out_of_scope is an intent, else to how
            familiar its text is.
        """
        if self._machine is None:
            raise NotFitted("The intent model has not been trained. Run `guichet train`.")
        if vectors is None:
            if self._encoder is None:
                raise NotFitted(
                    "A loaded intent model needs the encoder's vectors, or `attach` with the encoder."
                )
            vectors = self._encoder.encode_queries([tidy(text) for text in texts])
        familiar = self._familiarity.of(vectors)[:, None]
        probabilities = _softmax(self._scores(texts, vectors) * self.temperature) * familiar
        if STRANGERS in self.classes_:
            probabilities[:, self.classes_.index(STRANGERS)] += 1 - familiar[:, 0]
        return probabilities

    def attach(self, encoder: Encoder) -> IntentModel:
        """Give a loaded model its encoder back (it is not saved with it)."""
        self._encoder = encoder
        return self

    def save(self, path: Path | str) -> None:
        joblib.dump({**self.__dict__, "_encoder": None}, path, compress=3)

    @classmethod
    def load(cls, path: Path | str) -> IntentModel:
        model = cls()
        model.__dict__.update(joblib.load(path))
        return model

    def _fit_machine(self, texts: list[str], vectors: np.ndarray, targets: np.ndarray) -> None:
        folded = [fold(text) for text in texts]
        rarest = 1 if len(texts) < SMALL else 2
        self._vectorizers = [
            TfidfVectorizer(min_df=rarest, sublinear_tf=True, dtype=np.float32, **options)
            for options in ({"analyzer": "char_wb", "ngram_range": (2, 5)}, {"analyzer": words_in_context})
        ]
        for vectorizer in self._vectorizers:
            vectorizer.fit(folded)
        self._machine = LinearSVC(C=self.cost, random_state=self.seed).fit(
            self._features(folded, vectors), targets
        )
        self.classes_ = list(self._machine.classes_)

    def _features(self, folded: list[str], vectors: np.ndarray) -> sparse.csr_matrix:
        """Shape (len(folded), dim + n-grams): the encoder's part, then the n-grams' parts."""
        blocks = [sparse.csr_matrix(vectors * self.encoder_weight)]
        blocks += [vectorizer.transform(folded) for vectorizer in self._vectorizers]
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    def _scores(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        assert self._machine is not None, "fit first"
        scores = self._machine.decision_function(self._features([fold(text) for text in texts], vectors))
        if scores.ndim == 1:  # two intents: scikit-learn gives one column
            scores = np.stack([-scores, scores], axis=1)
        return scores

    def _calibrate(
        self, texts: list[str], vectors: np.ndarray, targets: np.ndarray, origin: np.ndarray
    ) -> None:
        """Choose the temperature that gives held-out examples the likeliest probabilities, and what is familiar.

        An example and its variants stay on the same side, else the folds would know each other.
        """
        classes = sorted(set(targets))
        examples = np.arange(int(origin.max()) + 1)
        scores, golds, nearness = [], [], []
        parts = KFold(min(FOLDS, len(examples)), shuffle=True, random_state=self.seed)
        for learnt, held in parts.split(examples):
            inside = np.isin(origin, learnt)
            first = np.flatnonzero(np.isin(origin, held) & (np.diff(origin, prepend=-1) > 0))
            self._fit_machine([texts[i] for i in np.flatnonzero(inside)], vectors[inside], targets[inside])
            self._familiarity.remember(vectors[inside][:: 1 + self.variants])
            nearness.append(self._familiarity.nearness(vectors[first]))
            full = np.full((len(first), len(classes)), ABSENT)
            full[:, [classes.index(c) for c in self.classes_]] = self._scores(
                [texts[i] for i in first], vectors[first]
            )
            scores.append(full)
            golds += [classes.index(target) for target in targets[first]]
            if len(golds) >= ENOUGH:
                break
        self._familiarity.full = float(np.quantile(np.concatenate(nearness), FAMILIAR))
        together = np.concatenate(scores)
        self.temperature = float(min(TEMPERATURES, key=lambda t: _log_loss(together * t, np.array(golds))))


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _log_loss(logits: np.ndarray, golds: np.ndarray) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(golds)), golds]).mean())
