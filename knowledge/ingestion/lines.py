"""Lines of plain text and of PDF pages: what stands around them, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.ingestion.blocks import Block, clean
from knowledge.ingestion.markers import Marker, mark
from knowledge.ingestion.sentences import must

SENTENCE_END = re.compile(r"[.!?:;,…][\"»”’)\]]*$")
CONTACT = re.compile(
    r"@\w|https?://|www\.|\d{3}[ .-]\d{3,4}|\d\d(?:[ .]\d\d){3}|\b[A-Z]{2} \d{5}\b|\b\d{5}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
# What an entry of a list of prices or hours gives: a sum, a share, a speed, a span of hours.
FIGURE = r"(?:\d[\d  .,]*\s?(?:\$|€|¢|%|(?:CAD|USD|EUR|[GMK]bit/s|[GM]b(?:/s|ps)|Go|Mo|GB|MB)\b)|[$€]\s?\d|\b\d{1,2}\s?(?:h|:)\s?(?:\d\d)?\s?(?:à|au|to|-|–)\s?\d|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.))"
_FIGURE = re.compile(FIGURE)
_VALUE = re.compile(
    rf"(?:^|:\s[^:]*|\.{{4,}}\s*|…\s*){FIGURE}|:\s[^:]*\b\d{{1,2}}\s?(?:à|to|-|–)\s?\d{{1,2}}\b(?![-/\d])"
)
# « … the lesser of », « … les frais sont de »: no line, title or sentence ends so.
_OPEN_END = re.compile(
    r"\b(?:of|the|an?|to|for|from|by|with|or|and|is|are|de|du|des|la|le|les|au|aux|et|ou|par|pour|est|sont|une?|à)$|\b[dl]['’]$"
)
# « Le contrat dure », "You must give us": what goes on with a figure and a word of the sentence, « 24 mois ».
_CALLS_FOR_FIGURE = re.compile(
    r"\b(?:dure(?:nt)?|coûte(?:nt)?|pai?e(?:nt)?|payez|facture(?:nt)?|vau(?:t|lent)|compte(?:nt)?|prend|prennent|reste(?:nt)?|dépasse(?:nt)?|excède(?:nt)?|atteint|après|avant|pendant|durant"
    r"|dans|sous|environ|moins|maximum|minimum|lasts?|costs?|pays?|charges?|takes?|exceeds?|within|under|over|after|before|than|about|least|most|up)$"
)
_GOES_ON_WITH_FIGURE = re.compile(
    r"\d{1,3}(?:[  ,]\d{3})*(?:[.,]\d+)?\s?(?:[$€%]\s?)?(?:[a-zà-ÿ]|$)|[$€]\s?\d"
)
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_BROKEN_NUMBER = re.compile(r"\d-$")
_HEADING_WORDS, _HEADING_LENGTH, _CELL_LENGTH = 16, 130, 80
_NARROWEST, _WIDEST = 40, 120  # columns of a margin; a text with longer lines was not broken at one
_LONG_LINE, _RAGGED = 50, 12  # characters of a line that may go on, and those that a ragged edge leaves free
_FEWEST_PAIRS = 4  # lines that follow each other, to tell a margin from
_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_ENCLITICS_WORDS = (
    "je tu il elle on nous vous ils elles ce ci là moi toi le la les leur lui y en même mêmes t"
)
_ENCLITICS = frozenset(_ENCLITICS_WORDS.split())


@dataclass(frozen=True)
class Line:
    """A line that says something.

    indent: columns from the left. room: columns left up to the margin, None if the text has no margin.
    level: of a heading that the type shows (PDF), 0 for body type, None where type tells nothing.
    cells: of a table's row, where gaps, tabs or bars part them. spans: where each cell, or the line, begins and ends, if
    its place tells its column. above: points between it and the line before, None if unknown. table: a whole table, in place of a text.
    """

    text: str
    indent: int = 0
    blank_before: bool = True
    blank_after: bool = True
    room: float | None = None
    level: int | None = None
    marker: Marker | None = None
    cells: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    above: float | None = None
    table: Block | None = None

    @property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.text))

    @property
    def is_short(self) -> bool:
        """Could be a heading or a cell: few words, and no sentence ends here."""
        return (
            len(self.text.split()) <= _HEADING_WORDS
            and len(self.text) <= _HEADING_LENGTH
            and not self.ends_sentence
        )

    @property
    def is_contact(self) -> bool:
        return bool(CONTACT.search(self.text))

    @property
    def has_figure(self) -> bool:
        """Gives a price, a share or hours."""
        return bool(_FIGURE.search(self.text))

    @property
    def is_value(self) -> bool:
        """Is an entry with its figure, « Samedi : 10 h à 17 h », "Basic plan .... $25", « 2 % par mois », and so heads nothing."""
        return is_entry(self.text)

    @property
    def is_cell(self) -> bool:
        return (
            len(self.text) <= _CELL_LENGTH and not self.ends_sentence and not self.marker and not self.table
        )


def is_entry(text: str) -> bool:
    """Whether a text is an entry of a list of prices or hours, with its figure."""
    return bool(_VALUE.search(text))


def read_pages(text: str) -> list[list[Line]]:
    """The lines of each page of a plain text (form feeds part pages)."""
    whole = re.sub(
        r"\u00ad[ \t]*\n\s*",
        "",
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n"),
    )
    margin = _margin([line.expandtabs(4).rstrip() for line in whole.split("\n")])
    return [_read_page(page.split("\n"), margin) for page in whole.split("\f")]


def _margin(lines: Sequence[str]) -> int | None:
    """The column where a hard-wrapped text breaks its lines, or None if it is not wrapped."""
    pairs = [
        (line, after) for line, after in zip(lines, lines[1:], strict=False) if line.strip() and after.strip()
    ]
    lengths = sorted(len(line) for line, _ in pairs)
    if len(lengths) < _FEWEST_PAIRS:
        return None
    margin = lengths[int(0.95 * (len(lengths) - 1))]
    broken = sum(
        not SENTENCE_END.search(line.rstrip(",;")) and len(line) + len(after.split()[0]) >= margin - 2
        for line, after in pairs
    )
    return margin if _NARROWEST <= margin <= _WIDEST and broken >= len(pairs) / 3 else None


def _read_page(raw: list[str], margin: int | None) -> list[Line]:
    lines = []
    for number, line in enumerate(raw):
        words = clean(line)
        if not words:
            continue
        blank_before = number == 0 or not clean(raw[number - 1])
        blank_after = number + 1 >= len(raw) or not clean(raw[number + 1])
        wide = line.expandtabs(4).rstrip()
        room = None if margin is None else margin - len(wide)
        indent, cells = len(wide) - len(wide.lstrip()), _cells(line)
        lines.append(
            Line(words, indent, blank_before, blank_after, room, cells=cells, spans=_spans(line, cells))
        )
    return lines


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line that looks like a table's row."""
    text = line.strip()
    if text.startswith("|") or text.count("|") >= 2:
        parts = text.strip("|").split("|")
    else:
        parts = re.split(r"\t+|(?<=\S) {3,}(?=\S)", text)
    cells = tuple(clean(part) for part in parts)
    return cells if len(cells) > 1 and cells[0] not in ("•", "-", "–", "*", "o") else ()


