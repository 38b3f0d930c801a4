"""E-mail addresses in a text, also as people dictate them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import EMAIL, Finding

_WRITTEN = re.compile(r"[\w.+\-%']+ ?@ ?[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}", re.IGNORECASE)
# « marie.roy@gmail » and « marie @ gmail.com » too: an e-mail address is rarely written where none is meant.
_UNFINISHED = re.compile(r"(?<![\w@])[\w.+\-]{2,}@[\w\-]{2,}", re.IGNORECASE)
_AT = r"(?:\s*[\[(]\s*(?:at|arobase)\s*[\])]\s*|\s+(?:at|arobase|arobas|a commercial)\s+)"
_DOT = r"(?:\s*[\[(]\s*(?:dot|point)\s*[\])]\s*|\s+(?:dot|point)\s+|\.)"
_SPOKEN = re.compile(
    rf"\b[\w\-+]+(?:{_DOT}[\w\-+]+|\s+(?:tiret|underscore|dash)\s+[\w\-+]+)*{_AT}[\w\-]+(?:{_DOT}[\w\-]+)*{_DOT}"
    r"(?:com|ca|fr|net|org|qc\.ca|biz|info|io|eu|uk|edu)\b",
    re.IGNORECASE,
)


def find_emails(text: str) -> Iterator[Finding]:
    """E-mail addresses, written or spelt out."""
    for pattern in (_WRITTEN, _UNFINISHED, _SPOKEN):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), EMAIL)
