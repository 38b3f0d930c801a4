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
NUMBER_WORD = rf"(?:{_SHARED}|{_FRENCH}|{_ENGLISH}|double|triple|et|and|\d+)"
NUMBER_RUN = re.compile(rf"(?<![\w'.@-]){NUMBER_WORD}(?:[ -]+{NUMBER_WORD})+(?![\w'@])")
# "four five one two, 007, three three one", « quatre-vingts, zéro trois, vingt-deux »: groups with commas between.
NUMBER_LIST = re.compile(
    rf"(?<![\w'.@-]){NUMBER_WORD}(?:[ -]+{NUMBER_WORD})*(?:, *{NUMBER_WORD}(?:[ -]+{NUMBER_WORD})*)+(?![\w'@]|-\w)"
)
# "forty-five, then oh four five"
_THEN = re.compile(rf",? (?:and |et )?(?:then|puis|pis|ensuite) (?={NUMBER_WORD}\b)")
_TENS = re.compile(
    r"\b(?:dix|onze|douze|treize|quatorze|quinze|seize|vingts?|\w+ante|cents?|mille|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand)\b"
)
_IS_FRENCH = re.compile(rf"\b(?:{_FRENCH})\b")
_IS_SPOKEN = re.compile(rf"\b(?:{_SHARED}|{_FRENCH}|{_ENGLISH})\b")
_MAY_BE_A_YEAR = re.compile(r"20\d\d|.{1,6}")  # or too short to be more than a day
_LONGEST = 12  # digits of one number
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

    >>> with_digits("mon code est zéro trois vingt-deux"), with_digits("four five one two, 007, please")
    ('mon code est 0322', '4512007, please')
    """
    folded = _THEN.sub(lambda match: ",".ljust(len(match[0])), fold(text))
    folded, pieces, place = NUMBER_LIST.sub(_without_commas, folded), [], 0
    for match in NUMBER_RUN.finditer(folded):
        digits = digits_of(match[0])
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
    return digits_of(words) or None if re.fullmatch(rf"{NUMBER_WORD}(?:[ -]+{NUMBER_WORD})*", words) else None


def _without_commas(match: re.Match[str]) -> str:
    """One run of the same length, where all groups are parts of one number: of two to six digits each, and at least three
    where tens are said and a year may follow, for "December twenty, 2026" is none."""
    parts = [part.strip() for part in match[0].split(",")]
    sizes = [
        len(bare) if (bare := part.replace(" ", "")).isdigit() else len(digits_of(part)) for part in parts
    ]
    a_year_may_follow = sizes[0] < 4 or _MAY_BE_A_YEAR.fullmatch(parts[-1])
    fewest = 3 if _TENS.search(match[0]) and a_year_may_follow else 2
    one_number = len(parts) >= fewest and all(2 <= size <= 6 for size in sizes) and sum(sizes) <= _LONGEST
    return match[0].replace(",", " ") if one_number and _IS_SPOKEN.search(match[0]) else match[0]


def digits_of(run: str) -> str:
    """The digits of number words in a row, folded: "one twenty" as 120; empty where they make no number."""
    if not _IS_SPOKEN.search(run):
        return ""
    run = _REPEATED.sub(lambda match: f"{match[2]} " * (2 if match[1] == "double" else 3), run)
    if _IS_FRENCH.search(run):
        spoken = alpha2digit(run.replace("zero", "zéro"), "fr", threshold=0)
    else:
        spoken = alpha2digit(
            re.sub(r"\b(?:oh|o|nought)\b", "zero", run.replace("fourty", "forty").replace("-", " ")),
            "en",
            threshold=0,
        )
    return "" if re.search(r"[a-zé]", spoken) else re.sub(r"\D", "", spoken)
