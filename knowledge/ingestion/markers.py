"""Markers: bullets, numbers of any style, and labels such as `Q1.`, `R :`, `Article 4` or `§ 3`.

What looks like a marker may be none: `30. Le client …` after a line break, `4G pour tous`, `M. Tremblay`. So the form
alone decides only where it cannot mislead; else a marker needs a neighbour, the number before or after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

BULLET, NUMBER, NAMED, ASKS, ANSWERS = "bullet", "number", "named", "asks", "answers"
_CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"


@dataclass(frozen=True)
class Marker:
    """What stands before the text of an item.

    text: as it stands (`2.1`, `(a)`, `Article 4`). style: its shape, equal for the markers of one list (`1.`, `(a)`).
    values: its numbers, (2, 1) for `2.1`, (3,) for `c)`, () for a bullet. sure: its form alone tells the first of a list.
    """

    text: str
    kind: str
    style: str
    values: tuple[int, ...] = ()
    sure: bool = field(default=False, compare=False)

    @property
    def is_decimal(self) -> bool:
        return self.kind in (NUMBER, NAMED) and "1" in self.style

    def follows(self, other: Marker) -> bool:
        """Whether this is the next of a list after `other`."""
        return (
            self.style == other.style
            and bool(self.values)
            and self.values == (*other.values[:-1], other.values[-1] + 1)
        )

    def is_under(self, other: Marker) -> bool:
        """Whether this is numbered below `other`: `2.1.3` below `2.1`."""
        return (
            self.is_decimal
            and other.is_decimal
            and len(self.values) > len(other.values)
            and self.values[: len(other.values)] == other.values
        )


_BULLET = re.compile(
    r"(?:(?:[-–—]\s?)?[•·▪◦‣⁃●○■□►▶➢➤➔→✓✔❖◆\uf0a7\uf0b7\uf0d8*+](?=\s)|[-–—•](?=\s))\s*(?=\S)"
)
_ASKS = re.compile(
    r"(?:question|q)\s?(?:n[°ºo]\.?\s?)?(?:[.-]?\s?(?P<number>\d{1,3})\s?[.:)–—-]?|\s?[:.–—])(?=\s|[A-ZÀ-Ý«])\s*(?=\S)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"(?:(?:Réponse|RÉPONSE|Rép|Reponse|Answer|ANSWER|Ans|[RA])\s?(?:\d{1,3})?\s?[.:)–—-])\s*(?=\S)"
)
_SURE_ANSWER = re.compile(r"[^:.]+:")
_NUMBERED_NAMES = ("article", "art.", "section", "clause", "chapitre", "chapter", "§")
_NAMES = "|".join(
    (*map(re.escape, _NUMBERED_NAMES), "partie", "part", "titre", "annexe", "appendix", "appendice")
    + ("schedule", "exhibit", "addendum", "§§")
)
_NAMED = re.compile(
    rf"(?P<name>(?i:{_NAMES}))\s?(?P<number>\d{{1,3}}(?:[.-]\d{{1,3}})*(?:er|ère|re)?|[IVXLC]+|[A-Z])(?:\s?[.:)–—-]+\s*|\s+(?=[{_CAPITAL}«])|$)"
)
_NUMBERED = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<close>\.?\)|\.?\s?[-–—](?=\s)|[.:°](?!\d))\s*(?=\S)"
)
# « 2 To par mois » gives an amount, "3.1 To dispute an invoice" does not.
_AMOUNT = r"[GMKT](?:B|b|bit|bps)?\b|[GMKT]o\b(?!\s(?!(?:de|du|par|et|ou|pour|sur|en|au)\b)[a-z])"
_BARE = re.compile(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*)\s+(?=[{_CAPITAL}«])(?!{_AMOUNT})")
_GLUED = re.compile(
    rf"(?P<number>\d{{1,2}})(?![GDK] |[GKMT](?:o|b|bps|bits?)\b)(?=[{_CAPITAL}](?:[a-zà-ÿœ'’ ]|[{_CAPITAL}]+\b))"
)
_GLUED_QUESTION = re.compile(rf"1[{_CAPITAL}](?:['’]?[a-zà-ÿœ]).*\?\W*$")
_LETTERED = re.compile(
    r"(?P<open>\(?)(?P<letter>[a-zA-Z]|[ivxl]{2,5}|[IVXL]{2,5})(?P<close>\)|\.(?=\s))\s*(?=\S)"
)


Reading = tuple[Marker, str]  # a marker and the text after it
_QUESTION = "?"  # stands for the style of a question's number: « Q1 », « 2) », « 3 - » may follow each other


def mark(texts: Sequence[str]) -> list[tuple[Marker | None, str]]:
    """Part the markers of a document's lines or paragraphs from their texts.

    Returns:
        For each text its marker, or None, and the text without it.
    """
    readings = [_readings(text) for text in texts]
    _tell_romans(readings)
    places: dict[tuple, list[int]] = {}
    for position, found in enumerate(readings):
        for marker, rest in found:
            places.setdefault((marker.style, marker.values), []).append(position)
            if _asks(rest):
                places.setdefault((_QUESTION, marker.values), []).append(position)
    result: list[tuple[Marker | None, str]] = []
    asked = False
    for position, text in enumerate(texts):
        fitting = [
            (marker, rest)
            for marker, rest in readings[position]
            if _confirmed(marker, places, position, asked)
            or _asks(rest)
            and _confirmed(replace(marker, style=_QUESTION), places, position, asked)
        ]
        result.append(fitting[0] if fitting else (None, text))
        asks = bool(fitting) and fitting[0][0].kind == ASKS
        asked = asks or _asks(result[-1][1])
    return result


def _asks(text: str) -> bool:
    return text.rstrip(' »"”').endswith("?")


def _readings(text: str) -> list[Reading]:
    """All that the start of a text may be, likeliest first."""
    found = []
    for read in (_read_label, _read_named, _read_number, _read_letter, _read_bullet):
        if reading := read(text):
            marker, end = reading
            rest = text[end:].strip()
            found.append((marker, _without_bullet(rest) if marker.kind == BULLET else rest))
    return found


def _without_bullet(text: str) -> str:
    while found := _BULLET.match(text):  # « - + Consulter »
        text = text[found.end() :]
    return text


def _read_label(text: str) -> tuple[Marker, int] | None:
    if found := _ASKS.match(text):
        values = (int(found["number"]),) if found["number"] else ()
        return Marker(found[0].strip(), ASKS, "Q", values), found.end()
    if found := _ANSWERS.match(text):
        return Marker(found[0].strip(), ANSWERS, "R"), found.end()
    return None


def _read_named(text: str) -> tuple[Marker, int] | None:
    found = _NAMED.match(text)
    if found is None:
        return None
    number = re.sub(r"(?:er|ère|re)$", "", found["number"])
    if number[0].isdigit():
        values = tuple(int(part) for part in re.split(r"[.-]", number))
        shape = ".".join("1" * len(values))
    else:
        values, shape = ((_roman(number) or ord(number[0]) - 64),), "I"
    name = found["name"].lower()
    return Marker(found[0].strip(" .:)–—-"), NAMED, f"{name} {shape}", values), found.end()


def _read_number(text: str) -> tuple[Marker, int] | None:
    found = _NUMBERED.match(text) or _BARE.match(text) or _GLUED.match(text)
    if found is None:
        return None
    values = tuple(int(part) for part in found["number"].split("."))
    parts = found.groupdict()
    close = (parts.get("close") or "").strip()
    style = f"{parts.get('open') or ''}1{close}" if len(values) == 1 else ".".join("1" * len(values))
    if len(values) == 2 and values[1] == 0:  # `2.0 BILLING` stands over 2.1
        values, style = values[:1], "1.0"
    asks = found.re is _GLUED and _GLUED_QUESTION.match(text) is not None
    sure = values == (1,) and (close in (")", ".") or asks)
    return Marker(found[0].strip(), NUMBER, style, values, sure), found.end()


def _read_letter(text: str) -> tuple[Marker, int] | None:
    found = _LETTERED.match(text)
    if found is None:
        return None
    letter = found["letter"]
    roman = len(letter) > 1
    value = _roman(letter) if roman else ord(letter.lower()) - 96
    if not value:
        return None
    style = _letter_style(found["open"], letter, found["close"], roman)
    return Marker(
        found[0].strip(), NUMBER, style, (value,), value == 1 and found["close"] == ")"
    ), found.end()


def _letter_style(opens: str, letter: str, closes: str, roman: bool) -> str:
    sample = "i" if roman else "a"
    return f"{opens}{sample.upper() if letter.isupper() else sample}{closes}"


def _read_bullet(text: str) -> tuple[Marker, int] | None:
    found = _BULLET.match(text)
    return (Marker(found[0].strip(), BULLET, found[0].strip()[-1]), found.end()) if found else None


def _roman(text: str) -> int:
    """The value of a Roman number, 0 if it is none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    numbers = [values[c] for c in text.lower() if c in values]
    if len(numbers) != len(text) or not re.fullmatch(
        r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text.lower()
    ):
        return 0
    return sum(-n if n < after else n for n, after in zip(numbers, [*numbers[1:], 0], strict=True))


