"""Capitals for addresses typed in one case: « 12 RUE DES LILAS », "31 lakeview drive"."""

from __future__ import annotations

import re

from babel.dates import get_month_names

from actions.readers.address_words import TYPE_FIRST
from actions.readers.text import fold, word_set

_WORD = re.compile(r"[^\W_]+(?:\.(?:[^\W\d_]\.)+)?")
_SMALL = word_set(
    "de des du la le les l d et a au aux sur sous en les bis ter quater of the and app apt appt bureau bat suite rurale postale succ etage"
) | {fold(name) for name in get_month_names("wide", locale="fr").values()}
_ARTICLES = frozenset(("la", "le", "les", "l", "d"))
_KIND_OF_STREET = re.compile(rf"(?:{TYPE_FIRST})")
_AFTER_NUMBER = re.compile(r"(?:^|\d[a-z]?,? (?:bis,? |ter,? )?)$")
_BIG = re.compile(
    r"(?:ne|nw|se|sw|n|s|e|w|o|po|p\.o\.|rr|cp|c\.p\.|bp|b\.p\.|cs|za|zi|zac|ii|iii|iv|xiii?|xiv|rdc)"
)
_ORDINAL = re.compile(r"\d+(?:er|re|e|eme|st|nd|rd|th)")


def with_capitals(text: str) -> str:
    """A street or city as it stands on an envelope; text in mixed case is left as it was typed.

    >>> with_capitals("12 RUE DES LILAS"), with_capitals("31 lakeview drive")
    ('12 rue des Lilas', '31 Lakeview Drive')
    >>> with_capitals("ST-JEAN-SUR-RICHELIEU"), with_capitals("o'connor")
    ('St-Jean-sur-Richelieu', "O'Connor")
    """
    letters = [character for character in text if character.isalpha()]
    if not letters or not (text.islower() or text.isupper()) or len(letters) < 2:
        return text
    lower, pieces, place = text.lower(), [], 0
    for match in _WORD.finditer(lower):
        pieces += [lower[place : match.start()], _word(match, lower)]
        place = match.end()
    return "".join([*pieces, lower[place:]])


def _word(match: re.Match[str], text: str) -> str:
    word, before, after = match[0], text[: match.start()], text[match.end() :]
    folded = fold(word)
    if _ORDINAL.fullmatch(folded):
        return word
    if _BIG.fullmatch(folded) and not after.startswith("'") and not before.endswith("'"):
        return word.upper()
    if re.fullmatch(r"\d+[a-z]", folded) or (len(word) == 1 and after.startswith(".")):
        return word.upper()
    first = not re.search(r"[^\W\d_]", before)
    # A French kind of street right after its number, or in front of a name without one: « 12 rue », « rue Cartier ».
    if _AFTER_NUMBER.search(before) and _KIND_OF_STREET.fullmatch(folded):
        return word
    if folded in _SMALL:
        return word.capitalize() if first and folded in _ARTICLES else word
    return word[0].upper() + word[1:]
