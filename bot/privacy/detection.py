"""Finds personal data in texts.

Patterns alone take a tenth of a millisecond or so, and are what pages use for a text that the worker has not seen yet;
with the model of names (recognizer.py) more names are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.privacy.addresses import find_addresses
from bot.privacy.contacts import find_emails
from bot.privacy.findings import Finding, merge
from bot.privacy.names import find_names
from bot.privacy.numbers import find_numbers
from bot.privacy.unusual_names import find_unusual_names

_SURE = (find_numbers, find_emails, find_addresses, find_names)


def find_by_patterns(text: str) -> list[Finding]:
    """What patterns and lists of names find; none overlap, in the order of the text."""
    return merge(_by_patterns(text))


def find_in_log(line: str) -> list[Finding]:
    """The same without names that no list has: programs say many words that customers do not."""
    return merge(finding for find in _SURE for finding in find(line))


def find_in_texts(texts: Sequence[str]) -> list[list[Finding]]:
    """The same with the model of names, which is loaded at the first call; one list for each text."""
    from bot.privacy.recognizer import recognize_names

    recognized = recognize_names(texts)
    return [merge(chain(_by_patterns(text), names)) for text, names in zip(texts, recognized, strict=True)]


def _by_patterns(text: str) -> list[Finding]:
    return [finding for find in (*_SURE, find_unusual_names) for finding in find(text)]
