"""The worker goes round: due changes, notifications, expired secrets; a failed round is not its end."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from accounts.backend import GeographicAddress
from accounts.errors import BackendUnavailable
from accounts.models import BillingAccount, PendingSecret
from accounts.outbox import Outbox
from accounts.secrets_in_transit import put
from accounts.worker import Worker
from tests.accounts.conftest import SECRET, request
from tests.accounts.fakes import FakePort

NEW = GeographicAddress("1, rue B", "Laval", "QC", "H7N 1A1", "CA")


@pytest.fixture
def port():
    return FakePort()


@pytest.fixture
def worker(backend, sessions, clock, port):
    outbox = Outbox(sessions, {"email": port, "sms": port, "letter": port}, clock, secret=SECRET)
    return Worker(backend, outbox, sessions)


def test_a_round_does_everything_there_is_to_do(worker, backend, verified, sessions, clock, port, show):
    conversation = verified("primus")
    backend.change_billing_address(conversation, "primus", NEW, date(2026, 12, 1), request=request())
    with sessions.begin() as session:
        put(session, "c", "m", "0427", SECRET, clock() + timedelta(minutes=5))
    asyncio.run(worker.round())
    assert [m.kind for m in port.sent] == ["billing_address_scheduled"] * 2
    clock.move(days=10)
    asyncio.run(worker.round())
    assert show("primus")["billing_address"]["city"] == "Laval"
    assert {m.kind for m in port.sent[2:]} == {"billing_address_changed", "billing_address_confirmed"}
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(PendingSecret)) == 0


def test_a_failed_round_is_followed_by_the_next(worker, backend):
    rounds = 0

    class Flaky:
        def apply_due_changes(self):
            nonlocal rounds
            rounds += 1
            if rounds == 1:
                raise BackendUnavailable("down")
            stop.set()
            return 0

    worker.backend = Flaky()
    stop = asyncio.Event()
    asyncio.run(asyncio.wait_for(worker.run(stop, every=0.01), 5))
    assert rounds == 2


def test_a_job_that_fails_does_not_keep_the_others_waiting(worker, backend, verified, port, caplog):
    backend.switch_to_electronic(verified("primus"), "primus", "noemie@example.com", request=request())

    class Down:
        def apply_due_changes(self):
            raise BackendUnavailable("down")

    worker.backend = Down()
    asyncio.run(worker.round())
    assert [message.kind for message in port.sent] == ["electronic_bills_started"]
    assert "due changes failed" in caplog.text


def test_an_account_that_cannot_be_brought_up_to_date_does_not_keep_the_others_waiting(
    worker, backend, verified, sessions, clock, show, caplog
):
    for operator, number in (("primus", "100200301"), ("primus", "100200302")):
        conversation = verified(operator, number)
        backend.change_billing_address(conversation, operator, NEW, date(2026, 12, 1), request=request())
    with sessions.begin() as session:  # a language that nothing is written in
        query = select(BillingAccount).where(BillingAccount.number == "100200301")
        session.scalars(query.where(BillingAccount.operator == "primus")).one().customer.language = "xx"
    clock.move(days=10)
    asyncio.run(worker.round())
    assert show("primus")["scheduled_address"]["city"] == "Laval", "nothing is half done"
    assert show("primus", "100200302")["billing_address"]["city"] == "Laval"
    assert "What is due for account id" in caplog.text and "rue B" not in caplog.text
