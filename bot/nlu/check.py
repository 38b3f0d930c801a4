"""Check the training examples: contradictions, near-duplicates, balance, and texts that leaked from elsewhere.

Needs rapidfuzz, so it runs in the main environment only; the Rasa components never import it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bot.nlu.examples import LANGUAGES, Example

# Examples wanted of each intent and language.
WANTED = 120
# Alike: this ratio (0 to 100) of the longest common subsequence of characters.
ALIKE = 94.0
# Shorter texts are everybody's: « oui », "hello there". They cannot leak.
LEAKABLE_WORDS = 4

_WORDS = re.compile(r"\w+")
_TOKENS = re.compile(r"\w+|\?")


@dataclass(frozen=True)
class Pair:
    """Two texts that are the same or nearly so, and how alike they are (0 to 100)."""

    text: str
    other: str
    intent: str
    other_intent: str
    ratio: float


@dataclass
class Report:
    """What the check found.

    contradictions: the same words under two intents. repeated: the same words twice under one intent.
    alike: pairs that differ by a letter or two, under one intent or two. counts: examples by (intent, language).
    thin: those with fewer than WANTED. leaks: examples that are, or nearly are, texts kept for judging.
    """

    contradictions: list[Pair] = field(default_factory=list)
    repeated: list[Pair] = field(default_factory=list)
    alike: list[Pair] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    thin: list[tuple[str, str]] = field(default_factory=list)
    leaks: list[Pair] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing that must be put right: near-duplicates are for a reader to judge."""
        return not (self.contradictions or self.repeated or self.thin or self.leaks)


def check(examples: list[Example], kept: Iterable[str] = ()) -> Report:
    """Check examples.

    Args:
        kept: texts that must not be trained on, such as those of an evaluation.
    """
    counts = Counter((example.intent, example.language) for example in examples)
    intents = sorted({example.intent for example in examples})
    same = list(_same_words(examples))
    return Report(
        contradictions=[pair for pair in same if pair.intent != pair.other_intent],
        repeated=[pair for pair in same if pair.intent == pair.other_intent],
        alike=list(_alike(examples)),
        counts=counts,
        thin=[(i, lang) for i in intents for lang in LANGUAGES if counts[i, lang] < WANTED],
        leaks=list(_leaks(examples, kept)),
    )


def _key(text: str) -> str:
    """The words and question marks of a text, whatever their case and accents."""
    bare = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    return " ".join(_TOKENS.findall("".join(c for c in bare if not unicodedata.combining(c)))) or text


def _same_words(examples: list[Example]) -> Iterator[Pair]:
    """Pairs with the same words: under two intents in whatever language, under one intent within a language."""
    first: dict[str, Example] = {}
    for example in examples:
        before = first.setdefault(_key(example.text), example)
        if before.intent != example.intent or (before is not example and before.language == example.language):
            yield Pair(example.text, before.text, example.intent, before.intent, 100.0)


def _alike(examples: list[Example]) -> Iterator[Pair]:
    by_language: dict[str, list[tuple[str, Example]]] = defaultdict(list)
    for example in examples:
        by_language[example.language].append((_key(example.text), example))
    for keyed in by_language.values():
        keyed.sort(key=lambda pair: len(pair[0]))
        yield from _alike_neighbours(keyed)


def _alike_neighbours(keyed: list[tuple[str, Example]]) -> Iterator[Pair]:
    """Texts of like length only: others cannot reach the ratio."""
    for i, (key, example) in enumerate(keyed):
        longest = len(key) * (200 - ALIKE) / ALIKE
        for other_key, other in keyed[i + 1 :]:
            if len(other_key) > longest:
                break
            ratio = fuzz.ratio(key, other_key, score_cutoff=ALIKE)
            if ratio and key != other_key:
                yield Pair(example.text, other.text, example.intent, other.intent, ratio)


def _leaks(examples: list[Example], kept: Iterable[str]) -> Iterator[Pair]:
    texts = [(text, _key(text)) for text in kept if len(_WORDS.findall(text)) >= LEAKABLE_WORDS]
    texts.sort(key=lambda pair: len(pair[1]))
    for example in examples:
        if len(_WORDS.findall(example.text)) < LEAKABLE_WORDS:
            continue
        key = _key(example.text)
        for text, other in texts:
            if len(other) * (200 - ALIKE) < len(key) * ALIKE:
                continue
            if len(other) * ALIKE > len(key) * (200 - ALIKE):
                break
            if ratio := fuzz.ratio(key, other, score_cutoff=ALIKE):
                yield Pair(example.text, text, example.intent, "", ratio)
