"""Puts the parts together, and runs them in the web process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from fastapi import Depends, Request
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from accounts.database import Sessions
from bot.settings import Settings
from bot.sms.carrier import Carrier, SimulatedPhone
from bot.sms.inbox import Arrived, Inbox
from bot.sms.metrics import SmsMetrics
from bot.sms.numbers import Numbers
from bot.sms.outbound import forget_texts, text_cipher
from bot.sms.processing import Processing, TakesTurns
from bot.sms.pump import LOOK_SECONDS, Pump
from bot.sms.reading_page import link_to
from bot.sms.reception import Reception
from bot.sms.relay import Relay
from bot.sms.sender import Sender
from bot.sms.twilio import Twilio, account_of

log = logging.getLogger(__name__)

# Numbers; the messages of one come one after the other. More would only wait for the data base.
ANSWERED_AT_ONCE = 4
SENT_AT_ONCE = 4
_FORGET_EVERY_SECONDS = 3600


class Sms:
    """Text messages in the web process.

    Attributes:
        carrier: None where neither Twilio nor the demonstration is set up; nothing is sent then.
        simulated: whether the carrier is the phone on /demo/phone.
    """

    def __init__(
        self,
        settings: Settings,
        sessions: Sessions,
        turns: TakesTurns,
        http: httpx.AsyncClient,
        registry: CollectorRegistry,
    ) -> None:
        self.settings = settings
        self.sessions = sessions
        self.numbers = Numbers.of(settings)
        self.metrics = SmsMetrics(registry)
        self.texts = text_cipher(settings.secret())
        self.carrier = make_carrier(settings, http)
        self.simulated = isinstance(self.carrier, SimulatedPhone)
        self.inbox = Inbox(sessions, settings, self.texts)
        self.reception = Reception(sessions, settings, self.texts, self.inbox)
        self.relay = Relay(
            sessions, settings.now, self.texts, links=lambda message: link_to(message, settings)
        )
        self.processing = Processing(
            sessions,
            settings,
            self.texts,
            inbox=self.inbox,
            turns=turns,
            relay=self.relay,
            metrics=self.metrics,
        )
        self._incoming: Pump | None = None
        self._outgoing: Pump | None = None

    def serves(self, operator: str) -> bool:
        """Whether the operator has a number, and its messages can be sent."""
        return self.carrier is not None and self.numbers.of_operator(operator) is not None

    def wake(self) -> None:
        """Something was put into a queue."""
        for pump in (self._incoming, self._outgoing):
            if pump is not None:
                pump.ring()

    def receive(self, arrived: Arrived, opt_out_type: str | None = None) -> None:
        """Take in a message; see Reception."""
        outcome = self.reception.receive(arrived, opt_out_type)
        if outcome != "waiting":
            self.metrics.inbound.labels(outcome).inc()

    def receive_status(self, sid: str, status: str, error_code: str | None) -> None:
        """Take in a status; see Reception."""
        changed = self.reception.receive_status(sid, status, error_code)
        if changed is not None:
            self.metrics.outbound.labels(changed.kind, changed.state).inc()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Sms]:
        """Work the queues while the block lasts, where there is a carrier."""
        if self.carrier is None:
            yield self
            return
        sender = Sender(self.sessions, self.settings, self.texts, self.carrier, self.metrics)
        if self.sessions.kw["bind"].dialect.name == "sqlite":  # then this is the only process at the queues
            await run_in_threadpool(self.inbox.release_all)
            await run_in_threadpool(sender.release_all)
        self._incoming = Pump("sms in", self.inbox.due, self._process, at_once=ANSWERED_AT_ONCE)
        self._outgoing = Pump("sms out", sender.due, sender.send, at_once=SENT_AT_ONCE)
        tasks = [
            asyncio.create_task(run())
            for run in (self._incoming.run, self._outgoing.run, self._relay_now_and_then)
        ]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _process(self, inbound_id: int) -> None:
        await self.processing.process(inbound_id)
        if self._outgoing is not None:
            self._outgoing.ring()

    async def _relay_now_and_then(self) -> None:
        forget_at = 0.0
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if await run_in_threadpool(self.relay.relay_new):
                    self.wake()
                if time.monotonic() >= forget_at:
                    forget_at = time.monotonic() + _FORGET_EVERY_SECONDS
                    await run_in_threadpool(self._forget)
            except SQLAlchemyError as error:
                log.error("New messages could not be looked for: %s", type(error).__name__)

    def _forget(self) -> None:
        with self.sessions.begin() as session:
            forget_texts(session, self.settings.now())


def make_carrier(settings: Settings, http: httpx.AsyncClient) -> Carrier | None:
    """Twilio where an account is set; the simulated phone in demo mode; else nothing."""
    account = account_of(settings)
    if account is not None:
        return Twilio(settings, account, http)
    return SimulatedPhone() if settings.demo else None


def _service(request: Request) -> Sms:
    return request.app.state.sms


SmsService = Annotated[Sms, Depends(_service)]
