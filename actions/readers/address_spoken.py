"""Dictated addresses: the number of the house and of the unit in words, and what is mended in the same breath."""

from __future__ import annotations

import re

from actions.readers.address_words import SURE_TYPE_FIRST, SURE_TYPE_LAST
from actions.readers.numbers import NUMBER_WORD, digits_of
from actions.readers.text import fold

_RUN = rf"(?P<run>{NUMBER_WORD}(?:[ -]+{NUMBER_WORD})*)"
_LONG_RUN = rf"(?P<run>{NUMBER_WORD}(?:[ -]+{NUMBER_WORD})+)"
_BEFORE = r"(?<![\w'-])(?<!\d )"
_NAME = r"(?!(?:street|road|of|and|on|in|to|lines?|minutes?|hours?|days?|dollars?)\b)[a-z'.-]+"
_MENDS = r"(?:(?:sorry|oops|oups|pardon|i mean|je veux dire)[ ,]+)+"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        # « cent vingt rue King », « vingt-deux bis, rue des Lilas »; « une rue » is none
        rf"{_BEFORE}(?!une? (?:{SURE_TYPE_FIRST})\b){_RUN}(?=,? (?:bis |ter )?(?:{SURE_TYPE_FIRST})\b)",
        # "one twenty king street west"; a single word may be the street's name: "Seven Oaks Drive"
        rf"{_BEFORE}{_LONG_RUN}(?= {_NAME}(?: {_NAME})?(?: {_NAME})? (?:{SURE_TYPE_LAST})\b)",
        # "suite nine hundred", « app deux »
        rf"\b(?:appartement|appart|app|apt|apartment|suite|bureau|unite?|local|porte|numero|number) (?!une?\b){_RUN}(?![\w'])",
        # « app 9 pardon neuf cents »; "8888 No 3 Road" mends nothing
        rf"(?<=\d ){_MENDS}{_RUN}(?![\w'])",
    )
)
# "m 5 v 1 m 2"
_SPELT_CODE = re.compile(r"\b([a-z]) (\d) ?([a-z])[ ,]+(\d) ([a-z]) (\d)\b", re.IGNORECASE)
_MENDED = re.compile(rf"\b\d{{1,6}}[ ,]+{_MENDS}(?=\d{{1,6}}\b)")


def written(text: str) -> str:
    """The text with these numbers in digits; a number that is mended at once gives way to the right one.

    >>> written("one twenty king street west suite nine sorry nine hundred hamilton")
    '120 king street west suite 900 hamilton'
    >>> written("cent vingt rue king ouest bureau neuf cents")
    '120 rue king ouest bureau 900'
    """
    text = _SPELT_CODE.sub(r"\1\2\3 \4\5\6", text)
    for place in _PLACES:
        text = _replaced(text, place)
    folded = fold(text)
    for match in reversed(list(_MENDED.finditer(folded))):
        text = text[: match.start()] + text[match.end() :]
    return text


def _replaced(text: str, place: re.Pattern[str]) -> str:
    for match in reversed(list(place.finditer(fold(text)))):
        mixed = re.search(r"\d", match["run"])  # "12 Seven Oaks Drive"
        if not mixed and (digits := digits_of(match["run"])):
            text = text[: match.start("run")] + digits + text[match.end("run") :]
    return text
