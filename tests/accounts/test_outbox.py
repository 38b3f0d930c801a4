"""The outbox sends by every way of delivery, tries again, and gives up into the dead letters."""

from __future__ import annotations

import asyncio
import socket
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from accounts.backend import GeographicAddress
from accounts.dead_letters import dead_letters, outbox_entries, requeue
from accounts.delivery import SmtpPort, SpoolPort
from accounts.errors import DeliveryFailed, DeliveryRefused
from accounts.models import CommunicationMessage
from accounts.outbox import WAITS, Outbox
from tests.accounts.conftest import SECRET, request
from tests.accounts.fakes import FakePort


@pytest.fixture
def port():
    return FakePort()


@pytest.fixture
def outbox(sessions, clock, port):
    return Outbox(sessions, {"email": port, "sms": port, "letter": port}, clock, secret=SECRET)


@pytest.fixture
def notified(backend, verified):
    """One notification waits in the outbox."""
    backend.switch_to_electronic(verified("primus"), "primus", "noemie@example.com", request=request())


def deliver(outbox):
    return asyncio.run(outbox.deliver_due())


def status(show):
    return [n["status"] for n in show("primus")["notifications"]]


def test_a_message_is_sent_once(outbox, port, notified, show):
    assert deliver(outbox) == 1
    assert deliver(outbox) == 0
    [message] = port.sent
    assert (message.to, message.operator, message.language) == ("noemie@example.com", "Primus", "fr")
    assert status(show) == ["sent"]


def test_a_failure_is_tried_again_after_growing_waits_and_then_given_up(
    outbox, port, notified, clock, sessions, show
):
    port.failure = DeliveryFailed("The mail server answered 451.")
    for wait in WAITS:
        deliver(outbox)
        clock.move(seconds=wait.total_seconds() - 1)
        assert deliver(outbox) == 0
        attempts = port.attempts
        clock.move(seconds=1)
        assert status(show) == ["pending"]
    deliver(outbox)
    assert port.attempts == attempts + 1 == len(WAITS) + 1
    assert status(show) == ["dead"]
    with sessions() as session:
        [letter] = dead_letters(session, "primus")
        assert dead_letters(session, "ooma") == []
    assert (letter.kind, letter.attempts) == ("electronic_bills_started", len(WAITS) + 1)
    assert letter.last_error == "The mail server answered 451."
    assert list(WAITS) == sorted(WAITS)
    assert sum(WAITS, timedelta()) > timedelta(days=1)


def test_a_message_that_failed_is_sent_when_it_works_again(outbox, port, notified, clock, show):
    port.failure = DeliveryFailed("down")
    deliver(outbox)
    port.failure = None
    clock.move(minutes=1)
    assert deliver(outbox) == 1
    assert status(show) == ["sent"]


def test_a_refusal_is_not_tried_again(outbox, port, notified, clock, show):
    port.failure = DeliveryRefused("The mail server answered 550.")
    deliver(outbox)
    clock.move(days=3)
    deliver(outbox)
    assert port.attempts == 1
    assert status(show) == ["dead"]


def test_a_dead_letter_can_be_sent_after_all(outbox, port, notified, sessions, clock, show):
    port.failure = DeliveryRefused("no")
    deliver(outbox)
    port.failure = None
    with sessions.begin() as session:
        [letter] = dead_letters(session)
        assert requeue(session, letter.id, clock())
        assert not requeue(session, letter.id, clock())
    assert deliver(outbox) == 1
    assert status(show) == ["sent"]


def test_a_worker_that_dies_while_sending_loses_nothing(outbox, port, notified, clock):
    class Death(BaseException):
        pass

    async def die(_message):
        raise Death

    port.send, send = die, port.send
    with pytest.raises(Death):
        deliver(outbox)
    port.send = send
    assert deliver(outbox) == 0, "not at once: it might still be on its way"
    clock.move(minutes=1)
    assert deliver(outbox) == 1


def test_two_workers_do_not_send_the_same_message(outbox, port, notified):
    async def both():
        return await asyncio.gather(outbox.deliver_due(), outbox.deliver_due())

    assert sum(asyncio.run(both())) == 1
    assert len(port.sent) == 1


def test_numbers_on_file_become_international(outbox, port, backend, verified):
    conversation = verified("ooma", "800266")
    backend.switch_to_electronic(conversation, "ooma", "hello@example.org", request=request())
    deliver(outbox)
    assert {(m.channel, m.to) for m in port.sent} == {("sms", "+16045550172"), ("email", "hello@example.org")}


def test_a_message_that_nothing_can_send_does_not_hold_up_the_others(
    outbox, port, notified, backend, verified, clock, show, caplog
):
    conversation = verified("calltower", "55300982", conversation="d")
    backend.switch_to_paper(conversation, "calltower", request=request())
    send = port.send

    async def send_but_one(message):
        if message.operator == "Primus":
            raise ValueError(f"no way to {message.to}")
        await send(message)

    port.send = send_but_one
    assert deliver(outbox) == 1
    assert [message.operator for message in port.sent] == ["CallTower"]
    assert "ValueError" in caplog.text and "noemie" not in caplog.text
    for wait in WAITS:
        clock.move(seconds=wait.total_seconds())
        deliver(outbox)
    assert status(show) == ["dead"]


