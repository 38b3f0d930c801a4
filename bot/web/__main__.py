"""`python -m bot.web`: the web process."""

from __future__ import annotations

import logging

import uvicorn

from bot.privacy.logs import mask_logs
from bot.settings import settings
from bot.web.app import create_app

STOP_SECONDS = 5  # for answers under way and open streams


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    mask_logs()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    uvicorn.run(
        create_app(settings()),
        host=settings().web_host,
        port=settings().web_port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


if __name__ == "__main__":
    main()
