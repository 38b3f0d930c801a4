"""What is read for the queue: handoffs of an agent's operators, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import (
    CAUSES,
    CLOSED,
    HUMAN,
    QUEUED,
    RETURNED,
    WITHDRAWN,
    Conversation,
    Handoff,
    Message,
)
from bot.conversations.requests import calling_messages, reason_of
from bot.desk.models import DeskUser
from bot.privacy.masking import mask_text, masked_messages

PAGE = 50
WISH = 200  # letters of it that are shown
STATES = ("open", "queued", "mine", "human", "ticket", "closed", "all")
WAITS = (5, 15, 60)  # minutes
LANGUAGES = ("fr", "en")
_OVER = (CLOSED, WITHDRAWN, RETURNED)


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty means everything. waiting: at least so many minutes."""

    operator: str = ""
    state: str = "open"
    cause: str = ""
    language: str = ""
    waiting: int = 0
    late: bool = False
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str], operators: Sequence[str]) -> Filters:
        """From a page's address; what makes no sense is left out."""

        def one_of(name: str, known: Sequence[str], default: str = "") -> str:
            return value if (value := query.get(name, default)) in known else default

        waiting, page = query.get("waiting", ""), query.get("page", "")
        return cls(
            operator=one_of("operator", operators),
            state=one_of("state", STATES, "open"),
            cause=one_of("cause", CAUSES),
            language=one_of("language", LANGUAGES),
            waiting=int(waiting) if waiting in map(str, WAITS) else 0,
            late=query.get("late") == "1",
            page=min(int(page), 100_000) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
        )

    @property
    def chosen(self) -> bool:
        """Whether the list is narrowed."""
        return self != Filters(page=self.page)

    def address(self, **changes: Any) -> str:
        """The address of the queue with these filters."""
        values = {**self.__dict__, **changes}
        given = {name: int(value) if value is True else value for name, value in values.items() if value}
        defaults = {"state": "open", "page": 1}
        query = urlencode({name: value for name, value in given.items() if defaults.get(name) != value})
        return f"/desk?{query}" if query else "/desk"


@dataclass(frozen=True)
class Row:
    """A handoff in the list; wish: what the person was called for, without personal data."""

    handoff: Handoff
    conversation: Conversation
    wish: str
    agent: str | None
    late: bool
    awaits_reply: bool
    waited: timedelta


@dataclass(frozen=True)
class QueuePage:
    """rows: at most PAGE. total: with these filters."""

    rows: list[Row]
    total: int
    filters: Filters

    @property
    def has_next(self) -> bool:
        return self.filters.page * PAGE < self.total


def queue_page(
    session: Session,
    filters: Filters,
    operators: Sequence[str],
    agent_id: int,
    now: datetime,
    *,
    reader: str = "fr",
) -> QueuePage:
    """A page of the queue: who waits first, the longest first; what is over newest first.

    Args:
        reader: the language of the labels in place of personal data.
    """
    conditions = _conditions(filters, operators, agent_id, now)
    order: list[Any] = [Handoff.opened_at, Handoff.id]
    if filters.state in ("closed", "all"):
        order = [Handoff.id.desc()]
    elif filters.state in ("open", "mine"):
        order = [sa.case((Handoff.state == QUEUED, 0), else_=1), *order]
    query = (
        sa.select(Handoff, Conversation, DeskUser.name)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(DeskUser, DeskUser.id == Handoff.agent_id)
        .where(*conditions)
        .order_by(*order)
        .limit(PAGE)
        .offset((filters.page - 1) * PAGE)
    )
    found = session.execute(query).all()
    senders = _last_senders(session, [conversation.id for _, conversation, _ in found])
    wishes = _wishes(session, [handoff for handoff, _, _ in found], reader)
    total = session.scalar(sa.select(sa.func.count()).select_from(Handoff).where(*conditions)) or 0
    return QueuePage([_row(*row, wishes[row[0].id], senders, now) for row in found], total, filters)


def queue_version(session: Session) -> tuple[Any, ...]:
    """Changes whenever a queue may look different; quick to ask."""
    answers = (
        sa.select(sa.func.max(Message.id))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.state == HUMAN)
    )
    return session.scalar(sa.select(sa.func.max(Handoff.changed_at))), session.scalar(answers)


def _conditions(filters: Filters, operators: Sequence[str], agent_id: int, now: datetime) -> list[Any]:
    wanted: list[Any] = [Handoff.operator.in_([filters.operator] if filters.operator else operators)]
    by_state: dict[str, list[Any]] = {
        "open": [Handoff.state.in_((QUEUED, HUMAN))],
        "queued": [Handoff.state == QUEUED],
        "mine": [Handoff.state == HUMAN, Handoff.agent_id == agent_id],
        "human": [Handoff.state == HUMAN],
        "ticket": [Handoff.state == QUEUED, Handoff.ticketed_at.is_not(None)],
        "closed": [Handoff.state.in_(_OVER)],
        "all": [],
    }
    wanted += by_state[filters.state]
    if filters.cause:
        wanted.append(Handoff.cause == filters.cause)
    if filters.language:
        wanted.append(Handoff.language == filters.language)
    if filters.waiting:
        wanted.append(Handoff.opened_at <= now - timedelta(minutes=filters.waiting))
    if filters.late:
        wanted.append(sa.func.coalesce(Handoff.claimed_at, Handoff.closed_at, now) > Handoff.due_at)
    return wanted


def _row(
    handoff: Handoff,
    conversation: Conversation,
    agent: str | None,
    wish: str,
    senders: dict[str, str],
    now: datetime,
) -> Row:
    return Row(
        handoff=handoff,
        conversation=conversation,
        wish=wish[:WISH],
        agent=agent if handoff.state != QUEUED else None,
        late=is_late(handoff, now),
        awaits_reply=handoff.state == HUMAN and senders.get(conversation.id) == "customer",
        waited=(handoff.claimed_at or now) - handoff.opened_at,
    )


def is_late(handoff: Handoff, now: datetime) -> bool:
    """Whether nobody took it within the time that was set."""
    taken = handoff.claimed_at or handoff.closed_at or now
    return handoff.due_at is not None and taken > handoff.due_at


def _wishes(session: Session, handoffs: Sequence[Handoff], reader: str) -> dict[int, str]:
    """What a person was called for, without personal data, by handoff id."""
    calling = calling_messages(session, [handoff for handoff in handoffs if not reason_of(handoff)])
    texts = masked_messages(session, list(calling.values()), reader)
    return {
        handoff.id: texts[calling[handoff.id].id]
        if handoff.id in calling
        else mask_text(reason_of(handoff)[: 2 * WISH], reader)
        for handoff in handoffs
    }


def _last_senders(session: Session, conversation_ids: Sequence[str]) -> dict[str, str]:
    """Who other than the assistant had the last word, by conversation."""
    latest = (
        sa.select(sa.func.max(Message.id))
        .where(Message.conversation_id.in_(conversation_ids), Message.sender != "bot")
        .group_by(Message.conversation_id)
    )
    query = sa.select(Message.conversation_id, Message.sender).where(Message.id.in_(latest))
    return dict(session.execute(query).tuples().all())
