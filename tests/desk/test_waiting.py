"""While nobody comes: tickets, agents who are gone, opening hours, webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import httpx
import pytest
import sqlalchemy as sa

from accounts.errors import RuleError
from accounts.operators.opening_hours import parse_hours
from bot.conversations.handoffs import open_handoff
from bot.conversations.models import Conversation, Handoff, WebhookEvent
from bot.conversations.ownership import Agent, claim
from bot.conversations.sentiment import sentiment_of
from bot.conversations.store import add_message, messages_after, open_conversation
from bot.conversations.waiting import leave_ticket, overdue_handoffs, queue_notice
from bot.conversations.webhooks import WAITS, WebhookSender
from bot.desk.keeper import Keeper
from bot.desk.models import DeskUser

TORONTO = ZoneInfo("America/Toronto")
OPEN = datetime(2026, 11, 23, 10, 0, tzinfo=TORONTO)  # a Monday
CLOSED = datetime(2026, 11, 22, 10, 0, tzinfo=TORONTO)
SECRET = "a secret of the receiver"


@pytest.fixture
def session(web):
    with web.sessions.begin() as session:
        yield session


def waiting(session, now=OPEN, language="fr", contact=None):
    conversation = open_conversation(session, "primus", language=language, now=now)
    handoff = open_handoff(session, conversation.id, "primus", "aide", language, contact, now=now)
    return conversation, handoff


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "lundi 23 novembre à 9\u00a0h\u00a000"), ("en", "Monday, November 23")]
)
def test_outside_opening_hours_the_next_opening_is_said(session, language, words):
    _, handoff = waiting(session, CLOSED, language)
    assert words in queue_notice(session, handoff, language, CLOSED)


@pytest.mark.parametrize(
    ("language", "first", "second", "third"),
    [
        ("fr", "première", "1 demande avant", "2 demandes avant"),
        ("en", "first", "ahead of yours: 1", "ahead of yours: 2"),
    ],
)
def test_the_place_in_the_queue_is_said(session, language, first, second, third):
    _, one = waiting(session, language=language)
    _, two = waiting(session, language=language)
    assert first in queue_notice(session, one, language, OPEN)
    assert second in queue_notice(session, two, language, OPEN)
    _, three = waiting(session, language=language)
    assert third in queue_notice(session, three, language, OPEN)


def test_an_estimate_is_given_once_there_is_something_to_go_by(session):
    for _ in range(3):
        conversation, _ = waiting(session)
        claim(session, conversation.id, Agent(1, "Camille"), now=OPEN + timedelta(minutes=4))
    _, handoff = waiting(session, OPEN + timedelta(minutes=5))
    assert "environ 4 min" in queue_notice(session, handoff, "fr", OPEN + timedelta(minutes=5))


def test_the_time_to_be_kept_counts_from_the_opening(session):
    _, handoff = waiting(session, CLOSED)
    assert handoff.due_at == OPEN.replace(hour=9) + timedelta(minutes=5)


@pytest.mark.parametrize(("language", "sorry"), [("fr", "désolé"), ("en", "sorry")])
def test_after_ten_minutes_it_is_said_honestly_and_a_ticket_is_left(session, language, sorry):
    conversation, handoff = waiting(session, language=language)
    assert overdue_handoffs(session, OPEN + timedelta(minutes=9)) == []
    later = OPEN + timedelta(minutes=10)
    assert overdue_handoffs(session, later) == [conversation.id]

    reference = leave_ticket(session, conversation.id, later)

    text = messages_after(session, conversation.id)[-1].text
    assert reference and reference in text and sorry in text
    assert (conversation.state, handoff.ticket_reference) == ("queued", reference)
    assert leave_ticket(session, conversation.id, later) is None
    assert overdue_handoffs(session, later) == []


def test_a_customer_who_left_a_contact_is_not_asked_for_it(session):
    conversation, _ = waiting(session, contact="514 555-0147")
    leave_ticket(session, conversation.id, OPEN + timedelta(minutes=10))
    assert "coordonnées que vous avez laissées" in messages_after(session, conversation.id)[-1].text


def test_no_ticket_for_a_conversation_that_an_agent_has(session):
    conversation, _ = waiting(session)
    claim(session, conversation.id, Agent(1, "Camille"), now=OPEN)
    assert leave_ticket(session, conversation.id, OPEN + timedelta(hours=1)) is None


def test_the_conversation_of_an_agent_who_is_gone_returns_to_the_queue(web, hire):
    camille = hire()
    now = datetime.now(timezone.utc)
    with web.sessions.begin() as session:
        conversation, _ = waiting(session, now - timedelta(minutes=30))
        claim(session, conversation.id, Agent(camille.id, "Camille"), now=now - timedelta(minutes=20))
        add_message(session, conversation.id, "customer", "Toujours là ?", now=now - timedelta(minutes=19))
        session.get_one(DeskUser, camille.id).last_seen_at = now - timedelta(minutes=4)
    keeper = Keeper(web.sessions, sender(web, lambda request: httpx.Response(204)), lambda: now)

    assert keeper.release_abandoned() == 1

    with web.sessions() as session:
        state = session.get(Conversation, conversation.id)
        assert (state.state, state.owner_id) == ("queued", None)
        assert "n’est plus en ligne" in messages_after(session, conversation.id)[-1].text
    assert keeper.release_abandoned() == 0


def test_an_agent_who_answered_last_keeps_the_conversation(web, hire):
    camille = hire()
    now = datetime.now(timezone.utc)
    with web.sessions.begin() as session:
        conversation, _ = waiting(session, now - timedelta(minutes=30))
        claim(session, conversation.id, Agent(camille.id, "Camille"), now=now - timedelta(minutes=20))
        add_message(session, conversation.id, "agent", "Voilà.", now=now - timedelta(minutes=19))
    keeper = Keeper(web.sessions, sender(web, lambda request: httpx.Response(204)), lambda: now)
    assert keeper.release_abandoned() == 0


@pytest.mark.parametrize(
    ("text", "at", "is_open"),
    [
        ("mon-fri 09:00-17:00", OPEN.replace(hour=9), True),
        ("mon-fri 09:00-17:00", OPEN.replace(hour=17), False),
        ("sat-mon 10:00-12:00", OPEN, True),
        ("fri 20:00-02:00", datetime(2026, 11, 28, 1, 0, tzinfo=TORONTO), True),
        ("always", CLOSED, True),
    ],
)
def test_hours_of_a_week(text, at, is_open):
    assert parse_hours(text, TORONTO).is_open(at) is is_open


def test_hours_that_cannot_be_read_are_named():
    with pytest.raises(RuleError, match="someday"):
        parse_hours("someday 9-5", TORONTO)


# --- webhooks


def sender(web, answer, clock=None, url="https://crm.example/hook") -> WebhookSender:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return WebhookSender(web.sessions, http, clock or web.settings.now, url=url, secret=SECRET)


def test_events_are_signed_and_sent_once(web, ask_for_person):
    ask_for_person()
    received: list[httpx.Request] = []

    def take(request):
        received.append(request)
        return httpx.Response(200)

    webhooks = sender(web, take)
    assert webhooks.send_due() == 1
    assert webhooks.send_due() == 0

    (request,) = received
    timestamp, digest = (part.split("=")[1] for part in request.headers["Guichet-Signature"].split(","))
    expected = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + request.content, hashlib.sha256)
    assert hmac.compare_digest(digest, expected.hexdigest())
    event = json.loads(request.content)
    assert event["type"] == "handoff.opened"
    assert event["handoff"]["operator"] == "primus"
    assert "facture" not in request.content.decode()


def test_an_event_that_is_refused_is_tried_again_and_at_last_given_up(web, ask_for_person):
    ask_for_person()
    now = [web.settings.now()]
    webhooks = sender(web, lambda request: httpx.Response(500), lambda: now[0])
    for wait in (timedelta(), *WAITS):
        now[0] += wait
        assert webhooks.send_due() == 0
        assert webhooks.send_due() == 0  # not before the wait is over
    with web.sessions() as session:
        event = session.scalars(sa.select(WebhookEvent)).one()
    assert (event.status, event.attempts, event.last_error) == ("dead", len(WAITS) + 1, "HTTP status 500")


def test_a_receiver_that_is_down_loses_nothing(web, ask_for_person):
    ask_for_person()
    now = [web.settings.now()]
    down = [True]

    def answer(request):
        if down[0]:
            raise httpx.ConnectError("refused")
        return httpx.Response(204)

    webhooks = sender(web, answer, lambda: now[0])
    assert webhooks.send_due() == 0
    down[0], now[0] = False, now[0] + WAITS[0]
    assert webhooks.send_due() == 1


def test_without_an_address_nothing_is_sent_and_nothing_piles_up(web, ask_for_person):
    ask_for_person()
    assert sender(web, None, url=None).send_due() == 0
    with web.sessions() as session:
        assert session.scalars(sa.select(WebhookEvent.status)).all() == ["skipped"]


def test_an_address_without_a_secret_is_refused(web):
    with pytest.raises(ValueError, match="GUICHET_WEBHOOK_SECRET"):
        WebhookSender(web.sessions, httpx.Client(), web.settings.now, url="https://x.example", secret=None)


# --- causes and tone


def test_two_failures_of_the_assistant_in_a_row_call_a_person(web, hire):
    customer = web.customer()
    web.rasa.status = 500
    assert customer.say("Bonjour")["state"] == "bot"
    assert customer.say("Il y a quelqu'un ?")["state"] == "queued"
    with web.sessions() as session:
        assert session.scalars(sa.select(Handoff.cause)).all() == ["error"]
    assert "Il y a quelqu&#39;un ?" in hire().get("/desk").text


@pytest.mark.parametrize(
    ("intent", "slots", "cause"),
    [
        ("complain", {}, "complaint"),
        ("ask_question", {"failures": 2}, "repeated_failure"),
        ("request_credit", {}, "unsupported"),
        ("greet", {}, "asked_for"),
    ],
)
def test_what_went_before_tells_the_cause(session, intent, slots, cause):
    conversation = open_conversation(session, "primus", language="fr", now=OPEN)
    message = add_message(session, conversation.id, "customer", "…", now=OPEN)
    message.parse = {"intent": intent, "slots": slots}
    assert open_handoff(session, conversation.id, "primus", "", "fr", now=OPEN).cause == cause


@pytest.mark.parametrize(
    ("texts", "tone"),
    [
        (["C'est inacceptable, c'est une arnaque !!"], "angry"),
        (["This is unacceptable, I'm furious"], "angry"),
        (["Ça ne marche toujours pas"], "annoyed"),
        (["It's still not working"], "annoyed"),
        (["Où est ma facture ?"], "neutral"),
        (["Parfait, merci"], "pleased"),
        (["Great, thanks"], "pleased"),
    ],
)
def test_the_tone_of_a_customer(texts, tone):
    assert sentiment_of(texts) == tone
