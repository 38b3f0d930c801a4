"""One turn at a time per conversation, across processes.

A turn is claimed in the row of the conversation, in the transaction that stores the customer's message, and
released in the one that stores the answers. A process that died holds its claim only until it is stale.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation


def claim_turn(session: Session, conversation_id: str, *, stale_after: float) -> str | None:
    """Claim the conversation for one turn.

    Args:
        stale_after: seconds after which a claim that was never released no longer counts.

    Returns:
        The id of the turn, or None while another one is under way.
    """
    now = datetime.now(
        timezone.utc
    )  # the real time: settings.now() jumps back at midnight when the day is fixed
    turn_id = str(uuid.uuid4())
    claim = (
        sa.update(Conversation)
        .where(
            Conversation.id == conversation_id,
            sa.or_(
                Conversation.turn_id.is_(None),
                Conversation.turn_started_at < now - timedelta(seconds=stale_after),
            ),
        )
        .values(turn_id=turn_id, turn_started_at=now)
        .execution_options(synchronize_session=False)
    )
    return turn_id if session.execute(claim).rowcount == 1 else None  # type: ignore[attr-defined]


def release_turn(session: Session, turn_id: str) -> bool:
    """End the turn; False if it had become stale and somebody else took over."""
    release = (
        sa.update(Conversation)
        .where(Conversation.turn_id == turn_id)
        .values(turn_id=None, turn_started_at=None)
        .execution_options(synchronize_session=False)
    )
    return session.execute(release).rowcount == 1  # type: ignore[attr-defined]


def release_all_turns(session: Session) -> None:
    """Forget the turns of a process that died; only where no other process can be in one."""
    session.execute(sa.update(Conversation).values(turn_id=None, turn_started_at=None))
