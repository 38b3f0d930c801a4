"""One-time codes: to the contact on file, ten minutes, once, and nothing to learn for strangers."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import select

from accounts.importing import import_accounts
from accounts.models import CommunicationMessage, OneTimeCode
from accounts.outbox import Outbox
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.conftest import ACCOUNTS, HASHER, SECRET
from tests.accounts.fakes import FakePort


@pytest.fixture
def deliver(sessions, clock):
    """Sends what is in the outbox and returns the messages."""
    port = FakePort()
    outbox = Outbox(sessions, {"email": port, "sms": port, "letter": port}, clock, secret=SECRET)

    def run():
        port.sent.clear()
        asyncio.run(outbox.deliver_due())
        return list(port.sent)

    return run


@pytest.fixture
def ask_code(backend, deliver):
    """Asks for a code and returns it as it arrived."""

    def ask(operator="primus", number="100200301", channel="sms", conversation="c"):
        assert backend.send_one_time_code(conversation, operator, number, channel).outcome == "sent"
        body = deliver()[-1].body
        return next(
            word.strip(".")
            for word in body.split()
            if word.strip(".").isdigit() and len(word.strip(".")) == 6
        )

    return ask


@pytest.mark.parametrize(
    ("operator", "number", "channel", "to", "words"),
    [
        ("primus", "100200301", "sms", "+15145550147", "votre code est"),
        ("primus", "100200301", "email", "noemie@example.com", "à usage unique"),
        ("primus", "100200302", "sms", "+14165550118", "your code is"),
        ("primus", "100200302", "email", "office@example.org", "one-time"),
    ],
)
def test_a_code_goes_to_the_contact_on_file_in_the_customers_language(
    backend, deliver, operator, number, channel, to, words
):
    backend.send_one_time_code("c", operator, number, channel)
    [message] = deliver()
    assert message.to == to
    assert words in message.subject + message.body


def test_the_code_verifies_the_conversation_it_was_sent_to(backend, ask_code):
    code = ask_code()
    assert backend.authenticate_with_code("other", "primus", "100200301", code).outcome == "failed"
    assert (
        backend.authenticate_with_code("c", "primus", "100200301", f" {code[:3]} {code[3:]} ").outcome
        == "verified"
    )
    assert backend.verified_account("c", "primus") is not None


def test_a_code_works_once(backend, ask_code):
    code = ask_code()
    backend.authenticate_with_code("c", "primus", "100200301", code)
    backend.end_verification("c")
    assert backend.authenticate_with_code("c", "primus", "100200301", code).outcome == "failed"


def test_a_code_expires_after_ten_minutes(backend, ask_code, clock):
    code = ask_code()
    clock.move(minutes=10)
    assert backend.authenticate_with_code("c", "primus", "100200301", code).outcome == "failed"


def test_a_new_code_takes_the_place_of_the_old_one(backend, ask_code):
    old, new = ask_code(), ask_code()
    if old != new:
        assert backend.authenticate_with_code("c", "primus", "100200301", old).outcome == "failed"
    assert backend.authenticate_with_code("c", "primus", "100200301", new).outcome == "verified"


def test_the_code_of_one_account_opens_no_other(backend, ask_code):
    code = ask_code()
    assert backend.authenticate_with_code("c", "primus", "100200302", code).outcome == "failed"
    assert backend.authenticate_with_code("c", "alsatis", "100200301", code).outcome == "failed"


def test_five_wrong_codes_lock_the_account(backend, ask_code):
    code = ask_code()
    wrong = "000000" if code != "000000" else "111111"
    outcomes = [backend.authenticate_with_code("c", "primus", "100200301", wrong).outcome for _ in range(5)]
    assert outcomes == ["failed"] * 4 + ["locked"]
    assert backend.authenticate_with_code("c", "primus", "100200301", code).outcome == "locked"


def test_an_empty_code_is_no_code(backend):
    assert backend.authenticate_with_code("c", "primus", "100200301", "").outcome == "failed"


@pytest.mark.parametrize(("operator", "number"), [("primus", "555000111"), ("allstream", "7055")])
def test_without_account_or_contact_the_answer_is_the_same_and_nothing_is_sent(
    backend, deliver, operator, number
):
    known = backend.send_one_time_code("c1", "primus", "100200301", "sms")
    assert len(deliver()) == 1
    assert backend.send_one_time_code("c2", operator, number, "sms") == known
    assert deliver() == []


@pytest.mark.parametrize("number", ["100200301", "555000111"], ids=["known", "unknown"])
def test_a_request_for_a_code_takes_its_time_whether_there_is_an_account_or_not(sessions, clock, number):
    backend = SqlAccountBackend(sessions, clock, secret=SECRET, hasher=HASHER, code_seconds=0.5)
    start = time.monotonic()
    backend.send_one_time_code("c", "primus", number, "sms")
    assert time.monotonic() - start >= 0.5


@pytest.mark.parametrize("number", ["100200301", "555000111"])
def test_after_three_codes_the_next_has_to_wait(backend, clock, number):
    for i in range(3):
        assert backend.send_one_time_code(f"c{i}", "primus", number, "sms").outcome == "sent"
    limited = backend.send_one_time_code("c4", "primus", number, "sms")
    assert limited.outcome == "limited"
    clock.move(minutes=30)
    assert limited.retry_at == clock()
    assert backend.send_one_time_code("c4", "primus", number, "sms").outcome == "sent"


def test_one_conversation_cannot_send_codes_to_everybody(backend):
    outcomes = [backend.send_one_time_code("c", "primus", f"90{i}", "sms").outcome for i in range(4)]
    assert outcomes == ["sent", "sent", "sent", "limited"]


def test_the_code_is_nowhere_in_the_data_base_in_clear(backend, deliver, sessions):
    backend.send_one_time_code("c", "primus", "100200301", "sms")
    with sessions() as session:
        message = session.scalars(select(CommunicationMessage)).one()
        stored = f"{message.body} {message.secret} {session.scalars(select(OneTimeCode)).one().code_hash}"
    [sent] = deliver()
    code = next(word.strip(".") for word in sent.body.split() if word.strip(".").isdigit() and len(word) > 5)
    assert code not in stored
    with sessions() as session:
        message = session.scalars(select(CommunicationMessage)).one()
        assert (message.status, message.secret) == ("sent", None)


def test_a_code_that_is_late_is_not_sent_any_more(backend, deliver, clock, show):
    backend.send_one_time_code("c", "primus", "100200301", "sms")
    clock.move(minutes=11)
    assert deliver() == []
    assert show("primus")["notifications"][0]["status"] == "expired"


def test_an_import_makes_earlier_codes_useless(backend, ask_code, sessions, clock):
    code = ask_code()
    with sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=clock())
    assert backend.authenticate_with_code("c", "primus", "100200301", code).outcome == "failed"
