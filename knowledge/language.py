"""French or English? One message at a time, with the right to abstain. Runs in both environments.

A naive Bayes classifier over words and character n-grams, trained by `guichet language build` on Guichet's own
texts and on the word forms of a dictionary; no network, a few hundred kB, well under a millisecond.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MODEL = Path("var/language.json")
LANGUAGES = ("fr", "en")
CERTAIN = 0.75  # below this probability the identifier abstains
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# What a customer's own data look like; they say nothing of the language.
_DATA = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\b[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d\b|\d+")


@dataclass(frozen=True)
class Guess:
    """language: None if the identifier abstains. probability: of the likelier language, 0.5 to 1."""

    language: str | None
    probability: float


def features(text: str) -> list[str]:
    """Words, and character n-grams of 1 to 4 with word boundaries."""
    found = []
    for word in _TOKEN.findall(_DATA.sub(" ", text.lower().replace("’", "'"))):
        found.append("w:" + word)
        padded = f" {word} "
        found += [padded[i : i + n] for n in (2, 3, 4) for i in range(len(padded) - n + 1)]
    return found


def train(
    texts: dict[str, Iterable[str]], *, words: dict[str, Iterable[str]] | None = None, size: int = 40_000
) -> dict:
    """Log odds (positive: French) of the most telling features.

    Args:
        texts: messages by language; words: single word forms by language (a dictionary), counted with less weight.
    """
    counts = {
        language: Counter(f for text in texts[language] for f in features(text)) for language in LANGUAGES
    }
    for language, forms in (words or {}).items():
        lexicon: Counter[str] = Counter(f for form in forms for f in features(form))
        scale = sum(counts[language].values()) / max(sum(lexicon.values()), 1)
        counts[language].update({f: n * scale for f, n in lexicon.items()})
    totals = {language: sum(counts[language].values()) for language in LANGUAGES}
    vocabulary = [
        f for f in counts["fr"].keys() | counts["en"].keys() if counts["fr"][f] + counts["en"][f] >= 2
    ]
    odds = {
        f: math.log((counts["fr"][f] + 0.5) / (totals["fr"] + 0.5 * len(vocabulary)))
        - math.log((counts["en"][f] + 0.5) / (totals["en"] + 0.5 * len(vocabulary)))
        for f in vocabulary
    }
    telling = sorted(odds, key=lambda f: -abs(odds[f]) * math.log1p(counts["fr"][f] + counts["en"][f]))[:size]
    return {"odds": {f: round(odds[f], 3) for f in telling}}


class LanguageIdentifier:
    """Scores messages with a trained model."""

    def __init__(self, model: dict) -> None:
        self._odds: dict[str, float] = model["odds"]

    @classmethod
    def load(cls, path: Path | str = MODEL) -> LanguageIdentifier:
        return cls(json.loads(Path(path).read_text(encoding="utf-8")))

    def identify(self, text: str, *, conversation: str | None = None) -> Guess:
        """Guess the language of a message.

        Args:
            conversation: the language spoken so far; it tips the balance of messages that say little.
        """
        found = features(text)
        if not found:
            return Guess(None, 0.5)
        # Features overlap, so their evidence is worth less than its sum.
        evidence = sum(self._odds.get(f, 0.0) for f in found) / math.sqrt(len(found))
        if conversation:
            evidence += 0.7 if conversation == "fr" else -0.7
        probability = 1 / (1 + math.exp(-abs(evidence)))
        language = "fr" if evidence > 0 else "en"
        return Guess(language if probability >= CERTAIN else None, probability)


@lru_cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.load()


def identify(text: str, *, conversation: str | None = None) -> Guess:
    """Guess with the model built on this machine (var/language.json)."""
    return _identifier().identify(text, conversation=conversation)
