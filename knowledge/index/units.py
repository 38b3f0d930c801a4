"""Units: the texts of a passage that get a vector each (its question, its whole, its sentences, its variants)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingestion.sentences import sentences
from knowledge.passages import Passage

QUESTION, WHOLE, SENTENCE, VARIANT = "question", "whole", "sentence", "variant"
SHORTEST = 20  # characters; a sentence that is shorter says too little to be found by


@dataclass(frozen=True)
class Unit:
    """One text to encode; `passage` is the passage's position in the index."""

    passage: int
    kind: str
    text: str


def all_units(passages: Sequence[Passage]) -> list[Unit]:
    """The units of an index's passages, in their order.

    A heading or question that stands in several documents of an operator, « Frais » in one on mobile and in one on Internet, does
    not tell what a passage is about; there the whole text stands under the document's title, too.
    """
    documents: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for passage in passages:
        documents[_place(passage)].add(passage.source.document)
    return [
        unit
        for position, passage in enumerate(passages)
        for unit in units_of(passage, position, titled=len(documents[_place(passage)]) > 1)
    ]


def _place(passage: Passage) -> tuple[str, ...]:
    return passage.operator, passage.language, _title(passage)


def _title(passage: Passage) -> str:
    return passage.question or " – ".join(passage.heading_path[-2:])


def units_of(passage: Passage, position: int, *, titled: bool = False) -> list[Unit]:
    """The units of one passage; each can be read alone, so headings and questions go before what they explain.

    Args:
        titled: whether the document's title goes before its heading or question.
    """
    title = _title(passage)
    above = [passage.source.document] if title and titled else []
    found = [Unit(position, WHOLE, "\n".join(filter(None, [*above, title, passage.text])))]
    if title:
        found.append(Unit(position, QUESTION, title))
    found += [Unit(position, SENTENCE, text) for text in encoded_sentences(passage).values()]
    return found + [Unit(position, VARIANT, variant) for variant in passage.variants]


def encoded_sentences(passage: Passage) -> dict[str, str]:
    """By sentence of a passage, the text that is encoded for it: a short one stands behind its heading.

    All sentences are, so that each row of a large table can be found.
    """
    said = sentences(passage.text)
    context = passage.heading_path[-1] if passage.heading_path else ""
    return {
        s: f"{context} : {s}" if context and len(s) < 60 else s
        for s in said
        if len(said) > 1 and (len(s) >= SHORTEST or passage.kind == "table")
    }
