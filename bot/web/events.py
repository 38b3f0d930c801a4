"""Live messages: server-sent events that begin after Last-Event-ID, so that a lost connection loses nothing.

What is sent is read from the data base. A bell wakes the streams of this process at once; messages that other
processes wrote (an agent's, the action server's) are found by looking every second or two.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import contextmanager, suppress
from datetime import datetime

from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from accounts.database import Sessions, reading
from bot.conversations.store import get_conversation, messages_after
from bot.settings import Settings
from bot.web.tokens import expiry
from bot.web.views import Transcript, message_view, standing

LOOK_SECONDS = 1.5
RETRY_MS = 2000


class Bells:
    """Wakes the streams of a conversation."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, conversation_id: str) -> None:
        for bell in self._bells.get(conversation_id, ()):
            bell.set()

    def listeners(self, conversation_id: str) -> int:
        """How many streams of the conversation this process sends."""
        return len(self._bells.get(conversation_id, ()))

    @contextmanager
    def listening(self, conversation_id: str):
        """An event that is set by every ring until the block ends."""
        bell = asyncio.Event()
        self._bells[conversation_id].add(bell)
        try:
            yield bell
        finally:
            self._bells[conversation_id].discard(bell)
            if not self._bells[conversation_id]:
                del self._bells[conversation_id]


def transcript(sessions: Sessions, conversation_id: str, after: int) -> Transcript:
    """What was said after message `after`, and where the conversation stands now."""
    with reading(sessions) as session:
        conversation = get_conversation(session, conversation_id)
        messages = messages_after(session, conversation_id, after)
        return Transcript(messages=[message_view(m) for m in messages], **standing(conversation))


async def stream(
    sessions: Sessions, bells: Bells, settings: Settings, conversation_id: str, after: int
) -> AsyncIterator[ServerSentEvent]:
    """Events `message` (id: the message's) and `state`, until the token expires or the customer leaves."""
    ends = await run_in_threadpool(_stream_end, sessions, settings, conversation_id)
    last_state = None
    with bells.listening(conversation_id) as bell:
        while settings.now() < ends:
            bell.clear()
            news = await run_in_threadpool(transcript, sessions, conversation_id, after)
            for message in news.messages:
                after = message.id
                yield ServerSentEvent(
                    message.model_dump_json(), event="message", id=str(message.id), retry=RETRY_MS
                )
            state = json.dumps(news.model_dump(mode="json", exclude={"messages"}))
            if state != last_state:
                last_state = state
                yield ServerSentEvent(state, event="state")
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOK_SECONDS)


def _stream_end(sessions: Sessions, settings: Settings, conversation_id: str) -> datetime:
    with reading(sessions) as session:
        return expiry(get_conversation(session, conversation_id), token_hours=settings.token_hours)
