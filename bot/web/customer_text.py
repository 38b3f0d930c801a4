"""Customers' text: what is accepted, and how it is kept from being a command for Rasa."""

from __future__ import annotations

import unicodedata

from bot.web.errors import MessageEmpty, MessageTooLong, MessageUnreadable

WORD_JOINER = "\u2060"  # invisible, no white space to Rasa: text behind it does not begin with "/"
MAX_JUNK_SHARE = 0.1
_LINE_ENDS = "\n\r\t"
_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")


def accept_text(text: str, *, max_length: int, language: str) -> str:
    """The text as it is kept: stripped, without control characters.

    Raises:
        MessageTooLong, MessageEmpty, MessageUnreadable: with a sentence in `language`.
    """
    if len(text) > max_length:
        raise MessageTooLong(language, length=len(text), limit=max_length)
    if all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise MessageEmpty(language)
    junk = sum(_is_junk(character) for character in text)
    if junk > len(text) * MAX_JUNK_SHARE:
        raise MessageUnreadable(language)
    clean = "".join(character for character in text if not _is_junk(character)) if junk else text
    return unicodedata.normalize("NFC", clean.replace("\r\n", "\n").replace("\r", "\n")).strip()


def guard_for_rasa(text: str) -> str:
    """The text for Rasa, which reads what begins with "/" as a command: intents, slots, restarts."""
    seen = text.lstrip("".join({c for c in text if unicodedata.category(c) in _INVISIBLE}))
    return WORD_JOINER + text if seen.startswith("/") else text


def _is_junk(character: str) -> bool:
    if character in _LINE_ENDS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cs", "Co")
