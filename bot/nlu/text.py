"""A message as the n-grams want to read it."""

from __future__ import annotations

import re
import unicodedata

from knowledge.encoder.text import tidy

_EMAIL = re.compile(r"\S+@\S+\.\w+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_DIGIT = re.compile(r"\d")


def fold(text: str) -> str:
    """The message for the n-grams: lower case, no accents, every digit a 0, addresses of the web by their kind."""
    text = _LINK.sub(" weblink ", _EMAIL.sub(" emailaddress ", tidy(text).lower()))
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return _DIGIT.sub("0", "".join(c for c in text if not unicodedata.combining(c)))