def _spans(line: str, cells: tuple[str, ...]) -> tuple[tuple[float, float], ...]:
    """The columns where the cells of a line begin and end; none where tabs or bars part them."""
    if "\t" in line or "|" in line:
        return ()
    found = tuple((float(part.start()), float(part.end())) for part in _CELL.finditer(line.rstrip()))
    return found if len(found) == max(len(cells), 1) else ()


def join_pages(pages: Iterable[list[Line]]) -> list[Line]:
    """One list of lines; a sentence that runs over the end of a page goes on."""
    joined: list[Line] = []
    for page in pages:
        if joined and page and page[0].text[0].islower() and not joined[-1].ends_sentence:
            joined[-1] = replace(joined[-1], blank_after=False, room=0)
            page = [replace(page[0], blank_before=False), *page[1:]]
        joined += page
    return joined


def marked(lines: list[Line]) -> list[Line]:
    """The lines with their markers parted from their texts; a marker on a line of its own goes to the next."""
    found = mark([line.text for line in lines])
    result: list[Line] = []
    waiting: Marker | None = None
    for line, (marker, text) in zip(lines, found, strict=True):
        if marker and not text and marker.kind != "named":
            waiting = marker
            continue
        result.append(
            replace(
                line,
                marker=marker or waiting,
                text=text,
                cells=() if marker and len(line.cells) < 3 else line.cells,
            )
        )
        waiting = None
    return [line for line in result if line.text or line.marker]


