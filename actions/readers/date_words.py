"""The words of dates in both languages, folded, as pieces for regular expressions; CLDR's where it has them."""

from __future__ import annotations

import re

from babel.dates import get_day_names, get_month_names
from text_to_num import alpha2digit

from actions.readers.text import fold, word_set

_LANGUAGES = ("fr", "en")
_UNITS_FR = "deux|trois|quatre|cinq|six|sept|huit|neuf"
_UNITS_EN = "two|three|four|five|six|seven|eight|nine"
_CARDINAL = (
    rf"vingt[ -](?:et[ -]une?|{_UNITS_FR})|vingt|trente[ -]et[ -]une?|trente|dix[ -](?:sept|huit|neuf)|dix|onze|douze|treize"
    rf"|quatorze|quinze|seize|{_UNITS_FR}|une?"
    rf"|(?:twenty|thirty)[ -](?:one|{_UNITS_EN})|twenty|thirty|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|{_UNITS_EN}|one"
)
_ORDINAL = (
    r"premiere?|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|twentieth|thirtieth|first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth"
)
_FRENCH = re.compile(
    rf"^(?:vingt|trente|dix|onze|douze|treize|quatorze|quinze|seize|{_UNITS_FR}|une?$|premier)"
)


def _months() -> dict[str, int]:
    names = {
        fold(name).rstrip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }
    more = {"fev": 2, "juil": 7, "jul": 7, "jun": 6, "aou": 8, "sep": 9, "sept": 9, "dec": 12}
    return {**names, **more}


def _weekdays() -> dict[str, int]:
    names = {
        fold(name): number
        for language in _LANGUAGES
        for number, name in get_day_names("wide", locale=language).items()
    }
    # Shorter ones (mon, mar, sam, sun) are words of the other language, or first names.
    return {**names, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}


MONTHS = _months()
WEEKDAYS = _weekdays()
RELATIVE_WORDS = word_set(
    "aujourd'hui demain maintenant today tomorrow yesterday immediately immediatement prochain prochaine semaine semaines"
    " weeks months"
)

# words that come with a day when somebody was asked for one
AROUND_DATES = word_set(
    "a partir compter du de d' le la les l' des pour en au aux date effectif effective svp stp merci oui non ok ben bien c'est ce sera serait soit"
    " disons mettons plutot je j' voudrais veux aimerais aimerait que qu' mettez mettre faites faire peut-etre peut pouvez vous on ca cela donc"
    " alors svp s'il plait desole pardon oups voulais dire fait finalement correction pas avant apres vers environ jusqu'a jusqu' date d'aujourd'hui"
    " ici quand vais demenager demenage demenagement jour journee matin midi soir minuit heures changement changer adresse nouvelle resilier"
    " resiliation annuler annulation arreter arrete couper coupez fin finisse commence service contrat mon ma mes possible marche convient"
    " me moi bonjour juste simplement"
    " from starting start as of on at by the this that effective i i'd i'm want would like it to be let's say make please pls yes no actually"
    " sorry mean meant instead rather latest earliest when move moving day morning noon midnight evening around about until till or then so"
    " can you do change address cancel cancellation end ends begin begins service my is for us we possible works fine good okay thanks thank"
    " in mind not before after and just date immediately whenever easiest set if possible upon receipt"
)
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
NUMBERED_DAY = r"(?<![\d/.,-])\d{1,2}(?:(?:er|re|e|eme|ieme|st|nd|rd|th)\b|(?!\d|[.,:]\d))"
DAY = rf"(?:{NUMBERED_DAY}|\b(?:{_ORDINAL}|{_CARDINAL})\b)"
PLACES = {"premier": 1, "first": 1, "1": 1, "deuxieme": 2, "second": 2, "2": 2, "troisieme": 3, "third": 3, "3": 3, "quatrieme": 4, "fourth": 4, "4": 4, "dernier": -1, "last": -1}  # fmt: skip
PLACE = r"(?:premier|first|deuxieme|seconde?|troisieme|third|quatrieme|fourth|dernier|last|1(?:er|st)|2(?:e|eme|nd)|3(?:e|eme|rd)|4(?:e|eme|th))"
COUNT = rf"(?:\d{{1,4}}|{_CARDINAL}|an?|a couple of|a few|quelques)"
UNIT = r"(?:jours?|journees?|semaines?|sem|mois|ans?|annees?|quinzaines?|days?|weeks?|wks?|months?|years?|yrs?|fortnights?)"


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation, as matched by MONTH."""
    return MONTHS[word.strip(" .")]


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday, as matched by WEEKDAY."""
    return WEEKDAYS[word.strip(" .")]


def place_number(word: str) -> int:
    """1 to 4, or -1 for the last one, as matched by PLACE."""
    return next(number for start, number in PLACES.items() if word.startswith(start))


def count_of(word: str) -> int | None:
    """The number that a COUNT or DAY says: « trente et un », "twenty-first", "3rd"; None for « quelques »."""
    word = word.strip()
    if digits := re.match(r"\d+", word):
        return int(digits[0])
    if word in ("a", "an", "un", "une", "one", "premier", "premiere"):
        return 1
    if word == "a couple of":
        return 2
    spoken = alpha2digit(word.replace("-", " "), "fr" if _FRENCH.match(word) else "en", threshold=0)
    digits = re.match(r"\d+", spoken)
    return int(digits[0]) if digits else None
