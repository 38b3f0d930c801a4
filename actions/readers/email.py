"""E-mail addresses, typed or spelled out: « jean point leduc arobase exemple point com »."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from actions.readers.text import blank, clean, fold, is_corrected, is_denied
from actions.sentences import sentences

_BEFORE_AT = r"[^\s@,;:<>()\[\]]+"
_AFTER_AT = r"[^\s@,;:<>()\[\]!?/'-][^\s@,;:<>()\[\]!?/']*"
_LIKE_ADDRESS = re.compile(rf"{_BEFORE_AT} ?@ ?{_AFTER_AT}(?: ?\. ?[a-z]{{2,6}}\b(?![@.]))?", re.IGNORECASE)
_BROKEN = re.compile(r"\S+@\S*|\S*@\S+")
_WITHOUT_AT = re.compile(r"(?:\S+ ){0,2}?([\w-]+(?:\.[\w-]+)*\.(?:com|ca|fr|net|org))[.!]?", re.IGNORECASE)
_WORD = r"[a-z0-9_+-]+"
_DOT = r"(?: ?\(?\b(?:point|dot)\b\)? ?| ?\. ?)"
_AT = r"(?: ?[(\[]? ?\b(?:arobase|arobas|arrobase|a commercial|at)\b ?[)\]]? ?| ?[(\[] ?@ ?[)\]] ?| ?@ ?)"
_SIGN = (
    r"(?: ?\b(?:tiret du bas|souligne|underscore|underline|tiret bas|tiret|trait d'union|dash|hyphen|plus) ?)"
)
_DOMAIN_DOT = r"(?: ?\(?\b(?:point|dot)\b\)? ?|\.)"
_SPOKEN_AT = re.compile(r"\b(?:arobase|arobas|arrobase|a commercial|at)\b")
_SPOKEN = re.compile(
    rf"\b{_WORD}(?:(?:{_DOT}|{_SIGN}){_WORD})*{_AT}{_WORD}(?:(?:{_DOMAIN_DOT}|{_SIGN}){_WORD})*{_DOMAIN_DOT}[a-z]{{2,12}}\b"
)
_SIGNS = (
    (re.compile(r" ?\b(?:tiret du bas|tiret bas|souligne|underscore|underline)\b ?"), "_"),
    (re.compile(r" ?\b(?:tiret|trait d'union|dash|hyphen)\b ?"), "-"),
    (re.compile(r" ?\bplus\b ?"), "+"),
)
_AND = re.compile(
    r"[ ,;/]*(?:(?:et|and|&|[+]|ou|or|puis|plus|ainsi qu[e']|as well as)\b ?)?(?:(?:aussi|also|too|a|to)\b)?[ ,;]*"
)
_ONLY_NAMES = re.compile(
    r"^(?:mon|ma|me|us|le|la|my|the|is|est|c'est|it's|its|to|a|chez|courriel|mail|email|e-mail|adresse|address)$"
)


@dataclass(frozen=True)
class Email:
    """A valid address, all in lower case; its domain is as people write it (é, not xn--)."""

    value: str


@dataclass(frozen=True)
class Problem:
    """Something that was meant as an e-mail address and is none; `text` is what was read as one."""

    kind: Literal["invalid"]
    text: str


@dataclass(frozen=True)
class Found:
    """An address or a failed one, and where it stands in the cleaned text."""

    value: Email | Problem
    start: int
    end: int


def read(text: str) -> Email | Problem | None:
    """The e-mail address that a customer gives; None where nothing looks like one.

    >>> read("c'est Rachel.Cohen@Example.com, merci")
    Email(value='rachel.cohen@example.com')
    >>> read("jean point leduc arobase exemple point com")
    Email(value='jean.leduc@exemple.com')
    >>> read("rachel@example")
    Problem(kind='invalid', text='rachel@example')
    """
    cleaned = clean(text)
    parts = sentences(cleaned)
    if "@" not in cleaned and len(parts) > 1:  # a full stop is no dot of an address
        spoken = [one for one in map(read, parts) if isinstance(one, Email)]
        if spoken:
            return spoken[-1]
    folded = fold(cleaned)
    found = [one for one in find(cleaned) if not is_denied(folded, one.start)]
    valid = [one for one in found if isinstance(one.value, Email)]
    if not valid:
        return found[0].value if found else None
    if len(valid) > 1 and (preferred := _preferred(cleaned, valid)):
        return preferred
    first, last = valid[0], valid[-1]
    return (last if is_corrected(folded, first.end, last.start) else first).value


def several(text: str) -> bool:
    """Whether a text gives more than one address, and means them all: « a@exemple.com et b@exemple.com »."""
    cleaned = clean(text)
    valid = [one for one in find(cleaned) if isinstance(one.value, Email)]
    if _preferred(cleaned, valid):
        return False
    pairs = [(first, second) for first, second in itertools.pairwise(valid) if first.value != second.value]
    return any(_AND.fullmatch(fold(cleaned[first.end : second.start])) for first, second in pairs)


def _preferred(cleaned: str, valid: list[Found]) -> Email | None:
    """The one of several addresses that is named once more: « … Prenez pas info, envoyez ça à la compta. »"""
    rest = fold(blank(cleaned, [(one.start, one.end) for one in valid]))
    wanted: list[Email] = []
    refused: list[Email] = []
    for one in valid:
        assert isinstance(one.value, Email)
        name = re.escape(one.value.value.split("@")[0])
        if match := re.search(rf"(?<![\w.]){name}(?![\w.]*@|\w)", rest):
            (refused if is_denied(rest, match.start()) else wanted).append(one.value)
    others = [one.value for one in valid if isinstance(one.value, Email) and one.value not in refused]
    left = wanted or (others if refused else [])
    return left[0] if len(left) == 1 else None


def find(cleaned: str) -> list[Found]:
    """Everything in a cleaned text that is, or was meant as, an e-mail address, in its order."""
    typed = "@" in cleaned
    if typed and (found := _typed(cleaned)):
        return found
    spoken = _spoken(cleaned) if typed or _SPOKEN_AT.search(fold(cleaned)) else []
    return spoken or _broken(cleaned)


def _typed(cleaned: str) -> list[Found]:
    found = []
    for match in _LIKE_ADDRESS.finditer(cleaned):
        text = match[0].strip(".'*_")
        value = _valid(text.replace(" ", ""))
        # « @ exemple.com please »: a word after a space belongs to the address only after a dot.
        if value is None and " " in text:
            value = _valid(re.sub(r" ?@ ?", "@", text).split(" ")[0])
        found.append(Found(value or Problem("invalid", text), match.start(), match.end()))
    return found


def _spoken(cleaned: str) -> list[Found]:
    found = []
    for match in _SPOKEN.finditer(fold(cleaned)):
        name, _, domain = re.sub(_AT, "@", _with_signs(match[0]), count=1).partition("@")
        address = f"{re.sub(_DOT, '.', name)}@{re.sub(_DOT, '.', domain)}".replace(" ", "")
        value = _valid(address)
        # "meet me at example.com" and "see it at primus.ca" name websites.
        website = (
            " at " in match[0] and not re.search(r" (?:point|dot) ", match[0]) and len(cleaned.split()) > 6
        )
        if value and not website and not _ONLY_NAMES.match(name.strip()):
            found.append(Found(value, match.start(), match.end()))
    return found


def _broken(cleaned: str) -> list[Found]:
    found = [
        Found(Problem("invalid", match[0]), *match.span())
        for match in (_BROKEN.finditer(cleaned) if "@" in cleaned else ())
        if re.search(r"\w.*\w", match[0])
    ]
    # « rachel.example.com » as the whole answer lacks its @; inside a sentence it names a website.
    if not found and (match := _WITHOUT_AT.fullmatch(cleaned)):
        found = [Found(Problem("invalid", match[1]), *match.span(1))]
    return found


def _with_signs(text: str) -> str:
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def _valid(address: str) -> Email | None:
    try:
        # Names such as example.test are let through: whether they deliver is not a matter of form.
        checked = validate_email(
            address,
            check_deliverability=False,
            globally_deliverable=False,
            test_environment=True,
            strict=True,
        )
    except EmailNotValidError:
        return None
    known = re.fullmatch(r".+\.[^\W\d_]{2,}|.+\.xn--[a-z0-9-]+", checked.ascii_domain, re.IGNORECASE)
    return Email(checked.normalized.lower()) if known else None
