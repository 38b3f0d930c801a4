"""Postal addresses of Canada, France and the United States, whole or in parts, as customers write them.

`read` answers an `Address` that a letter can be sent to, or says what is missing or wrong, so that the
dialogue can ask for just that and read the answer with what is known so far.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from actions.readers import (
    address_city,
    address_noise,
    address_parts,
    address_spoken,
    address_street,
    places,
    postal_codes,
)
from actions.readers.address_case import with_capitals
from actions.readers.address_parts import Parts
from actions.readers.address_street import StreetLine
from actions.readers.address_words import POLITE
from actions.readers.numbers import spoken_number
from actions.readers.postal_codes import PostalCode
from actions.readers.text import clean, fold, is_denied, is_unreadable
from actions.readers.yes_no import polarity

Part = Literal["street_number", "street", "city", "postal_code"]
ProblemKind = Literal["postal_code_invalid", "postal_code_region_mismatch"]

_LONGEST, _LONGEST_STREET, _LONGEST_CITY = 400, 200, 100
_NUMBERS = re.compile(r"(?<![\w.,$@-])\d{1,6}[a-z]?(?: (?:bis|ter)\b)?(?![\w@%$]|[.,]\d)", re.IGNORECASE)
# « ah oui c'est vrai, c'est à Farnham »: the last clause names the city.
_CITY_CLAUSE = re.compile(
    r"(?:^|[,.;:!] *)(?:(?:et|and|mais|but|donc|so|oui|yes) )*(?:(?:c'est|est|it's|it is|is|that's|that is|on est|j'habite|je suis|i live|we're|i'm) )*"
    r"(?:à|a|in|at|dans|la ville (?:est|c'est|de)|(?:the )?city(?: is| of|:)) +([^,;:!?\d]+?)[ .!]*$",
    re.IGNORECASE,
)
_STREET_NUMBER = re.compile(r"\d{1,6}[a-z]?(?: (?:bis|ter))?", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """An address as accounts store it; in a partial one, what is not known yet is empty.

    `street` is number, street and unit on one line; `region` the two letters of a province or state and
    None in France; `postal_code` normalised (`H7N 1A1`, `31000`); `country` two letters.
    """

    street: str
    city: str
    region: str | None
    postal_code: str
    country: str


@dataclass(frozen=True)
class Incomplete:
    """An address that cannot be used yet.

    partial: what is known; give it back to `read` with the next message.
    missing: the parts to ask for, in the order of an envelope; `street` is asked for with its number.
    problem: why a postal code that was given is asked for again: no code of the country has this form, or
        it belongs to another province or state than the one named (to be corrected by either).
    """

    partial: Address
    missing: tuple[Part, ...]
    problem: ProblemKind | None = None


def read(text: str, country: str, *, known: Address | None = None) -> Address | Incomplete | None:
    """The address in a text, completed or corrected with what it says about one known before.

    Args:
        country: the operator's; another one counts if the postal code or the country's name says so.
        known: the partial address of an `Incomplete`, or a whole one that is being corrected. Parts that the
            text does not speak of stay as they are; « non, c'est le 2520 » changes only the number.

    Returns:
        None where the text says nothing of an address: a question, a yes, markup, anything overlong.

    >>> read("31 Lakeview Drive, Kanata, Ontario K2L 3Z4", "CA")
    Address(street='31 Lakeview Drive', city='Kanata', region='ON', postal_code='K2L 3Z4', country='CA')
    >>> read("66 rue Cartier à Laval", "CA").missing
    ('postal_code',)
    """
    if is_unreadable(text) or len(text) > _LONGEST:
        return None
    cleaned = address_street.with_saints(address_spoken.written(clean(text)))
    if known and not address_street.units_in(cleaned):
        cleaned = postal_codes.with_whole_code(cleaned, known.postal_code, known.country)
    cleaned = postal_codes.without_replaced(cleaned, known.postal_code, known.country) if known else cleaned
    parts = address_parts.split(cleaned, known.country if known else country)
    if known and not (parts.street or parts.code or parts.units) and (street := _swapped(cleaned, known)):
        return _checked(replace(known, street=street), _known_line(street), invalid=False)
    parts = _without_remark(_with_answers(parts, cleaned, known), cleaned, known) if known else parts
    if not (
        parts.street or parts.code or parts.city or (known and (parts.number or parts.units or parts.region))
    ):
        return None
    line = _street(parts, known)
    address = _merged(parts, line, known)
    if len(address.street) > _LONGEST_STREET or len(address.city) > _LONGEST_CITY:
        return None
    return _checked(address, line, invalid=bool(parts.code and not parts.code.valid))


def swaps_number(text: str, known: Address) -> bool:
    """Whether a text puts a number in the place of one of the known street: « le 309, pas le 390 »."""
    return len(text) <= _LONGEST and not is_unreadable(text) and bool(_swapped(clean(text), known))


def _swapped(cleaned: str, known: Address) -> str:
    """The known street after "309 not 390", where one of just two numbers is its own; "" for other texts."""
    text = address_noise.without_details(cleaned)
    numbers = list(_NUMBERS.finditer(text))
    if len(numbers) != 2 or "?" in text:
        return ""
    of_street = [match[0].lower() for match in _NUMBERS.finditer(known.street.lower())]
    old, new = sorted(numbers, key=lambda match: match[0].lower() not in of_street)
    if old[0].lower() not in of_street or new[0].lower() in of_street or is_denied(fold(text), new.start()):
        return ""
    place = next(match for match in _NUMBERS.finditer(known.street) if match[0].lower() == old[0].lower())
    return known.street[: place.start()] + new[0] + known.street[place.end() :]


def _with_answers(parts: Parts, cleaned: str, known: Address) -> Parts:
    """A few bare words answer the question for a missing part: the city, the name of the street, its number."""
    text = POLITE.sub(" ", cleaned).strip()
    only_region = known.city and parts.region and not (parts.street or parts.code)
    if only_region and re.fullmatch(r"(?!.*\ba quebec)(?:.* )?(?:quebec|new york)[ .!]*", fold(text)):
        return replace(parts, city="")
    if parts.number and len(parts.number) > 3 and known.street[:1].isdigit() and not known.postal_code:
        return replace(parts, number="", code=PostalCode(parts.number, parts.country, 0, 0, valid=False))
    bare = not (parts.street or parts.number or parts.units or parts.city or parts.code)
    if not bare or "?" in text or polarity(text):
        return parts
    if not known.city and (clause := _CITY_CLAUSE.search(text)):
        city = address_city.find(clause[1], parts.country)
        if places.is_place(city, parts.country) or address_city.is_name(city, ""):
            return replace(parts, city=city)
    if len(text.split()) > 6:
        return parts
    if known.street and not known.street[:1].isdigit() and (number := spoken_number(text)):
        return replace(parts, number=number)
    words = address_city.find(text, parts.country)
    if not words or not address_city.is_name(words, text):
        return parts
    if not known.city:
        return replace(parts, city=words)
    if _STREET_NUMBER.fullmatch(known.street):
        return replace(parts, street=StreetLine(name=words))
    return parts


def _without_remark(parts: Parts, cleaned: str, known: Address) -> Parts:
    """The parts without a city that no list knows beside a corrected code, unless it is written as a name: "59771, oops, sticky key"."""
    if not (parts.code and parts.city and known.city) or parts.street:
        return parts
    beside = (
        re.search(rf"\d {re.escape(parts.city)}", cleaned) and parts.country == "FR"
    )  # « 31210 trifouilly »
    if beside or places.is_place(parts.city, parts.country) or address_city.is_name(parts.city, ""):
        return parts
    return replace(parts, city="")


def _street(parts: Parts, known: Address | None) -> StreetLine:
    """The street line that the text and the known address make together."""
    line = _known_line(known.street) if known else StreetLine()
    new = parts.street
    if new is None:
        line = replace(line, number=parts.number) if parts.number else line
        for unit in parts.units:
            line = line.with_unit(unit)
        return line
    new = address_street.parse(with_capitals(str(new))) or replace(new, name=with_capitals(new.name))
    if not new.number and not new.complete:
        return replace(line, name=new.name, after=new.after or line.after, complete=False)
    same = fold(new.name) == fold(line.name) and not (new.before or new.after)
    return replace(new, before=line.before, after=line.after) if same else new


def _known_line(street: str) -> StreetLine:
    if _STREET_NUMBER.fullmatch(street):
        return StreetLine(number=street)
    return address_street.parse(street) or StreetLine(name=street)


def _merged(parts: Parts, line: StreetLine, known: Address | None) -> Address:
    base = known or Address("", "", None, "", parts.country)
    moved = base.country != parts.country
    code = parts.code.value if parts.code and parts.code.valid else ""
    postal_code = code or ("" if parts.code or moved else base.postal_code)
    city = with_capitals(parts.city) or ("" if moved else base.city)
    region = parts.region or (None if moved or (code and parts.city) else base.region)
    if region is None and postal_code:
        region = postal_codes.region_of(postal_code, parts.country)
    return Address(_without_city(line, city, parts.country), city, region, postal_code, parts.country)


def _without_city(line: StreetLine, city: str, country: str) -> str:
    """« 12 rue des Lilas Laval », once the city turns out to be Laval."""
    name, end = line.name, f" {places.key(city)}"
    words = name.split()
    count = len(city.split())
    if (
        city
        and len(words) > count + 1
        and places.key(name).endswith(end)
        and not places.key(" ".join(words[:-count])).endswith((" de", " du", " of", " la", " le"))
    ):
        return str(replace(line, name=" ".join(words[:-count]).rstrip(" ,")))
    return str(line)


def _checked(address: Address, line: StreetLine, *, invalid: bool) -> Address | Incomplete:
    missing: list[Part] = []
    if not line.complete:
        missing += ["street"] if not line.name else [] if line.number else ["street_number"]
    if not address.city:
        missing.append("city")
    problem: ProblemKind | None = None
    if invalid or (address.postal_code and not postal_codes.is_code(address.postal_code, address.country)):
        problem, address = "postal_code_invalid", replace(address, postal_code="")
    elif (
        address.region
        and address.postal_code
        and not postal_codes.is_in_region(address.postal_code, address.region, address.country)
    ):
        problem = "postal_code_region_mismatch"
    if problem or not address.postal_code:
        missing.append("postal_code")
    return Incomplete(address, tuple(missing), problem) if missing else address
