"""French or English? One message at a time, with the right to abstain. Runs in both environments.

Each word has a score (positive: French): looked up if the word is frequent or an exception, else the sum of its
character n-grams' weights; a message's score is the sum of its words'. `python -m knowledge.language_training`
learns the scores (var/language.json, about 1.5 MB) from Guichet's own texts and a dictionary's word forms. No
network, well under a millisecond. How it measures is in docs/nlu.md.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.folding import fold
from knowledge.replies import language_of_reply
from knowledge.retrieval.wording import plain_words

MODEL = Path("var/language.json")
_HOME = Path(__file__).resolve().parents[1]  # commands run in other folders, too
LANGUAGES = ("fr", "en")
LONGEST_NGRAM = 4
OF_NO_LANGUAGE = frozenset(("lol", "haha", "hahaha", "hihi", "xd"))  # laughter says nothing of it
# No single word decides against several others.
STRONGEST_WORD = 3.0
# What the conversation's language weighs, in words' scores: about as much as one fairly clear word.
CONVERSATION = 1.0
# Below this probability a message in a conversation leaves the conversation's language as it is; so does one without a
# word that texts use, for the n-grams of keyboard noise look English.
CERTAIN = 0.75

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# Data say nothing of the language: addresses of the web, postal codes, numbers, masks like [PIN]; nor does what was
# written for machines: tags, braces with their content, commands, assignments, calls and names_like_this.
_DATA = re.compile(
    r"<[^>]*>|\{[^}]*\}|/\w+(?:\([^)]*\))?|\w+=\w+|\S+@\S+|https?://\S+|www\.\S+|\b[a-z]\d[a-z] ?\d[a-z]\d\b|\[[a-z]+\]"
    r"|\w+\((?:\s*[\"'][^()]*|[^()]*=[^()]*)?\)|\w+_\w+|\w*\d\w*"
)


@dataclass(frozen=True)
class Guess:
    """language: None if the identifier abstains. probability: of the likelier language, 0.5 to 1."""

    language: str | None
    probability: float


class LanguageNotBuilt(FileNotFoundError):
    """There is no trained model of the languages."""


def words(text: str) -> list[str]:
    """The words of a message, in lower case, without what is a customer's own data."""
    return _WORD.findall(_DATA.sub(" ", text.replace("’", "'").lower()))


def ngrams(word: str) -> Iterator[str]:
    """Character n-grams of 1 to LONGEST_NGRAM, the word's ends marked by a space."""
    padded = f" {word} "
    for length in range(1, LONGEST_NGRAM + 1):
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


class LanguageIdentifier:
    """Scores messages with a trained model."""

    def __init__(self, model: dict) -> None:
        """
        Args:
            model: `words` and `ngrams` (scores by string), `intercept` (of a word's n-grams), `scale` (from a
                message's score to log odds), `common` (words that our texts use, the most frequent first).
        """
        self.spellings: dict[str, str] = {fold(word): word for word in model.get("common", ())}
        self._words: dict[str, float] = model["words"]
        self._ngrams: dict[str, float] = model["ngrams"]
        self._intercept: float = model["intercept"]
        self._scale: float = model["scale"]

    @classmethod
    def load(cls, path: Path | str = MODEL) -> LanguageIdentifier:
        """Raises LanguageNotBuilt if there is no model at `path`."""
        if not Path(path).exists():
            raise LanguageNotBuilt(
                f"No language model at '{path}'. Run `python -m knowledge.language_training`."
            )
        return cls(json.loads(Path(path).read_text(encoding="utf-8")))

    def identify(self, text: str, conversation: str | None = None) -> Guess:
        """Guess the language of a message.

        Args:
            conversation: the language spoken so far; it tips the balance of messages that say little, and only
                where it is known may a doubtful message abstain.
        """
        found = [word for word in words(text) if word not in OF_NO_LANGUAGE]
        score = sum(map(self._word_score, found))
        if conversation is None and (reply := language_of_reply(found)):
            return Guess(reply, max(self._probability(score), CERTAIN))
        if conversation in LANGUAGES:
            score += CONVERSATION if conversation == "fr" else -CONVERSATION
        probability = self._probability(score)
        silent = not found or score == 0
        doubtful = probability < CERTAIN or not any(map(self._is_known, found))
        if silent or (conversation in LANGUAGES and doubtful):
            return Guess(None, probability if found else 0.5)
        return Guess("fr" if score > 0 else "en", probability)

    def _is_known(self, word: str) -> bool:
        return word in self._words or fold(word) in self.spellings or plain_words(word) != word

    def _probability(self, score: float) -> float:
        return 1 / (1 + math.exp(-min(abs(score) * self._scale, 50.0)))

    def score(self, text: str) -> float:
        """The sum of the words' scores; positive: French."""
        return sum(map(self._word_score, words(text)))

    def _word_score(self, word: str) -> float:
        score = self._words.get(word)
        if score is None:
            score = self._intercept + sum(self._ngrams.get(ngram, 0.0) for ngram in ngrams(word))
        return max(-STRONGEST_WORD, min(STRONGEST_WORD, score))


@lru_cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.load(MODEL if MODEL.exists() else _HOME / MODEL)


def identify(text: str, conversation: str | None = None) -> Guess:
    """Guess with the model built on this machine (var/language.json, of this folder or of Guichet's own)."""
    return _identifier().identify(text, conversation)


def common_words() -> dict[str, str]:
    """Words that our own texts use three times or more, also invented names, by their folded form, the most frequent first;
    dictionaries of inflections lack « pourquoi »."""
    return _identifier().spellings
