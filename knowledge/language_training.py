"""Learns the words' scores for `knowledge.language` and writes var/language.json (about half a minute).

Usage: python -m knowledge.language_training [--output var/language.json]

Sources, all of this repository but one: the examples of data/nlu, the documents of knowledge/documents with their
questions, the training documents of knowledge/training, and the word forms of simplemma's dictionaries (MIT).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy import sparse
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.encoder import training_data
from knowledge.folding import fold
from knowledge.language import LANGUAGES, MODEL, STRONGEST_WORD, LanguageIdentifier, ngrams, words

ROOT = Path(__file__).parent.parent
SAMPLED_FORMS = 80_000
KEPT_NGRAMS = 40_000
# What a place in the dictionary weighs; the square root of a word's share in the texts, times FREQUENCY, adds to it.
DICTIONARY, SEEN, FREQUENCY = 1.0, 0.3, 60.0
FREQUENT = 2.5
SMOOTHING = 0.25
# Names of people and places look English to the n-grams more often than French; this restores the balance.
BALANCE = 0.2
COMMON, SPELT = 3, ("formal", "colloquial", "multi_sentence")
HELD_OUT = 5  # one message in so many judges the probabilities

Texts = dict[str, list[str]]


@dataclass(frozen=True)
class Vocabulary:
    """words: every word of the texts and dictionaries. weights: float, shape (len(words), 2), French then English."""

    words: list[str]
    weights: np.ndarray
    seen: np.ndarray  # bool, shape (len(words),): is in the texts


def messages() -> Texts:
    """The examples of data/nlu; those of `inform` are left out, names and numbers have no language."""
    found: Texts = {}
    for language in LANGUAGES:
        files = sorted((ROOT / "data/nlu" / language).glob("*.yml"))
        found[language] = [
            line.strip()[2:]
            for file in files
            if file.stem != "inform"
            for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
            for line in intent["examples"].splitlines()
            if line.strip().startswith("- ")
        ]
    return found


def documents() -> Texts:
    """Lines of the documents and the questions asked of them."""
    found: Texts = {language: [] for language in LANGUAGES}
    for file in sorted((ROOT / "knowledge/documents").glob("*/*.md")):
        found[file.stem.rsplit(".", 1)[-1]] += file.read_text(encoding="utf-8").splitlines()
    for file in sorted((ROOT / "knowledge/documents").glob("*/*.questions.yml")):
        for questions in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            for language in LANGUAGES:
                found[language] += questions.get(language, [])
    for file in sorted((ROOT / "knowledge/training").glob("*.yml")):
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        for passage in document["passages"]:
            found[document["language"]].append(passage["text"])
            for question in passage.get("questions", ()):
                found[question["lang"]].append(question["text"])
    return found


def common_words() -> list[str]:
    """Words that the documents, the training documents and carefully spelt questions use COMMON times or more with whatever
    accents, the most frequent first, each as it is mostly spelt."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "knowledge/documents").glob("*/*.md"))]
    for document in training_data.documents():
        texts += [text for passage in document.passages for text in (passage.text, passage.question or "")]
        texts += [q.text for q in document.questions if q.passage is not None and q.style in SPELT]
    spelt = Counter(word for text in texts for word in words(text))
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for word, count in sorted(spelt.items(), key=lambda item: (-item[1], item[0])):
        counts[fold(word)] += count
        forms.setdefault(fold(word), word)
    often = sorted((-count, word) for word, count in counts.items() if count >= COMMON)
    return [forms[word] for _, word in often]


def dictionary() -> dict[str, set[str]]:
    """simplemma's word forms and their lemmas, in lower case."""
    found = {}
    for language in LANGUAGES:
        entries = DefaultDictionaryFactory().get_dictionary(language)
        forms = {str(form).lower().replace("’", "'") for entry in entries.items() for form in entry}
        found[language] = {form for form in forms if len(form) > 1 and words(form) == [form]}
    return found


def count_words(texts: Texts) -> dict[str, Counter[str]]:
    """How often each word occurs; a word with accents also counts, a little, as it is typed without them."""
    counts = {
        language: Counter(word for text in texts[language] for word in words(text)) for language in LANGUAGES
    }
    for counter in counts.values():
        for word, count in list(counter.items()):
            plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
            if plain != word:
                counter[plain] += max(1, count // 3)
    return counts


def weigh_words(texts: Texts, forms: dict[str, set[str]]) -> Vocabulary:
    counts = count_words(texts)
    totals = {language: sum(counts[language].values()) for language in LANGUAGES}
    every = sorted(set().union(*counts.values(), *forms.values()))
    weights = np.array(
        [
            [
                DICTIONARY * (word in forms[language])
                + SEEN * (word in counts[language])
                + FREQUENCY * math.sqrt(counts[language][word] / totals[language])
                for language in LANGUAGES
            ]
            for word in every
        ]
    )
    return Vocabulary(
        every, weights, np.array([any(word in counts[each] for each in LANGUAGES) for word in every])
    )


def learn(vocabulary: Vocabulary, *, seed: int = 0) -> dict:
    """The model of `LanguageIdentifier`, its `scale` still 1."""
    rng = random.Random(seed)
    share = SAMPLED_FORMS / len(vocabulary.words)
    sample = [i for i, seen in enumerate(vocabulary.seen) if seen or rng.random() < share]
    vectorizer = CountVectorizer(analyzer=lambda word: list(ngrams(word)), min_df=3, dtype=np.float32)
    counted = vectorizer.fit_transform([vocabulary.words[i] for i in sample])
    regression = _regress(counted, vocabulary.weights[sample])
    every = vectorizer.transform(vocabulary.words)
    weights = _strongest(regression.coef_[0], every)
    intercept = float(regression.intercept_[0]) + BALANCE
    by_ngrams = np.clip(every @ weights + intercept, -STRONGEST_WORD, STRONGEST_WORD)
    names = vectorizer.get_feature_names_out()
    return {
        "ngrams": {str(names[i]): round(float(weights[i]), 2) for i in np.flatnonzero(weights)},
        "words": _exceptions(vocabulary, by_ngrams),
        "intercept": round(intercept, 3),
        "scale": 1.0,
    }


def _regress(counted: sparse.csr_matrix, weights: np.ndarray) -> LogisticRegression:
    """Each word once as French and once as English, weighted by what speaks for either."""
    french, english = weights[:, 0] > 0, weights[:, 1] > 0
    sample_weight = np.concatenate(
        [weights[french, 0] / weights[:, 0].sum(), weights[english, 1] / weights[:, 1].sum()]
    )
    target = np.concatenate([np.ones(french.sum()), np.zeros(english.sum())])
    regression = LogisticRegression(C=0.3, solver="liblinear", tol=1e-3, random_state=0)
    return regression.fit(
        sparse.vstack([counted[french], counted[english]]),
        target,
        sample_weight=sample_weight / sample_weight.mean(),
    )


def _strongest(weights: np.ndarray, counted: sparse.csr_matrix) -> np.ndarray:
    """The weights with all but the KEPT_NGRAMS most telling and frequent set to 0."""
    frequency = np.asarray((counted > 0).sum(axis=0))[0]
    kept = np.argsort(-np.abs(weights) * np.log1p(frequency))[:KEPT_NGRAMS]
    strongest = np.zeros_like(weights)
    strongest[kept] = weights[kept]
    return strongest


def _exceptions(vocabulary: Vocabulary, by_ngrams: np.ndarray) -> dict[str, float]:
    """Words whose n-grams mislead, words of both languages, and the most frequent ones."""
    odds = np.log((vocabulary.weights[:, 0] + SMOOTHING) / (vocabulary.weights[:, 1] + SMOOTHING))
    shared = (vocabulary.weights > 0).all(axis=1)
    score = np.where(shared, odds + 0.3 * by_ngrams, odds)
    misled = by_ngrams * score <= 0
    faint = (np.abs(by_ngrams) < 1) & (np.abs(score) > 1)
    loud = (np.abs(by_ngrams) > 1) & (np.abs(score) < 0.5)
    listed = misled | faint | loud | (vocabulary.weights.max(axis=1) > FREQUENT)
    return {vocabulary.words[i]: round(float(score[i]), 1) for i in np.flatnonzero(listed)}


def calibrate(model: dict, held: Texts) -> float:
    """The scale that gives held-out messages the likeliest probabilities."""
    identifier = LanguageIdentifier(model)
    scores = np.array(
        [identifier.score(text) * (1 if lang == "fr" else -1) for lang in LANGUAGES for text in held[lang]]
    )
    return float(min(np.geomspace(0.2, 3, 50), key=lambda scale: np.logaddexp(0, -scale * scores).mean()))


def build() -> dict:
    """The finished model: the scale is judged on messages that a first model has not seen."""
    spoken, read, forms = messages(), documents(), dictionary()
    rng = random.Random(0)
    held: Texts = {lang: rng.sample(spoken[lang], len(spoken[lang]) // HELD_OUT) for lang in LANGUAGES}
    unseen = {text for texts in held.values() for text in texts}
    learnt = {lang: [text for text in spoken[lang] if text not in unseen] + read[lang] for lang in LANGUAGES}
    scale = calibrate(learn(weigh_words(learnt, forms)), held)
    model = learn(weigh_words({lang: spoken[lang] + read[lang] for lang in LANGUAGES}, forms))
    return {**model, "scale": round(scale, 3), "common": common_words()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", type=Path, default=MODEL)
    output: Path = parser.parse_args().output
    model = build()
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_suffix(".partial")
    partial.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(output)
    print(f"{output}: {len(model['words'])} words, {len(model['ngrams'])} n-grams, scale {model['scale']}")


if __name__ == "__main__":
    main()
