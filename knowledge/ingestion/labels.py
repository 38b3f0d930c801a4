"""What a marker makes of the text behind it: a question, an answer, an article's heading or an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, QUESTION, TABLE, Block, Dropped, asks
from knowledge.ingestion.debris import CONTENTS, debris_reason
from knowledge.ingestion.markers import ANSWERS, ASKS, NAMED, NUMBER, Marker, mark
from knowledge.ingestion.sentences import run_in_title


def labelled(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """Read the markers in the texts of a page's or Word document's blocks, and leave debris out."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    ended = False
    for n, block in enumerate(blocks):
        ended = ended or block.after_panel
        reason = debris_reason(block.text) if block.kind in (PARAGRAPH, HEADING, ITEM) else None
        below = blocks[n + 1] if n + 1 < len(blocks) else None
        if (
            reason == CONTENTS
            and block.kind == HEADING
            and below is not None
            and below.kind == PARAGRAPH
            and below.text.endswith((".", "!", "?"))
        ):
            reason = None  # « Sommaire » over a text of its own
        if reason:
            dropped.append(Dropped(reason, block.text))
        else:
            kept.append(replace(block, after_panel=ended))
            ended = False
    marks = mark([block.text for block in kept])
    made: list[Block] = []
    for block, (marker, text) in zip(kept, marks, strict=True):
        made += _relabel(block, marker, text) if marker and block.kind not in (TABLE, QUESTION) else [block]
    return made, dropped


def _relabel(block: Block, marker: Marker, text: str) -> list[Block]:
    if block.kind == PARAGRAPH or marker.kind in (ASKS, ANSWERS) and block.kind == HEADING:
        first, *rest = marked_blocks(text, marker, block.indent, block.level)
        return [replace(first, key=block.key, after_panel=block.after_panel), *rest]
    if block.kind == HEADING and marker.kind == NAMED:
        return [replace(block, marker=marker)]  # « Article 4 – Résiliation » stays whole
    if not text or block.kind == HEADING and marker.kind != NUMBER:
        return [block]
    return [replace(block, text=text, marker=marker if marker.values else block.marker)]


def marked_blocks(text: str, marker: Marker | None, indent: int = 0, level: int = 0) -> list[Block]:
    """The blocks of a text that stands behind a marker; none if it has none. level: of a heading that the type shows."""
    if marker is None:
        return []
    if marker.kind == ANSWERS:
        return [Block(PARAGRAPH, text, indent=indent)]
    if marker.kind == ASKS:
        question, answer = question_and_answer(text)
        asked = Block(QUESTION, question, level=level, indent=indent, marker=marker)
        return [asked, Block(PARAGRAPH, answer, indent=indent)] if answer else [asked]
    if marker.kind == NAMED:
        return _article(text, marker, indent, level)
    if level and not asks(text):
        return [Block(HEADING, text, level=level, indent=indent, marker=marker)]
    question, answer = question_and_answer(text)
    if marker.values and answer and asks(question):
        return [
            Block(QUESTION, question, level=level, indent=indent, marker=marker),
            Block(PARAGRAPH, answer, indent=indent + 1),
        ]
    return [Block(ITEM, text, level=level, indent=indent, marker=marker)]


_ANSWER_LABEL = re.compile(r"(?<=[?.!»])\s+(?:(?:Réponse|Answer|Rép\.)\s?:?|[RA]\s?[:.–-])\s+(?=\S)")


def question_and_answer(text: str) -> tuple[str, str]:
    """Part `Comment résilier ? R : Écrivez-nous.` and `Comment résilier ? Écrivez-nous.`; no answer if there is none."""
    if found := _ANSWER_LABEL.search(text):
        return text[: found.start()].strip(), text[found.end() :].strip()
    if asks(text):
        return text, ""
    end = text.find("?")
    while end != -1 and asks(text[: end + 1]):
        rest = text[end + 1 :].lstrip(' »"”')
        if rest and "?" not in rest[:120]:
            return (
                (text[: len(text) - len(rest)].strip(), rest)
                if rest[0].isupper() or not rest[0].isalpha()
                else (text, "")
            )
        end = text.find("?", end + 1)
    return text, ""


_RANKS = {
    "titre": 1,
    "partie": 1,
    "part": 1,
    "annexe": 1,
    "appendix": 1,
    "appendice": 1,
    "schedule": 1,
    "exhibit": 1,
    "addendum": 1,
    "chapitre": 2,
    "chapter": 2,
}


def _article(text: str, marker: Marker, indent: int, level: int) -> list[Block]:
    """`Article 4 – Résiliation` is a heading; so is `Article 4` before a text that begins on its line."""
    level = level or _RANKS.get(marker.style.split()[0], 2 + len(marker.values))
    title, rest = run_in_title(text)
    if title is None and len(text) <= 100 and not text.endswith((".", ";", ",")):
        title, rest = text, ""
    name = f"{marker.text} – {title}" if title else marker.text
    heading = Block(HEADING, name, level=level, indent=indent, marker=marker)
    return [heading, Block(PARAGRAPH, rest, indent=indent)] if rest else [heading]
