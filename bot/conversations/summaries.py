"""What an agent should know before the first word: made of what is stored when the page is opened, so never stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.models import BillingAccount, Verification
from bot.conversations.models import FAILED, Conversation, Handoff, Message
from bot.conversations.requests import calling_messages, reason_of, says_wish
from bot.conversations.sentiment import Sentiment, sentiment_of

LATEST_MESSAGES = 200
LAST_ANSWERS = 5


@dataclass(frozen=True)
class Verified:
    """Who the customer proved to be; `account_number` is whole, whoever shows it masks it."""

    account_id: int
    account_number: str
    method: str
    at: datetime


@dataclass(frozen=True)
class SearchedAnswer:
    """A question and what search came to: `passages` are those of bot/channel.py's trace, best first."""

    message_id: int
    question: str
    outcome: str
    confidence: float
    passages: list[dict[str, Any]]


@dataclass(frozen=True)
class Summary:
    """wish: in the customer's words. slots: gathered, without empty ones. tried: (what, how often or which)."""

    wish: str
    task: str | None
    verified: Verified | None
    slots: dict[str, Any]
    done: list[str]
    failures: int
    answers: list[SearchedAnswer]
    language: str
    sentiment: Sentiment


def summarise(session: Session, conversation: Conversation, handoff: Handoff | None) -> Summary:
    """The summary of a conversation, of its latest messages."""
    messages = _customer_messages(session, conversation.id)
    parses = [message.parse or {} for message in messages]
    slots: dict[str, Any] = next((parse["slots"] for parse in reversed(parses) if parse.get("slots")), {})
    known = (handoff.summary if handoff else None) or {}
    return Summary(
        wish=_wish(session, handoff, messages),
        task=known.get("task") or conversation.task or _last_task(parses),
        verified=_verified(session, conversation.id),
        slots={name: value for name, value in slots.items() if name not in ("done", "failures")},
        done=list(slots.get("done") or []),
        failures=sum(message.status == FAILED for message in messages) + int(slots.get("failures") or 0),
        answers=[_answer(message) for message in messages if (message.parse or {}).get("search")][
            -LAST_ANSWERS:
        ],
        language=conversation.language,
        sentiment=sentiment_of(message.text for message in messages),
    )


def _customer_messages(session: Session, conversation_id: str) -> list[Message]:
    query = (
        sa.select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender == "customer")
        .order_by(Message.id.desc())
        .limit(LATEST_MESSAGES)
    )
    return list(session.scalars(query))[::-1]


def _wish(session: Session, handoff: Handoff | None, messages: list[Message]) -> str:
    if handoff is not None:
        message = calling_messages(session, [handoff]).get(handoff.id)
        return reason_of(handoff) or (message.text if message else "")
    return next((message.text for message in [*filter(says_wish, messages), *messages[-1:]]), "")


def _last_task(parses: list[dict[str, Any]]) -> str | None:
    return next((parse["task"] for parse in reversed(parses) if parse.get("task")), None)


def _verified(session: Session, conversation_id: str) -> Verified | None:
    found = session.execute(
        sa.select(Verification, BillingAccount)
        .join(BillingAccount, BillingAccount.id == Verification.account_id)
        .where(Verification.conversation_id == conversation_id)
    ).first()
    if found is None:
        return None
    verification, account = found
    return Verified(account.id, account.number, verification.method, verification.verified_at)


def _answer(message: Message) -> SearchedAnswer:
    search = (message.parse or {})["search"]
    return SearchedAnswer(
        message.id,
        search.get("question") or message.text,
        search.get("outcome", ""),
        float(search.get("confidence") or 0.0),
        search.get("passages") or [],
    )
