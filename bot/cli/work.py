"""The worker as a process of its own."""

from __future__ import annotations

import asyncio
import logging
import signal

import httpx

from accounts.wiring import make_worker, open_sessions
from bot.desk.keeper import Keeper, webhook_sender
from bot.privacy.keeper import PrivacyKeeper
from bot.privacy.logs import mask_logs
from bot.settings import Settings
from bot.sms.notifications import notification_port


def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C; the round under way is finished first."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    mask_logs()
    asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    sessions = open_sessions(settings)
    worker = make_worker(settings, sessions, sms=notification_port(settings, sessions))
    privacy = PrivacyKeeper(sessions, settings)
    with httpx.Client(trust_env=False) as http:
        desk = Keeper(sessions, webhook_sender(settings, sessions, http), settings.now)
        await asyncio.gather(worker.run(stop), privacy.run(stop), desk.run(stop))
