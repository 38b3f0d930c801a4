"""While a customer waits for a person: what they are told at once, and when nobody comes.

The notices are written here and nowhere else, so that every way into the queue says the same: how many wait before
them, how long it takes, when the team is there, what they can do meanwhile, and how to take it back.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa
from babel.dates import format_datetime, get_timezone_name
from sqlalchemy.orm import Session

from accounts.models import TroubleTicket, Verification
from accounts.operators import operator as rules_of
from accounts.operators.opening_hours import opening_hours
from bot.conversations.handoffs import find_open_handoff, lock_conversation
from bot.conversations.models import QUEUED, Conversation, Handoff, Message
from bot.conversations.store import add_message
from bot.conversations.wording import say
from bot.settings import settings

RETURN_PAYLOAD = "/return_to_assistant"  # handled by the web process; Rasa never sees it
SAMPLE = 20  # handoffs that an estimate is made of
FEWEST = 3
_SAMPLE_TIME = timedelta(hours=4)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread over the telephone


def queue_notice(session: Session, handoff: Handoff, language: str, now: datetime) -> str:
    """What happens next and how long it takes; said once when the conversation joins the queue."""
    opening = next_opening(handoff.operator, now)
    if opening is not None and opening > now:
        return " ".join(
            [_closed("queue_closed", handoff.operator, opening, language), say("queue_meanwhile", language)]
        )
    ahead = requests_ahead(session, handoff)
    place = {0: "queue_first", 1: "queue_position_one"}.get(ahead, "queue_position")
    parts = [say(place, language, ahead=ahead)]
    if (minutes := estimated_minutes(session, handoff.operator, now)) is not None:
        parts.append(say("queue_estimate", language, minutes=minutes))
    parts += [
        say("queue_open", language, wait=settings().desk_wait_minutes),
        say("queue_meanwhile", language),
    ]
    return " ".join(parts)


def return_button(language: str) -> dict[str, str]:
    """Takes the request for a person back."""
    return {"title": say("return_button", language), "payload": RETURN_PAYLOAD}


def next_opening(operator: str, now: datetime) -> datetime | None:
    """`now` while the operator's people are there; else when they come; None if they never do."""
    return opening_hours(rules_of(operator), settings().desk_hours).next_opening(now)


def requests_ahead(session: Session, handoff: Handoff) -> int:
    """How many wait longer at the same operator."""
    query = sa.select(sa.func.count()).where(
        Handoff.operator == handoff.operator, Handoff.state == QUEUED, Handoff.id < handoff.id
    )
    return session.scalar(query) or 0


def estimated_minutes(session: Session, operator: str, now: datetime) -> int | None:
    """The median wait of the last hours' handoffs, at least 1; None if they were too few to say."""
    query = (
        sa.select(Handoff.opened_at, Handoff.claimed_at)
        .where(Handoff.operator == operator, Handoff.claimed_at > now - _SAMPLE_TIME)
        .order_by(Handoff.claimed_at.desc())
        .limit(SAMPLE)
    )
    waits = [
        (claimed_at - opened_at).total_seconds() / 60
        for opened_at, claimed_at in session.execute(query)
        if claimed_at is not None
    ]
    return max(1, round(median(waits))) if len(waits) >= FEWEST else None


def overdue_handoffs(session: Session, now: datetime, *, limit: int = 100) -> list[str]:
    """Conversations that have waited for settings.desk_wait_minutes and have no ticket yet, the oldest first."""
    latest = now - timedelta(minutes=settings().desk_wait_minutes)
    query = (
        sa.select(Handoff.conversation_id)
        .where(Handoff.state == QUEUED, Handoff.ticketed_at.is_(None), Handoff.opened_at <= latest)
        .order_by(Handoff.opened_at)
        .limit(limit)
    )
    return list(session.scalars(query))


def leave_ticket(session: Session, conversation_id: str, now: datetime) -> str | None:
    """Say honestly that nobody came, and keep the request under a number; it stays in the queue.

    Returns:
        The ticket's reference, or None if somebody came meanwhile.
    """
    conversation = lock_conversation(session, conversation_id)
    handoff = find_open_handoff(session, conversation_id)
    if handoff is None or handoff.state != QUEUED or handoff.ticketed_at is not None:
        return None
    reference = "TT-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    handoff.ticket_reference, handoff.ticketed_at, handoff.changed_at = reference, now, now
    _add_to_account(session, conversation, handoff, reference, now)
    language = conversation.language
    text = " ".join(_ticket_sentences(handoff, reference, language, now))
    add_message(
        session,
        conversation_id,
        "bot",
        text,
        now=now,
        language=language,
        buttons=[return_button(language)],
    )
    return reference


def abandoned(session: Session, absent: Iterable[int], now: datetime) -> list[tuple[str, int]]:
    """Conversations whose customer has waited for an answer of an absent agent for settings.desk_absent_minutes.

    Args:
        absent: ids of agents whose browser is gone.

    Returns:
        (conversation id, owner id) of each.
    """
    latest = now - timedelta(minutes=settings().desk_absent_minutes)
    last_message = (
        sa.select(sa.func.max(Message.id))
        .where(Message.conversation_id == Conversation.id)
        .correlate(Conversation)
        .scalar_subquery()
    )
    query = (
        sa.select(Conversation.id, Conversation.owner_id)
        .join(Message, Message.id == last_message)
        .where(
            Conversation.state == "human",
            Conversation.owner_id.in_(list(absent)),
            # The customer has the last word, or was only told that this agent took over.
            Message.sender != "agent",
            Message.created_at <= latest,
        )
    )
    return [(conversation_id, owner_id) for conversation_id, owner_id in session.execute(query) if owner_id]


def _ticket_sentences(handoff: Handoff, reference: str, language: str, now: datetime) -> list[str]:
    opening = next_opening(handoff.operator, now)
    if opening is not None and opening > now:
        first = _closed("ticket_closed", handoff.operator, opening, language, reference=reference)
    else:
        first = say("ticket", language, wait=settings().desk_wait_minutes, reference=reference)
    return [first, say("ticket_contact" if handoff.contact else "ticket_no_contact", language)]


def _closed(key: str, operator: str, opening: datetime, language: str, **values: object) -> str:
    rules = rules_of(operator)
    locale = f"{language}_{'CA' if rules.country != 'FR' else 'FR'}"
    at = format_datetime(opening, _FORMATS[language], tzinfo=opening.tzinfo, locale=locale)
    zone = get_timezone_name(opening.tzinfo, locale=locale, zone_variant="generic")
    return say(key, language, opening=at, zone=zone, **values)


_FORMATS = {"fr": "EEEE d MMMM 'à' H\u00a0'h'\u00a0mm", "en": "EEEE, MMMM d 'at' h:mm a"}


def _add_to_account(
    session: Session, conversation: Conversation, handoff: Handoff, reference: str, now: datetime
) -> None:
    """The ticket of a customer who was verified is on the account too, where the assistant finds it again."""
    verification = session.get(Verification, conversation.id)
    if verification is not None:
        session.add(
            TroubleTicket(
                account_id=verification.account_id,
                reference=reference,
                kind="callback",
                status="acknowledged",
                opened_on=now.astimezone(rules_of(handoff.operator).time_zone).date(),
            )
        )
