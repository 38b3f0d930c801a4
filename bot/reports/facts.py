"""One line of facts for each conversation, from which every figure is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.operators import operator as rules_of
from accounts.operators import operator_slugs
from bot.conversations.models import WITHDRAWN, Conversation, Handoff, Message
from bot.conversations.ratings import DOWN, MessageRating, Satisfaction

VERIFIED_AFTER = timedelta(hours=24)
CHANNELS, LANGUAGES, WEEKS = ("web", "sms"), ("fr", "en"), (4, 12, 26, 52)


@dataclass(frozen=True)
class Filters:
    """What a report is about; empty where it is everything. weeks: how far it goes back, the current one included."""

    operator: str = ""
    channel: str = ""
    language: str = ""
    weeks: int = 12

    @classmethod
    def read(cls, values: Mapping[str, str], operators: tuple[str, ...]) -> Filters:
        """From a page's address; what is unknown counts as everything."""

        def chosen(name: str, known: tuple[str, ...]) -> str:
            return value if (value := values.get(name, "")) in known else ""

        weeks = values.get("weeks", "")
        return cls(
            chosen("operator", operators),
            chosen("channel", CHANNELS),
            chosen("language", LANGUAGES),
            int(weeks) if weeks in map(str, WEEKS) else cls.weeks,
        )

    def since(self, now: datetime) -> datetime:
        """Midnight of the Monday with which the first week begins, in UTC."""
        monday = now.date() - timedelta(days=now.weekday() + 7 * (self.weeks - 1))
        return datetime(monday.year, monday.month, monday.day, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Wait:
    """A handoff: why, and the seconds until an agent took it; None if nobody did (or not yet)."""

    cause: str
    seconds: float | None
    withdrawn: bool


@dataclass(frozen=True)
class Facts:
    """A conversation in which the customer wrote at least once. week: the Monday, in the operator's time zone."""

    operator: str
    channel: str
    language: str
    week: date
    task_done: bool = False
    answer_held: bool = False
    handoffs: list[Wait] = field(default_factory=list)
    score: int | None = None

    @property
    def contained(self) -> bool:
        """Whether no person was needed in the end; a handoff that the customer took back does not count."""
        return all(handoff.withdrawn for handoff in self.handoffs)

    @property
    def resolved(self) -> bool:
        return self.task_done or self.answer_held


def read_facts(session: Session, filters: Filters, operators: tuple[str, ...], now: datetime) -> list[Facts]:
    """The conversations that began in the weeks of the report, with the operators somebody may see."""
    conversations = _chosen(session, filters, operators, now)
    ids = sa.select(conversations.c.id)
    answers, done = _answers(session, ids), _done(session, ids)
    handoffs, downs = _handoffs(session, ids), _downs(session, ids)
    scores = dict(
        session.execute(
            sa.select(Satisfaction.conversation_id, Satisfaction.score).where(
                Satisfaction.conversation_id.in_(ids)
            )
        ).all()
    )
    zones = {slug: rules_of(slug).time_zone for slug in operator_slugs()}
    return [
        Facts(
            row.operator,
            row.channel,
            row.language,
            _monday(row.created_at.astimezone(zones[row.operator]).date()),
            task_done=row.id in done,
            answer_held=_held(answers.get(row.id), handoffs.get(row.id, []), downs.get(row.id, [])),
            handoffs=[_wait(handoff) for handoff in handoffs.get(row.id, [])],
            score=scores.get(row.id),
        )
        for row in session.execute(sa.select(conversations))
    ]


def _chosen(session: Session, filters: Filters, operators: tuple[str, ...], now: datetime) -> sa.CTE:
    wrote = sa.exists().where(Message.conversation_id == Conversation.id, Message.sender == "customer")
    query = sa.select(
        Conversation.id,
        Conversation.operator,
        Conversation.channel,
        Conversation.language,
        Conversation.created_at,
    ).where(
        Conversation.operator.in_([filters.operator] if filters.operator else operators),
        Conversation.created_at >= filters.since(now),
        wrote,
    )
    if filters.channel:
        query = query.where(Conversation.channel == filters.channel)
    if filters.language:
        query = query.where(Conversation.language == filters.language)
    return query.cte("chosen")


def _answers(session: Session, ids: sa.Select) -> dict[str, datetime]:
    """When each conversation's last answer from the documents was given."""
    outcome = Message.parse["search"]["outcome"].as_string()
    query = (
        sa.select(Message.conversation_id, sa.func.max(Message.created_at))
        .where(Message.conversation_id.in_(ids), Message.sender == "customer", outcome == "answered")
        .group_by(Message.conversation_id)
    )
    return dict(session.execute(query).all())


def _done(session: Session, ids: sa.Select) -> set[str]:
    """Conversations in which the assistant carried out a task."""
    done = Message.parse["slots"]["done"].as_string()
    query = sa.select(Message.conversation_id).where(
        Message.conversation_id.in_(ids), Message.sender == "customer", done.not_in(("", "[]", "null"))
    )
    return set(session.scalars(query))


def _handoffs(session: Session, ids: sa.Select) -> dict[str, list[Handoff]]:
    found: dict[str, list[Handoff]] = defaultdict(list)
    for handoff in session.scalars(sa.select(Handoff).where(Handoff.conversation_id.in_(ids))):
        found[handoff.conversation_id].append(handoff)
    return found


def _downs(session: Session, ids: sa.Select) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    query = sa.select(MessageRating.conversation_id, MessageRating.created_at).where(
        MessageRating.conversation_id.in_(ids), MessageRating.value == DOWN
    )
    for conversation_id, moment in session.execute(query):
        found[conversation_id].append(moment)
    return found


def _held(answered_at: datetime | None, handoffs: list[Handoff], downs: list[datetime]) -> bool:
    """Whether the last answer was followed by neither a handoff nor a thumb down within 24 hours."""
    if answered_at is None:
        return False
    against = [handoff.opened_at for handoff in handoffs] + downs
    return not any(answered_at <= moment <= answered_at + VERIFIED_AFTER for moment in against)


def _wait(handoff: Handoff) -> Wait:
    seconds = (handoff.claimed_at - handoff.opened_at).total_seconds() if handoff.claimed_at else None
    return Wait(handoff.cause, seconds, handoff.state == WITHDRAWN)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
