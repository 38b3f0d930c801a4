"""Units: the texts of a passage that get a vector each (its question, its whole, its sentences, its variants)."""

from __future__ import annotations

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


def units_of(passage: Passage, position: int) -> list[Unit]:
    """The units of one passage; each can be read alone, so headings and questions go before what they explain."""
    title = passage.question or " – ".join(passage.heading_path[-2:])
    found = [Unit(position, WHOLE, f"{title}\n{passage.text}" if title else passage.text)]
    if title:
        found.append(Unit(position, QUESTION, title))
    found += [Unit(position, SENTENCE, text) for text in encoded_sentences(passage).values()]
    found += [Unit(position, VARIANT, variant) for variant in passage.variants]
    return found


def encoded_sentences(passage: Passage) -> dict[str, str]:
    """By sentence of a passage, the text that is encoded for it: a short one stands behind its heading.

    All sentences are, so that each row of a large table can be found."""
    said = sentences(passage.text)
    context = passage.heading_path[-1] if passage.heading_path else ""
    return {
        s: f"{context} : {s}" if context and len(s) < 60 else s
        for s in said
        if len(said) > 1 and (len(s) >= SHORTEST or passage.kind == "table")
    }
