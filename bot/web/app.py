"""Puts the web process together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy import event

from accounts import secrets_in_transit
from accounts.backend import AccountBackend
from accounts.database import make_engine, make_sessions, upgrade
from accounts.wiring import make_backend
from bot.conversations.turns import release_all_turns
from bot.desk.routes import add_desk
from bot.settings import Settings
from bot.sms.routes import add_sms, make_sms
from bot.web import bounces, chat, health, opinions
from bot.web.errors import add_error_handlers
from bot.web.events import Bells
from bot.web.limits import RateLimits
from bot.web.metrics import Metrics
from bot.web.origins import all_origins
from bot.web.pages import add_pages
from bot.web.rasa import RasaClient, make_client
from bot.web.recovery import recovering
from bot.web.security import SecurityHeaders
from bot.web.services import Services
from bot.web.turns import Turns

MAX_BODY_BYTES = (
    1_000_000  # far above any message that is accepted: the customer gets a sentence, not a status
)


def create_app(
    settings: Settings,
    *,
    http: httpx.AsyncClient | None = None,
    carrier_http: httpx.AsyncClient | None = None,
) -> FastAPI:
    """The web process; light until its lifespan begins.

    Args:
        http: the client for Rasa and the health checks, if not the usual one.
        carrier_http: the same for the carrier of text messages.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            services = await _make_services(settings, http or make_client(), stack)
            app.state.services = services
            app.state.accounts = _make_accounts(settings, stack)
            sms = make_sms(services, await stack.enter_async_context(carrier_http or httpx.AsyncClient()))
            app.state.sms = await stack.enter_async_context(sms.running())
            await stack.enter_async_context(recovering(services))
            yield

    app = FastAPI(
        title="Guichet",
        summary="Chat API of the support assistant",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        max_body_size=MAX_BODY_BYTES,
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=all_origins(settings),
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
    add_error_handlers(app)
    app.include_router(chat.router)
    app.include_router(opinions.router)
    app.include_router(health.router)
    app.include_router(bounces.router)
    add_sms(app, settings)
    add_pages(app)
    add_desk(app)
    return app


async def _make_services(settings: Settings, http: httpx.AsyncClient, stack: AsyncExitStack) -> Services:
    await stack.enter_async_context(http)
    settings.secret()  # made now rather than with the first PIN
    engine = make_engine(settings.database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _do_not_wait_for_the_disk)
    stack.callback(engine.dispose)
    upgrade(engine)
    sessions = make_sessions(engine)
    with sessions.begin() as session:
        secrets_in_transit.purge(session, settings.now())
        if engine.dialect.name == "sqlite":  # then this is the only web process: nobody is in a turn
            release_all_turns(session)
    metrics, bells = Metrics(), Bells()
    rasa = RasaClient(http, settings.rasa_url, timeout=settings.rasa_timeout)
    return Services(
        settings=settings,
        engine=engine,
        sessions=sessions,
        http=http,
        turns=Turns(sessions, rasa, settings, bells, metrics),
        bells=bells,
        limits=RateLimits(settings, metrics),
        metrics=metrics,
    )


def _make_accounts(settings: Settings, stack: AsyncExitStack) -> AccountBackend:
    """With an engine of its own: changes of accounts wait for the disk."""
    engine = make_engine(settings.database_url)
    stack.callback(engine.dispose)
    return make_backend(settings, make_sessions(engine))


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    # Two waits of several ms in each turn. A message survives the end of this process all the same; a power cut
    # may take the last moments of a conversation, and nothing of the accounts, which other processes write.
    connection.execute("PRAGMA synchronous=NORMAL")
