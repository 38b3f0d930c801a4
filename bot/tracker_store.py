"""Rasa's store of trackers, quicker for the conversations that go on (runs inside Rasa, .venv-rasa).

Rasa reads all events of a conversation from the data base at every message and makes a tracker of them, which costs
more the longer the talk. We keep the trackers of recent conversations, and use one only if the data base has nothing
newer: another Rasa process may have had the last turn.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

KEPT = 500  # conversations


class RecentTrackerStore(SQLTrackerStore):
    """SQLite or PostgreSQL by `url` in endpoints.yml, with recent trackers in memory."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        self._recent: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            _tune_sqlite(self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker; a kept one is handed out once, so that a turn that fails leaves nothing behind."""
        kept = self._recent.pop(sender_id, None)
        if kept is not None and kept[0] == self._last_event(sender_id):
            return kept[1]
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what is new, then keep the tracker."""
        await super().save(tracker)
        self._recent[tracker.sender_id] = (self._last_event(tracker.sender_id), tracker)
        while len(self._recent) > KEPT:
            self._recent.popitem(last=False)

    def _last_event(self, sender_id: str) -> int:
        newest = sa.select(sa.func.max(self.SQLEvent.id)).where(self.SQLEvent.sender_id == sender_id)
        with self.engine.connect() as connection:
            return connection.scalar(newest) or 0


def _tune_sqlite(engine: Engine) -> None:
    """Readers never wait for writers, and a commit does not wait for the disk.

    A power cut may lose the last moments of a dialogue's state; the messages themselves are kept by the web process.
    """

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    engine.dispose()
