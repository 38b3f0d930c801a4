"""Score search on labelled questions: ranks, outcomes, calibration, facts shown.

A question is a line of JSON: {"id", "operator", "lang", "style", "kind", "question", "facts": [strings]} and what
answers it: {"key", "also": [keys]} (ids of shipped passages) or {"gold": [substrings of the right passage]}.
kind: answerable, or anything else for questions that must not be answered. before: the customer's last question, for
follow-ups such as « et en ligne ? ».
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.folding import fold
from knowledge.passages import Passage
from knowledge.retrieval.search import ANSWERED, Answer, Searcher


class BadQuestions(KnowledgeError):
    """The file of labelled questions is not in the format above."""


@dataclass(frozen=True)
class Judged:
    """A question, what search said, and the rank of the right passage (0 is first, None is not found)."""

    question: dict
    answer: Answer
    rank: int | None

    @property
    def answerable(self) -> bool:
        return self.question["kind"] == "answerable"

    @property
    def right(self) -> bool:
        """Answered with the right passage, or not answered where nothing answers."""
        answered = self.answer.outcome == ANSWERED
        return answered and self.rank == 0 if self.answerable else not answered


def read_questions(path: Path) -> list[dict]:
    """The questions of a file.

    Raises:
        BadQuestions: a line is not JSON or lacks a field.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            missing = {"operator", "lang", "kind", "question"} - question.keys()
        except (ValueError, AttributeError) as error:
            raise BadQuestions(f"{path}, line {number}: not a JSON object.") from error
        if missing:
            raise BadQuestions(f"{path}, line {number}: without {', '.join(sorted(missing))}.")
        questions.append(question)
    return questions


def judge(questions: list[dict], searcher: Searcher, *, top_k: int = 5) -> list[Judged]:
    """Ask every question."""
    judged = []
    for question in questions:
        answer = searcher.search(
            question["question"],
            operator=question["operator"],
            top_k=top_k,
            language=question["lang"] if question.get("before") else None,
            before=question.get("before"),
        )
        rank = next((n for n, hit in enumerate(answer.hits) if _answers(hit.passage, question)), None)
        judged.append(Judged(question, answer, rank))
    return judged


def _answers(passage: Passage, question: dict) -> bool:
    keys = [question.get("key"), *question.get("also", [])]
    if passage.key is not None and passage.key in keys:
        return True
    said = _squash(" ".join([*passage.heading_path, passage.question or "", passage.text]))
    return any(_squash(gold) in said for gold in question.get("gold", []))


def _squash(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def report(judged: list[Judged]) -> dict:
    """All figures, and the main ones by language, style and operator."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        for field in ("lang", "style", "operator"):
            groups[f"{field} {j.question.get(field)}"].append(j)
    asked = [j for j in judged if j.answerable]
    shown = [j for j in asked if j.rank == 0 and j.question.get("facts") and j.answer.outcome == ANSWERED]
    return {
        "questions": len(judged),
        **_figures(judged),
        "facts_shown_when_hit": _share(
            all(_squash(f) in _squash(j.answer.text) for f in j.question["facts"]) for j in shown
        ),
        "median_ms": round(float(np.median([j.answer.elapsed_ms for j in judged])), 2) if judged else None,
        "groups": {name: _figures(members) for name, members in sorted(groups.items())},
    }


def _figures(judged: list[Judged]) -> dict:
    """What is told of all questions and of each group; `n` counts those that are answerable."""
    return {
        **_ranks([j for j in judged if j.answerable]),
        "outcomes": _confusion(judged),
        "overall_accuracy": _share(j.right for j in judged),
        "expected_calibration_error": _calibration_error(judged),
    }


def _ranks(asked: list[Judged]) -> dict:
    ranks = [99 if j.rank is None else j.rank for j in asked]
    hits = {f"hit@{k}": _share(rank < k for rank in ranks) for k in (1, 3, 5)}
    return {"n": len(ranks), **hits, "mrr": _share(1 / (rank + 1) if rank < 99 else 0 for rank in ranks)}


def _confusion(judged: list[Judged]) -> dict[str, dict[str, float | None]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for j in judged:
        kinds[j.question["kind"]].append(j.answer.outcome)
    return {
        kind: {
            outcome: _share(o == outcome for o in found) for outcome in ("answered", "unsure", "no_answer")
        }
        for kind, found in sorted(kinds.items())
    }


def _calibration_error(judged: list[Judged]) -> float | None:
    """Mean distance between confidence and the share of right best passages, in ten bins."""
    if not judged:
        return None
    sure = np.array([j.answer.confidence for j in judged])
    right = np.array([j.answerable and j.rank == 0 for j in judged])
    bins = np.minimum((sure * 10).astype(int), 9)
    distances = [
        (bins == b).mean() * abs(sure[bins == b].mean() - right[bins == b].mean()) for b in set(bins)
    ]
    return round(float(sum(distances)), 4)


def _share(values) -> float | None:
    found = list(values)
    return round(float(np.mean(found)), 4) if found else None
