"""The desk's addresses, one module per page."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.desk.routes import (
    conversation,
    handling,
    login,
    people,
    queue,
    refusals,
    replies,
    reports,
    review,
    search,
)

STATIC = Path(__file__).parents[1] / "static"
ROUTERS = [
    login.router,
    queue.router,
    search.router,
    conversation.router,
    handling.router,
    review.router,
    reports.router,
    replies.router,
    people.router,
]


def add_desk(app: FastAPI) -> None:
    """Add the pages and their files; /desk needs a login, its stylesheet does not."""
    for router in ROUTERS:
        app.include_router(router, prefix="/desk", include_in_schema=False)
    app.mount("/desk/static", StaticFiles(directory=STATIC), name="desk-static")
    refusals.add_handlers(app)
