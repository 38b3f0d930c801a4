"""Calibrate the confidence of search on the documents that were kept from fine-tuning.

    python -m knowledge.retrieval.calibrate [--encoder var/encoder]

Each held-out document plays an operator. Asked are its own questions (right if the best passage is the right one),
its near misses, questions of the other held-out documents, what customers say that has nothing to do with
telecom (data/nlu/*/out_of_scope.yml), and keyboard noise. A logistic regression turns the evidence into a probability; it is
written to calibration.json beside this file, and the reliability in ten bins to docs/reliability.csv, from
cross-validation by document. Before that, the weights of question_kind.json are learnt from the other documents.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.training_data import TrainingDocument, documents, split
from knowledge.index.store import build
from knowledge.retrieval.confidence import CALIBRATION, Evidence, logistic
from knowledge.retrieval.question_kind import WEIGHTS, QuestionKind
from knowledge.retrieval.question_kind_training import chatter, learn
from knowledge.retrieval.search import Searcher

SEED = 7
VARIANTS = (0.0, 0.5, 0.8)  # share of each passage's questions that become its variants
# How often each kind of question is asked in service, roughly; the samples are weighted to it.
SHARES = {"answerable": 0.66, "near_miss": 0.14, "other_document": 0.1, "off_topic": 0.08, "noise": 0.02}
KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
AMID_NOISE = ("lol", "ok", "test", "allo", "wtf", "haha", "mdr", "123", "0000", "???", "!!!")


@dataclass(frozen=True)
class Sample:
    """One question asked of one document; variants: the share of the document's questions that are its variants."""

    variants: float
    group: str
    kind: str
    evidence: Evidence
    right: bool


def samples(encoder: OnnxEncoder, kinds: QuestionKind) -> list[Sample]:
    """Ask every held-out document, as it is and with some of its questions as variants."""
    _, held_out = split(documents())
    rng = random.Random(SEED)
    return [
        sample
        for share in VARIANTS
        for sample in _ask(share, [with_variants(d, share) for d in held_out], encoder, kinds, rng)
    ]


def with_variants(document: TrainingDocument, share: float) -> TrainingDocument:
    """The first questions of each passage become its variants, and are not asked any more."""
    variants = {}
    for n in range(len(document.passages)):
        asked = [q.text for q in document.questions if q.passage == n]
        variants[n] = asked[: int(share * len(asked))]
    kept = [q for q in document.questions if q.passage is None or q.text not in variants[q.passage]]
    passages = [replace(p, variants=tuple(variants[n])) for n, p in enumerate(document.passages)]
    return TrainingDocument(document.slug, passages, kept)


def _ask(
    share: float,
    held_out: list[TrainingDocument],
    encoder: OnnxEncoder,
    kinds: QuestionKind,
    rng: random.Random,
) -> list[Sample]:
    passages = [passage for document in held_out for passage in document.passages]
    searcher = Searcher(build(passages, encoder), encoder, kinds=kinds)
    off_topic = chatter(1)
    found: list[Sample] = []
    for number, document in enumerate(held_out):
        for question in document.questions:
            evidence, best = searcher.evidence(question.text, operator=document.slug)
            answerable = question.passage is not None
            right = answerable and best == document.passages[question.passage or 0]
            found.append(
                Sample(share, document.slug, "answerable" if answerable else "near_miss", evidence, right)
            )
        others = [
            q.text
            for other in held_out
            if other is not document
            for q in other.questions
            if q.passage is not None
        ]
        for kind, texts in (
            ("other_document", rng.sample(others, min(120, len(others)))),
            ("off_topic", off_topic[number :: len(held_out)]),  # each asked of one document only
            ("noise", [noise(rng) for _ in range(40)]),
        ):
            for text in texts:
                found.append(
                    Sample(
                        share, document.slug, kind, searcher.evidence(text, operator=document.slug)[0], False
                    )
                )
    return found


