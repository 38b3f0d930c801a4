"""What the worker does for privacy: finds personal data in new messages, and forgets old conversations."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from accounts.database import Sessions, reading
from bot.conversations.models import Message
from bot.privacy.compacting import compact, open_tracker
from bot.privacy.detection import find_in_texts
from bot.privacy.errors import NotCompacted
from bot.privacy.models import MessageMask
from bot.privacy.retention import forget_old
from bot.settings import Settings

log = logging.getLogger(__name__)

BATCH = 200
FORGET_EVERY = timedelta(hours=1)
COMPACT_EVERY = timedelta(days=1)  # writers wait meanwhile


class PrivacyKeeper:
    """Runs beside the worker until it is told to stop; a round that fails is logged and tried again in the next."""

    def __init__(
        self, sessions: Sessions, settings: Settings, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        self._sessions = sessions
        self._settings = settings
        self._clock = clock or settings.now
        self._forgot_at: datetime | None = None
        self._compacted_at: datetime | None = None
        self._is_compact = True

    async def run(self, stop: asyncio.Event, *, every: float = 30.0) -> None:
        """Work, and rest `every` seconds between rounds, until `stop` is set."""
        while not stop.is_set():
            try:
                await asyncio.to_thread(self.round)
            except SQLAlchemyError:
                log.exception("A round of the privacy keeper failed; the next one tries again.")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    def round(self) -> None:
        """One batch of messages, and once an hour what is too old."""
        now = self._clock()
        self.find_in_new_messages()
        if self._forgot_at is None or now - self._forgot_at >= FORGET_EVERY:
            self._forget(now)
            self._forgot_at = now

    def _forget(self, now: datetime) -> None:
        tracker = open_tracker(self._settings.tracker_url)  # Rasa makes it at its first start
        try:
            forgotten = forget_old(self._sessions, self._settings, tracker=tracker, now=now)
            self._is_compact = self._is_compact and not forgotten
            if not self._is_compact and (
                self._compacted_at is None or now - self._compacted_at >= COMPACT_EVERY
            ):
                self._compact(tracker, now)
        finally:
            if tracker is not None:
                tracker.dispose()
        if forgotten:
            log.info("%d conversations were forgotten.", forgotten)

    def _compact(self, tracker: Engine | None, now: datetime) -> None:
        """Leave nothing of what was forgotten in the files, at most once a day."""
        try:
            for engine in (self._sessions.kw["bind"], tracker):
                if engine is not None:
                    compact(engine)
        except NotCompacted as error:
            log.warning("%s was in use and could not be compacted; the next round tries again.", error.place)
            return
        self._compacted_at, self._is_compact = now, True

    def find_in_new_messages(self) -> int:
        """Note what to mask in the messages that nobody looked at yet, the newest first; returns how many."""
        query = (
            sa.select(Message.id, Message.text)
            .outerjoin(MessageMask, MessageMask.message_id == Message.id)
            .where(MessageMask.message_id.is_(None))
            .order_by(Message.id.desc())
            .limit(BATCH)
        )
        with reading(self._sessions) as session:
            messages = session.execute(query).all()
        if not messages:
            return 0
        found = find_in_texts([text for _, text in messages])
        with self._sessions.begin() as session:
            wanted = [message_id for message_id, _ in messages]
            there = set(session.scalars(sa.select(Message.id).where(Message.id.in_(wanted))))
            for (message_id, _), findings in zip(messages, found, strict=True):
                if message_id in there:  # not erased meanwhile
                    spans: list[list[int | str]] = [[f.start, f.end, f.kind] for f in findings]
                    session.add(MessageMask(message_id=message_id, findings=spans, found_at=self._clock()))
        return len(messages)
