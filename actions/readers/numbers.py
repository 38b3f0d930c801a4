"""Digits in a text, written or spoken: « zéro six sept deux », "forty-two seventy-five", "4 2 7 5"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text_to_num import alpha2digit

from actions.readers.text import fold

_SHARED = "six|zero"
_FRENCH = (
    "un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante"
    "|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille"
)
_ENGLISH = (
    "oh|o|nought|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
_WORD = rf"(?:{_SHARED}|{_FRENCH}|{_ENGLISH}|double|triple|et|and|\d+)"
_RUN = re.compile(rf"(?<![\w'.@-]){_WORD}(?:[ -]+{_WORD})+(?![\w'@])")
_IS_FRENCH = re.compile(rf"\b(?:{_FRENCH})\b")
_IS_SPOKEN = re.compile(rf"\b(?:{_SHARED}|{_FRENCH}|{_ENGLISH})\b")
_REPEATED = re.compile(r"\b(double|triple) (\w+)")
_BEFORE_NUMBER = re.compile(r"^(?:(?:c'est|it's|it is|le|la|the|au|at|numero|number|est|is)\b ?)+")
_GROUP = re.compile(r"(?<![\w@])\d+(?:(?: ?- ?|\.| )\d+)*(?![\w@])")


@dataclass(frozen=True)
class Digits:
    """Digits that belong together, and where they stand in the text."""

    value: str
    start: int
    end: int


def groups(text: str) -> list[Digits]:
    """Runs of digits, single spaces, dashes and dots inside ignored, in their order.

    >>> groups("compte 4002-1877, NIP 04 12")
    [Digits(value='40021877', start=7, end=16), Digits(value='0412', start=22, end=27)]
    """
    return [
        Digits(re.sub(r"\D", "", match[0]), match.start(), match.end()) for match in _GROUP.finditer(text)
    ]


def with_digits(text: str) -> str:
    """The text with numbers that are spelled out in a row, four digits or more, as digits.

    A single number word stays as it is: it is rarely an identifier.

    >>> with_digits("mon code est zéro trois vingt-deux"), with_digits("oh six four one please")
    ('mon code est 0322', '0641 please')
    """
    folded, pieces, place = fold(text), [], 0
    for match in _RUN.finditer(folded):
        digits = _digits(match[0])
        if len(digits) >= 4:
            pieces += [text[place : match.start()], digits]
            place = match.end()
    return "".join([*pieces, text[place:]])


def spoken_number(text: str) -> str | None:
    """The number that a short text spells out, as « c'est le soixante-six »; None for other texts.

    >>> spoken_number("forty-two"), spoken_number("c'est le soixante-six")
    ('42', '66')
    """
    words = _BEFORE_NUMBER.sub("", fold(text).strip(" .!"))
    return _digits(words) or None if re.fullmatch(rf"{_WORD}(?:[ -]+{_WORD})*", words) else None


def _digits(run: str) -> str:
    if not _IS_SPOKEN.search(run):
        return ""
    run = _REPEATED.sub(lambda match: f"{match[2]} " * (2 if match[1] == "double" else 3), run)
    if _IS_FRENCH.search(run):
        spoken = alpha2digit(run.replace("zero", "zéro"), "fr", threshold=0)
    else:
        spoken = alpha2digit(
            re.sub(r"\b(?:oh|o|nought)\b", "zero", run.replace("fourty", "forty")), "en", threshold=0
        )
    return "" if re.search(r"[a-zé]", spoken) else re.sub(r"\D", "", spoken)
