"""What the encoder sees in one training step: the passages of a few documents and questions about them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.nlu.variants import typed_in_a_hurry
from knowledge.encoder.training_data import TrainingDocument


@dataclass(frozen=True)
class BatchRecipe:
    """How a batch is put together."""

    passages: int = 32  # a batch takes whole documents until it holds this many
    questions_per_passage: int = 3  # a passage is costly, a question is short
    unanswerable_per_document: int = 6
    by_title: float = 0.7  # share of the short texts that are the passage's title, where it has one
    hurried: float = 0.2  # share of the questions that are seen in a hasty spelling


@dataclass(frozen=True)
class Batch:
    """One step's texts; a question and a short text name their passage by its position in the batch.

    shorts are what the index also holds of a passage: its own question or heading, or one more question of customers.
    strangers are questions that none of the passages answers.
    """

    passages: list[str] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    questions: list[tuple[str, int]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def batches(found: list[TrainingDocument], recipe: BatchRecipe, rng: random.Random) -> Iterator[Batch]:
    """One epoch: every question about once, in rounds of a few questions a passage."""
    queues = [_question_queues(document, rng) for document in found]
    longest = max(len(queue) for document in queues for queue in document)
    for first in range(0, longest, recipe.questions_per_passage):
        order = [n for n in range(len(found)) if any(len(queue) > first for queue in queues[n])]
        rng.shuffle(order)
        batch = Batch()
        for n in order:
            _fill(batch, found[n], queues[n], first, recipe, rng)
            if len(batch.passages) >= recipe.passages:
                yield batch
                batch = Batch()
        if batch.questions:
            yield batch


def _question_queues(document: TrainingDocument, rng: random.Random) -> list[list[str]]:
    queues: list[list[str]] = [[] for _ in document.passages]
    for question in document.questions:
        if question.passage is not None:
            queues[question.passage].append(question.text)
    for queue in queues:
        rng.shuffle(queue)
    return queues


def _fill(
    batch: Batch,
    document: TrainingDocument,
    queues: list[list[str]],
    first: int,
    recipe: BatchRecipe,
    rng: random.Random,
) -> None:
    for position, queue in enumerate(queues):
        asked = queue[first : first + recipe.questions_per_passage]
        batch.questions.extend((_typed(text, recipe, rng), len(batch.passages)) for text in asked)
        batch.passages.append(document.passage_text(position))
        others = [text for text in queue if text not in asked]
        title = document.title(position)
        batch.shorts.append(
            rng.choice(others)
            if others and (not title or rng.random() >= recipe.by_title)
            else title or asked[0]
        )
    strangers = [question.text for question in document.questions if question.passage is None]
    chosen = rng.sample(strangers, min(recipe.unanswerable_per_document, len(strangers)))
    batch.strangers.extend(_typed(text, recipe, rng) for text in chosen)


def _typed(text: str, recipe: BatchRecipe, rng: random.Random) -> str:
    return typed_in_a_hurry(text, rng) if rng.random() < recipe.hurried else text
