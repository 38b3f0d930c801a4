"""What a message wants: the mean of three linear classifiers (bot/nlu/heads.py), each calibrated to probabilities.

A linear model is as sure of a stranger as of a friend. So its probabilities count only as far as the message is
familiar, that is, near to some example (`Familiarity`); the rest is nobody's, or out_of_scope's where that is an intent.

Free of Rasa: `fit` and `predict_proba` take plain texts, so that the public benchmarks measure this very class.
Runs in both environments (scikit-learn 1.1 and newer).
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Protocol

import joblib
import numpy as np
from sklearn.model_selection import KFold

from bot.nlu.familiarity import Familiarity
from bot.nlu.heads import HEADS, Heads
from bot.nlu.text import fold
from bot.nlu.variants import typed_in_a_hurry
from knowledge.encoder.text import tidy

TEMPERATURES = np.geomspace(0.05, 40, 80)
FACTORS = np.geomspace(0.5, 6, 26)
# The calibration holds out one of FOLDS parts after the other until it has judged ENOUGH examples.
FOLDS, ENOUGH = 5, 1500
ABSENT = -1e3  # score of an intent that the rest of the examples does not know
# This share of held-out examples is less than wholly familiar.
FAMILIAR = 0.1
STRANGERS = "out_of_scope"  # the intent, if there is one, of what resembles no example


class Encoder(Protocol):
    """What the classifier needs of an encoder."""

    def encode_queries(self, texts: list[str]) -> np.ndarray: ...


class NotFitted(RuntimeError):
    """The classifier was asked before it was trained."""


class IntentModel:
    """Three linear heads, their scores made probabilities on held-out examples, and their mean.

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
            cost, encoder_weight: of `Heads`.
            variants: hasty spellings added for each example.
        """
        self.variants, self.seed = variants, seed
        self.classes_: list[str] = []
        self.temperatures = dict.fromkeys(HEADS, 1.0)
        self.encoder_id = ""
        self.form = 0  # of what is saved; see intent_classifier.py
        self._encoder: Encoder | None = None
        self._heads = Heads(cost=cost, encoder_weight=encoder_weight, seed=seed)
        self._familiarity = Familiarity()

    def fit(self, texts: list[str], labels: list[str], encoder: Encoder) -> IntentModel:
        """Learn from examples, and from the intents' names, each one more example of its intent.

        A name says little beside hundreds of examples, and much where an operator has just begun an intent with three.

        Args:
            labels: the intent of each text; at least two different ones.
        """
        self._encoder = encoder
        intents = sorted(set(labels))
        texts, labels = [*texts, *map(spoken_name, intents)], [*labels, *intents]
        origin = [i for i in range(len(texts)) for _ in range(1 + self.variants)]
        spelled = [
            text if copy == 0 else typed_in_a_hurry(text, random.Random(f"{self.seed} {copy} {text}"))
            for text in texts
            for copy in range(1 + self.variants)
        ]
        vectors = encoder.encode_queries([tidy(text) for text in spelled])
        targets = np.array([labels[i] for i in origin])
        folded = [fold(text) for text in spelled]
        self._calibrate(folded, vectors, targets, np.array(origin))
        self._heads.fit(folded, vectors, targets)
        self.classes_ = self._heads.classes_
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
        if not self.classes_:
            raise NotFitted("The intent model has not been trained. Run `guichet train`.")
        if vectors is None:
            if self._encoder is None:
                raise NotFitted(
                    "A loaded intent model needs the encoder's vectors, or `attach` with the encoder."
                )
            vectors = self._encoder.encode_queries([tidy(text) for text in texts])
        familiar = self._familiarity.of(vectors)[:, None]
        scores = self._heads.scores([fold(text) for text in texts], vectors)
        calibrated = [softmax(scores[head] * self.temperatures[head]) for head in HEADS]
        probabilities = np.mean(calibrated, axis=0) * familiar
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

    def _calibrate(
        self, folded: list[str], vectors: np.ndarray, targets: np.ndarray, origin: np.ndarray
    ) -> None:
        """Choose the temperatures that give held-out examples the likeliest probabilities, and what is familiar.

        An example and its variants stay on the same side, else the folds would know each other.
        """
        classes = sorted(set(targets))
        examples = np.arange(int(origin.max()) + 1)
        scores: dict[str, list[np.ndarray]] = {head: [] for head in HEADS}
        golds: list[int] = []
        nearness: list[np.ndarray] = []
        parts = KFold(min(FOLDS, len(examples)), shuffle=True, random_state=self.seed)
        for learnt, held in parts.split(examples):
            inside = np.flatnonzero(np.isin(origin, learnt))
            first = np.flatnonzero(np.isin(origin, held) & (np.diff(origin, prepend=-1) > 0))
            self._heads.fit([folded[i] for i in inside], vectors[inside], targets[inside])
            self._familiarity.remember(vectors[inside][:: 1 + self.variants])
            nearness.append(self._familiarity.nearness(vectors[first]))
            judged = first[np.isin(targets[first], self._heads.classes_)]
            for head, known in self._heads.scores([folded[i] for i in judged], vectors[judged]).items():
                full = np.full((len(judged), len(classes)), ABSENT)
                full[:, [classes.index(c) for c in self._heads.classes_]] = known
                scores[head].append(full)
            golds += [classes.index(target) for target in targets[judged]]
            if len(golds) >= ENOUGH:
                break
        self._familiarity.full = float(np.quantile(np.concatenate(nearness), FAMILIAR))
        self.temperatures = _temperatures(
            {head: np.concatenate(of) for head, of in scores.items()}, np.array(golds)
        )


def spoken_name(intent: str) -> str:
    """`CHECK_WALLET_BALANCE` as "check wallet balance"."""
    return " ".join(re.findall(r"[^\W_]+", intent)).lower() or intent


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _temperatures(scores: dict[str, np.ndarray], golds: np.ndarray) -> dict[str, float]:
    """What each head's scores are multiplied by: first alone, then all by one factor, for a mean is never sure enough.

    The factor sharpens the heads and not their mean, so that where they disagree the mean stays unsure.

    Args:
        scores: by head, shape (messages, intents).
        golds: index of the right intent of each message.
    """
    alone = {
        head: min(TEMPERATURES, key=lambda t: _log_loss(softmax(found * t), golds))
        for head, found in scores.items()
    }

    def together(factor: float) -> float:
        sharpened = [softmax(found * alone[head] * factor) for head, found in scores.items()]
        return _log_loss(np.mean(sharpened, axis=0), golds)

    factor = min(FACTORS, key=together)
    return {head: float(temperature * factor) for head, temperature in alone.items()}


def _log_loss(probabilities: np.ndarray, golds: np.ndarray) -> float:
    right = probabilities[np.arange(len(golds)), golds]
    return float(-np.log(np.maximum(right, 1e-9)).mean())
