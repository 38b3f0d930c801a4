"""How set phrases are looked for: in plain letters, in both languages at once."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.retrieval.wording import plain_words


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Lower case, without accents, straight apostrophes, single spaces."""
    text = text.casefold().replace("’", "'").replace("œ", "oe").replace("\u2060", "")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.split())


@lru_cache(maxsize=64)
def written_out(text: str) -> str:
    """As `plain`, with what hurried people abbreviate written out: « vs envoyez koi » as « vous envoyez quoi »."""
    return plain(plain_words(text))


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds any of these."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
