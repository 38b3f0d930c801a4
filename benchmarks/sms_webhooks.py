"""1,000 signed webhooks, a fifth of them repeated and a fifth out of order, with forged ones in between.

    python -m benchmarks.sms_webhooks [--messages 1000] [--numbers 50] [--json FILE]

Starts the web process as it runs for customers (a process of its own, SQLite), and in this one the tests' stand-ins of
Rasa and Twilio; then plays Twilio: 20 deliveries at once, those of one number one after the other. Every message must be answered once, those of a number
in the order in which they were first accepted; no forged webhook may get in; each webhook must be acknowledged within
a second. Exit code 1 if anything of that fails.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette

from accounts.database import Sessions, make_engine, make_sessions, reading
from bot.sms.models import PENDING, WAITING, SmsInbound, SmsOutbound
from bot.sms.twilio import WEBHOOK_PATH
from tests.bot.fake_rasa import FakeRasa, turn
from tests.sms.twilio_stand_in import (
    ACCOUNT,
    KEY,
    NUMBERS,
    TwilioStandIn,
    Webhook,
    disordered,
    message_fields,
    signed,
)
from tests.stack import free_ports

PUBLIC_URL = "https://guichet.example.com"
AT_ONCE = 20
SHARE = 0.2  # of the messages are repeated, and out of order
FORGED = 0.05
RETRIES = 3
WAIT_SECONDS = 1800
LONGEST_MS = 1000  # until a webhook is acknowledged
SEED = 5


def plan(numbers: int, messages: int, chance: random.Random) -> dict[str, list[tuple[str, str]]]:
    """Deliveries by number, as (sid, text) in the order in which they are made."""
    deliveries: dict[str, list[tuple[str, str]]] = {}
    each = -(-messages // numbers)
    for line in range(numbers):
        number = f"+1514555{line:04d}"
        own = [(f"SM{line:04d}{n:026d}", f"{number} {n}") for n in range(min(each, messages - line * each))]
        deliveries[number] = disordered(own, chance, share=SHARE)
    return deliveries


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """A stand-in behind a real port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def web_process(folder: Path, **settings: str) -> AsyncIterator[str]:
    """The web process, as `guichet up` starts it; its address."""
    port = free_ports(1)[0]
    changes = {f"GUICHET_{name.upper()}": value for name, value in settings.items()}
    env = os.environ | changes | {"GUICHET_WEB_PORT": str(port), "GUICHET_DATA_DIR": str(folder)}
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "bot.web"], env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        await until_started(url, process, folder)
        yield url
    finally:
        process.terminate()
        process.wait(60)


async def until_started(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the web process answers."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        while process.poll() is None:
            with suppress(httpx.TransportError):
                if (await http.get("/healthz")).status_code == 200:
                    return
            await asyncio.sleep(0.1)
    raise RuntimeError((folder / "web.log").read_text(errors="replace")[-2000:])


class Carrier:
    """Delivers webhooks as Twilio does, and forged ones as others do."""

    def __init__(self, http: httpx.AsyncClient, chance: random.Random) -> None:
        self.http = http
        self.chance = chance
        self.free = asyncio.Semaphore(AT_ONCE)
        self.times: list[float] = []
        self.accepted: dict[str, list[str]] = defaultdict(list)
        self.problems: list[str] = []
        self.forged = self.forged_accepted = self.again = 0

    async def deliver(self, number: str, deliveries: list[tuple[str, str]]) -> None:
        """One number's messages, one after the other."""
        for sid, text in deliveries:
            async with self.free:
                started = time.perf_counter()
                response = await self.post(
                    signed(PUBLIC_URL, WEBHOOK_PATH, message_fields(sid, number, text))
                )
                self.times.append(time.perf_counter() - started)
            if response.status_code != 200:
                self.problems.append(f"{sid}: {response.status_code}")
            if text not in self.accepted[number]:
                self.accepted[number].append(text)
            if self.chance.random() < FORGED:
                await self.forge(number)

    async def forge(self, number: str) -> None:
        fields = message_fields(f"SMforged{self.forged}", number, f"{number} forged")
        genuine = signed(PUBLIC_URL, WEBHOOK_PATH, fields)
        forged = [
            signed(PUBLIC_URL, WEBHOOK_PATH, fields, key="guessed"),
            Webhook(genuine.path, genuine.body + b"&x=1", genuine.headers),
            Webhook(genuine.path, genuine.body, {"Content-Type": genuine.headers["Content-Type"]}),
        ][self.forged % 3]
        self.forged += 1
        self.forged_accepted += (await self.post(forged)).status_code < 400

    async def post(self, webhook: Webhook) -> httpx.Response:
        """As Twilio delivers it where the address ends in #rc=3: again after a broken connection or a 5xx."""
        for attempt in range(RETRIES + 1):
            self.again += attempt > 0
            try:
                response = await self.http.post(webhook.path, content=webhook.body, headers=webhook.headers)
            except httpx.TransportError:
                if attempt == RETRIES:
                    raise
                continue
            if response.status_code < 500:
                break
        return response


async def run(messages: int, numbers: int) -> dict[str, Any]:
    """Play everything, and compare what came back with what was sent."""
    chance, rasa, twilio = random.Random(SEED), FakeRasa(), TwilioStandIn()
    rasa.answer = lambda body: turn([(f"R {body['message']}", f"R {body['message']}")], "fr")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder}/guichet.db"
        async with (
            serving(rasa.app) as rasa_url,
            serving(twilio.app) as twilio_url,
            web_process(
                folder,
                database_url=database,
                secret_key="a key for benchmarks only, of more than 32 characters",
                rasa_url=rasa_url,
                public_url=PUBLIC_URL,
                twilio_account_sid=ACCOUNT,
                twilio_auth_token=KEY,
                twilio_api_url=twilio_url,
                sms_numbers=", ".join(f"{operator}={number}" for operator, number in NUMBERS.items()),
                sms_rate_limit=f"{messages}/hour",
            ) as url,
            httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http,
        ):
            carrier = Carrier(http, chance)
            deliveries = plan(numbers, messages, chance)
            started = time.perf_counter()
            await asyncio.gather(*(carrier.deliver(number, own) for number, own in deliveries.items()))
            delivered = time.perf_counter() - started
            await until_empty(database)
            answered = time.perf_counter() - started
    return report(carrier, twilio, deliveries, delivered, answered)


