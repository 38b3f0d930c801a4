"""Text messages on PostgreSQL, with two web processes at the same queues: each message counts once, and in order."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from accounts.database import make_engine, make_sessions, reading, upgrade
from accounts.sms_consent import consent_trail
from bot.conversations.models import Message
from bot.conversations.store import add_message
from bot.sms.inbox import Arrived, Inbox
from bot.sms.models import SmsConversation, SmsInbound, SmsOutbound, SmsStatus
from bot.sms.outbound import text_cipher
from tests.accounts.postgres import PrivatePostgres
from tests.bot.fake_rasa import FakeRasa
from tests.sms.conftest import CUSTOMER, SECONDS, Phone
from tests.sms.test_order_and_crashes import CRASHES, Killed, echo, resolve
from tests.sms.twilio_stand_in import NUMBERS, TwilioStandIn

_names = itertools.count()


@pytest.fixture(scope="module")
def tables(postgres: PrivatePostgres) -> str:
    """A data base with all tables, to copy."""
    postgres.create("sms_template")
    engine = make_engine(postgres.url("sms_template"))
    upgrade(engine)
    engine.dispose()
    return "sms_template"


@pytest.fixture
def database_url(postgres: PrivatePostgres, tables: str) -> Iterator[str]:
    name = f"sms_{next(_names)}"
    postgres.create(name, template=tables)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def start_another(database_url: str, start_phone: Callable[..., Phone]) -> Callable[[], Phone]:
    """Starts one more web process beside the others: the same data base, Rasa and Twilio."""
    rasa, twilio = echo(FakeRasa()), TwilioStandIn()
    sids = itertools.count()

    def start() -> Phone:
        phone = start_phone(rasa=rasa, twilio=twilio, database_url=database_url)
        phone._sids = sids
        return phone

    return start


@pytest.fixture
def two(start_another: Callable[[], Phone]) -> tuple[Phone, Phone]:
    return start_another(), start_another()


def at_once(*calls: Callable[[], object]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)


def test_one_delivery_to_both_at_once_many_times_counts_once(two):
    webhook = two[0].webhook("m")
    answers: list[int] = []

    at_once(*(lambda phone=phone: answers.append(phone.post(webhook).status_code) for phone in two * 6))
    two[0].settle()

    assert answers == [200] * 12
    assert two[0].twilio.bodies() == ["R m"]
    assert len(two[0].rows(SmsInbound)) == len(two[0].rasa.received) == 1


def test_messages_of_a_number_stay_in_order_whichever_process_takes_them(two):
    two[0].rasa.delay = lambda body: random.Random(body["message"]).random() / 5
    first, second = CUSTOMER, "+15145550148"

    def texting(number: str) -> None:
        for at in range(8):
            phone = two[at % 2]
            phone.post(phone.webhook(f"m{at}", number=number))

    at_once(lambda: texting(first), lambda: texting(second))
    two[0].settle()

    for number in (first, second):
        assert two[0].twilio.bodies(number) == [f"R m{at}" for at in range(8)]
    assert len(two[0].twilio.sent) == 16
    with reading(two[0].sessions) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SmsConversation)) == 2


def test_a_repetition_that_reaches_the_other_process_later_is_not_answered_again(two):
    webhook = two[0].webhook("m")
    two[0].post(webhook)
    two[0].settle()

    two[1].post(webhook)
    two[1].settle()

    assert two[1].twilio.bodies() == ["R m"]


def test_of_one_number_a_later_message_is_stored_after_an_earlier_one(database_url, make_settings):
    """Its id, which is the order, becomes visible only when the one before is."""
    engine = make_engine(database_url)
    sessions, settings = make_sessions(engine), make_settings()
    inbox = Inbox(sessions, settings, text_cipher(settings.secret()))
    stored: list[str] = []

    def arrived(sid: str) -> Arrived:
        return Arrived(sid, "primus", CUSTOMER, NUMBERS["primus"], sid)

    def store_second() -> None:
        with sessions.begin() as session:
            inbox.store(session, arrived("second"))
            stored.append("second")

    with sessions.begin() as session:
        inbox.store(session, arrived("first"))
        later = threading.Thread(target=store_second)
        later.start()
        later.join(0.5)
        assert later.is_alive(), "the second waits for the first"
        stored.append("first")
    later.join(SECONDS)

    with reading(sessions) as session:
        ids = session.scalars(sa.select(SmsInbound.provider_sid).order_by(SmsInbound.id)).all()
    engine.dispose()
    assert stored == ids == ["first", "second"]


def test_only_one_process_takes_a_message_on(two):
    gates = [phone.hold() for phone in two]
    two[0].post(two[0].webhook("m"))
    two[0].wait(lambda: two[0].rows(SmsInbound)[0].attempts == 1)

    claims = [phone.sms.inbox.claim(phone.rows(SmsInbound)[0].id) for phone in two]
    for gate in gates:
        gate.open()
    two[0].settle()

    assert claims == [None, None] and two[0].twilio.bodies() == ["R m"]


def test_an_agents_message_that_both_find_is_passed_on_once(two):
    two[0].text("m")
    with two[0].sessions.begin() as session:
        linked = session.scalars(sa.select(SmsConversation.conversation_id)).one()
        now = two[0].settings.now()
        add_message(session, linked, "agent", "Je regarde.", now=now, language="fr", author="Maude")

    at_once(*(phone.sms.relay.relay_new for phone in two * 4))
    two[0].settle()

    assert two[0].twilio.bodies() == ["R m", "Maude : Je regarde."]


def test_statuses_that_reach_both_at_once_are_each_kept_once(two):
    two[0].text("m")
    [sent] = two[0].twilio.sent

    statuses = ("queued", "sent", "delivered") * 3
    at_once(*(lambda n=n, s=s: two[n % 2].status(sent.sid, s) for n, s in enumerate(statuses)))

    assert [row.state for row in two[0].rows(SmsOutbound)] == ["delivered"]
    assert sorted(row.status for row in two[0].rows(SmsStatus)) == ["delivered", "queued", "sent"]


@pytest.mark.parametrize("word", ["ARRET", "STOP"])
def test_a_stop_at_one_process_holds_for_the_answer_that_the_other_is_at(two, word):
    gates = [phone.hold() for phone in two]
    two[0].post(two[0].webhook("m"))
    two[0].wait(lambda: two[0].rows(SmsInbound)[0].conversation_id is not None)  # its turn has begun

    two[1].post(two[1].webhook(word))
    for gate in gates:
        gate.open()
    two[0].settle()

    assert len(two[0].twilio.sent) == 1 and two[1].text("m") == two[0].text("m") == []
    with reading(two[0].sessions) as session:
        assert consent_trail(session, "primus", CUSTOMER)[-1].keyword == word


@pytest.fixture
def short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a dead process had taken on is free again after seconds rather than minutes."""
    monkeypatch.setattr("bot.sms.inbox._LEASE_SECONDS", 0)
    monkeypatch.setattr("bot.sms.sender._LEASE", timedelta(seconds=2))
    monkeypatch.setattr("bot.web.turns._GRACE_SECONDS", 0)


@pytest.mark.parametrize(("place", "moment"), CRASHES, ids=[f"{m} {p.split('.', 2)[2]}" for p, m in CRASHES])
def test_when_one_process_dies_the_other_answers_once(
    start_another, monkeypatch, short_leases, place, moment
):
    owner, _, name = place.rpartition(".")
    kind = resolve(owner)
    real = getattr(kind, name)
    crashed = threading.Event()

    def crash(*args, **kwargs):
        if moment == "after":
            real(*args, **kwargs)
        crashed.set()
        raise Killed

    dying = start_another()
    with monkeypatch.context() as patch:
        patch.setattr(kind, name, crash)
        for at in (1, 2):
            dying.post(dying.webhook(f"m{at}", sid=f"SM{at}"))
        assert crashed.wait(SECONDS)
        dying.stop()
    other = start_another()
    other.post(other.webhook("m1", sid="SM1"))  # Twilio repeats it
    other.settle()

    assert other.twilio.bodies() == ["R m1", "R m2"]
    with reading(other.sessions) as session:
        senders = session.scalars(sa.select(Message.sender).order_by(Message.id)).all()
    assert senders == ["customer", "bot"] * 2
