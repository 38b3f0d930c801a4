"""What customers think of an answer and of a conversation is kept, and only theirs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.conversations.ratings import MessageRating, Satisfaction

QUESTION = {"fr": "Où sont mes factures ?", "en": "Where are my bills?"}


def rate(customer, message_id: int, **body):
    url = f"/api/conversations/{customer.id}/messages/{message_id}/rating"
    return customer.client.post(url, json=body, headers=customer.headers)


def give(customer, **body):
    url = f"/api/conversations/{customer.id}/satisfaction"
    return customer.client.post(url, json=body, headers=customer.headers)


def kept(web, model) -> list:
    with web.sessions() as session:
        return list(session.scalars(sa.select(model)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_last_rating_of_an_answer_counts(web, language):
    customer = web.customer(language=language)
    answer = customer.say(QUESTION[language])["messages"][0]

    first = rate(customer, answer["id"], value="up")
    second = rate(customer, answer["id"], value="down", reason="incomplete", comment="  Et en ligne ?  ")

    assert (first.status_code, second.status_code) == (204, 204)
    [rating] = kept(web, MessageRating)
    assert (rating.message_id, rating.conversation_id) == (answer["id"], customer.id)
    assert (rating.value, rating.reason, rating.comment) == ("down", "incomplete", "Et en ligne ?")


@pytest.mark.parametrize(("language", "words"), [("fr", "n’existe pas"), ("en", "doesn’t exist")])
def test_only_answers_of_the_own_conversation_are_rated(web, language, words):
    customer, other = web.customer(language=language), web.customer(language=language)
    mine, theirs = customer.say(QUESTION[language]), other.say(QUESTION[language])

    refused = [
        rate(customer, theirs["messages"][0]["id"], value="up"),
        rate(customer, mine["message"]["id"], value="up"),
        rate(customer, 999_999, value="up"),
    ]

    assert [response.status_code for response in refused] == [404, 404, 404]
    assert words in refused[0].json()["detail"]
    assert kept(web, MessageRating) == []


@pytest.mark.parametrize(
    "body",
    [{}, {"value": "sideways"}, {"value": "down", "reason": "ugly"}, {"value": "up", "comment": "a" * 1001}],
)
def test_a_rating_of_another_form_is_refused(web, body):
    customer = web.customer()
    answer = customer.say(QUESTION["fr"])["messages"][0]

    assert rate(customer, answer["id"], **body).status_code == 422
    assert kept(web, MessageRating) == []


def test_a_pin_in_a_comment_is_not_kept(web):
    customer = web.customer()
    answer = customer.say(QUESTION["fr"])["messages"][0]

    rate(customer, answer["id"], value="down", comment="j’avais pourtant dit que mon NIP est 6417")
    give(customer, score=2, comment="my PIN is 6417, and nothing worked")

    assert "6417" not in kept(web, MessageRating)[0].comment
    assert "6417" not in kept(web, Satisfaction)[0].comment


def test_the_last_satisfaction_counts(web):
    customer = web.customer()

    assert [give(customer, score=2).status_code, give(customer, score=5, comment="Merci").status_code] == [
        204,
        204,
    ]

    [satisfaction] = kept(web, Satisfaction)
    assert (satisfaction.conversation_id, satisfaction.score, satisfaction.comment) == (
        customer.id,
        5,
        "Merci",
    )


@pytest.mark.parametrize("score", [0, 6, "bien", None, 2.5])
def test_a_satisfaction_outside_of_one_to_five_is_refused(web, score):
    assert give(web.customer(), score=score).status_code == 422


def test_an_opinion_needs_the_conversations_token(web):
    customer, other = web.customer(), web.customer()
    answer = customer.say(QUESTION["fr"])["messages"][0]
    url = f"/api/conversations/{customer.id}"

    for headers in ({}, other.headers):
        assert web.client.post(f"{url}/satisfaction", json={"score": 1}, headers=headers).status_code == 401
        rating = web.client.post(
            f"{url}/messages/{answer['id']}/rating", json={"value": "up"}, headers=headers
        )
        assert rating.status_code == 401
