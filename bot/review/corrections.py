"""What agents say about answers and messages. Every function works in the caller's transaction.

A text is kept without personal data: what is found in it is masked, and a variant or example with something of the kind
is refused, so that whoever wrote it puts it in other words. The model of names has its say in the worker, and again
before an export (export.py); it is not loaded where customers wait for answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message
from bot.privacy.detection import find_by_patterns
from bot.privacy.masking import LABELS, mask_text, masked_messages
from bot.review.errors import CorrectionRefused, UnknownCorrection
from bot.review.intents import intents
from bot.review.models import ANSWER, INTENT, PROPOSED, SET_ASIDE, UNDONE, VARIANT, Correction
from knowledge.passages import Passage

MAX_TEXT = 300


@dataclass(frozen=True)
class Question:
    """A customer's message under review, with its conversation."""

    message: Message
    conversation: Conversation

    @property
    def language(self) -> str:
        return self.message.language or self.conversation.language


def question_of(session: Session, message_id: int, operators: tuple[str, ...]) -> Question:
    """The customer's message; of an answer of the assistant's, the one that it answers.

    Raises:
        CorrectionRefused: there is no such message with one of these operators, or nothing was asked.
    """
    message = session.get(Message, message_id)
    if message is not None and message.sender != "customer" and message.in_reply_to is not None:
        message = session.get(Message, message.in_reply_to)
    conversation = session.get(Conversation, message.conversation_id) if message else None
    if message is None or conversation is None or conversation.operator not in operators:
        raise CorrectionRefused("no_message")
    if message.sender != "customer":
        raise CorrectionRefused("not_a_question")
    return Question(message, conversation)


def mark_answer_wrong(
    session: Session, question: Question, passage: Passage | None, author: str, *, now: datetime
) -> Correction:
    """The answer was wrong: this passage answers, or none does; marked again, the last word counts."""
    search = (question.message.parse or {}).get("search")
    if not search:
        raise CorrectionRefused("not_an_answer")
    asked = search.get("question")
    text = (
        masked_text(session, question)
        if asked in (None, question.message.text)
        else mask_text(asked, question.language)
    )
    return _keep(session, question, ANSWER, author, now, text=text, passage=passage)


def mark_intent(
    session: Session, question: Question, intent: str, author: str, *, now: datetime
) -> Correction:
    """What the customer really wanted; marked again, the last word counts."""
    if intent not in intents():
        raise CorrectionRefused("unknown_intent")
    text = masked_text(session, question)
    return _keep(session, question, INTENT, author, now, text=text, intent=intent)


def set_aside(session: Session, question: Question, author: str, *, now: datetime) -> Correction:
    """Nothing is to be learnt from it: it leaves the list of unanswered questions."""
    return _keep(session, question, SET_ASIDE, author, now, text="")


def propose_variant(
    session: Session, question: Question, passage: Passage, text: str, author: str, *, now: datetime
) -> Correction:
    """A question, in the words of customers, that is to lead to the passage.

    Raises:
        CorrectionRefused: empty, too long, or with personal data in it.
    """
    text = _clean(text)
    known = session.scalar(
        sa.select(Correction).where(
            Correction.operator == passage.operator,
            Correction.kind == VARIANT,
            Correction.passage_id == passage.id,
            Correction.text == text,
            Correction.status != UNDONE,
        )
    )
    return known or _keep(session, question, VARIANT, author, now, text=text, passage=passage)


def propose_example(
    session: Session, question: Question, intent: str, text: str, author: str, *, now: datetime
) -> Correction:
    """An example of an intent in words that may differ from the customer's.

    Raises:
        CorrectionRefused
    """
    if intent not in intents():
        raise CorrectionRefused("unknown_intent")
    return _keep(session, question, INTENT, author, now, text=_clean(text), intent=intent)


def get_correction(
    session: Session, correction_id: int, operators: tuple[str, ...] | None = None
) -> Correction:
    """A correction of one of the operators.

    Raises:
        UnknownCorrection
    """
    correction = session.get(Correction, correction_id, with_for_update=True)
    if correction is None or (operators is not None and correction.operator not in operators):
        raise UnknownCorrection(correction_id)
    return correction


def list_corrections(
    session: Session,
    operators: tuple[str, ...],
    *,
    statuses: tuple[str, ...] = (),
    limit: int = 200,
) -> list[Correction]:
    """The newest first; what was set aside is not among them."""
    query = sa.select(Correction).where(Correction.operator.in_(operators), Correction.kind != SET_ASIDE)
    if statuses:
        query = query.where(Correction.status.in_(statuses))
    return list(session.scalars(query.order_by(Correction.id.desc()).limit(limit)))


def masked_text(session: Session, question: Question) -> str:
    """What the customer wrote, without personal data: what a variant or an example begins with."""
    return " ".join(
        masked_messages(session, [question.message], question.language)[question.message.id].split()
    )


def of_message(session: Session, message_id: int) -> list[Correction]:
    """What was said about a message, oldest first."""
    query = sa.select(Correction).where(Correction.message_id == message_id).order_by(Correction.id)
    return list(session.scalars(query))


def _keep(
    session: Session,
    question: Question,
    kind: str,
    author: str,
    now: datetime,
    *,
    text: str,
    passage: Passage | None = None,
    intent: str | None = None,
) -> Correction:
    correction = None if kind == VARIANT else _earlier(session, question, kind)
    if correction is None:
        correction = Correction(kind=kind, message_id=question.message.id, created_at=now)
        session.add(correction)
    correction.operator = passage.operator if passage else question.conversation.operator
    correction.language = passage.language if passage and kind == VARIANT else question.language
    correction.conversation_id = question.conversation.id
    correction.status, correction.text, correction.intent = PROPOSED, text, intent
    correction.passage_id = passage.id if passage else None
    correction.passage_key = passage.key if passage else None
    correction.passage_file = passage.source.file if passage else None
    correction.passage_title = title_of(passage) if passage else None
    correction.author, correction.changed_at, correction.exported_at = author, now, None
    session.flush()
    return correction


def _earlier(session: Session, question: Question, kind: str) -> Correction | None:
    query = sa.select(Correction).where(
        Correction.message_id == question.message.id, Correction.kind == kind, Correction.status == PROPOSED
    )
    return session.scalar(query)


def title_of(passage: Passage) -> str:
    """What a passage is called in lists: its question, or its headings."""
    return passage.question or " – ".join(passage.heading_path) or passage.text[:80]


def _clean(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise CorrectionRefused("no_text")
    if len(text) > MAX_TEXT:
        raise CorrectionRefused("too_long")
    if find_by_patterns(text) or any(label in text for label in LABELS):
        raise CorrectionRefused("personal_data")
    return text
