"""The parts of an address found in a text, before anybody asks whether they are all there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.readers import (
    address_city,
    address_code,
    address_noise,
    address_street,
    places,
    regions,
)
from actions.readers.address_street import StreetLine
from actions.readers.address_words import POLITE, STOP
from actions.readers.postal_codes import PostalCode
from actions.readers.text import fold

_NUMBER_ALONE = re.compile(r"#? ?(\d{1,6}[a-z]?(?: (?:bis|ter|quater))?)", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"(?:.*\s)?\d{1,6}[A-Za-z]?(?: (?:bis|ter))?")
_CARE_OF = re.compile(
    r"(?:\baux (?:bons )?soins de|\ba/s(?: de)?|\bc/o|\bcare of|\b(?:à|a) l['’]attention de|\battn:?|\battention:?) [^,]+$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:l['’]|le |la |the )", re.IGNORECASE)
_OF_NAME = re.compile(r"(?:des|du|de la|de l['’ ]|de) ?[A-ZÀ-Ý][a-zà-ÿ]")
_NUMBER_LEAD = re.compile(r"^.*?(?=\d{1,6}[A-Za-z]?(?: (?:bis|ter))?$)")


@dataclass(frozen=True)
class Parts:
    """What a text says of an address; empty where it says nothing.

    units: said without a street. number: a civic number alone. region: only if it was named.
    firm: whether there is more than a number and a few words, so that the text surely gives an address.
    """

    country: str
    street: StreetLine | None = None
    number: str = ""
    units: tuple[str, ...] = ()
    city: str = ""
    region: str | None = None
    code: PostalCode | None = None
    firm: bool = False


def split(cleaned: str, country: str) -> Parts:
    """The parts of the address in a cleaned text, of the country that its postal code or words say."""
    text = address_noise.without_others(cleaned)
    code = address_code.find(text, country)
    head, tail = (text[: code.start], text[code.end :]) if code else (text, "")
    head, tail = POLITE.sub(", ", head).rstrip(" ,;.(-"), POLITE.sub(", ", tail).strip(" ,;.)")
    country, head, tail = _country(code.country if code else country, head, tail)
    found = replace(_head_and_tail(head, tail, country, code), country=country, code=code)
    if found.street or found.number or found.units or code:
        return replace(found, firm=found.firm or bool(code))
    # « avez-vous un magasin à Québec » names a city, but as no address
    return found if _is_all(head, found.city or head) else replace(found, city="", region=None)


def _country(country: str, head: str, tail: str) -> tuple[str, str, str]:
    """The country, and what stands before and after the postal code without its name."""
    if named := regions.country_at_end(tail):
        return named[0], head, tail[: named[1]]
    if named := regions.country_at_end(head):
        return named[0], head[: named[1]], tail
    return country, head, tail


def _head_and_tail(head: str, tail: str, country: str, code: PostalCode | None) -> Parts:
    """Street, city and region from what stands before and after the postal code."""
    region = regions.at_end(tail, country)
    first, _, rest = (tail[: region.start] if region else tail).strip(" ,").partition(",")
    city = address_city.find(first, country)
    # « 97400 Saint-Denis, 12 rue de Paris »: the street comes last
    head = head if head.strip(" ,") else rest
    region_before = None if region else regions.at_end(head, country, before_code=bool(code))
    if region_before is None:
        parts = _street_and_city(head, country, sure=bool(code) and not city, named=bool(region))
    else:
        region, name = region_before, head[region_before.start :].strip(" ,.")
        parts = _street_and_city(head[: region.start], country, sure=True, named=True)
        # « 340, boulevard Charest Ouest, Québec »: the city, not only the province
        if region.bare and not parts.city and re.fullmatch("quebec|new york", fold(name)):
            parts = replace(parts, city=name)
    best = (city or parts.city) if country == "FR" else (parts.city or city)
    return replace(parts, city=best, region=region.code if region else None)


def _is_all(text: str, city: str) -> bool:
    """Whether a text says nothing before the city, and at most a word after it."""
    words, name = (places.key(address_city.without_lead(part)) for part in (text, city))
    return words.startswith(name) and len(words[len(name) :].split()) <= 1


def _street_and_city(head: str, country: str, *, sure: bool, named: bool) -> Parts:
    """Street and city before the postal code or region; `sure` that both are there, `named` if a region is."""
    segments = [_without_lead_to_unit(segment) for segment in _segments(head)]
    place = _street_segment(segments, country, sure)
    if place is None:
        return _small_parts(segments, country, sure=sure)
    before = [unit for segment in segments[:place] if (unit := _unit_of(segment))]
    main = segments[place][_street_start(segments[place]) or 0 :].strip(" ,")
    further = [segment for segment in segments[place + 1 :] if _belongs_to_street(segment, main)]
    cities = [
        city
        for segment in segments[place + 1 :]
        if segment not in further and (city := address_city.find(segment, country))
    ]
    # « Laval, 12 rue des Lilas »: the city may come first
    cities = cities or [
        city
        for part in segments[:place]
        if places.is_place(city := address_city.find(part, country), country)
    ]
    known = [city for city in cities if places.is_place(city, country)]
    city = (known or cities or [""])[-1]
    if city:
        main = address_city.until_stop(main)
    else:
        main, city = address_city.apart(main, country, sure=sure, named=named)
    if not city and further:
        further[-1], city = address_city.apart(further[-1], country, sure=sure, named=named)
    line = ", ".join([*before, address_city.without_last_words(main), *further])
    street = address_street.parse(line) or StreetLine(name=line)
    told = address_street.has_type(main) or street.before or street.after or places.is_place(city, country)
    firm = street.complete or bool(street.number and told)
    return Parts(country, street, city=city, firm=firm)


def _without_lead_to_unit(segment: str) -> str:
    """« pis l'appartement 6 » as « appartement 6 »; other segments as they are."""
    bare = _ARTICLE.sub("", address_city.without_lead(segment))
    return bare if address_street.is_unit(bare) else segment


