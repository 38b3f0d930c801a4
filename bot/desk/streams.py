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
from bot.desk.calls import calls_for
from bot.desk.users import operators_of
from bot.web.services import Services

LOOK_SECONDS = 1.5
QUEUE = "desk:queue"  # the bell of queues


async def changes(
    web: Services, cookie: str | None, bell_name: str, version: Callable[[Session], Any]
) -> AsyncIterator[ServerSentEvent]:
    """An event `change` whenever `version` gives something new, `calls` whenever something else calls for the agent
    (calls.py), `over` when the session has ended.

    Args:
        bell_name: of web.bells; rung, it makes the stream look at once.
        version: quick to ask, and different after every change that the page shows.
    """
    # So that the first look gives events: the page may be older than the stream.
    last: dict[str, Any] = {}
    with web.bells.listening(bell_name) as bell:
        while True:
            bell.clear()
            seen = await run_in_threadpool(_look, web, cookie, version)
            if seen is None:
                yield ServerSentEvent("", event="over")
                return
            for event, now in seen.items():
                if event not in last or now != last[event]:
                    yield ServerSentEvent("", event=event)
            last = seen
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOK_SECONDS)


def _look(web: Services, cookie: str | None, version: Callable[[Session], Any]) -> dict[str, Any] | None:
    """What each event depends on, now; None if the session is over."""
    with reading(web.sessions) as session:
        user = logins_of(web).user_of(session, cookie, web.settings.now())
        if user is None:
            return None
        found = {"change": version(session), "calls": calls_for(session, operators_of(user), user.id)}
    keep_present(web, user)
    return found