def test_a_message_over_which_workers_die_is_given_up_too(outbox, port, notified, clock, show):
    class Death(BaseException):
        pass

    async def die(_message):
        port.attempts += 1
        raise Death

    port.send = die
    for wait in [*WAITS, WAITS[-1]]:
        with pytest.raises(Death):
            deliver(outbox)
        clock.move(seconds=wait.total_seconds())
    assert deliver(outbox) == 0
    assert (status(show), port.attempts) == (["dead"], len(WAITS) + 1)


def test_a_slow_recipient_does_not_hold_up_a_one_time_code(outbox, port, notified, backend):
    backend.send_one_time_code("e", "primus", "100200302", "sms")
    send, sent = port.send, asyncio.Event()

    async def slow_emails(message):
        if message.channel == "email":
            await asyncio.wait_for(sent.wait(), 5)
        await send(message)
        if message.channel == "sms":
            sent.set()

    port.send = slow_emails
    assert deliver(outbox) == 2


def test_messages_to_one_recipient_go_in_order(outbox, port, notified, backend):
    for i in range(3):
        backend.switch_to_electronic("conversation", "primus", f"{i}@example.net", request=request(f"k{i}"))
    deliver(outbox)
    kinds = [message.id for message in port.sent if message.to == "noemie@example.com"]
    assert len(kinds) == 4 and kinds == sorted(kinds)


def test_a_one_time_code_that_was_given_up_is_not_sent_later(outbox, port, backend, sessions, clock):
    backend.send_one_time_code("e", "primus", "100200302", "sms")
    port.failure = DeliveryRefused("no")
    deliver(outbox)
    with sessions.begin() as session:
        [letter] = dead_letters(session)
        assert not requeue(session, letter.id, clock())


def test_lists_mask_the_recipients(outbox, port, notified, backend, verified, sessions):
    backend.send_one_time_code("e", "primus", "100200302", "sms")
    conversation = verified("allstream", "7055", conversation="f")
    address = GeographicAddress("1, rue B", "Laval", "QC", "H7N 1A1", "CA")
    backend.change_billing_address(conversation, "allstream", address, date(2026, 12, 1), request=request())
    with sessions() as session:
        entries = outbox_entries(session, status="pending")
        recipients = {entry.channel: entry.recipient for entry in entries}
        assert outbox_entries(session, "ooma", status="pending") == []
    assert recipients == {"email": "n•••@example.com", "sms": "•••18", "letter": "by post"}


def test_trying_again_is_in_the_audit_trail(outbox, port, notified, sessions, clock, show):
    port.failure = DeliveryRefused("no")
    deliver(outbox)
    with sessions.begin() as session:
        [letter] = dead_letters(session)
        requeue(session, letter.id, clock())
        assert session.get_one(CommunicationMessage, letter.id).attempts == 0
    line = show("primus")["audit"][-1]
    assert (line["actor"], line["action"]) == ("staff", "notification_requeued")


# --- a real mail server on this machine


class Mailbox:
    """What the mail server does with messages: keeps them, or answers with an error."""

    def __init__(self) -> None:
        self.received = []
        self.refuse_recipient: str | None = None
        self.refuse_data: str | None = None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.refuse_data:
            return self.refuse_data
        self.received.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def mail_server(mailbox):
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailer(sessions, clock, mail_server, tmp_path):
    smtp = SmtpPort("127.0.0.1", mail_server.port, sender="no-reply@guichet.example")
    spool = SpoolPort(tmp_path / "outbox")
    return Outbox(sessions, {"email": smtp, "sms": spool, "letter": spool}, clock, secret=SECRET)


def test_an_email_arrives_as_it_was_written(mailer, mailbox, notified, show):
    assert deliver(mailer) == 1
    [envelope] = mailbox.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@guichet.example", ["noemie@example.com"])
    email = message_from_bytes(envelope.content, policy=default)
    assert email["From"] == "Primus <no-reply@guichet.example>"
    assert email["Subject"] == "Primus\u00a0: vous passez à la facture électronique"
    assert email["Message-ID"].startswith("<electronic_bills_started-")
    assert (email["Auto-Submitted"], email["Content-Language"]) == ("auto-generated", "fr")
    assert "Bonjour Noémie Vaillancourt," in email.get_content()
    assert status(show) == ["sent"]


@pytest.mark.parametrize(
    ("recipient", "data", "expected"),
    [
        ("550 no such user", None, "dead"),
        ("450 try later", None, "pending"),
        (None, "554 refused", "dead"),
        (None, "452 full", "pending"),
    ],
)
def test_the_answer_of_the_mail_server_decides(mailer, mailbox, notified, show, recipient, data, expected):
    mailbox.refuse_recipient, mailbox.refuse_data = recipient, data
    assert deliver(mailer) == 0
    assert status(show) == [expected]


def test_a_mail_server_that_is_down_is_tried_again(sessions, clock, notified, show):
    port = SmtpPort("127.0.0.1", free_port(), sender="no-reply@guichet.example")
    assert deliver(Outbox(sessions, {"email": port}, clock, secret=SECRET)) == 0
    assert status(show) == ["pending"]


def test_letters_become_files_for_the_print_shop(mailer, backend, verified, tmp_path):
    conversation = verified("allstream", "7055")
    new = GeographicAddress("1, rue B", "Laval", "QC", "H7N 1A1", "CA")
    backend.change_billing_address(conversation, "allstream", new, date(2026, 11, 21), request=request())
    assert deliver(mailer) == 2
    letters = sorted((tmp_path / "outbox").iterdir())
    assert len(letters) == 2
    first = letters[0].read_text(encoding="utf-8")
    assert "88, rue Wellington" in first and "rue B" not in first
    assert letters[0].stat().st_mode & 0o777 == 0o600
