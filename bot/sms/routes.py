"""What the web process takes from this package: the service, and its routes."""

from __future__ import annotations

import httpx
from fastapi import FastAPI

from bot.settings import Settings
from bot.sms import moving, phone_page, reading_page, webhook
from bot.sms.service import Sms
from bot.web.services import Services


def make_sms(services: Services, http: httpx.AsyncClient) -> Sms:
    """Text messages in this process.

    Args:
        http: for the carrier; kept open by the caller.
    """
    return Sms(services.settings, services.sessions, services.turns, http, services.metrics.registry)


def add_sms(app: FastAPI, settings: Settings) -> None:
    """Add the routes; the simulated phone only in demo mode."""
    app.include_router(webhook.router)
    app.include_router(moving.router)
    app.include_router(reading_page.router)
    if settings.demo:
        app.include_router(phone_page.router)
