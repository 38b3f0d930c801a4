"""The worker as a process of its own."""

from __future__ import annotations

import asyncio
import logging
import signal

from accounts.wiring import make_worker, open_sessions
from bot.settings import Settings


def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C; the round under way is finished first."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await make_worker(settings, open_sessions(settings)).run(stop)
