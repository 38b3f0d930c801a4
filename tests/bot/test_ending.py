"""A customer ends the conversation."""

from __future__ import annotations

import pytest

from bot.conversations.ending import end_by_customer
from bot.conversations.handoffs import last_handoff, open_handoff
from bot.conversations.models import CLOSED, HUMAN, QUEUED, Conversation
from bot.conversations.ownership import Agent, claim
from tests.bot.conftest import Customer


def end(customer: Customer):
    return customer.client.post(f"/api/conversations/{customer.id}/end", headers=customer.headers)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_ended_conversation_says_so_and_takes_no_more_messages(web, language):
    customer = web.customer(language=language)
    customer.say({"fr": "Je veux changer mon adresse", "en": "I want to change my address"}[language])

    response = end(customer)

    assert response.status_code == 200
    assert response.json() == {
        "state": "closed",
        "channel": "web",
        "task": None,
        "expects": None,
        "language": language,
    }
    last = customer.transcript()["messages"][-1]["text"]
    assert {"fr": "terminée", "en": "has ended"}[language] in last
    assert customer.post(text="encore ?").status_code == 409


def test_ending_it_again_changes_nothing(web):
    customer = web.customer()
    customer.say("bonjour ?")

    assert [end(customer).status_code for _ in range(2)] == [200, 200]

    assert len(customer.transcript()["messages"]) == 3


def test_how_it_was_can_be_said_afterwards(web):
    customer = web.customer()
    end(customer)

    url = f"/api/conversations/{customer.id}/satisfaction"
    assert customer.client.post(url, json={"score": 4}, headers=customer.headers).status_code == 204


@pytest.mark.parametrize("state", [QUEUED, HUMAN])
def test_a_request_for_a_person_ends_with_it(web, state):
    customer = web.customer()
    customer.say("bonjour ?")
    now = web.settings.now()
    with web.sessions.begin() as session:
        open_handoff(session, customer.id, "primus", "a question", "fr", now=now)
        if state == HUMAN:
            claim(session, customer.id, Agent(1, "Maude"), now=now)

    end(customer)

    with web.sessions() as session:
        handoff = last_handoff(session, customer.id)
        conversation = session.get_one(Conversation, customer.id)
        assert (handoff.state, handoff.outcome) == (CLOSED, "customer_left")
        assert (conversation.state, conversation.owner_id) == (CLOSED, None)
    assert customer.transcript()["expects"] is None


def test_an_answer_that_is_still_on_its_way_is_not_said_any_more(web):
    customer = web.customer()

    def answer_late(body):
        with web.sessions.begin() as session:
            end_by_customer(session, customer.id, now=web.settings.now())
        return {"messages": [{"text": "trop tard", "buttons": [], "custom": None}], "state": {}}

    web.rasa.answer = answer_late
    customer.say("bonjour ?")

    assert "trop tard" not in str(customer.transcript())


def test_another_conversations_token_does_not_end_it(web):
    customer, other = web.customer(), web.customer()

    response = web.client.post(f"/api/conversations/{customer.id}/end", headers=other.headers)

    assert response.status_code == 401
    assert customer.transcript()["state"] == "bot"
