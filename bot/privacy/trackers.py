"""Rasa's tracker store: its table `events`, one row for each event of a conversation."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

_EVENTS = sa.table(
    "events", sa.column("id"), sa.column("sender_id"), sa.column("timestamp"), sa.column("data")
)


def delete(engine: Engine, conversation_ids: tuple[str, ...]) -> int:
    """Delete what Rasa keeps of conversations; returns the number of events."""
    if not sa.inspect(engine).has_table("events"):
        return 0
    with engine.begin() as connection:
        wanted = sa.delete(_EVENTS).where(_EVENTS.c.sender_id.in_(conversation_ids))
        return connection.execute(wanted).rowcount


def events(engine: Engine, conversation_ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """What Rasa keeps of conversations, oldest first."""
    if not sa.inspect(engine).has_table("events"):
        return []
    wanted = sa.select(_EVENTS.c.data).where(_EVENTS.c.sender_id.in_(conversation_ids)).order_by(_EVENTS.c.id)
    with engine.connect() as connection:
        return [json.loads(data) for data in connection.scalars(wanted)]


def delete_older(engine: Engine, before: float) -> int:
    """Delete conversations whose last event is older; `before`: seconds since 1970. Returns the number of events."""
    if not sa.inspect(engine).has_table("events"):
        return 0
    old = (
        sa.select(_EVENTS.c.sender_id)
        .group_by(_EVENTS.c.sender_id)
        .having(sa.func.max(_EVENTS.c.timestamp) < before)
    )
    with engine.begin() as connection:
        return connection.execute(sa.delete(_EVENTS).where(_EVENTS.c.sender_id.in_(old))).rowcount
