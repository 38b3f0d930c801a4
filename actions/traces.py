"""What was searched and found, reported with the answer, so that agents see why the assistant answered or not."""

from __future__ import annotations

from typing import Any

PASSAGES = 5
EXCERPT = 240  # characters of a passage


def trace_of(question: str, answer: Any | None) -> dict[str, Any]:
    """A search in plain values: `passages` best first, with their scores; outcome `no_documents` without an index.

    Args:
        answer: knowledge.retrieval.search.Answer, or None if the operator has no documents.
    """
    if answer is None:
        return {"question": question, "outcome": "no_documents", "confidence": 0.0, "passages": []}
    return {
        "question": answer.question,
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 3),
        "passages": [_passage(hit) for hit in answer.hits[:PASSAGES]],
    }


def _passage(hit: Any) -> dict[str, Any]:
    passage = hit.passage
    return {
        "id": passage.id,
        "document": passage.source.document,
        "heading": " › ".join(passage.heading_path) or passage.question,
        "question": passage.question,
        "language": passage.language,
        "excerpt": passage.text[:EXCERPT],
        "score": round(hit.score, 3),
        "dense": round(hit.dense, 3),
        "lexical": round(hit.lexical, 3),
    }
