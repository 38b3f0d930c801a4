"""The settings lead to a backend and a worker that work."""

from __future__ import annotations

import asyncio

import pytest

from accounts.database import reading
from accounts.delivery import SmtpPort, SpoolPort
from accounts.importing import import_accounts
from accounts.showing import show_account
from accounts.wiring import delivery_ports, make_backend, make_worker, open_sessions
from bot.settings import Settings
from tests.accounts.conftest import ACCOUNTS, HASHER, request


@pytest.fixture
def settings(tmp_path):
    return Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'guichet.db'}",
        today="2026-12-24",
        secret_key="a secret of at least thirty-two characters",
    )


def test_a_change_and_its_notification_by_the_settings(settings, tmp_path):
    sessions = open_sessions(settings)
    with sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=settings.now(), hasher=HASHER)
    backend = make_backend(settings, sessions)
    backend.warm_up()
    assert backend.today("alsatis").isoformat() == "2026-12-24"
    assert backend.authenticate("c", "primus", "100200301", "0427").outcome == "verified"
    assert (
        backend.switch_to_electronic("c", "primus", "a@example.com", request=request()).outcome == "changed"
    )
    asyncio.run(make_worker(settings, sessions).round())
    assert len(list((tmp_path / "outbox").glob("email-*.txt"))) == 2
    with reading(sessions) as session:
        account = show_account(session, "primus", "100200301", now=settings.now())
    assert {n["status"] for n in account["notifications"]} == {"sent"}


def test_a_mail_server_in_the_settings_is_used(settings):
    assert isinstance(delivery_ports(settings)["email"], SpoolPort)
    with_server = settings.model_copy(update={"smtp_host": "mail.example.com"})
    assert isinstance(delivery_ports(with_server)["email"], SmtpPort)
