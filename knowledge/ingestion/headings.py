"""Which blocks are headings, questions or entries of a table of contents: their neighbours tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, QUESTION, TABLE, Block, Dropped, asks
from knowledge.ingestion.debris import CONTENTS
from knowledge.ingestion.markers import BULLET, NAMED, NUMBER
from knowledge.ingestion.sentences import heads_text, is_title, run_in_title

_INDENT = 2  # columns that tell one level from the next
_NUMBERED_LEVEL, _BELOW_NUMBERS = 4, 9  # heading levels of numbered titles, and of plain headings among them
_PAGE = re.compile(r"\s\d{1,3}$")
CONTACT_HEAD = re.compile(
    r"(?:contact(?:s|ez[- ]nous|er)?|nous (?:joindre|contacter|écrire)|pour nous (?:joindre|contacter|écrire)|(?:nos )?coordonnées|contact us|(?:how to )?reach us|get in touch)\W*",
    re.IGNORECASE,
)
_GLOSSARY_HEAD = re.compile(r"(?:définitions?|lexique|glossaire|definitions?|glossary)\W*", re.IGNORECASE)
_ENTRIES = 3  # entries in a row that make a table of contents


def stands_apart(text: str) -> bool:
    """Whether a heading is that of a part which belongs to no section before it: contact, glossary."""
    return bool(CONTACT_HEAD.fullmatch(text) or _GLOSSARY_HEAD.fullmatch(text))


def told_apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """Find the questions and numbered headings among a document's blocks.

    Returns:
        The blocks, and the entries of tables of contents that were left out.
    """
    kept, dropped = _without_contents(list(blocks))
    return _rank_headings(_numbered_headings(_questions(kept))), dropped


def _without_contents(blocks: list[Block]) -> tuple[list[Block], list[Dropped]]:
    """Drop runs of entries that come again further on, where their text is."""
    last = {_letters(_name(blocks[n])): n for n in range(len(blocks)) if _has_text(blocks, n)}

    def comes_again(position: int) -> bool:
        text = _name(blocks[position])
        return any(last.get(_letters(name), 0) > position for name in (text, _PAGE.sub("", text)))

    kept: list[Block] = []
    dropped: list[Dropped] = []
    position = 0
    while position < len(blocks):
        end = position
        while end < len(blocks) and _is_entry(blocks[end]) and comes_again(end):
            end += 1
        if end - position >= _ENTRIES:
            dropped += [Dropped(CONTENTS, block.text) for block in blocks[position:end]]
        else:
            end = max(end, position + 1)
            kept += blocks[position:end]
        position = end
    return kept, dropped


def _has_text(blocks: list[Block], n: int) -> bool:
    """Whether a block heads a text: one that follows it, or its own."""
    if blocks[n].kind == ITEM and run_in_title(blocks[n].text)[1] not in ("", blocks[n].text):
        return True
    after = blocks[n + 1] if n + 1 < len(blocks) else None
    return (
        blocks[n].kind != PARAGRAPH
        and after is not None
        and (after.kind in (PARAGRAPH, TABLE) or after.indent > blocks[n].indent)
    )


def _is_entry(block: Block) -> bool:
    return block.kind in (HEADING, QUESTION, ITEM) or block.kind == PARAGRAPH and len(block.text) <= 120


def _name(block: Block) -> str:
    """What a table of contents calls a block."""
    return block.text if block.kind != ITEM else run_in_title(block.text)[0] or block.text


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _questions(blocks: list[Block]) -> list[Block]:
    """Headings and items that ask are questions; but not the items of a list of which none is answered."""
    made: list[Block] = []
    for position, block in enumerate(blocks):
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        is_bullet = block.marker is not None and block.marker.kind == BULLET
        answered = after is not None and (
            after.kind in (PARAGRAPH, TABLE) or after.kind == ITEM and after.indent > block.indent
        )
        introduced = bool(made) and (made[-1].text.endswith(":") or is_bullet and made[-1].kind == ITEM)
        listed = block.kind == ITEM and is_bullet and (introduced or not answered)
        made.append(
            replace(block, kind=QUESTION)
            if block.kind in (HEADING, ITEM) and asks(block.text) and not listed
            else block
        )
    return made


def _numbered_headings(blocks: list[Block]) -> list[Block]:
    """`2. Facturation`, with paragraphs or clauses under it, is a heading; a step of a list is none."""
    made: list[Block] = []
    introduced = False  # whether the items at hand are a list that a sentence announces
    for position, block in enumerate(blocks):
        if block.kind == ITEM and (not made or made[-1].kind != ITEM):
            introduced = bool(made) and made[-1].kind == PARAGRAPH and made[-1].text.endswith(":")
        before, after = made[-1:], blocks[position + 1 : position + 2]
        heads = _may_head(block) and not introduced and bool(after) and _stands_over(block, before, after[0])
        made.append(_as_heading(block) if heads else block)
    return made


def _as_heading(block: Block) -> Block:
    depth = len(block.marker.values) if block.marker else 1
    return replace(block, kind=HEADING, level=_NUMBERED_LEVEL + depth)


def _may_head(block: Block) -> bool:
    return (
        block.kind == ITEM
        and block.marker is not None
        and block.marker.kind == NUMBER
        and is_title(block.text)
    )


def _stands_over(block: Block, before: list[Block], after: Block) -> bool:
    """Whether what follows a numbered title stands under it rather than beside it."""
    marker = block.marker
    if (
        marker is None
        or before
        and before[0].marker
        and _may_head(before[0])
        and marker.follows(before[0].marker)
    ):
        return False  # its neighbour has nothing under it, so they are a list
    if after.kind != ITEM or after.marker is None:
        return True
    deeper = after.indent >= block.indent + _INDENT and bool(after.marker.values)
    lettered = "a" in after.marker.style and after.marker.values == (1,) and heads_text(block.text)
    other = after.marker.style != marker.style
    return after.marker.is_under(marker) or deeper or other and (_is_clause(after) or lettered)


def _is_clause(block: Block) -> bool:
    return (
        block.marker is not None
        and bool(block.marker.values)
        and (len(block.text) > 120 or run_in_title(block.text)[1] != block.text)
    )


def _rank_headings(blocks: list[Block]) -> list[Block]:
    """Among numbered headings, a plain heading with text of its own stands below them, unless clauses stand between."""
    if not any(_is_numbered(block) for block in blocks):
        return blocks
    made: list[Block] = []
    seen = False
    for position, block in enumerate(blocks):
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        plain = block.kind == HEADING and not block.marker and block.level == 2
        plain = plain and not stands_apart(block.text) and not _is_inner(blocks[position - 1])
        if plain and seen and after is not None and not _is_numbered(after) and after.kind != HEADING:
            block = replace(block, level=_BELOW_NUMBERS)
        seen = seen or _is_numbered(block)
        made.append(block)
    return made


def _is_inner(block: Block) -> bool:
    """Whether a block is a clause such as 4.2, after which a plain heading begins another part."""
    return block.kind == ITEM and block.marker is not None and len(block.marker.values) > 1


def _is_numbered(block: Block) -> bool:
    return block.kind == HEADING and block.marker is not None and block.marker.kind in (NUMBER, NAMED)
