"""Names of cities, towns and villages, to tell where a street ends and a city begins.

`places/*.txt` hold one name a line: populated places of GeoNames (geonames.org, CC BY 4.0) in Canada and France
with 500 inhabitants or more and in the United States with 5,000 or more. A name that is missing only costs
certainty: the address is read back to the customer in any case.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from actions.readers.text import fold

_FOLDER = Path(__file__).with_name("places")
_MOST_WORDS = 6
_MARKS = re.compile(r"[^a-z0-9']+")
_SAINT = re.compile(r"\b(?:st|ste)\b")


def key(name: str) -> str:
    """The form in which names are compared: « St-Jérôme » and « Saint Jerome » are one.

    >>> key("St-Jérôme")
    'saint jerome'
    """
    words = _MARKS.sub(" ", fold(name).replace("œ", "oe")).strip()
    return _SAINT.sub(lambda match: "saint" + match[0][2:], words)


@lru_cache(maxsize=4)
def names(country: str) -> frozenset[str]:
    """The keys of all names of a country; empty for a country that we have no list of."""
    path = _FOLDER / f"{country.lower()}.txt"
    if not re.fullmatch("[A-Z]{2}", country) or not path.exists():
        return frozenset()
    return frozenset(key(line) for line in path.read_text("utf-8").splitlines())


def is_place(name: str, country: str) -> bool:
    """Whether there is a place of this name in the country."""
    return key(name) in names(country)


def begins_with_place(text: str, country: str) -> bool:
    """Whether a text begins with the name of a place: « Toulouse svp »."""
    words = key(text[:80]).split()
    return any(
        " ".join(words[:count]) in names(country)
        for count in range(1, _MOST_WORDS + 1)
        if count <= len(words)
    )


def place_at_end(words: list[str], country: str, *, keep: int) -> int:
    """How many of the last words are the name of a place, at most; 0 if none. The first `keep` words are left."""
    for count in range(min(_MOST_WORDS, len(words) - keep), 0, -1):
        if is_place(" ".join(words[-count:]), country):
            return count
    return 0
