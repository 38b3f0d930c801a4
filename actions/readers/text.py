"""Texts as customers type them, made comparable without losing the place of anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 2000

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe0f]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\t\v\f", " "),
        **dict.fromkeys('«»“”„"', " "),
        "\u2026": ".",
        "\r": "\n",
    }
)
_BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_MARKUP = re.compile(r"<\s*/?\s*[a-z!]|[<>{}\\]|javascript:", re.IGNORECASE)
_SPACES = re.compile(r" {2,}")
_DENIAL = re.compile(
    r"(?:\bpas|\bnot|n't|\bet non|\binstead of|\brather than|\bau lieu d[eu']|\ba la place d[eu']|\bplutot (?:[^,.;]{0,20}\d[^,.;]{0,15} )?que)"
    r"(?: (?:le|la|les|l'|the|au|du|de|on|in|at|my|mon|c'est|numero|number|no))* ?$"
)
_CORRECTION = re.compile(
    r"\b(?:non|plutot|je voulais dire|je veux dire|i mean|i meant|actually|rather|correction|oups|oops|sorry|desole"
    r"|pardon|instead|make (?:it|that)|but|mais|finalement|en fait|enfin|euh|wait|attends|attendez|hmm)\b"
)


def clean(text: str) -> str:
    """The text with plain apostrophes, dashes, digits and spaces, and nothing invisible; lines are kept.

    >>> clean("l\u2019adresse\\u00a0: ４２")
    "l'adresse : 42"
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_SAME)
    if not text.isascii():
        text = "".join(_digit(character) for character in text)
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without accents, character for character: places in the result are places in the text.

    >>> fold("Noël à Trois-Rivières")
    'noel a trois-rivieres'
    """
    return "".join(_folded(character) for character in text)


def is_unreadable(text: str) -> bool:
    """Whether a text is binary, markup or longer than anything a person says about one thing."""
    return len(text) > LONGEST or bool(_BINARY.search(text) or _MARKUP.search(text))


def is_denied(folded: str, start: int) -> bool:
    """Whether what begins at `start` is said not to be it: « pas le 15, le 25 », "not 63".

    >>> is_denied("pas le 15, le 25", 7), is_denied("pas le 15, le 25", 14)
    (True, False)
    """
    return bool(_DENIAL.search(folded[max(0, start - 40) : start]))


def is_corrected(folded: str, start: int, end: int) -> bool:
    """Whether the words between two values say that the second takes the place of the first."""
    return bool(_CORRECTION.search(folded[start:end]))


def blank(text: str, spans: Iterable[tuple[int, int]], filling: str = " ") -> str:
    """The text with the spans filled in, places unchanged."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = filling * (end - start)
    return "".join(characters)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())


def overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=4096)
def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
