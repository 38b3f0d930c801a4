"""Postal addresses in a text: a street with its number, a post box, a postal code with its town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import ADDRESS, Finding

_FRENCH_WAYS = (
    r"rue|r\.|avenue|av\.?|ave\.?|boulevard|boul\.?|bd\.?|bld|blvd\.?|chemin|ch\.|chem\.?|place|pl\.|impasse|imp\.?"
    r"|all[eé]es?|route|rte\.?|rang|rg|quai|cours|mont[eé]e|c[oô]te|square|passage|sentier|croissant|terrasse"
    r"|lotissement|lot\.|hameau|r[eé]sidence|r[eé]s\.|mont[eé]e|ruelle|faubourg|fbg|venelle|esplanade|promenade|voie|autoroute"
)
_ENGLISH_WAYS = (
    r"street|str?\.?|avenue|ave\.?|road|rd\.?|drive|dr\.?|lane|ln\.?|boulevard|blvd\.?|court|crt\.?|crescent|cres\.?"
    r"|way|place|terrace|trail|parkway|pkwy|highway|hwy|circle|close|square|sq\.?|line|sideroad|mews|gardens?|row|grove"
)
_WORD = r"[^\W\d_][^\W_]*(?:['’.\-][^\W_]+)*\.?"
_SIDE = r"(?:\s(?:est|ouest|nord|sud|east|west|north|south|[news]|[ns][ew])\b\.?)?"
_NUMBER = r"(?:(?:unit|apt|suite|app)\.?\s?\w{1,5}[,\-]?\s)?(?:\d{1,5}\s?-\s?)?\d{1,5}(?:\s?(?:bis|ter|quater)\b|\s?[a-dA-D]\b|\s?½)?"
_STOP = (
    r"(?!(?:et|and|mais|but|[àa] partir|pour|for|from|merci|thanks|please|svp|stp|s['’]il|depuis|since|d[eè]s|j['’]|je|i|my"
    r"|mon|ma|c['’]est|is|as|on|starting|effective|mon|instead|au lieu|il|on|nous|we|y|pis|puis|so|alors|because|car|parce"
    r"|que|qui|o[uù]|where|which|until|jusqu|avec|with|sur|le|before|after|apr[eè]s|avant|not|pas|est|was|has)\b)"
)
_MORE = rf"(?:[ \t]{_STOP}{_WORD})"
_CA_CODE = r"[abceghj-nprstvxy]\d[abceghj-nprstv-z][ \-]?\d[abceghj-nprstv-z]\d"
_CODE = rf"(?:{_CA_CODE}|\b\d{{5}}(?:-\d{{4}})?\b)"
_UNIT = (
    r"(?:,?\s*(?:app?t?\.?|appartement|apartment|apt|unit[eé]?|suite|ste|bureau|bur\.|b[aâ]t\.?(?:iment)?|porte|[eé]tage|floor|#|local)"
    r"\s?(?:no\.?\s?)?#?\s?[\w\-]{1,6}\b)"
)
_REGION = r"(?:,?\s\(?(?:qc|on|ab|bc|mb|sk|ns|nb|nl|pe|qu[eé]bec|ontario|alberta|manitoba|france|canada|[A-Z]{2})\b\)?)"
_TOWN = rf"(?:{_WORD}(?:[ \-]{_STOP}{_WORD}){{0,4}}?)"
_TAIL = (
    rf"{_UNIT}?(?:,?\s*(?:[àa]\s|in\s)?(?:{_CODE}[,\s]*{_TOWN}(?={_REGION}|[,.;:!?\n)]|$|\s{_STOP[3:-1]})"
    rf"|{_TOWN}{_REGION}?,?\s*{_CODE}|{_CODE}))?{_REGION}?(?:[,\s]+{_CODE})?"
)
_FRENCH = re.compile(
    rf"\b{_NUMBER},?\s(?:{_FRENCH_WAYS})\s{_WORD}{_MORE}{{0,5}}?{_SIDE}(?={_UNIT}|[,.;:!?\n)]|$|\s{_CODE}|\s{_STOP[3:-1]})",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"\b{_NUMBER}\s(?:{_WORD}\s|\d+(?:st|nd|rd|th)\s){{1,3}}(?:{_ENGLISH_WAYS})(?!\w)\.?{_SIDE}(?:\s\d{{1,4}}\b)?",
    re.IGNORECASE,
)
_NUMBERED_WAY = re.compile(
    rf"\b{_NUMBER},?\s(?:\d+(?:st|nd|rd|th|e|i[eè]me|ère)\s(?:{_ENGLISH_WAYS}|{_FRENCH_WAYS})|(?:highway|hwy|route|rang|rte)\s\d+)\b{_SIDE}",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    rf"\b(?:{_FRENCH_WAYS})\s(?:de\s|du\s|des\s|la\s|le\s|les\s|l['’]|d['’])*{_WORD}{_MORE}{{0,3}}?,?\s+(?={_CODE})",
    re.IGNORECASE,
)
# « rue des Écoles 12 », as in Belgium
_NUMBER_LAST = re.compile(
    rf"\b(?:{_FRENCH_WAYS})\s{_WORD}{_MORE}{{0,4}}?,?\s\d{{1,4}}(?=\s?[,.;\n]|$)", re.IGNORECASE
)
_BOX = re.compile(
    r"\b(?:p\.?\s?o\.?\s?box|c\.?p\.?|b\.?p\.?|case postale|bo[iî]te postale|r\.?r\.?)\s?(?:no\.?\s?|#\s?)?\d{1,6}\b",
    re.IGNORECASE,
)
# « je reste au 6 de la Seigneurie »: in Québec the kind of street is often left out.
_LIVED_IN = re.compile(
    r"\b(?:(?:habite|reste|demeure|vis|loge|d[eé]m[eé]nag\w+)(?: maintenant| bientôt)?(?: au)?|adresse(?: est| c['’]est|\s?:)?(?: le| au)?)\s"
    rf"(?P<street>{_NUMBER},?\s(?:(?:de la|de l['’]|des|du|de|d['’])\s?)(?-i:[A-ZÀ-Ý])[\w’'\-]+(?:[ \-](?-i:[A-ZÀ-Ý])[\w’'\-]+){{0,3}})",
    re.IGNORECASE,
)
# "RR 2, Site 14, Box 7"
_PARTS_OF_BOX = re.compile(
    r"(?:,?\s(?:site|box|comp(?:artment)?|stn|station|succ\w*)\.?\s\w{1,5})+", re.IGNORECASE
)
_DISTRICT = re.compile(r",?\s[A-ZÀ-Ý][\w\-]+\s\d{1,2}(?:e|er|[eè]me)\b")  # « Paris 18e »
_TAIL_AFTER = re.compile(_TAIL, re.IGNORECASE)
# A town is told from what else follows a street by its capital letter: « 7, impasse des Lilas à Blagnac ».
_TOWN_AFTER = re.compile(
    r"(?:,\s?|\s(?:à|in)\s)(?:\d{4,5}\s)?(?!Je\b|I\b|Merci\b|Thanks\b|Mon\b|My\b)[A-ZÀ-Ý][\w’'\-]+(?:[ \-](?:[A-ZÀ-Ý][\w’'\-]+|sur|en|les|la|le|de|du)){0,4}"
)
_CANADIAN_CODE = re.compile(rf"\b{_CA_CODE}\b", re.IGNORECASE)
# « 31000 Toulouse », "Denver, CO 80202"; a number before a word in small letters counts something.
_FRENCH_TOWN = re.compile(
    r"(?<![\w.,€$])\d{5}\s(?:[A-ZÀ-Ý][\w’'\-]+)(?:[ \-](?:[A-ZÀ-Ý][\w’'\-]+|sur|en|les|lès|la|le|de|du)){0,4}"
)
_AMERICAN_TOWN = re.compile(r"\b(?:[A-Z][\w.'\-]+[ ]?){1,3},?\s[A-Z]{2}\s\d{5}(?:-\d{4})?\b")
_CODE_NAMED = re.compile(
    r"\b(?:code postal|zip(?: code)?|postal code|cp)\b\W{0,3}(?:est|is|c['’]est)?\s?(?P<code>\d{5}(?:-\d{4})?)\b",
    re.IGNORECASE,
)


def find_addresses(text: str) -> Iterator[Finding]:
    """Addresses with what follows them: flat, town, region and postal code."""
    for pattern in (_FRENCH, _ENGLISH, _NUMBERED_WAY, _NUMBER_LAST, _UNNUMBERED, _BOX):
        for match in pattern.finditer(text):
            yield Finding(match.start(), _end(text, match.end()), ADDRESS)
    for match in _LIVED_IN.finditer(text):
        yield Finding(match.start("street"), _end(text, match.end()), ADDRESS)
    for pattern in (_CANADIAN_CODE, _FRENCH_TOWN, _AMERICAN_TOWN):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), ADDRESS)
    for match in _CODE_NAMED.finditer(text):
        yield Finding(*match.span("code"), ADDRESS)


def _end(text: str, end: int) -> int:
    """Where the address that begins with a street ends."""
    for tail in (_PARTS_OF_BOX, _DISTRICT, _TAIL_AFTER, _TOWN_AFTER, _TAIL_AFTER):
        if found := tail.match(text, end):
            end = found.end()
    return end
