"""Rasa's store of trackers, quicker for the conversations that go on (runs inside Rasa, .venv-rasa).

Rasa reads all events of a conversation from the data base at every message and makes a tracker of them, which costs
more the longer the talk. We keep the trackers of recent conversations, and use one only if the data base has nothing
newer: another Rasa process may have had the last turn.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

KEPT = 500  # conversations


class RecentTrackerStore(SQLTrackerStore):
    """SQLite or PostgreSQL by `url` in endpoints.yml, with recent trackers in memory."""

    engine: Engine

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        self._recent: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()
        self._written: dict[str, int] = {}
        if self.engine.dialect.name == "sqlite":
            self.engine = _tuned_sqlite(self.engine)
            self.sessionmaker = sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker; a kept one is handed out once, so that a turn that fails leaves nothing behind."""
        kept = self._recent.pop(sender_id, None)
        if kept is not None and kept[0] == self._last_event(sender_id):
            self._written[sender_id] = len(kept[1].events)
            return kept[1]
        self._written.pop(sender_id, None)
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what is new, then keep the tracker."""
        written = self._written.pop(tracker.sender_id, None)
        if written is None:
            await super().save(tracker)
            newest = self._last_event(tracker.sender_id)
        else:
            await self.stream_events(tracker)
            newest = self._add(tracker.sender_id, islice(tracker.events, written, None))
        self._recent[tracker.sender_id] = (newest, tracker)
        while len(self._recent) > KEPT:
            self._recent.popitem(last=False)

    def _add(self, sender_id: str, events: Iterable[Event]) -> int:
        """Write the events in one statement, with what Rasa's own `save` writes of each; returns the last one's id."""
        rows = []
        for event in events:
            data = event.as_dict()
            rows.append(
                {
                    "sender_id": sender_id,
                    "type_name": event.type_name,
                    "timestamp": data.get("timestamp"),
                    "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
                    "action_name": data.get("name"),
                    "data": json.dumps(data),
                }
            )
        with self.engine.begin() as connection:
            if rows:
                connection.execute(self.SQLEvent.__table__.insert(), rows)
            return connection.scalar(self._newest(sender_id)) or 0

    def _last_event(self, sender_id: str) -> int:
        with self.engine.connect() as connection:
            return connection.scalar(self._newest(sender_id)) or 0

    def _newest(self, sender_id: str) -> Any:
        return sa.select(sa.func.max(self.SQLEvent.id)).where(self.SQLEvent.sender_id == sender_id)


def _tuned_sqlite(engine: Engine) -> Engine:
    """The same data base with connections that stay open, readers that never wait for writers, and commits that do not
    wait for the disk.

    Rasa opens and closes a connection for every query, and closing the last one writes the journal back to the file.
    A power cut may lose the last moments of a dialogue's state; the messages themselves are kept by the web process.
    """
    if engine.url.database in (None, "", ":memory:"):
        return engine
    tuned = sa.create_engine(engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(tuned, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    engine.dispose()
    return tuned
