"""Part of an e-mail address said anew: « c'est exemple point org, pas com », "gmail, not hotmail", "dot ca"."""

from __future__ import annotations

import re

from actions.readers import email
from actions.readers.text import clean, fold, is_denied, word_set

_SAID_DOT = re.compile(r" ?\b(?:point|dot)\b ?(?=[a-z])")
_PART = r"\.?[a-z0-9][a-z0-9._+-]*"
_NO = r"(?:pas|not|non pas|et non|au lieu de|instead of|plutot que|rather than)"
_IT_IS = r"(?:mais|but|c'est|it's|its|it is|plutot)"
_SWAPS = (
    re.compile(rf"(?P<new>{_PART})[ ,;]+(?:et |and )?{_NO} (?:l[ea] |the |a |un )?(?P<old>{_PART})"),
    re.compile(
        rf"\b{_NO} (?:l[ea] |the |a |un )?(?P<old>{_PART})[ ,;.]+(?:{_IT_IS} )+(?:l[ea] |the |a |un )?(?P<new>{_PART})"
    ),
)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?P<name>(?:[a-z0-9-]+\.)*[a-z0-9-]*)\.(?P<end>com|ca|fr|net|org|info|biz|us|eu|io|co)(?![\w-]|\.\w)"
)
# « c'est point org », "ends in dot ca": no name stands before the dot
_NO_NAME = word_set(
    "est un le la en in is its a it not pas par avec with finit termine ends end by the que plutot mais but"
)
_LONGEST = 12  # words; a longer message that names a domain speaks of a website


def read(text: str, kept: str) -> email.Email | None:
    """The address that `kept` becomes; None where the text says no part of it anew.

    >>> read("non, c'est exemple point org, pas com", "manon@exemple.com")
    Email(value='manon@exemple.org')
    >>> read("it's outlook, not gmail", "sam.lee@gmail.com")
    Email(value='sam.lee@outlook.com')
    """
    said = _SAID_DOT.sub(".", fold(clean(text)))
    if "@" in said or "?" in said or len(said.split()) > _LONGEST:
        return None
    new = _with_domain(said, kept) or _swapped(said, kept)
    found = email.read(new) if new else None
    return found if isinstance(found, email.Email) and found.value != kept else None


def _with_domain(said: str, kept: str) -> str | None:
    local, _, domain = kept.partition("@")
    named = [
        match
        for match in _DOMAIN.finditer(said)
        if match["name"] not in ("pas", "not") and not is_denied(said, match.start())
    ]
    if not named:
        return None
    name, end = named[-1]["name"], named[-1]["end"]
    if not name or name in _NO_NAME:
        name = domain.rpartition(".")[0]
    return f"{local}@{name}.{end}"


def _swapped(said: str, kept: str) -> str | None:
    """One part of the address for another: the last place where the old one stands alone."""
    for swap in _SWAPS:
        match = swap.search(said)
        if match is None:
            continue
        old, new = match["old"].strip("."), match["new"].strip(".")
        places = [*re.finditer(rf"(?<![a-z0-9]){re.escape(old)}(?![a-z0-9])", kept)]
        if places:
            return kept[: places[-1].start()] + new + kept[places[-1].end() :]
    return None
