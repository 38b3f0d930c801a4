"""How a head was chosen without a look at any test: folds of HINT3's training files that are as strange as its tests.

    python -m benchmarks.nlu_folds [--data ../shared/benchmarks] [--encoder var/encoder]

Messages of one intent that mean nearly the same (a cosine above ALIKE) stay on one side of a fold, for customers do
not repeat the examples. Strangers of a fold are a fifth of the intents, left out, and 150 messages to the other bots.
Printed for each head, each mean of heads, without familiarity and with it: accuracy of the known, area under the ROC
curve of known against strangers, best Matthews coefficient of the thresholds 0.1 to 0.9 (known and strangers weigh
the same), the mean of the three bots.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import connected_components
from sklearn.metrics import matthews_corrcoef, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from benchmarks.nlu_public import BOTS, NONE, read_hint3
from bot.nlu.classifier import IntentModel, softmax
from bot.nlu.heads import HEADS
from bot.nlu.text import fold
from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.text import tidy

FOLDS, FAR, ALIKE = 5, 150, 0.6
Row = tuple[float, float, float]


@dataclass(frozen=True)
class Messages:
    """texts and intents of one bot; vectors of shape (len(texts), dim)."""

    texts: np.ndarray
    intents: np.ndarray
    vectors: np.ndarray

    def kin(self) -> np.ndarray:
        """The number of each message's group: of one intent and nearly one meaning."""
        centred = self.vectors - self.vectors.mean(axis=0)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        same = self.intents[:, None] == self.intents[None, :]
        return connected_components((centred @ centred.T > ALIKE) & same)[1]


@dataclass(frozen=True)
class Judged:
    """What one fold said. by_head: probabilities, shape (messages, len(classes))."""

    classes: np.ndarray
    by_head: dict[str, np.ndarray]
    familiar: np.ndarray
    gold: np.ndarray


def read(path: Path, encoder: OnnxEncoder) -> Messages:
    texts, intents = read_hint3(path)
    return Messages(np.array(texts), np.array(intents), encoder.encode_queries([tidy(t) for t in texts]))


def judge(bot: Messages, others: list[Messages], encoder: OnnxEncoder) -> list[Judged]:
    """Every fold of a bot."""
    random = np.random.default_rng(0)
    intents = random.permutation(sorted(set(bot.intents)))
    far = np.concatenate([other.texts for other in others])
    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(bot.texts, bot.intents, bot.kin())
    found = []
    for number, (_, held) in enumerate(split):
        strange = np.isin(bot.intents, intents[number::FOLDS])
        asked = strange | np.isin(np.arange(len(bot.texts)), held)
        strangers = random.choice(far, FAR, replace=False)
        texts = [*bot.texts[asked], *strangers]
        model = IntentModel().fit([*bot.texts[~asked]], [*bot.intents[~asked]], encoder)
        vectors = encoder.encode_queries([tidy(text) for text in texts])
        scores = model._heads.scores([fold(text) for text in texts], vectors)
        known = np.isin(bot.intents[asked], model.classes_)
        gold = np.concatenate([np.where(known, bot.intents[asked], NONE), [NONE] * FAR])
        by_head = {head: softmax(scores[head] * model.temperatures[head]) for head in HEADS}
        found.append(Judged(np.array(model.classes_), by_head, model._familiarity.of(vectors), gold))
    return found


def measure(folds: list[Judged], heads: tuple[str, ...], *, familiarity: bool) -> Row:
    """Accuracy, area under the curve, best Matthews coefficient."""
    top, sure = [], []
    for judged in folds:
        probabilities = np.mean([judged.by_head[head] for head in heads], axis=0)
        top.append(judged.classes[probabilities.argmax(axis=1)])
        sure.append(probabilities.max(axis=1) * (judged.familiar if familiarity else 1))
    tops, confidence = np.concatenate(top), np.concatenate(sure)
    gold = np.concatenate([judged.gold for judged in folds])
    known = gold != NONE
    weight = np.where(known, 0.5 / known.sum(), 0.5 / (~known).sum())
    best = max(
        matthews_corrcoef(gold, np.where(confidence < t, NONE, tops), sample_weight=weight)
        for t in np.arange(1, 10) / 10
    )
    return float((tops == gold)[known].mean()), float(roc_auc_score(known, confidence)), float(best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder)
    bots = {bot: read(options.data / f"hint3/v1/train/{bot}_train.csv", encoder) for bot in BOTS}
    folds = [judge(bots[b], [bots[other] for other in BOTS if other != b], encoder) for b in BOTS]
    print(f"encoder {encoder.id}\n\n| heads | without familiarity | with it |\n|---|---|---|")
    for heads in (chosen for size in (1, 2, 3) for chosen in combinations(HEADS, size)):
        cells = []
        for familiarity in (False, True):
            rows = [measure(judged, heads, familiarity=familiarity) for judged in folds]
            cells.append(" ".join(f"{value:.3f}" for value in np.mean(rows, axis=0)))
        print(f"| {' + '.join(heads)} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