def _unit_of(segment: str) -> str:
    """The unit or building that a part before the street names: « … the wrong unit. The address is Unit 41 »; "" for others."""
    if care_of := _CARE_OF.search(segment):
        return care_of[0].strip()
    tail = address_city.without_lead(re.split(r"(?<=[a-zà-ÿ]{4})[.!?:]\s", segment)[-1])
    return next((part for part in (segment, tail) if address_street.is_unit(part)), "")


def _small_parts(segments: list[str], country: str, *, sure: bool) -> Parts:
    """No street: a civic number alone, a unit alone, a city alone, each with nothing but words around."""
    whole = address_city.without_lead(", ".join(segments))
    text = address_city.until_stop(whole).strip(" ,.")
    if (units := address_street.units_in(text)) and len(text.split()) <= 4 + 2 * len(units):
        return Parts(country, units=tuple(units))
    if (number := _NUMBER_ALONE.fullmatch(text)) and len(whole.split()) <= 4:
        return Parts(country, number=number[1])
    cities = [
        city
        for segment in segments
        if (city := address_city.find(segment, country))
        and (places.is_place(city, country) or sure and city[0].isupper())
    ]
    return Parts(country, city=cities[-1] if cities else "")


def _segments(head: str) -> list[str]:
    """The text between commas; a number and its street with a comma between them are kept together."""
    joined: list[str] = []
    for segment in (
        part.strip(" .")
        for part in re.split(r",(?!\d{3}\b)|[;()]|(?<=[a-zà-ÿ]{5})\. (?=[A-ZÀ-Ý])|(?<=\w) ?: ", head)
    ):
        last = joined[-1] if joined else ""
        numbered = address_street.is_numbered(segment) and not address_street.is_unit(last)
        if (
            _NUMBER_LAST.fullmatch(last)
            and address_street.has_type(f"1 {segment}")
            and (numbered or not address_street.parse(segment))
        ):
            joined[-1] = f"{_NUMBER_LEAD.sub('', last, count=1)}, {segment}"
        elif (
            address_city.NUMBER_ONLY.fullmatch(segment)
            and address_street.has_type(f"1 {last}")
            and not address_street.parse(last)
        ):
            joined[-1] = f"{last}, {segment}"
        elif segment:
            joined.append(segment)
    return joined


def _street_segment(segments: list[str], country: str, sure: bool) -> int | None:
    """Which segment holds the street: one with number and kind of street before one that may be a street."""
    starts = [place for place, segment in enumerate(segments) if _street_start(segment) is not None]
    streets = {place: address_street.parse(address_city.without_lead(segments[place])) for place in starts}
    for place in starts:
        if (street := streets[place]) and street.number and address_street.has_type(segments[place]):
            return place
    for place in starts:
        street = streets[place]
        followed = any(
            places.is_place(address_city.find(segment, country), country) for segment in segments[place + 1 :]
        )
        if street is None or street.complete or sure or followed or _looks_like_name(street):
            return place
    return None


def _looks_like_name(street: StreetLine) -> bool:
    """« 500 Saint-Jacques », « 1455 des Récollets », "410 Elm": a number, then at once a name with a capital and no kind of street."""
    at_once = (
        not street.before.strip() or street.before.endswith("-") or address_street.is_unit(street.before)
    )
    named = street.name[0].isupper() or _OF_NAME.match(street.name)
    return at_once and bool(named) and len(street.name.split()) <= 4


def _street_start(segment: str) -> int | None:
    """Where a street may begin in a segment, after the words that lead up to it; None if nowhere."""
    rest = address_city.without_lead(segment)
    lead = len(segment) - len(rest)
    street = address_street.parse(rest)
    if street is None:
        # « rue Cartier », without its number
        return (
            lead
            if address_street.is_street_name(rest) and _is_name(rest) and len(rest.split()) <= 8
            else None
        )
    if not (street.complete or address_street.has_type(rest) or _is_name(street.name)):
        return None
    if street.before.endswith("-") or not street.before.strip():
        return lead
    units = address_street.unit_spans(fold(street.before))
    return lead + (units[0][0] if units else len(street.before))


def _belongs_to_street(segment: str, main: str) -> bool:
    """Whether a later segment is a unit, or goes on with a lot or box: « Lot 14, Concession Road 3 »."""
    street = address_street.parse(main)
    goes_on = street is not None and street.complete and address_street.has_type(f"1 {segment}")
    return address_street.is_unit(segment) or goes_on


def _is_name(words: str) -> bool:
    """Whether no word is one that only sentences have."""
    return not any(fold(word).strip(".!?") in STOP for word in words.split())
