"""The answer: the operator's own words, whole when short, else the sentences that answer, in their order."""

from __future__ import annotations

from knowledge.ingestion.sentences import sentences
from knowledge.passages import Passage

WHOLE_UP_TO = 600  # characters that a reader takes in at a glance
MOST_SENTENCES = 3


def extract(passage: Passage, scores: dict[str, float]) -> str:
    """The part of a passage that answers.

    Args:
        scores: cosine of the question to sentences of the passage; sentences without one count as 0.

    Returns:
        The whole text if it is short or a table, else at most three sentences in reading order, with the line that introduces
        a list item. Nothing is added or reworded.
    """
    if passage.kind in ("faq", "table", "contact") or len(passage.text) <= WHOLE_UP_TO:
        return passage.text
    said = sentences(passage.text)
    ranked = sorted(range(len(said)), key=lambda n: -scores.get(said[n], 0.0))
    chosen: list[int] = []
    for n in ranked[:MOST_SENTENCES]:
        if sum(len(said[m]) for m in chosen) + len(said[n]) <= 2 * WHOLE_UP_TO or not chosen:
            chosen.append(n)
    if said[0].endswith(":") and any(said[n].startswith("-") for n in chosen):
        chosen.append(0)
    return "\n".join(said[n] for n in sorted(set(chosen)))
