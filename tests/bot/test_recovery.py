"""After a crash, what customers sent and nobody answered is answered once."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from accounts.database import make_engine, make_sessions
from bot.conversations.models import ANSWERED, BOT, CLOSED, HUMAN, RECEIVED, Message
from bot.conversations.store import add_message, messages_after, open_conversation
from bot.conversations.turns import claim_turn

QUESTION = "Où sont mes factures ?"


def crash(
    settings, *texts: str, state: str = BOT, channel: str = "web", hours: int = 0, client_id=None
) -> str:
    """What a web process leaves behind that died over a turn; gives the conversation's id."""
    sessions = make_sessions(make_engine(settings.database_url))
    now = settings.now() - timedelta(hours=hours)
    with sessions.begin() as session:
        conversation = open_conversation(session, "primus", language="fr", channel=channel, now=now)
        conversation.state = state
        for text in texts:
            add_message(
                session, conversation.id, "customer", text, now=now, status=RECEIVED, client_id=client_id
            )
        claim_turn(session, conversation.id, stale_after=60)
        return conversation.id


def answered(web, conversation_id: str) -> list[str]:
    """The senders in the conversation, once nothing waits any more."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with web.sessions() as session:
            left = session.scalar(sa.select(sa.func.count(Message.id)).where(Message.status == RECEIVED))
            if not left:
                break
        time.sleep(0.05)
    with web.sessions() as session:
        return [message.sender for message in messages_after(session, conversation_id)]


@pytest.mark.parametrize("client_id", [None, "of-the-widget"])
def test_a_message_that_was_left_over_is_answered_once(start_web, make_settings, client_id):
    conversation_id = crash(make_settings(), QUESTION, client_id=client_id)

    web = start_web()

    assert answered(web, conversation_id) == ["customer", "bot"]
    assert [body["message"] for body in web.rasa.received] == [QUESTION]


def test_several_are_answered_in_their_order(start_web, make_settings):
    conversation_id = crash(make_settings(), "un ?", "deux ?", "trois ?")

    web = start_web()

    assert answered(web, conversation_id).count("bot") == 3
    assert [body["message"] for body in web.rasa.received] == ["un ?", "deux ?", "trois ?"]


@pytest.mark.parametrize(
    "left", [{"state": HUMAN}, {"state": CLOSED}, {"channel": "sms"}, {"hours": 25}], ids=str
)
def test_what_the_assistant_has_no_business_with_is_left_alone(start_web, make_settings, left):
    crash(make_settings(), QUESTION, **left)
    web = start_web()

    web.customer().say("bonjour ?")
    time.sleep(0.2)

    assert [body["message"] for body in web.rasa.received] == ["bonjour ?"]


def test_what_was_answered_is_not_answered_again(start_web):
    web = start_web()
    customer = web.customer()
    customer.say(QUESTION)

    with web.sessions() as session:
        statuses = session.scalars(sa.select(Message.status)).all()

    assert set(statuses) == {ANSWERED}
