"""A message as the encoder wants to read it. Runs in both environments."""

from __future__ import annotations

import re
import unicodedata

# The first sentences tell the wish; a pasted page would only cost time.
LONGEST = 600

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"([^\W\d_]|[!?.])\1{2,}")


def tidy(text: str) -> str:
    """The message for the encoder: one kind of apostrophe and space, nothing shouted, at most LONGEST characters."""
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    text = _REPEATED.sub(r"\1\1", _SPACES.sub(" ", text[:LONGEST])).strip()
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and sum(c.isupper() for c in letters) > 0.6 * len(letters):
        text = text.lower()
    return text
