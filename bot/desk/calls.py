"""What calls for an agent, on whatever page they are: conversations in the queue, and their own that await a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import HUMAN, QUEUED, Conversation, Handoff, Message


@dataclass(frozen=True)
class Calls:
    """waiting: in the queue. unanswered: the agent's own in which the customer has the last word. handoff, message: ids
    of the newest handoff in the queue and of the newest message of the agent's own customers; 0 where there is none.
    """

    waiting: int
    unanswered: int
    handoff: int
    message: int

    @property
    def count(self) -> int:
        return self.waiting + self.unanswered

    @property
    def mark(self) -> str:
        """For an address: what a page has already shown."""
        return urlencode(asdict(self))

    def has_new_handoff(self, shown: Calls) -> bool:
        """Whether somebody joined the queue since: for the first time, or given back to it."""
        return self.handoff > shown.handoff or self.waiting > shown.waiting

    def has_new_message(self, shown: Calls) -> bool:
        """Whether a customer of the agent's wrote since."""
        return self.unanswered > 0 and self.message > shown.message


def read_mark(query: Mapping[str, str]) -> Calls:
    """What a page has shown, from an address; what makes no sense is 0."""

    def number(name: str) -> int:
        value = query.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0

    return Calls(**{name: number(name) for name in ("waiting", "unanswered", "handoff", "message")})


def calls_for(session: Session, operators: Sequence[str], agent_id: int) -> Calls:
    """What calls for an agent of these operators now; quick to ask."""
    queue = sa.select(sa.func.count(), sa.func.max(Handoff.id)).where(
        Handoff.operator.in_(operators), Handoff.state == QUEUED
    )
    waiting, handoff = session.execute(queue).one()
    last_words = (
        sa.select(sa.func.max(Message.id))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.state == HUMAN, Conversation.owner_id == agent_id)
        .where(Conversation.operator.in_(operators), Message.sender != "bot")
        .group_by(Message.conversation_id)
    )
    customers = sa.select(Message.id).where(Message.id.in_(last_words), Message.sender == "customer")
    unanswered = list(session.scalars(customers))
    return Calls(waiting, len(unanswered), handoff or 0, max(unanswered, default=0))
