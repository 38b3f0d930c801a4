"""Live pages: a stream says only that something changed; the page then asks for its part again.

Looking into the data base every second or two finds what other processes did too. An open stream also shows that the
agent's browser is there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

from sqlalchemy.orm import Session
from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from accounts.database import reading
from bot.desk.access import keep_present, logins_of
from bot.web.services import Services

LOOK_SECONDS = 1.5
QUEUE = "desk:queue"  # the bell of queues


async def changes(
    web: Services, cookie: str | None, bell_name: str, version: Callable[[Session], Any]
) -> AsyncIterator[ServerSentEvent]:
    """An event `change` whenever `version` gives something new; `over` when the session has ended.

    Args:
        bell_name: of web.bells; rung, it makes the stream look at once.
        version: quick to ask, and different after every change that the page shows.
    """
    last: tuple[Any] | None = (
        None  # so that the first look gives an event: the page may be older than the stream
    )
    with web.bells.listening(bell_name) as bell:
        while True:
            bell.clear()
            seen = await run_in_threadpool(_look, web, cookie, version)
            if seen is None:
                yield ServerSentEvent("", event="over")
                return
            if seen != last:
                last = seen
                yield ServerSentEvent("", event="change")
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOK_SECONDS)


def _look(web: Services, cookie: str | None, version: Callable[[Session], Any]) -> tuple[Any] | None:
    """The version now; None if the session is over."""
    with reading(web.sessions) as session:
        user = logins_of(web).user_of(session, cookie, web.settings.now())
        if user is None:
            return None
        found = (version(session),)
    keep_present(web, user)
    return found
