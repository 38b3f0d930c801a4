"""The line of an address with the street: its number, its name, and what stands before and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.readers.address_words import (
    BOX,
    DIRECTION,
    HAMLET,
    HAMLET_WITH_NAME,
    NAMED_PLACE,
    NUMBER,
    NUMBERED_STREET,
    RURAL,
    STATION,
    SURE_TYPE_FIRST,
    SURE_TYPE_LAST,
    TYPE_FIRST,
    TYPE_LAST,
    TYPE_LAST_OR_NAME,
    UNIT,
)
from actions.readers.text import blank, fold, overlaps

_UNIT = re.compile(rf"(?<![\w-]){UNIT}")
_KINDS_OF_UNIT = {
    "building": re.compile(
        r"\b(?:batiment|bat|building|bldg|immeuble|imm|tour|tower|hall|bloc|block|aile|wing)\b"
    ),
    "stairs": re.compile(r"\b(?:escalier|esc|entree)\b"),
    "floor": re.compile(r"\b(?:etage|floor|fl|niveau|rez-de-chaussee|rdc|sous-sol|basement)\b"),
}
_NAMED_PLACE = re.compile(rf"(?<![\w-]){NAMED_PLACE}")
_STATION = re.compile(STATION)
_BOX = re.compile(rf"(?<![\w-])(?:{BOX}|{RURAL})")
_WITHOUT_NUMBER = re.compile(rf"(?<![\w-])(?:{BOX}|{RURAL}|{HAMLET})")
_HAMLET_WITH_NAME = re.compile(rf"(?<![\w-]){HAMLET_WITH_NAME}", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?<![\w./-])(?P<number>{NUMBER})(?P<gap>,? +|, ?)(?=[^\W\d]|\d+(?:er|re|e|eme|ieme|st|nd|rd|th)\b|{NUMBERED_STREET})"
)
_TYPE_FIRST = re.compile(
    rf"(?:\d{{1,3}}(?:er|re|e|eme|ieme) |\d{{1,3}} (?=rue|rang))?(?:(?:{TYPE_FIRST})\b\.?|all\.|r\.)(?=[ ']|$)"
)
_NAME = rf"(?<![\w'])(?:\d{{1,3}}(?:er|re|e|eme) (?:rue|avenue|rang)(?: (?:est|ouest|nord|sud))?|(?!square|cours|place)(?:{SURE_TYPE_FIRST})\b\.?(?: [^\d\s,]+){{1,6}}|(?:[^\d\s,]+ ){{1,3}}(?!way|place)(?:{SURE_TYPE_LAST})\b\.?(?: (?:{DIRECTION}))?)"
_NUMBERED = re.compile(NUMBERED_STREET)
_STREET_NAME = re.compile(rf"{_NAME}$")
_NAME_FIRST = re.compile(
    rf"(?P<name>{_NAME})(?:,? (?:au |at )?(?:numero |number |no\.? |n° ?|# ?)|, ?| )(?P<number>\d{{1,6}}[a-z]?)$"
)
_STRONG = re.compile(rf"(?:{TYPE_LAST})\.?")
_WEAK = re.compile(rf"(?:{TYPE_LAST_OR_NAME})\.?")
_DIRECTION = re.compile(rf"(?:{DIRECTION})")
# « 455 rue st joseph est »: after a French kind of street "st" is no "street".
_SAINT = re.compile(
    rf"(?P<lead>(?<!\d )(?<!\d)\d{{1,6}}[a-z]?,? (?:{TYPE_FIRST})\b\.?|\b(?:rue|boulevard|boul|bd|chemin|rang)\b\.?)"
    rf"(?P<link> (?:d[eu] |de la )?)(?P<saint>sainte?|ste?\.?) (?=[^\W\d_]{{2}})(?!(?:{TYPE_LAST}|{DIRECTION})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StreetLine:
    """A street line in pieces that keep what was typed between them; their sum is the line.

    `before` is a unit or building (`app. 4, `), `gap` what divides number and name, `after` as `before`
    (`, bureau 210`). `complete` lines such as a P.O. box need no number.
    """

    number: str = ""
    name: str = ""
    before: str = ""
    gap: str = " "
    after: str = ""
    complete: bool = False

    def __str__(self) -> str:
        return f"{self.before}{self.number}{self.gap if self.number else ''}{self.name}{self.after}".strip(
            " ,"
        )

    def with_unit(self, unit: str) -> StreetLine:
        """The line with this unit in the place of its own of that kind, else beside it: « bât. C, app. 4 » has two."""
        for piece in ("before", "after"):
            said = getattr(self, piece)
            for start, end in unit_spans(fold(said)):
                if _kind_of_unit(said[start:end]) == _kind_of_unit(unit):
                    return replace(self, **{piece: said[:start] + unit + said[end:]})
        if self.before and is_unit(self.before):
            return replace(self, before=f"{self.before.rstrip(' ,')}, {unit}, ")
        return replace(
            self, after=self.after + (f", {unit}" if "," in self.after or not self.after else f" {unit}")
        )


def with_saints(text: str) -> str:
    """« 455 rue st joseph » with the hyphen that makes one name of it: « 455 rue st-joseph »."""
    return _SAINT.sub(lambda match: f"{match['lead']}{match['link']}{match['saint'].rstrip('.')}-", text)


def parse(line: str) -> StreetLine | None:
    """A street line in its pieces; None where the text has neither a number with a name nor a box or hamlet.

    >>> parse("2520 rue Sainte-Catherine Est, app. 3").number
    '2520'
    """
    folded = fold(line)
    units = unit_spans(folded)
    special = _WITHOUT_NUMBER.search(folded) or _HAMLET_WITH_NAME.search(line)
    number = _NUMBER.search(blank(folded, units, "_"))
    if special and not (
        number and (number.start() < special.start() or _TYPE_FIRST.match(folded, number.end()))
    ):
        return StreetLine(
            name=line[special.start() :].strip(" ,"), before=line[: special.start()], complete=True
        )
    if number is None:
        return _name_first(line, folded, units)
    end = min((start for start, _ in units if start >= number.end()), default=len(line))
    name = line[number.end() : end].rstrip(" ,-")
    if not re.search(r"[^\W\d_]", name):
        return None
    return StreetLine(
        number=line[number.start("number") : number.end("number")],
        name=name,
        before=line[: number.start()],
        # « 14, rue X » keeps its comma, "18, Birch Avenue" has none.
        gap=line[number.start("gap") : number.end("gap")] if _TYPE_FIRST.match(folded, number.end()) else " ",
        after=line[number.end() + len(name) :],
    )


def has_type(line: str) -> bool:
    """Whether a number is followed by a name with a kind of street: rue, boulevard, Street, Drive …"""
    folded = fold(line)
    number = _NUMBER.search(blank(folded, unit_spans(folded), "_"))
    if number is None:
        return bool(_NAME_FIRST.search(folded))
    words = folded[number.end() :].replace(",", " ").split()
    return bool(_TYPE_FIRST.match(folded, number.end())) or any(_STRONG.fullmatch(word) for word in words[1:])


def is_street_name(text: str) -> bool:
    """Whether a text is the name of a street without its number: « rue des Pins », "Birch Avenue"."""
    return bool(_STREET_NAME.match(fold(text)))


def is_numbered(text: str) -> bool:
    """Whether a text begins with a street that has a number for its name: "12 Street SE"."""
    return bool(_NUMBERED.match(fold(text)))


def words_of_name(line: str) -> list[str] | None:
    """The words after a number and a French kind of street; None where a line does not begin so."""
    street = parse(line)
    kind = _TYPE_FIRST.match(fold(street.name)) if street and street.number else None
    return street.name[kind.end() :].split() if street and kind else None


def is_ordinal_street(line: str) -> bool:
    """Whether the number stands before the kind of street, so that no name follows: « 1200 8e Rue »."""
    street = parse(line)
    return bool(street and street.number and street.name[:1].isdigit())


def is_unit(segment: str) -> bool:
    """Whether a part between commas names a unit, a floor, a building or a person."""
    folded = fold(segment).strip()
    return bool(_UNIT.match(folded) or _NAMED_PLACE.match(folded) or _STATION.match(folded))


def units_in(text: str) -> list[str]:
    """The units that a text names: « app. 7 », "building B unit 3"."""
    return [text[start:end].strip() for start, end in unit_spans(fold(text))]


def _kind_of_unit(unit: str) -> str:
    """A building, a floor, or a door in it."""
    folded = fold(unit)
    return next((kind for kind, words in _KINDS_OF_UNIT.items() if words.search(folded)), "door")


def unit_spans(folded: str) -> list[tuple[int, int]]:
    """Where units stand in a folded text."""
    return [match.span() for match in _UNIT.finditer(folded)]


def end_of_street(text: str) -> int | None:
    """Where the street certainly ends in « 31 Lakeview Drive Kanata », « 45 rue Bourget app 3 Sherbrooke ».

    That is after a unit, an English kind of street, or the direction of a French one; None where only the
    names themselves can tell.
    """
    folded = fold(text)
    number = _NUMBER.search(blank(folded, unit_spans(folded), "_"))
    start = number.end() if number else 0
    ends = [end for begin, end in unit_spans(folded) if begin >= start]
    words = [
        (match.start(), match.end(), match[0])
        for match in re.finditer(r"[^\s,]+", folded)
        if match.start() >= start
    ]
    words = [word for word in words if not overlaps(word[:2], unit_spans(folded))]
    ends += [
        match.end() for match in _BOX.finditer(folded) if number is None or match.start() < number.start()
    ]
    french = _TYPE_FIRST.match(folded, start)
    if french and not _STRONG.fullmatch("".join(folded[french.end() :].split()[:1])):
        ends += [
            end for begin, end, word in words[2:] if _DIRECTION.fullmatch(word) and begin > french.end()
        ][:1]
    elif (last := _last_of_type([word for _, _, word in words])) is not None:
        follows = last + 1 < len(words) and _DIRECTION.fullmatch(words[last + 1][2])
        ends.append(words[last + 1 if follows else last][1])
    return max(ends, default=None)


def _last_of_type(words: list[str]) -> int | None:
    """The place of the word that says what kind of street it is, after at least one word of its name."""
    strong = [place for place, word in enumerate(words) if place and _STRONG.fullmatch(word)]
    # « 45 Mont St Anne Road »: St is a saint if a surer word follows.
    sure = [place for place in strong if not re.fullmatch(r"st\.?", words[place])]
    if strong and (not sure or sure[0] - strong[0] > 2):
        sure = strong
    weak = [place for place, word in enumerate(words) if place and _WEAK.fullmatch(word)]
    first = min(sure or weak, default=None)
    if first is None:
        return None
    follows = words[first + 1] if first + 1 < len(words) else ""
    return first + 1 if _STRONG.fullmatch(follows) and not follows.startswith("st") else first


def _name_first(line: str, folded: str, units: list[tuple[int, int]]) -> StreetLine | None:
    """« rue Cartier, 66 », "Birch Avenue, number 18"."""
    end = min((start for start, _ in units), default=len(line))
    match = _NAME_FIRST.search(folded[:end].rstrip(" ,"))
    if match is None:
        return None
    name = line[match.start("name") : match.end("name")].strip()
    return StreetLine(
        number=line[match.start("number") : match.end("number")],
        name=name,
        after=line[end:] and f", {line[end:]}",
    )
