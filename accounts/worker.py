"""The worker beside the servers: carries out what is due, sends notifications, forgets expired secrets."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable

from sqlalchemy.exc import SQLAlchemyError

from accounts.backend import AccountBackend
from accounts.database import Sessions
from accounts.errors import AccountsError
from accounts.outbox import Outbox
from accounts.secrets_in_transit import purge

log = logging.getLogger(__name__)


class Worker:
    """Runs until it is told to stop; a job that fails is logged, keeps no other waiting, and is tried again."""

    def __init__(self, backend: AccountBackend, outbox: Outbox, sessions: Sessions) -> None:
        self.backend = backend
        self.outbox = outbox
        self.sessions = sessions

    async def run(self, stop: asyncio.Event, *, every: float = 5.0) -> None:
        """Work, and rest `every` seconds between rounds, until `stop` is set."""
        while not stop.is_set():
            await self.round()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    async def round(self) -> None:
        """Everything there is to do now."""
        applied = await self._job("due changes", asyncio.to_thread(self.backend.apply_due_changes))
        delivered = await self._job("delivery", self.outbox.deliver_due())
        await self._job("purge", asyncio.to_thread(self._purge))
        if applied or delivered:
            log.info("%d changes carried out, %d notifications delivered.", applied, delivered)

    async def _job(self, name: str, job: Awaitable[int]) -> int:
        try:
            return await job
        except (AccountsError, SQLAlchemyError):
            log.exception("%s failed; the next round tries again.", name)
            return 0

    def _purge(self) -> int:
        with self.sessions.begin() as session:
            return purge(session, self.outbox.clock())
