"""Questions that the assistant could not answer, or answered to the customer's displeasure, grouped by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.conversations.models import Conversation, Message
from bot.conversations.ratings import DOWN, MessageRating
from bot.privacy.masking import mask_text, masked_messages
from bot.review.models import Correction

MOST = 1000  # questions looked at, the newest
# Two questions are alike from this cosine on; the encoder's cosines of unrelated questions lie around 0.3.
ALIKE = 0.62
UNSURE, NO_ANSWER, NO_DOCUMENTS = "unsure", "no_answer", "no_documents"


class Encoder(Protocol):
    """Vectors of questions, each of length 1; see knowledge.encoder.serving.OnnxEncoder."""

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        """float32, shape (len(texts), dim)."""


@dataclass(frozen=True)
class Unanswered:
    """A question as it was searched; text: masked. comment: what the customer said of the answer, masked."""

    message_id: int
    conversation_id: str
    operator: str
    language: str
    text: str
    outcome: str
    asked_at: datetime
    rated_down: bool = False
    comment: str | None = None


@dataclass(frozen=True)
class Group:
    """Questions that are alike, the most typical first."""

    questions: list[Unanswered]

    @property
    def typical(self) -> Unanswered:
        return self.questions[0]

    @property
    def rated_down(self) -> int:
        return sum(question.rated_down for question in self.questions)


def find_unanswered(
    session: Session,
    operators: tuple[str, ...],
    *,
    since: datetime,
    language: str | None = None,
    reader: str = "fr",
) -> list[Unanswered]:
    """The newest questions without answer, or with one that was rated down, that nobody has reviewed.

    Args:
        language: of the questions; None for both.
        reader: the language of the labels in place of personal data.
    """
    reviewed = sa.select(Correction.message_id).where(Correction.message_id.is_not(None))
    answer = aliased(Message)
    down = sa.select(answer.in_reply_to).join(MessageRating, MessageRating.message_id == answer.id)
    down = down.where(MessageRating.value == DOWN, answer.in_reply_to.is_not(None))
    outcome = Message.parse["search"]["outcome"].as_string()
    query = (
        sa.select(Message, Conversation, outcome)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.operator.in_(operators),
            Message.sender == "customer",
            Message.created_at >= since,
            sa.or_(outcome.in_((UNSURE, NO_ANSWER, NO_DOCUMENTS)), Message.id.in_(down)),
            Message.id.not_in(reviewed),
        )
        .order_by(Message.id.desc())
        .limit(MOST)
    )
    rows = [
        (message, conversation, said)
        for message, conversation, said in session.execute(query)
        if language in (None, message.language or conversation.language)
    ]
    texts = masked_messages(session, [message for message, _, _ in rows], reader)
    comments = _comments(session, [message.id for message, _, _ in rows])
    return [
        Unanswered(
            message.id,
            conversation.id,
            conversation.operator,
            message.language or conversation.language,
            texts[message.id],
            said or "answered",
            message.created_at,
            message.id in comments,
            comments.get(message.id),
        )
        for message, conversation, said in rows
    ]


def group_by_likeness(
    questions: Sequence[Unanswered], encoder: Encoder, *, alike: float = ALIKE
) -> list[Group]:
    """Groups of one operator and language each; those rated down first, then the largest, then the newest."""
    groups: list[Group] = []
    for key in sorted({(question.operator, question.language) for question in questions}):
        chosen = [question for question in questions if (question.operator, question.language) == key]
        vectors = encoder.encode_queries([question.text for question in chosen])
        groups += [_group(chosen, vectors, rows) for rows in _clusters(vectors, alike)]
    return sorted(
        groups, key=lambda g: (-g.rated_down, -len(g.questions), -max(q.message_id for q in g.questions))
    )


def _clusters(vectors: np.ndarray, alike: float) -> list[np.ndarray]:
    """Row numbers of each cluster, by average linkage: one odd question joins no two groups."""
    if len(vectors) < 2:
        return [np.arange(len(vectors))]
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    labels = fcluster(tree, 1 - alike, "distance")
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def _group(questions: list[Unanswered], vectors: np.ndarray, rows: np.ndarray) -> Group:
    nearness = vectors[rows] @ vectors[rows].mean(axis=0)
    return Group([questions[rows[n]] for n in np.argsort(-nearness, kind="stable")])


def _comments(session: Session, ids: list[int]) -> dict[int, str | None]:
    """What customers said of the answers that they rated down, by the id of the question; None if they said nothing."""
    query = (
        sa.select(Message.in_reply_to, MessageRating.comment)
        .join(MessageRating, MessageRating.message_id == Message.id)
        .where(MessageRating.value == DOWN, Message.in_reply_to.in_(ids))
    )
    found = session.execute(query).all()
    return {question: mask_text(said) if said else None for question, said in found if question is not None}
