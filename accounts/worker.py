"""The worker beside the servers: carries out what is due, sends notifications, forgets expired secrets."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from sqlalchemy.exc import SQLAlchemyError

from accounts.backend import AccountBackend
from accounts.database import Sessions
from accounts.errors import AccountsError
from accounts.outbox import Outbox
from accounts.secrets_in_transit import purge

log = logging.getLogger(__name__)


class Worker:
    """Runs until it is told to stop; a round that fails is logged and tried again in the next."""

    def __init__(self, backend: AccountBackend, outbox: Outbox, sessions: Sessions) -> None:
        self.backend = backend
        self.outbox = outbox
        self.sessions = sessions

    async def run(self, stop: asyncio.Event, *, every: float = 5.0) -> None:
        """Work, and rest `every` seconds between rounds, until `stop` is set."""
        while not stop.is_set():
            try:
                await self.round()
            except (AccountsError, SQLAlchemyError):
                log.exception("A round of the worker failed; the next one tries again.")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    async def round(self) -> None:
        """Everything there is to do now."""
        applied = await asyncio.to_thread(self.backend.apply_due_changes)
        delivered = await self.outbox.deliver_due()
        await asyncio.to_thread(self._purge)
        if applied or delivered:
            log.info("%d changes carried out, %d notifications delivered.", applied, delivered)

    def _purge(self) -> None:
        with self.sessions.begin() as session:
            purge(session, self.outbox.clock())
