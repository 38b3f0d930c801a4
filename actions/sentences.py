"""Cuts a message into sentences."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_INNER_DOT = re.compile(r"\w\.(?=\S)|\b(?:\w|app|apt|bur|boul|bld|ave|st|tél|tel|no)\.", re.IGNORECASE)
_DOT = "\u2024"  # stands for a dot that ends no sentence


def sentences(text: str) -> list[str]:
    """The sentences of a message; dots inside addresses and numbers do not end one."""
    guarded = _INNER_DOT.sub(lambda match: match.group().replace(".", _DOT), text)
    found = [match.group().strip().replace(_DOT, ".") for match in _SENTENCE.finditer(guarded)]
    return [sentence for sentence in found if sentence]
