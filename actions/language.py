"""Which language a turn is answered in: it belongs to the conversation and can change with any message."""

from __future__ import annotations

import re

from actions.language_wishes import Wish
from actions.readers import email
from actions.readers.text import blank, clean

WORDS_TO_SWITCH = 3  # a message this long may change the language by itself
WORDS_AFTER_WISH = 6  # after an explicit wish it takes more

# Data in a message say nothing of its language: addresses of the net, postal codes, numbers.
_DATA = re.compile(r"\S+@\S+|\b[a-z]\d[a-z] ?\d[a-z]\d\b|\[PIN\]|\d\S*", re.IGNORECASE)
# Commands, markup and data are in no language.
_CODE = re.compile(r"^\s*[{\[<]|[{}]|</?\w+>|\w\(\s*[\"']|[\"']\s*:\s|\b\w+_\w+_\w+\b")
_WORD = re.compile(r"[^\W\d_]{2,}")


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
    words = len(_WORD.findall(_DATA.sub(" ", _without_emails(text))))
    return guess if words >= (WORDS_AFTER_WISH if settled else WORDS_TO_SWITCH) else current


def _without_emails(text: str) -> str:
    """The text without its e-mail addresses, typed or spelled out: names are in no language."""
    cleaned = clean(text)
    return blank(cleaned, [(one.start, one.end) for one in email.find(cleaned)])


def is_code(text: str) -> bool:
    """Looks like a command, markup or data rather than a sentence."""
    return bool(_CODE.search(text.replace("[PIN]", "")))


def other_language(language: str) -> str:
    """The other one of the two."""
    return "en" if language == "fr" else "fr"
