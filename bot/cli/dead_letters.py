"""How much was given up because it could not be delivered, and the command that shows it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.models import CommunicationMessage
from bot.conversations import webhooks
from bot.conversations.models import WebhookEvent
from bot.sms.models import DEAD, GIVEN_UP, SmsInbound, SmsOutbound


@dataclass(frozen=True)
class DeadLetters:
    """What there is of a kind; command: lists them."""

    kind: str
    count: int
    command: str


def count_dead_letters(session: Session) -> list[DeadLetters]:
    """The kinds of which there are any."""
    kinds = [
        ("notifications", "guichet outbox list", CommunicationMessage.status == "dead"),
        ("text messages out", "guichet sms dead-letters", SmsOutbound.state == DEAD),
        ("text messages in", "guichet sms dead-letters", SmsInbound.state == GIVEN_UP),
        ("webhook events", "guichet desk webhooks", WebhookEvent.status == webhooks.DEAD),
    ]
    found = [
        DeadLetters(kind, session.scalar(sa.select(sa.func.count()).where(condition)) or 0, command)
        for kind, command, condition in kinds
    ]
    return [letters for letters in found if letters.count]
