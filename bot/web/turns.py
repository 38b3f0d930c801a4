"""One turn: the customer's message is stored, sent to Rasa, and the answers are stored and returned.

Messages of one conversation are answered strictly one after the other, in the order in which they arrived: a
lock in this process keeps the order, a claim in the data base keeps other processes out. Each message is stored,
without its PIN, before Rasa sees it.
"""

from __future__ import annotations

import asyncio
import time
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from accounts.database import Sessions
from bot.conversations.models import FAILED
from bot.settings import Settings
from bot.web.errors import ConversationBusy
from bot.web.events import Bells
from bot.web.metrics import Metrics
from bot.web.rasa import Answer, RasaClient, RasaError, RasaSilent
from bot.web.turn_records import Incoming, Turn, TurnRecords, TurnResult

_GRACE_SECONDS = 15  # after Rasa's time-out, a claim whose process died no longer counts
_POLL_SECONDS = 0.05


class Turns:
    """Takes customers' messages, one at a time per conversation."""

    def __init__(
        self, sessions: Sessions, rasa: RasaClient, settings: Settings, bells: Bells, metrics: Metrics
    ) -> None:
        self._rasa = rasa
        self._bells = bells
        self._metrics = metrics
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._stale_after = settings.rasa_timeout + _GRACE_SECONDS
        self._records = TurnRecords(sessions, settings, stale_after=self._stale_after)

    async def take(self, conversation_id: str, incoming: Incoming) -> TurnResult:
        """Answer a message; one that was sent before (same client_id) gets its first answer again.

        Raises:
            MessageRefused, ConversationClosed, ConversationBusy: nothing was changed.
        """
        started = time.perf_counter()
        async with self._locks.setdefault(conversation_id, asyncio.Lock()):
            begun = await self._begin(conversation_id, incoming)
            if isinstance(begun, TurnResult):
                result = begun
            else:
                self._bells.ring(conversation_id)
                answer = await self._ask(begun)
                result = await run_in_threadpool(self._records.finish, begun, answer)
                if result.outcome == FAILED:
                    kind = type(answer) if isinstance(answer, RasaError) else RasaSilent
                    self._metrics.rasa_failures.labels(kind.__name__).inc()
        self._bells.ring(conversation_id)
        self._metrics.messages.labels(result.outcome).inc()
        self._metrics.turn_seconds.observe(time.perf_counter() - started)
        return result

    async def _begin(self, conversation_id: str, incoming: Incoming) -> Turn | TurnResult:
        deadline = time.monotonic() + self._stale_after
        while (begun := await run_in_threadpool(self._records.begin, conversation_id, incoming)) is None:
            if time.monotonic() > deadline:
                raise ConversationBusy(headers={"Retry-After": "5"})
            await asyncio.sleep(_POLL_SECONDS)
        return begun

    async def _ask(self, turn: Turn) -> Answer | RasaError:
        with self._metrics.rasa_seconds.time():
            try:
                return await self._rasa.send(turn.conversation_id, turn.for_rasa, turn.metadata)
            except RasaError as error:
                return error