def unwrapped(lines: list[Line]) -> list[Line]:
    """Put paragraphs together again that were broken at the right margin."""
    words = {word.strip(".,;:!?()«»\"'").lower() for line in lines for word in line.text.split()}
    joined: list[Line] = []
    for n, line in enumerate(lines):
        begins_table = len(line.cells) > 1 and [len(after.cells) for after in lines[n + 1 : n + 2]] == [
            len(line.cells)
        ]
        if joined and not begins_table and _goes_on(joined[-1], line):
            last = joined[-1]
            text = glue(last.text, line.text, words)
            joined[-1] = replace(last, text=text, blank_after=line.blank_after, room=line.room, cells=())
        else:
            joined.append(line)
    return joined


def _goes_on(last: Line, line: Line) -> bool:
    if (
        line.marker
        or line.table
        or last.table
        or line.blank_before
        or not line.text
        or not last.text
        or (last.level or 0) != (line.level or 0)
    ):
        return False
    if last.cells and line.cells:
        return False
    if _OPEN_END.search(last.text) and not last.cells and not line.cells:
        return True
    if _GOES_ON_WITH_FIGURE.match(line.text) and _awaits_figure(last, line):
        return True
    if (_BROKEN_WORD.search(last.text) and line.text[0].islower()) or (
        _BROKEN_NUMBER.search(last.text) and line.text[0].isdigit()
    ):
        return True
    if last.text.endswith("?") and (last.marker or last.level):
        return False
    needed = len(line.text.split()[0]) + 1
    open_ended = not last.ends_sentence or last.text.endswith((",", ";") if last.room is not None else ",")
    if open_ended and last.room is not None and not line.text[0].isupper():
        return last.room <= needed + _RAGGED
    if open_ended and line.text[0].islower():
        return len(last.text) >= _LONG_LINE
    return last.room is not None and last.room < needed and not last.text.isupper()


def _awaits_figure(last: Line, line: Line) -> bool:
    plain = not (last.ends_sentence or last.cells or last.level)
    long = line.ends_sentence or len(line.text.split()) > 4
    return plain and bool(_CALLS_FOR_FIGURE.search(last.text) or long and must(last.text))


def glue(head: str, tail: str, words: set[str]) -> str:
    """Join two lines; the hyphen of a word broken between them goes unless the word is written with one."""
    if _BROKEN_NUMBER.search(head) and tail[0].isdigit():
        return head + tail
    found = re.search(r"(\w+)-$", head)
    first = re.match(r"\w+", tail)
    if not found or not first or not first[0][0].islower():
        return f"{head} {tail}"
    whole, hyphened = f"{found[1]}{first[0]}".lower(), f"{found[1]}-{first[0]}".lower()
    keep = (
        hyphened in words
        or whole not in words
        and (first[0] in _ENCLITICS or found[1].lower() in ("e", "non", "sous", "self", "pre"))
    )
    return head + tail if keep else head[:-1] + tail
