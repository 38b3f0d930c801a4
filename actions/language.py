"""Which language a turn is answered in: it belongs to the conversation and can change with any message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.phrases import plain
from actions.questions import asks_information
from actions.sentences import sentences

LANGUAGES = ("fr", "en")
WORDS_TO_SWITCH = 3  # a message this long may change the language by itself
WORDS_OF_A_QUESTION = 4
WORDS_AFTER_WISH = 6  # after an explicit wish it takes more

_ENGLISH = r"(english|anglais)"
_FRENCH = r"(french|francais)"
_NOT = (
    r"\b(don'?t|do not|doesn'?t|can'?t|cannot|not|isn'?t|no|pas|plus|mal|bad|poor|limited|terrible|rusty)\b"
)
_WISHES = tuple(
    (language, re.compile(pattern))
    for language, other, name in (("en", _FRENCH, _ENGLISH), ("fr", _ENGLISH, _FRENCH))
    for pattern in (
        rf"{_NOT}.{{0,30}}\b{other}|\b{other}\b.{{0,12}}{_NOT}",
        rf"\b(in|en|to|into|speak\w*|parl\w*(?:[ -](?:vous|tu))?|switch|prefer\w*|use|plutot|version)( (in|en|to|with me in))? (l'|le |the )?{name}\b",
        rf"^(l'|the )?{name}\b[ ,]*(please|pls|plz|svp|stp|s'il (vous|te) plait|only|version|merci|thanks|now|instead)?[ .!?]*$",
        rf"\b{name} (please|pls|svp|stp|s'il)\b",
    )
)
_OTHERS = re.compile(
    r"\b(in|en|auf|speak|parle\w*|habla\w*|parl\w*) (l'|le )?(spanish|espagnol|espanol|german|allemand|deutsch|italian|italien|italiano|portuguese|portugais|arabic|arabe|chinese|chinois|mandarin|creole|punjabi|tagalog)\b"
)
# « ma facture en anglais » is about a document, not about the conversation.
_DOCUMENT = re.compile(
    r"\b(bills?|factures?|invoices?|contra(ts?|cts?)|statements?|releves?|letters?|lettres?|documents?|site|website|app)\b"
)
# Data in a message say nothing of its language: addresses of the net, postal codes, numbers.
_DATA = re.compile(r"\S+@\S+|\b[a-z]\d[a-z] ?\d[a-z]\d\b|\[PIN\]|\d\S*", re.IGNORECASE)
# Commands, markup and data are in no language.
_CODE = re.compile(r"^\s*[{\[<]|[{}]|</?\w+>|\w\(\s*[\"']|[\"']\s*:\s|\b\w+_\w+_\w+\b")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Wish:
    """A customer asks for a language; language is None for one that we do not speak."""

    language: str | None


def wished_language(text: str, intent: str | None, entities: Mapping[str, Any]) -> Wish | None:
    """The language asked for in so many words, or by a button.

    Returns:
        None if nothing of the kind was asked; a wish that names no language is left to `decide`.
    """
    if intent == "change_language" and entities.get("language") in LANGUAGES:
        return Wish(entities["language"])
    bare = plain(text)
    if intent != "change_language" and _DOCUMENT.search(bare):
        return None
    found = [(match.start(), language) for language, wish in _WISHES if (match := wish.search(bare))]
    if found:
        # « je ne parle pas anglais » also holds "parle ... anglais": what is refused comes first in _WISHES.
        refused = [language for language, wish in (_WISHES[0], _WISHES[4]) if wish.search(bare)]
        return Wish(refused[0] if len(refused) == 1 else min(found)[1])
    return Wish(None) if _OTHERS.search(bare) else None


def question_beside_wish(text: str) -> str:
    """What is asked in the same message as for a language: « en français svp. Et mon NIP, vous l'envoyez où ? »; or ""."""
    others = [sentence for sentence in sentences(text) if wished_language(sentence, None, {}) is None]
    asked = any(asks_information(s) and len(s.split()) >= WORDS_OF_A_QUESTION for s in others)
    return " ".join(others) if asked else ""


def decide(
    text: str,
    *,
    current: str | None,
    default: str,
    guess: str | None,
    wish: Wish | None,
    settled: bool,
    expected: str | None,
) -> str:
    """The language of the answer.

    Args:
        current: of the conversation so far; None at its beginning.
        default: what the web process knows (the page, the telephone number).
        guess: what the message is written in; None when that cannot be told.
        settled: the customer asked for the current language earlier.
        expected: the slot that was asked for; addresses have names of streets in any language.
    """
    if wish is not None and wish.language:
        return wish.language
    if is_code(text):
        guess = None
    if current is None:
        return guess or default
    if guess is None or guess == current or (expected == "address" and any(c.isdigit() for c in text)):
        return current
    words = len(_WORD.findall(_DATA.sub(" ", text)))
    return guess if words >= (WORDS_AFTER_WISH if settled else WORDS_TO_SWITCH) else current


def is_code(text: str) -> bool:
    """Looks like a command, markup or data rather than a sentence."""
    return bool(_CODE.search(text.replace("[PIN]", "")))


def other_language(language: str) -> str:
    """The other one of the two."""
    return "en" if language == "fr" else "fr"
