"""The web process with a fake Rasa and a stand-in of Twilio, in-process."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from accounts.database import Sessions, reading
from bot.settings import Settings
from bot.sms.models import PENDING, WAITING, SmsInbound, SmsOutbound
from bot.sms.service import Sms
from bot.sms.twilio import STATUS_PATH, WEBHOOK_PATH
from bot.web.app import create_app
from tests.bot.conftest import empty_database, make_settings  # noqa: F401
from tests.bot.fake_rasa import FakeRasa
from tests.sms.twilio_stand_in import ACCOUNT, KEY, NUMBERS, TwilioStandIn, Webhook, message_fields, signed

PUBLIC_URL = "https://guichet.example.com"
CUSTOMER = "+15145550147"
SECONDS = 120
TWILIO = {
    "public_url": PUBLIC_URL,
    "twilio_account_sid": ACCOUNT,
    "twilio_auth_token": KEY,
    "twilio_api_url": "http://twilio.test",
    "sms_numbers": tuple(NUMBERS.items()),
}


class Gate:
    """Holds back the turns of some messages until it is opened, so that tests need no waiting times."""

    def __init__(self, turns: Any, when: Callable[[str], bool]) -> None:
        self._turns = turns
        self._when = when
        self._open = threading.Event()

    async def take(self, conversation_id: str, incoming: Any) -> Any:
        while self._when(incoming.text or "") and not self._open.is_set():
            await asyncio.sleep(0.01)
        return await self._turns.take(conversation_id, incoming)

    def open(self) -> None:
        self._open.set()


@dataclass
class Phone:
    """The web process, and customers who text it."""

    app: FastAPI
    client: TestClient
    rasa: FakeRasa
    twilio: TwilioStandIn
    settings: Settings
    stopped: bool = False
    _sids: Iterator[int] = field(default_factory=itertools.count)

    def stop(self) -> None:
        """End the web process; once is enough."""
        if not self.stopped:
            self.stopped = True
            self.client.__exit__(None, None, None)

    @property
    def sms(self) -> Sms:
        return self.app.state.sms

    @property
    def sessions(self) -> Sessions:
        return self.app.state.services.sessions

    def post(self, webhook: Webhook) -> httpx.Response:
        return self.client.post(webhook.path, content=webhook.body, headers=webhook.headers)

    def webhook(self, text: str, *, sid: str | None = None, number: str = CUSTOMER, **more: str) -> Webhook:
        sid = sid or f"SMin{next(self._sids):028d}"
        return signed(PUBLIC_URL, WEBHOOK_PATH, message_fields(sid, number, text, **more))

    def status(self, sid: str, status: str, **more: str) -> httpx.Response:
        fields = {"AccountSid": ACCOUNT, "MessageSid": sid, "MessageStatus": status} | more
        return self.post(signed(PUBLIC_URL, STATUS_PATH, fields))

    def text(self, text: str, *, number: str = CUSTOMER, **more: Any) -> list[str]:
        """Send a message, and wait for what comes back."""
        before = len(self.twilio.bodies(number))
        response = self.post(self.webhook(text, number=number, **more))
        assert response.status_code == 200, response.text
        self.settle()
        return self.twilio.bodies(number)[before:]

    def hold(self, when: Callable[[str], bool] = lambda text: True) -> Gate:
        """Hold back the turns of the messages whose text is such."""
        gate = Gate(self.app.state.services.turns, when)
        self.sms.processing._turns = gate
        return gate

    def settle(self) -> None:
        """Wait until both queues are empty."""
        self.wait(self._is_quiet, "The queues did not become empty.")

    def wait(self, until: Callable[[], bool], problem: str = "It did not happen.") -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + SECONDS
        while not until():
            assert time.monotonic() < deadline, problem
            time.sleep(0.02)

    def _is_quiet(self) -> bool:
        count = sa.select(sa.func.count())
        with reading(self.sessions) as session:
            waiting = session.scalar(count.where(SmsInbound.state == WAITING))
            return not waiting and not session.scalar(count.where(SmsOutbound.state == PENDING))

    def rows(self, table: type) -> list[Any]:
        with reading(self.sessions) as session:
            return list(session.scalars(sa.select(table).order_by(table.id)))


@pytest.fixture
def start_phone(make_settings: Callable[..., Settings]) -> Iterator[Callable[..., Phone]]:  # noqa: F811
    """Starts the web process; keyword arguments change its settings."""
    started: list[Phone] = []

    def start(rasa: FakeRasa | None = None, twilio: TwilioStandIn | None = None, **changes: Any) -> Phone:
        rasa, twilio = rasa or FakeRasa(), twilio or TwilioStandIn()
        settings = make_settings(**(TWILIO | changes))
        app = create_app(
            settings,
            http=httpx.AsyncClient(transport=httpx.ASGITransport(rasa.app)),
            carrier_http=httpx.AsyncClient(transport=httpx.ASGITransport(twilio.app)),
        )
        client = TestClient(app, raise_server_exceptions=False)
        phone = Phone(app, client.__enter__(), rasa, twilio, settings)
        started.append(phone)
        return phone

    yield start
    for phone in started:
        phone.stop()


@pytest.fixture
def phone(start_phone: Callable[..., Phone]) -> Phone:
    return start_phone()
