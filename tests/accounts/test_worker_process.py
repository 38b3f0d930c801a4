"""The worker as `guichet up` starts it: a process of its own, a later day, a real mail server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timezone
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from accounts.backend import GeographicAddress
from accounts.database import make_engine, make_sessions, reading, upgrade
from accounts.importing import import_accounts
from accounts.showing import show_account
from accounts.sql_backend import SqlAccountBackend
from bot.cli.checks import ROOT
from bot.cli.stack import services
from bot.settings import Settings
from tests.accounts.conftest import ACCOUNTS, HASHER, SECRET, request
from tests.accounts.test_outbox import Mailbox, free_port

NEW = GeographicAddress("240, chemin du Golf", "Laval", "QC", "H7N 1A1", "CA")
BEFORE, AFTER = date(2026, 11, 21), date(2026, 12, 1)
PATIENCE = 120  # seconds; a busy machine


def now() -> datetime:
    """The worker's clock; GUICHET_TODAY moves the day only."""
    return datetime.now(timezone.utc)


@pytest.fixture
def mailbox():
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def sessions(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'guichet.db'}")
    upgrade(engine)
    factory = make_sessions(engine)
    with factory.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=now(), hasher=HASHER)
    yield factory
    engine.dispose()


@pytest.fixture
def work(tmp_path, mailbox):
    """Runs the worker's process on a day until something holds; returns what it wrote to its log."""
    env = os.environ | {
        "GUICHET_DATABASE_URL": f"sqlite:///{tmp_path / 'guichet.db'}",
        "GUICHET_DATA_DIR": str(tmp_path),
        "GUICHET_SECRET_KEY": SECRET,
        "GUICHET_SMTP_HOST": "127.0.0.1",
        "GUICHET_SMTP_PORT": str(mailbox.port),
        "GUICHET_SMTP_START_TLS": "false",
    }

    def run(today: date, until) -> str:
        settings = Settings(data_dir=tmp_path)
        [worker] = [service for service in services(settings, ROOT) if service.name == "worker"]
        log = tmp_path / "worker.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *worker.command[1:]],
                cwd=ROOT,
                env=env | {"GUICHET_TODAY": today.isoformat()},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            deadline = time.monotonic() + PATIENCE
            while not until() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(30)
        said = log.read_text()
        assert code == 0, said
        assert until(), said
        return said

    return run


def test_the_worker_sends_what_waits_and_carries_out_what_is_due_on_its_day(
    sessions, work, mailbox, tmp_path
):
    backend = SqlAccountBackend(sessions, now, secret=SECRET, hasher=HASHER, fixed_today=BEFORE)
    assert backend.authenticate("c", "primus", "100200301", "0427").outcome == "verified"
    backend.change_billing_address("c", "primus", NEW, AFTER, request=request())

    def account():
        with reading(sessions) as session:
            return show_account(session, "primus", "100200301", now=now())

    def statuses():
        return [notice["status"] for notice in account()["notifications"]]

    logs = work(BEFORE, lambda: statuses() == ["sent"] * 2)
    assert account()["billing_address"]["city"] == "Trois-Rivières"
    logs += work(AFTER, lambda: statuses() == ["sent"] * 4)
    assert account()["billing_address"]["city"] == "Laval"
    assert account()["scheduled_address"] is None
    subjects = [message_from_bytes(mail.content, policy=default)["Subject"] for mail in mailbox.received]
    assert len(subjects) == 2
    assert len(list((tmp_path / "outbox").glob("letter-*.txt"))) == 2
    assert "1 changes carried out" in logs
    for private in ("noemie", "Golf", "H7N", "Sainte-Marthe", "0427"):
        assert private not in logs
