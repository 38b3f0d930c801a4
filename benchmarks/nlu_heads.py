"""Ways to tell the intent, side by side: DIET, logistic regression, support-vector machines, an ensemble, and ours.

    cd <repository> && PYTHONPATH=. .venv-rasa/bin/python benchmarks/nlu_heads.py [--each 60] [--epochs 30] [--skip diet]

Runs in Rasa's environment. Every head learns from the same EACH examples of each intent and language (data/nlu),
the first of a shuffle with a fixed seed, and is asked the messages of tests/bot/nlu/held_out. Prints accuracy by
language, seconds of training, and the median milliseconds of one message, its features and vector included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.classifier import IntentModel
from bot.nlu.examples import Example, read_examples
from bot.nlu.text import fold
from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.text import tidy

Predict = Callable[[list[str]], list[str]]
HELD_OUT = Path("tests/bot/nlu/held_out")
TIMED = 40  # messages asked one by one for the speed
Featurizer = dict[str, object]  # as in Rasa's config.yml
ENCODER: Featurizer = {"name": "bot.nlu.encoder_featurizer.EncoderFeaturizer"}
SPARSE: list[Featurizer] = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
# DIET refuses to work without features of single words; these say little more than where a text begins and ends.
WORDS: Featurizer = {"name": "LexicalSyntacticFeaturizer", "features": [["low"], ["BOS", "EOS"], ["low"]]}
DIET = {"DIET, sparse": SPARSE, "DIET, encoder": [WORDS, ENCODER], "DIET, both": [*SPARSE, ENCODER]}


def choose(examples: list[Example], each: int) -> list[Example]:
    """The first `each` of every intent and language after a shuffle."""
    groups = defaultdict(list)
    for example in random.Random(0).sample(examples, len(examples)):
        groups[example.intent, example.language].append(example)
    return [example for _, group in sorted(groups.items()) for example in group[:each]]


def ngrams() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=fold)


def encoder_head(machine, encoder: OnnxEncoder) -> Callable[[list[str], list[str]], Predict]:
    """A head on the encoder's vector alone."""

    def fit(texts: list[str], labels: list[str]) -> Predict:
        machine.fit(encoder.encode_queries([tidy(text) for text in texts]), labels)
        return lambda asked: list(machine.predict(encoder.encode_queries([tidy(text) for text in asked])))

    return fit


def joint_head(
    machine, encoder: OnnxEncoder, weight: float = 3.0
) -> Callable[[list[str], list[str]], Predict]:
    """A head on the encoder's vector beside the character n-grams."""
    vectorizer = ngrams()

    def features(texts: list[str]) -> sparse.csr_matrix:
        vectors = encoder.encode_queries([tidy(text) for text in texts]) * weight
        return sparse.hstack([sparse.csr_matrix(vectors), vectorizer.transform(texts)], format="csr")

    def fit(texts: list[str], labels: list[str]) -> Predict:
        vectorizer.fit(texts)
        machine.fit(features(texts), labels)
        return lambda asked: list(machine.predict(features(asked)))

    return fit


def ensemble(encoder: OnnxEncoder) -> Callable[[list[str], list[str]], Predict]:
    """The mean of the probabilities of two logistic regressions: on the vector, and on the n-grams."""
    vectorizer, dense, lexical = ngrams(), regression(30), regression(20)

    def fit(texts: list[str], labels: list[str]) -> Predict:
        dense.fit(encoder.encode_queries([tidy(text) for text in texts]), labels)
        lexical.fit(vectorizer.fit_transform(texts), labels)

        def predict(asked: list[str]) -> list[str]:
            vectors = encoder.encode_queries([tidy(text) for text in asked])
            both = dense.predict_proba(vectors) + lexical.predict_proba(vectorizer.transform(asked))
            return list(dense.classes_[both.argmax(axis=1)])

        return predict

    return fit


def ours(encoder: OnnxEncoder) -> Callable[[list[str], list[str]], Predict]:
    """Guichet's classifier as it is served."""

    def fit(texts: list[str], labels: list[str]) -> Predict:
        model = IntentModel().fit(texts, labels, encoder)
        return lambda asked: [model.classes_[i] for i in model.predict_proba(asked).argmax(axis=1)]

    return fit


def regression(cost: float) -> LogisticRegression:
    return LogisticRegression(C=cost, max_iter=300)


def diet(featurizers: list[Featurizer], epochs: int) -> Callable[[list[str], list[str]], Predict]:
    """Rasa's own classifier, trained and asked through Rasa."""

    def fit(texts: list[str], labels: list[str]) -> Predict:
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        folder = Path(tempfile.mkdtemp())
        pipeline = [{"name": "WhitespaceTokenizer"}, *featurizers]
        pipeline.append(
            {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "random_seed": 7}
        )
        groups = defaultdict(list)
        for text, label in zip(texts, labels, strict=True):
            groups[label].append(text)
        nlu = [
            {"intent": label, "examples": "".join(f"- {text}\n" for text in group)}
            for label, group in groups.items()
        ]
        configuration = {
            "recipe": "default.v1",
            "assistant_id": "heads",
            "language": "fr",
            "pipeline": pipeline,
        }
        (folder / "config.yml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        (folder / "nlu.yml").write_text(
            yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8"
        )
        agent = Agent.load(train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder)))
        loop = asyncio.new_event_loop()
        return lambda asked: [
            loop.run_until_complete(agent.parse_message(text))["intent"]["name"] for text in asked
        ]

    return fit


def measure(
    name: str, fit: Callable[[list[str], list[str]], Predict], learnt: list[Example], asked: list[Example]
) -> None:
    start = time.perf_counter()
    predict = fit([example.text for example in learnt], [example.intent for example in learnt])
    trained = time.perf_counter() - start
    right = [p == example.intent for p, example in zip(predict([e.text for e in asked]), asked, strict=True)]
    times = []
    for example in asked[:: max(1, len(asked) // TIMED)]:
        start = time.perf_counter()
        predict([example.text])
        times.append((time.perf_counter() - start) * 1000)
    by = [
        np.mean([ok for ok, e in zip(right, asked, strict=True) if e.language == lang])
        for lang in ("fr", "en")
    ]
    print(
        f"| {name} | {np.mean(right):.3f} | {by[0]:.3f} | {by[1]:.3f} | {trained:.0f} s | {statistics.median(times):.1f} ms |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--epochs", type=int, default=30, help="of DIET")
    parser.add_argument("--skip", default="", help="heads whose names begin so are left out")
    options = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    encoder = OnnxEncoder(options.encoder)
    heads = {
        "logistic regression, encoder": encoder_head(regression(30), encoder),
        "SVM, encoder": encoder_head(LinearSVC(C=5), encoder),
        "logistic regression, encoder + n-grams": joint_head(regression(10), encoder),
        "SVM, encoder + n-grams": joint_head(LinearSVC(C=0.5), encoder),
        "ensemble of two logistic regressions": ensemble(encoder),
        "Guichet's": ours(encoder),
        **{name: diet(featurizers, options.epochs) for name, featurizers in DIET.items()},
    }
    learnt, asked = choose(read_examples(Path("data/nlu")), options.each), read_examples(HELD_OUT)
    print(
        f"{len(learnt)} examples, {len(asked)} held-out messages, encoder {encoder.id}, DIET {options.epochs} epochs\n"
    )
    print("| head | accuracy | French | English | training | one message |\n|---|---|---|---|---|---|")
    for name, fit in heads.items():
        if not options.skip or not name.lower().startswith(options.skip.lower()):
            measure(name, fit, learnt, asked)


if __name__ == "__main__":
    main()
