"""A conversation can be reached with its own token only, and only for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversations.models import Conversation
from bot.web.tokens import hash_token

ROUTES = [("POST", "messages"), ("GET", "messages"), ("GET", "events")]


def status(web, method: str, route: str, conversation_id: str, headers: dict[str, str]) -> int:
    url = f"/api/conversations/{conversation_id}/{route}"
    return web.client.request(
        method, url, headers=headers, json={"text": "bonjour"} if method == "POST" else None
    ).status_code


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic d3Jvbmc="},
        {"Authorization": "Bearer \u00e9\u00e9".encode("latin-1")},
    ],
)
def test_without_the_right_token_nothing_is_shown_or_taken(web, method, route, headers):
    customer = web.customer()

    assert status(web, method, route, customer.id, headers) == 401
    assert web.rasa.received == []


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_a_token_opens_no_other_conversation(web, method, route):
    mine, other = web.customer(), web.customer()

    assert status(web, method, route, other.id, mine.headers) == 401


def test_an_unknown_conversation_looks_like_a_wrong_token(web):
    customer = web.customer()

    unknown = web.client.get("/api/conversations/nowhere/messages", headers=customer.headers)
    wrong = web.client.get(
        f"/api/conversations/{customer.id}/messages", headers={"Authorization": "Bearer x"}
    )

    assert (unknown.status_code, unknown.json()) == (wrong.status_code, wrong.json())


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_a_token_expires(web, method, route):
    customer = web.customer()
    with web.sessions.begin() as session:
        session.get_one(Conversation, customer.id).created_at -= timedelta(hours=web.settings.token_hours)

    assert status(web, method, route, customer.id, customer.headers) == 401


def test_the_data_base_does_not_hold_the_token(web):
    customer = web.customer()

    with web.sessions() as session:
        kept = session.get_one(Conversation, customer.id).token_hash

    assert kept == hash_token(customer.token) != customer.token


@pytest.mark.parametrize(("language", "words"), [("fr-CA,fr;q=0.9", "n’est plus"), ("en-GB", "no longer")])
def test_the_refusal_is_in_the_browsers_language(web, language, words):
    response = web.client.get("/api/conversations/x/messages", headers={"Accept-Language": language})

    assert words in response.json()["detail"]