async def until_empty(database: str) -> None:
    """Wait until nothing waits any more."""
    engine = make_engine(database)
    sessions = make_sessions(engine)
    deadline = time.monotonic() + WAIT_SECONDS
    while any(await asyncio.to_thread(waiting, sessions)) and time.monotonic() < deadline:
        await asyncio.sleep(0.5)
    engine.dispose()


def waiting(sessions: Sessions) -> tuple[int, int]:
    """How many messages wait, in and out."""
    count = sa.select(sa.func.count())
    with reading(sessions) as session:
        inbound = session.scalar(count.where(SmsInbound.state == WAITING)) or 0
        return inbound, session.scalar(count.where(SmsOutbound.state == PENDING)) or 0


def report(
    carrier: Carrier,
    twilio: TwilioStandIn,
    deliveries: dict[str, list[tuple[str, str]]],
    delivered: float,
    answered: float,
) -> dict[str, Any]:
    """The figures; `wrong` counts the numbers whose answers are not exactly those expected, in order."""
    expected = {number: [f"R {text}" for text in carrier.accepted[number]] for number in deliveries}
    made = sum(map(len, deliveries.values()))
    times = sorted(carrier.times)
    return {
        "messages": sum(map(len, expected.values())),
        "numbers": len(deliveries),
        "deliveries": made,
        "repeated": made - sum(map(len, expected.values())),
        "out_of_order": sum(
            text != f"{number} {at}"
            for number, own in carrier.accepted.items()
            for at, text in enumerate(own)
        ),
        "answers": len(twilio.sent),
        "wrong": sum(twilio.bodies(number) != answers for number, answers in expected.items()),
        "refused_by_twilio": twilio.refused,
        "forged": carrier.forged,
        "forged_accepted": carrier.forged_accepted,
        "delivered_again": carrier.again,
        "problems": carrier.problems[:5],
        "acknowledge_ms": {
            "median": round(statistics.median(times) * 1000, 1),
            "p99": round(times[int(len(times) * 0.99)] * 1000, 1),
            "longest": round(times[-1] * 1000, 1),
        },
        "delivered_seconds": round(delivered, 1),
        "answered_seconds": round(answered, 1),
    }


def passed(figures: dict[str, Any]) -> bool:
    """Every message answered once, in order; nothing forged got in."""
    exact = figures["answers"] == figures["messages"] and not figures["wrong"]
    return exact and not (figures["forged_accepted"] or figures["problems"] or figures["refused_by_twilio"])


def in_time(figures: dict[str, Any]) -> bool:
    """Whether every webhook was acknowledged within a second."""
    return figures["acknowledge_ms"]["longest"] <= LONGEST_MS


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--numbers", type=int, default=50)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    figures = asyncio.run(run(options.messages, options.numbers))
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    sys.exit(0 if passed(figures) and in_time(figures) else 1)


if __name__ == "__main__":
    main()
