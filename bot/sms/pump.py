"""Works a queue in the background: several entries at once, each as soon as it is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

log = logging.getLogger(__name__)

LOOK_SECONDS = (
    1.0  # what nobody rings for (another process's entries, and those that wait) is found by looking
)


class Pump:
    """Takes what is due from a queue.

    Args:
        due: the ids that can be worked on, at most so many; called in a thread.
        work: deals with one; it claims the id, so that no other process does the same.
    """

    def __init__(
        self,
        name: str,
        due: Callable[[int], list[int]],
        work: Callable[[int], Awaitable[None]],
        *,
        at_once: int,
    ) -> None:
        self._name = name
        self._due = due
        self._work = work
        self._at_once = at_once
        self._bell = asyncio.Event()
        self._running: dict[int, asyncio.Task[None]] = {}

    def ring(self) -> None:
        """There may be something to do."""
        self._bell.set()

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._bell.clear()
                await self._start_what_is_due()
                # Not wait_for: in Python 3.11 it swallows the cancellation that comes together with a ring.
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._bell.wait()
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _start_what_is_due(self) -> None:
        free = self._at_once - len(self._running)
        if free <= 0:
            return
        try:
            due = await run_in_threadpool(self._due, self._at_once)
        except SQLAlchemyError as error:
            log.error("The queue %s could not be read: %s", self._name, type(error).__name__)
            return
        for entry in [entry for entry in due if entry not in self._running][:free]:
            self._running[entry] = asyncio.create_task(self._run_one(entry))

    async def _run_one(self, entry: int) -> None:
        try:
            await self._work(entry)
        except SQLAlchemyError as error:  # the entry stays claimed, and is tried again when that has run out
            log.error("Entry %s of the queue %s failed: %s", entry, self._name, type(error).__name__)
        finally:
            self._running.pop(entry, None)
            self._bell.set()