def _tell_romans(readings: list[list[Reading]]) -> None:
    """`i)`, `v)` and `x)` are Roman unless the letter before them stands in the list."""
    last: dict[str, Marker] = {}
    for found in readings:
        for place, (marker, rest) in enumerate(found):
            letter = marker.text.strip("(). ")
            if marker.kind != NUMBER or not letter.isalpha():
                continue
            before = last.get(marker.style)
            if letter in tuple("ivxIVX") and not (before and marker.follows(before)):
                opens, _, closes = marker.text.partition(letter)
                style, value = _letter_style(opens, letter, closes, True), _roman(letter)
                marker = Marker(marker.text, NUMBER, style, (value,), value == 1 and closes.strip() == ")")
                found[place] = (marker, rest)
            last[marker.style] = marker


def _confirmed(marker: Marker, places: dict[tuple, list[int]], position: int, asked: bool) -> bool:
    """Whether a marker's form is sure, or the number before or after it stands where it should."""

    def stands(style: str, values: tuple[int, ...], *, before: bool) -> bool:
        found = places.get((style, values), [])
        return bool(found) and (found[0] < position if before else found[-1] > position)

    if marker.kind == ANSWERS:
        is_list = marker.text.startswith("A") and stands("A" + marker.text[-1], (2,), before=False)
        return (asked or _SURE_ANSWER.match(marker.text) is not None) and not is_list
    if marker.kind != NUMBER or marker.sure:
        return True
    above, last = marker.values[:-1], marker.values[-1]
    if above and last == 1 and any(stands(style, above, before=True) for style in _styles(len(above))):
        return True
    before, after = (*above, last - 1), (*above, last + 1)
    return stands(marker.style, before, before=True) or stands(marker.style, after, before=False)


def _styles(depth: int) -> tuple[str, ...]:
    """The shapes that a number of this depth comes in."""
    if depth > 1:
        return (".".join("1" * depth),)
    return ("1", "1.", "1.0", "1)", "(1)", "1-", "1–", "1:", *(f"{name} 1" for name in _NUMBERED_NAMES))
