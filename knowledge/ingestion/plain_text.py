"""Blocks from plain lines: what layout alone tells of headings, questions, clauses, lists and tables.

The rules are general; none knows a document. They read: indentation, markers (also glued to their text:
`5Comment résilier ?`), blank lines, the length of a line and how it ends, and the type where a PDF shows it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from knowledge.ingestion.blocks import (
    HEADING,
    ITEM,
    PARAGRAPH,
    QUESTION,
    Block,
    Document,
    Dropped,
    asks,
    clean,
)
from knowledge.ingestion.columns import with_tables
from knowledge.ingestion.debris import date_line, without_debris
from knowledge.ingestion.headings import CONTACT_HEAD
from knowledge.ingestion.labels import marked_blocks
from knowledge.ingestion.lines import Line, join_pages, marked, read_pages, unwrapped
from knowledge.ingestion.markers import BULLET, NAMED, Marker
from knowledge.ingestion.running_heads import without_running_heads
from knowledge.ingestion.tables import table_of, table_size

_UNDERLINE = re.compile(r"([=\-~*_])\1{3,}")
_FACT = re.compile(r"[^\d:]+:\s+\S")  # « label : value »; « Étape 1 : … » is a title
_DENSE_HEADING = 60  # characters of a heading that no blank line sets off
_UNMARKED = Marker("•", BULLET, "•")  # of items that bear no marker themselves
_LOWEST = 9  # level of a heading that only heads the lines below it


def document_from_text(text: str) -> Document:
    """Read a plain text, navigation and legal footers left out."""
    pages, running = without_running_heads(read_pages(text))
    blocks, dropped = blocks_from_lines(join_pages(pages))
    return Document(tuple(blocks), date=document_date(text), dropped=(*running, *dropped))


def document_date(text: str) -> date | None:
    """The date that a line such as « Dernière mise à jour : 23 septembre 2024 » gives, in French or English."""
    import dateparser

    for line in text.split("\n"):
        words = date_line(clean(line))
        parsed = dateparser.parse(words, languages=["fr", "en"]) if words else None
        if parsed:
            return parsed.date()
    return None


def blocks_from_lines(lines: list[Line]) -> tuple[list[Block], list[Dropped]]:
    """The blocks of a document's lines, and what was left out."""
    joined, unread = with_tables(marked(_underlined(lines)))
    kept, dropped = without_debris(joined)
    return _blocks(unwrapped(kept)), [*unread, *dropped]


def fragment(lines: list[Line]) -> list[Block]:
    """The blocks of some lines that stand together in a page."""
    return _blocks(unwrapped(marked(lines)))


def _blocks(lines: list[Line]) -> list[Block]:
    numbered = any(line.marker and asks(line.text) for line in lines)
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        made, size = _next_blocks(lines, position, numbered)
        blocks += made
        position += size
    return blocks


def _underlined(lines: list[Line]) -> list[Line]:
    """Take the rule under a heading as its level; one under the heads of a table says nothing more."""
    kept: list[Line] = []
    for line in lines:
        is_rule = bool(kept) and not line.blank_before and _UNDERLINE.fullmatch(line.text) is not None
        if is_rule and len(kept[-1].cells) > 1:
            continue
        if is_rule and kept[-1].is_short:
            level = 1 if line.text[0] in "=*" else 2
            kept[-1] = Line(kept[-1].text, kept[-1].indent, kept[-1].blank_before, True, level=level)
        else:
            kept.append(line)
    return kept


def _next_blocks(lines: list[Line], position: int, numbered: bool) -> tuple[list[Block], int]:
    """The blocks that begin at a line, and how many lines they take."""
    if found := lines[position].table:
        return [found], 1
    if size := table_size(lines, position):
        table = table_of(lines[position : position + size])
        return ([table] if table else []), size
    if size := _list_size(lines, position):
        items = lines[position : position + size]
        return [Block(ITEM, item.text, indent=item.indent, marker=_UNMARKED) for item in items], size
    if size := _contact_size(lines, position):
        return _contact(lines, position, size), size
    if size := _facts_size(lines, position):
        return _facts(lines, position, size), size
    if size := _title_size(lines, position):
        text = " – ".join(line.text for line in lines[position : position + size])
        return [Block(HEADING, text, level=_level(lines[position]), indent=lines[position].indent)], size
    line, after = lines[position], lines[position + 1 : position + 2]
    size = 1
    if line.marker and line.marker.kind == NAMED and not line.text and after and _titles(after[0]):
        line, size = replace(line, text=after[0].text), 2  # « ARTICLE 4 », and its title on the next line
    made = marked_blocks(line.text, line.marker, line.indent, line.level or 0)
    return made or [_plain(lines, position, numbered)], size


def _titles(line: Line) -> bool:
    return line.is_short and not line.marker and not line.is_contact and not line.text[0].islower()


def _plain(lines: list[Line], position: int, numbered: bool) -> Block:
    line = lines[position]
    if _is_question(lines, position, numbered):
        return Block(QUESTION, line.text, level=line.level or 0, indent=line.indent)
    if _is_heading(lines, position):
        return Block(HEADING, line.text.rstrip(" :"), level=_level(line), indent=line.indent)
    return Block(PARAGRAPH, line.text, indent=line.indent)


def _level(line: Line) -> int:
    return line.level or (1 if line.text.isupper() and len(line.text) > 3 else 2)


