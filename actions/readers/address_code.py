"""Which number of a text is the postal code of the address, and of which country."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.readers import address_street, places, postal_codes, regions
from actions.readers.address_words import AFTER_CIVIC_NUMBER
from actions.readers.postal_codes import PostalCode
from actions.readers.text import fold

_CIVIC = re.compile(AFTER_CIVIC_NUMBER)
_ALMOST_FRENCH = re.compile(r"(?<![\w.,/-])(?:\d{4}|\d{6})(?= +[^\W\d])")
_BOX_BEFORE = re.compile(r"\b(?:bp|b\.p\.|cs|tsa|box|case postale|boite postale)\.? ?$")


def find(text: str, country: str) -> PostalCode | None:
    """The postal code of the address in a text; of several the last, and of any country that is meant."""
    found = [
        code for code in postal_codes.find(text, country) if code.country == "CA" or _is_no_number(text, code)
    ]
    found = [one for code in found if (one := code if code.country == country else _foreign(text, code))]
    if not found and country == "FR":
        found = [
            PostalCode(match[0], "FR", *match.span(), valid=False)
            for match in _ALMOST_FRENCH.finditer(text)
            if places.begins_with_place(text[match.end() :], "FR")
        ]
    return found[-1] if found else None


def _is_no_number(text: str, code: PostalCode) -> bool:
    """Whether five digits are neither a civic number nor that of a box."""
    return not _CIVIC.match(fold(text[code.end :])) and not _BOX_BEFORE.search(fold(text[: code.start]))


def _foreign(text: str, code: PostalCode) -> PostalCode | None:
    """A code of another country than the operator's, if a state, a place or a street beside it shows that it is meant."""
    if code.country == "CA":
        return code
    if regions.at_end(text[: code.start], "US") and postal_codes.is_code(code.value, "US"):
        return replace(code, country="US", valid=True)
    meant = places.begins_with_place(text[code.end :], "FR") or address_street.has_type(text[: code.start])
    return code if code.valid and meant else None