def noise(rng: random.Random) -> str:
    """What a child or a cat types: a few runs over the keys of a row, sometimes with a word among them."""
    runs = []
    for _ in range(rng.randint(1, 5)):
        row = rng.choice(KEYBOARD_ROWS)
        runs.append("".join(rng.choice(row) * rng.randint(1, 3) for _ in range(rng.randint(2, 6))))
    if rng.random() < 0.5:
        runs.insert(rng.randint(0, len(runs)), rng.choice(AMID_NOISE))
    return " ".join(runs)


def fit(found: list[Sample]) -> dict:
    """A logistic regression on standardised evidence, as plain numbers."""
    from sklearn.linear_model import LogisticRegression

    names = [field.name for field in fields(Evidence)]
    x = np.array([list(asdict(sample.evidence).values()) for sample in found])
    means, scales = x.mean(axis=0), x.std(axis=0)
    model = LogisticRegression(C=1.0).fit((x - means) / scales, [s.right for s in found], weights(found))
    return {
        "intercept": round(float(model.intercept_[0]), 5),
        "weights": {name: round(float(w), 5) for name, w in zip(names, model.coef_[0], strict=True)},
        "means": {name: round(float(m), 5) for name, m in zip(names, means, strict=True)},
        "scales": {name: round(float(s), 5) for name, s in zip(names, scales, strict=True)},
    }


def weights(found: list[Sample]) -> np.ndarray:
    """One weight a sample; shape (samples,).

    The kinds have the shares of SHARES with many variants as without any, for the more questions become variants the
    fewer are left to be asked, and of the other kinds there are always as many.
    """
    counts = Counter((sample.variants, sample.kind) for sample in found)
    rounds = len({sample.variants for sample in found})
    return np.array([SHARES[s.kind] / counts[s.variants, s.kind] * len(found) / rounds for s in found])


def cross_validated(found: list[Sample]) -> np.ndarray:
    """Each sample's probability from a model that never saw its document; shape (samples,)."""
    result = np.empty(len(found))
    for group in sorted({sample.group for sample in found}):
        model = fit([sample for sample in found if sample.group != group])
        for n, sample in enumerate(found):
            if sample.group == group:
                result[n] = logistic(model, sample.evidence)
    return result


def reliability(found: list[Sample], sure: np.ndarray, bins: int = 10) -> list[dict]:
    """Mean confidence against share of right answers in bins of equal width."""
    importance, right = weights(found), np.array([sample.right for sample in found])
    rows = []
    for low in np.arange(bins) / bins:
        inside = (sure >= low) & (sure < low + 1 / bins + (low + 1 / bins >= 1))
        if inside.any():
            share = importance[inside] / importance[inside].sum()
            rows.append(
                {
                    "from": round(float(low), 2),
                    "weight": round(float(importance[inside].sum() / importance.sum()), 4),
                    "confidence": round(float(sure[inside] @ share), 4),
                    "right": round(float(right[inside] @ share), 4),
                }
            )
    return rows


def figures(found: list[Sample], sure: np.ndarray, rows: list[dict]) -> dict:
    """AUC, expected calibration error, and what the default thresholds do."""
    from sklearn.metrics import roc_auc_score

    right = np.array([sample.right for sample in found])
    answerable = np.array([sample.kind == "answerable" for sample in found])
    return {
        "hit@1": round(float(right[answerable].mean()), 4),
        "auc_right": round(float(roc_auc_score(right, sure, sample_weight=weights(found))), 4),
        "auc_answerable": round(float(roc_auc_score(answerable, sure, sample_weight=weights(found))), 4),
        "expected_calibration_error": round(
            sum(r["weight"] * abs(r["confidence"] - r["right"]) for r in rows), 4
        ),
        **{
            f"answered_at_{t}": {
                kind: round(float((sure[[s.kind == kind for s in found]] >= t).mean()), 3) for kind in SHARES
            }
            for t in (0.35, 0.4, 0.5)
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--output", type=Path, default=CALIBRATION)
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder, threads=2)
    kinds = learn(encoder)
    found = samples(encoder, kinds)
    sure = cross_validated(found)
    rows = reliability(found, sure)
    print(json.dumps(figures(found, sure, rows), indent=1))
    kinds.save(options.output.with_name(WEIGHTS.name))
    options.output.write_text(json.dumps(fit(found), indent=2) + "\n")
    with Path("docs/reliability.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
