"""The city in an address, and the words of the sentence around an address."""

from __future__ import annotations

import re

from actions.readers import address_street, places
from actions.readers.address_words import JOINERS, LEAD, STOP
from actions.readers.text import fold, word_set

_CITY = re.compile(r"[^\W\d_][^\d,;:?!()<>@]*?(?: cedex(?: \d{1,2})?)?", re.IGNORECASE)
NUMBER_ONLY = re.compile(r"(?:(?:au |at )?(?:number|num[eé]ro|no\.?|n°|#) ?)?\d{1,6}[A-Za-z]?", re.IGNORECASE)
_DISTRICT = re.compile(r"(?<=[^\W\d]) \d{1,2}(?:er|e|eme|ème)(?: arr\w*\.?)?$")
_ARTICLES = word_set("de des du la le les l' d' aux a au the of bis ter")
_PREPOSITION = re.compile(r"(?:,| )+(?:à|À|in|at|dans) (?=[^\W\d])")
_TWO_WORD_CITY = re.compile(
    r"(?:saint|sainte|st|ste|la|le|les|mont|new|north|south|east|west|port|fort|lac|val|grand|grande|petit|petite|notre-dame|san|mount|lake)\.?"
)
# words that a name goes on after: « rue du Général Gambetta », « rue de la Croix Rouge »
_GOES_ON = word_set(
    "general marechal docteur dr colonel commandant capitaine president cardinal abbe pere frere cure chanoine saint sainte st ste notre"
    " grand grande grands grandes petit petite petits petites vieux vieille vieilles vieil beau belle bon bonne haut haute hauts bas basse"
    " deux trois quatre cinq sept lac mont pont port val bois puits croix chateau moulin champ champs pre pres tour maison clos parc ile"
)
_LAST_WORDS = word_set("a au aux de des du le la les to in at on as of et and")


def find(text: str, country: str) -> str:
    """The name of a city in a few words, without those before and after it; "" if there is none."""
    words = _DISTRICT.sub("", text.strip(" .,-")).split()
    while words and not places.is_place(" ".join(words), country) and _leads_up(words):
        words = words[1:]
    if not places.is_place(" ".join(words), country):
        words = until_stop(" ".join(words)).split()
    name = without_last_words(" ".join(words))
    return name.strip(" .,-") if len(words) <= 6 and len(name) <= 60 and _CITY.fullmatch(name) else ""


def _leads_up(words: list[str]) -> bool:
    """Whether the first word only leads up to a name; "New" may be part of one."""
    first = fold(words[0]).strip(".:,")
    return first in LEAD and (first != "new" or fold(" ".join(words[1:2])) in LEAD)


def until_stop(line: str) -> str:
    """The words before those with which the sentence goes on: « … svp », "… from now on"."""
    words = line.split()
    for place, word in enumerate(words):
        bare = fold(word).strip(".,!?")
        following = fold(words[place + 1]).strip(".,!?") if place + 1 < len(words) else ""
        if bare in STOP or bare in JOINERS and (not following or following in LEAD | STOP):
            return " ".join(words[:place])
    return line


def without_last_words(text: str) -> str:
    """The text without prepositions at its end, whose sequel was taken out: « 45 rue Bourget à »."""
    words = text.split()
    while words and words[-1].islower() and fold(words[-1]) in _LAST_WORDS:
        words = words[:-1]
    return " ".join(words)


def without_lead(text: str) -> str:
    """The text from the first word that does more than lead up to an address."""
    place = 0
    for match in re.finditer(r"\S+\s*", text):
        bare = fold(match[0]).strip(" .,:!-")
        if bare not in LEAD and bare:
            break
        place = match.end()
    return text[place:]


def is_written_as_name(city: str) -> bool:
    """Whether a few words begin with a capital, as a name does."""
    return city[:1].isupper() and len(city.split()) <= 3


def is_name(words: str, text: str) -> bool:
    """Whether words that no list knows are a name all the same: by capitals, hyphens, or « à » before them."""
    if re.match(r"(?:c'est |est |is |it's )?(?:a|à|in|at|la ville|ville|the city|city)\b", text.lower()):
        return True
    parts = re.split(r"[\s'-]+", words)
    capitals = all(part[:1].isupper() for part in parts if len(part) > 3) and any(
        part[:1].isupper() for part in parts
    )
    return capitals or bool(re.match(r"(?:saint|sainte|st|ste)[ -]|[^\W\d_]+-[^\W\d_]{2,}", fold(words)))


def apart(line: str, country: str, *, sure: bool, named: bool) -> tuple[str, str]:
    """The street and the city of « 12 rue des Lilas à Laval », "31 Lakeview Drive Kanata"; "" for no city."""
    for match in reversed(list(_PREPOSITION.finditer(line))):
        city = find(line[match.end() :], country)
        if city and (sure or places.is_place(city, country)):
            return line[: match.start()], city
    end = address_street.end_of_street(line)
    if end is not None and (rest := line[end:].strip(" ,.-")):
        if NUMBER_ONLY.fullmatch(rest):
            return line, ""
        city = find(rest, country)
        return line[:end], city if sure or places.is_place(city, country) or is_written_as_name(city) else ""
    line = until_stop(line)
    words = line.split()
    named_from = 2 if address_street.has_type(" ".join(words[:3])) else 1
    kept = (
        next(
            (place for place in range(named_from, len(words)) if fold(words[place]) not in _ARTICLES),
            len(words),
        )
        + 1
    )
    if not sure and end is None:
        count = _place_without_comma(line, country)
        return (" ".join(words[:-count]), " ".join(words[-count:])) if count else (line, "")
    if end is not None or len(words) <= kept:
        return line, ""
    count = places.place_at_end(words, country, keep=kept)
    if not count and named:
        count = 2 if len(words) > kept + 1 and _TWO_WORD_CITY.fullmatch(fold(words[-2])) else 1
    return (" ".join(words[:-count]), " ".join(words[-count:])) if count else (line, "")


def _place_without_comma(line: str, country: str) -> int:
    """How many words at the end of « 14 bis allée des Soupirs toulouse » are a place and surely not of the street's name."""
    name = address_street.words_of_name(line)
    if name is None:
        return 0
    articles = next((place for place, word in enumerate(name) if fold(word) not in _ARTICLES), len(name))
    count = places.place_at_end(name, country, keep=articles)
    before, place = name[articles : len(name) - count], name[len(name) - count :]
    if address_street.is_ordinal_street(line):
        return count
    if not count or not before or fold(before[-1]) in _ARTICLES | _GOES_ON:
        return 0
    # « rue Louis Pasteur »: a first name may stand alone before a name, as may the only word of another street's
    lower_case_follows = before[-1][0].isupper() and place[0][0].islower()
    whole = "'" in before[0] or "-" in before[0]  # « l'Église », « St-Laurent »
    return count if articles or whole or len(before) > 1 or lower_case_follows else 0
