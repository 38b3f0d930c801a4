"""The whole assistant as its own processes: own ports, own data, the models that `make` built, a stand-in of Twilio."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from accounts.database import make_engine, make_sessions, upgrade
from tests.conversations.player import TODAY, Guichet
from tests.sms.twilio_stand_in import ACCOUNT, KEY, NUMBERS, TwilioStandIn

ROOT = Path(__file__).parents[1]
START_SECONDS = 180  # a busy machine; it takes about 30 s on an idle one


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The app behind a port of its own, in a thread; its address."""
    port = free_ports(1)[0]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def running_guichet(data: Path) -> Iterator[Guichet]:
    """`guichet up` until the block ends; everything it writes is in `data`, its text messages go to a stand-in."""
    twilio = TwilioStandIn()
    with served(twilio.app) as twilio_url, started_guichet(data, twilio, twilio_url) as guichet:
        yield guichet


@contextmanager
def started_guichet(data: Path, twilio: TwilioStandIn, twilio_url: str) -> Iterator[Guichet]:
    web, rasa, actions = free_ports(3)
    shutil.copytree(ROOT / "var" / "index", data / "index")  # tests publish question variants
    database = f"sqlite:///{data}/guichet.db"
    env = os.environ | {
        "GUICHET_TODAY": TODAY.isoformat(),
        "GUICHET_DATA_DIR": str(data),
        "GUICHET_DATABASE_URL": database,
        "GUICHET_TRACKER_URL": f"sqlite:///{data}/rasa.db",
        "GUICHET_INDEX_DIR": str(data / "index"),
        "GUICHET_ENCODER_DIR": str(ROOT / "var" / "encoder"),
        "GUICHET_WEB_PORT": str(web),
        "GUICHET_PUBLIC_URL": f"http://127.0.0.1:{web}",
        "GUICHET_RASA_URL": f"http://127.0.0.1:{rasa}",
        "GUICHET_ACTIONS_URL": f"http://127.0.0.1:{actions}",
        "GUICHET_TWILIO_ACCOUNT_SID": ACCOUNT,
        "GUICHET_TWILIO_AUTH_TOKEN": KEY,
        "GUICHET_TWILIO_API_URL": twilio_url,
        "GUICHET_SMS_NUMBERS": ", ".join(f"{operator}={number}" for operator, number in NUMBERS.items()),
    }
    log = (data / "up.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "up"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
    )
    url = f"http://127.0.0.1:{web}"
    try:
        wait_until_ready(process, url, data)
        engine = make_engine(database)
        upgrade(engine)
        yield Guichet(
            url,
            f"http://127.0.0.1:{rasa}",
            make_sessions(engine),
            data,
            process,
            f"http://127.0.0.1:{actions}",
            twilio,
        )
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        log.close()


def wait_until_ready(process: subprocess.Popen, url: str, data: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    logs = {path.name: path.read_text(errors="replace")[-1500:] for path in data.rglob("*.log")}
    pytest.fail(f"Guichet did not become ready. {logs}")
