"""The language of documents, and of passages in documents that speak two."""

from __future__ import annotations

import re
from collections import Counter

LANGUAGES = ("fr", "en")
_FRENCH_WORDS = "le la les des du un une et est vous votre vos nous notre dans pour par sur avec sans qui que ce cette ces au aux ou où ne pas être sont il elle si peut si"
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS = "the and you your we our to of is are be in on for with without that this these it or not can may will if any by from at as have has do does"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000  # characters, from all over a document
_CERTAIN, _FEWEST = 0.9, 6


def document_language(texts: list[str]) -> str | None:
    """The two-letter language of a document, which may be neither French nor English.

    Returns:
        None if its words are too few to tell.
    """
    sample = _sample(texts)
    known = known_language(sample)
    guess, certainty = _guess(sample)
    if guess in LANGUAGES:
        return guess if certainty >= _CERTAIN else known or guess
    if certainty >= _CERTAIN and len(sample) >= 60 and not (known and _share(sample, known) > 0.25):
        return guess
    return known


def known_language(text: str) -> str | None:
    """French or English, if the small words of one of them plainly prevail."""
    counts = Counter(_WORD.findall(text.lower()))
    french, english = (sum(counts[word] for word in words) for words in (_FRENCH, _ENGLISH))
    if max(french, english) < _FEWEST or min(french, english) * 3 > max(french, english):
        return None
    return "fr" if french > english else "en"


def _share(text: str, language: str) -> float:
    words = _WORD.findall(text.lower())
    small = _FRENCH if language == "fr" else _ENGLISH
    return sum(word in small for word in words) / max(len(words), 1)


def _sample(texts: list[str]) -> str:
    step = max(1, sum(map(len, texts)) // _SAMPLE)
    return " ".join(texts[::step])[:_SAMPLE]


def _guess(text: str) -> tuple[str | None, float]:
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return None, 0.0
    return best.lang, best.prob
