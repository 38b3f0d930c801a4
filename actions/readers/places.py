"""Names of cities, towns and villages, to tell where a street ends and a city begins.

The names are GeoNames' populated places of Canada, France and the United States, which `make` writes to
var/places.json (places_build.py), and districts of Canadian cities that people still write as their city. A name
that is missing only costs certainty: the address is read back to the customer in any case.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from actions.readers.text import fold

BUILT = Path("var/places.json")
_DISTRICTS = {
    "CA": (
        "Anjou",
        "Cap-Rouge",
        "Charny",
        "East York",
        "Fabreville",
        "Fort Garry",
        "La Baie",
        "Lachine",
        "Lauzon",
        "Loretteville",
        "North York",
        "Orleans",
        "Quebec City",
        "Saint-Romuald",
        "Sainte-Rose",
        "Scarborough",
        "Sillery",
        "Sudbury",
        "Val-Bélair",
        "Vimont",
    )
}
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


class PlacesNotBuilt(FileNotFoundError):
    """The names of places were not written yet."""


@lru_cache
def _built() -> dict[str, list[str]]:
    if not BUILT.exists():
        raise PlacesNotBuilt(
            f"No names of places at '{BUILT}'. Run `python -m actions.readers.places_build`."
        )
    return json.loads(BUILT.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def names(country: str) -> frozenset[str]:
    """The keys of all names of a country; empty for a country that we have no list of.

    Raises:
        PlacesNotBuilt: there is no list at all.
    """
    return frozenset(key(name) for name in (*_built().get(country, ()), *_DISTRICTS.get(country, ())))


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
