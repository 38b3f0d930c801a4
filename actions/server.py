"""The action server: `python -m actions.server`. Loads everything first, then listens on the loopback.

GET /health answers only when it is ready, because nothing listens before.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic

from actions.context import context
from bot.privacy.logs import mask_logs
from bot.settings import settings
from knowledge.encoder.relay import RELAY, unpacked

logger = logging.getLogger(__name__)

PACKAGE = "actions"


def make_app() -> Sanic:
    """rasa-sdk's application with our actions."""
    executor = ActionExecutor()
    executor.register_package(PACKAGE)
    app = create_app(executor, cors_origins=None)

    @app.before_server_start
    async def warm_up(app: Sanic) -> None:
        await asyncio.to_thread(context)

    @app.on_request
    async def keep_encoding(request: Request) -> None:
        if request.path == "/webhook" and "content-encoding" not in request.headers:
            keep(request.json)

    return app


def keep(call: Any) -> None:
    """Keep the vectors that came along with a call; without them the words are encoded again."""
    if not isinstance(call, dict) or "encoded" not in call:
        return
    try:
        RELAY.keep(*unpacked(call["encoded"]))
    except (KeyError, TypeError, ValueError) as error:
        logger.warning(
            "Rasa's vectors are of another form (%s); are both of one version?", type(error).__name__
        )


def main() -> None:
    """Listen on the address of the settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    mask_logs()
    address = urlsplit(settings().actions_url)
    make_app().run(
        host=address.hostname or "127.0.0.1",
        port=address.port or 5055,
        single_process=True,
        access_log=False,
        motd=False,
    )


if __name__ == "__main__":
    main()