def _is_question(lines: list[Line], position: int, numbered: bool) -> bool:
    """A question that stands alone on its line; without a blank line before it only where no question has a number."""
    line = lines[position]
    if not asks(line.text) or not _begins(line):
        return False
    if line.level or line.blank_before:
        return True
    before = lines[position - 1]
    headed = before.blank_before and before.is_short and not before.marker and not asks(before.text)
    dense = not numbered and (position == 0 or before.ends_sentence or headed)
    return dense and position + 1 < len(lines)


def _begins(line: Line) -> bool:
    return line.text[0].isalnum() or line.text[0] in '«“"'


def _is_heading(lines: list[Line], position: int) -> bool:
    line = lines[position]
    if position + 1 >= len(lines) or not _begins(line) or line.is_contact or line.text[0].islower():
        return False
    if (
        line.level
        or line.text.isupper()
        and len(line.text) > 2
        and len(line.text.split()) <= 16
        and not line.text.endswith(":")
    ):
        return True
    if line.is_value:
        return False
    if line.level == 0 or _is_of_contact(lines, position):  # the type shows headings, and this is none
        return False
    if line.is_short and line.blank_before:
        return True
    follows = lines[position + 1]
    dense = len(line.text) <= _DENSE_HEADING and line.is_short and lines[position - 1].ends_sentence
    return dense and not follows.marker and not follows.is_short and len(follows.text) > len(line.text)


def _is_of_contact(lines: list[Line], position: int) -> bool:
    """Whether a line says who, « Responsable : Me Roy », over an address or a number that no blank line sets off."""
    if not _FACT.match(lines[position].text):
        return False
    size = _run(lines, position, lambda _: True)
    return any(line.is_contact for line in lines[position + 1 : position + size])


def _run(lines: list[Line], start: int, fits) -> int:
    """How many lines from `start` fit and follow each other without a blank line."""
    size = 0
    while (
        start + size < len(lines)
        and fits(lines[start + size])
        and (size == 0 or not lines[start + size].blank_before)
    ):
        size += 1
    return size


def _contact_size(lines: list[Line], start: int) -> int:
    """An address or contact block: short lines in a row, at least one with a number, address or e-mail."""
    size = _run(lines, start, lambda line: line.is_short and not line.marker and not line.level)
    return size if size >= 2 and any(line.is_contact for line in lines[start : start + size]) else 0


def _contact(lines: list[Line], start: int, size: int) -> list[Block]:
    """A contact block; its first line heads it if it names what the others give."""
    block = Block(
        PARAGRAPH, "\n".join(line.text for line in lines[start : start + size]), indent=lines[start].indent
    )
    introduced = start > 0 and lines[start - 1].text.endswith(":")
    first = lines[start]
    names = not first.is_contact and ":" not in first.text and ":" in lines[start + 1].text
    names = names or first.blank_before and CONTACT_HEAD.fullmatch(first.text) is not None
    level = _level(first) if CONTACT_HEAD.fullmatch(first.text) else _LOWEST
    return [Block(HEADING, first.text, level=level), block] if names and not introduced else [block]


def _facts_size(lines: list[Line], start: int) -> int:
    """A list of prices or hours: short lines in a row that blank lines set off, at least one with a figure."""
    if not lines[start].blank_before or start + 1 < len(lines) and table_size(lines, start + 1):
        return 0
    size = _run(lines, start, _may_be_fact)
    ends = start + size == len(lines) or lines[start + size].blank_before
    return (
        size if size >= 2 and ends and any(line.has_figure for line in lines[start + 1 : start + size]) else 0
    )


def _may_be_fact(line: Line) -> bool:
    plain = not (line.marker or line.level or line.cells or line.table or asks(line.text))
    return plain and line.is_short


def _facts(lines: list[Line], start: int, size: int) -> list[Block]:
    """A list of prices or hours; its first line heads it unless it is an entry itself."""
    said = lines[start : start + size]
    heads = not said[0].is_value and not said[0].has_figure and not said[0].text.endswith(":")
    text = "\n".join(line.text for line in (said[1:] if heads else said))
    block = Block(PARAGRAPH, text, indent=said[0].indent)
    return [Block(HEADING, said[0].text, level=_LOWEST), block] if heads else [block]


def _list_size(lines: list[Line], start: int) -> int:
    """A list without markers: short lines in a row after a line that ends with a colon."""
    if start == 0 or not lines[start - 1].text.endswith(":"):
        return 0
    lower = lines[start].text[0].islower()

    def fits(line: Line) -> bool:
        return (
            not line.marker
            and not line.level
            and not line.is_contact
            and len(line.text) <= 130
            and line.text[0].islower() == lower
        )

    size = _run(lines, start, lambda line: fits(line) and not line.text.endswith((".", "?", ":")))
    last = lines[start + size] if start + size < len(lines) else None
    if (
        size and last and fits(last) and not last.blank_before and last.text.endswith(".")
    ):  # the last item ends the sentence
        size += 1
    address = last and not last.blank_before and last.is_contact and last.text[0].islower() == lower
    return size if size >= 2 and not address else 0


def _title_size(lines: list[Line], start: int) -> int:
    """Two or three short lines in a row that blank lines set off are one heading; their type shows the same level."""
    if not lines[start].blank_before:
        return 0
    level = lines[start].level
    size = _run(
        lines,
        start,
        lambda line: (
            line.is_short
            and not line.marker
            and not line.is_contact
            and not line.is_value
            and line.level == level
            and level != 0
        ),
    )
    ends = start + size < len(lines) and (lines[start + size].blank_before or level)
    return (
        size
        if 2 <= size <= 3 and ends and all(line.text[0].isalnum() for line in lines[start : start + size])
        else 0
    )
