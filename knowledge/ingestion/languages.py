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
_TELLING = 150  # characters of a passage whose own language can be told
# What few words tell by: contacts, hours and the like.
_FRENCH_CONTACT_WORDS = "téléphone tél courriel adresse heures ouverture lundi mardi mercredi jeudi vendredi samedi dimanche jours mois facture frais soutien joindre clientèle gratuit sans à h"
_FRENCH_SHORT = _FRENCH | frozenset(_FRENCH_CONTACT_WORDS.split())
_ENGLISH_CONTACT_WORDS = "phone email mail address hours opening monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun days month bill fee fees customer free call back within am pm"
_ENGLISH_SHORT = _ENGLISH | frozenset(_ENGLISH_CONTACT_WORDS.split())


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


def passage_languages(texts: list[str], told: str) -> list[str]:
    """The language of each passage of a document that mostly speaks `told`, in reading order.

    Long passages tell their own. Where they speak both languages, a short one tells by its few words or typography, or
    speaks like the passage before it.
    """
    own = [known_language(text) if len(text) >= _TELLING else None for text in texts]
    leaning = [_leaning(text) for text in texts]
    other = "en" if told == "fr" else "fr"
    if other not in own and sum(found == (other, True) for found in leaning) < 2:
        return [told] * len(texts)
    languages: list[str] = []
    for known, (lean, _) in zip(own, leaning, strict=True):
        languages.append(known or lean or (languages[-1] if languages else told))
    return languages


def _leaning(text: str) -> tuple[str | None, bool]:
    """The language that the few words of a text lean to, and whether several of them do."""
    counts = Counter(_WORD.findall(text.lower()))
    french, english = (sum(counts[w] for w in words) for words in (_FRENCH_SHORT, _ENGLISH_SHORT))
    french += sum(counts[word] for word in counts if re.search("[àâçèéêëîïôùû]", word))
    if min(french, english) * 2 > max(french, english) or french == english:
        return None, False
    return ("fr" if french > english else "en"), max(french, english) > 2 and not min(french, english)


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
