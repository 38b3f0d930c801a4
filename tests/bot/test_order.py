"""Messages of one conversation are answered one after the other, in the order in which they arrived."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import httpx
import pytest

from bot.conversations.models import Conversation, Message
from bot.conversations.store import add_message, open_conversation
from bot.conversations.turns import claim_turn, release_turn
from bot.web.app import create_app
from bot.web.turn_records import Incoming
from tests.bot.fake_rasa import FakeRasa


class Office:
    """Several web processes, each with its own lock table, before one data base and one Rasa."""

    def __init__(self, settings, processes: int = 1) -> None:
        self.rasa = FakeRasa()
        self._apps = [
            create_app(settings, http=httpx.AsyncClient(transport=httpx.ASGITransport(self.rasa.app)))
            for _ in range(processes)
        ]
        self._contexts = [app.router.lifespan_context(app) for app in self._apps]

    async def __aenter__(self):
        for context in self._contexts:
            await context.__aenter__()
        self.turns = [app.state.services.turns for app in self._apps]
        self.sessions = self._apps[0].state.services.sessions
        self.settings = self._apps[0].state.services.settings
        return self

    async def __aexit__(self, *error):
        for context in self._contexts:
            await context.__aexit__(None, None, None)

    def open(self) -> str:
        with self.sessions.begin() as session:
            return open_conversation(session, "primus", language="fr", now=self.settings.now()).id

    def received(self) -> list[str]:
        return [body["message"] for body in self.rasa.received]


def test_messages_sent_at_once_are_answered_in_order(make_settings):
    async def play():
        async with Office(make_settings()) as office:
            conversation_id = office.open()
            delays = {"un": 0.2, "deux": 0.05, "trois": 0.0}
            office.rasa.delay = lambda body: delays[body["message"]]
            [turns] = office.turns
            texts = list(delays)
            results = await asyncio.gather(*(turns.take(conversation_id, Incoming(text)) for text in texts))
            return office.received(), [r.message.id for r in results], [r.replies[0].id for r in results]

    received, asked, answered = asyncio.run(play())

    assert received == ["un", "deux", "trois"]
    assert sorted([*asked, *answered]) == [x for pair in zip(asked, answered, strict=True) for x in pair]


def test_conversations_do_not_wait_for_each_other(make_settings):
    async def play():
        async with Office(make_settings()) as office:
            slow, quick = office.open(), office.open()
            office.rasa.delay = lambda body: 0.3 if body["sender"] == slow else 0
            [turns] = office.turns
            first = asyncio.create_task(turns.take(slow, Incoming("lent")))
            await turns.take(quick, Incoming("vite"))
            return first.done(), await first

    assert asyncio.run(play())[0] is False


def test_two_processes_are_never_in_the_same_conversation_at_once(make_settings):
    async def play():
        async with Office(make_settings(), processes=2) as office:
            conversation_id, spans = office.open(), []

            def answer(body):
                spans.append(body["message"])
                return {"messages": [{"text": "ok"}], "state": {}}

            office.rasa.delay, office.rasa.answer = 0.05, answer
            first, second = office.turns
            messages = [
                (first if i % 2 else second).take(conversation_id, Incoming(str(i))) for i in range(6)
            ]
            await asyncio.gather(*messages)
            with office.sessions() as session:
                senders = [m.sender for m in session.query(Message).order_by(Message.id)]
            return spans, senders

    spans, senders = asyncio.run(play())

    assert sorted(spans) == list("012345")
    assert senders == ["customer", "bot"] * 6


def test_the_same_message_sent_twice_at_once_is_answered_once(make_settings):
    async def play():
        async with Office(make_settings(), processes=2) as office:
            conversation_id = office.open()
            office.rasa.delay = 0.1
            both = [turns.take(conversation_id, Incoming("bonjour", client_id="a")) for turns in office.turns]
            first, second = await asyncio.gather(*both)
            return office.received(), first, second

    received, first, second = asyncio.run(play())

    assert received == ["bonjour"]
    assert [r.id for r in first.replies] == [r.id for r in second.replies]


def test_the_pin_is_masked_even_if_it_was_sent_before_it_was_asked_for(make_settings):
    async def play():
        async with Office(make_settings()) as office:
            conversation_id = office.open()
            office.rasa.delay = 0.05
            [turns] = office.turns
            texts = ["changer mon adresse", "4410 2287 31", "0427"]
            await asyncio.gather(*(turns.take(conversation_id, Incoming(text)) for text in texts))
            return office.received()

    assert asyncio.run(play()) == ["changer mon adresse", "4410 2287 31", "[PIN]"]


def test_a_message_whose_process_died_is_answered_when_it_is_sent_again(make_settings):
    async def play():
        async with Office(make_settings()) as office:
            conversation_id, now = office.open(), office.settings.now()
            with office.sessions.begin() as session:
                claim_turn(session, conversation_id, stale_after=17)
                lost = add_message(
                    session, conversation_id, "customer", "bonjour", now=now, client_id="a", status="received"
                )
                long_ago = datetime.now(timezone.utc) - timedelta(seconds=60)
                session.get_one(Conversation, conversation_id).turn_started_at = long_ago
            result = await office.turns[0].take(conversation_id, Incoming("bonjour", client_id="a"))
            return lost.id, result, office.received()

    lost_id, result, received = asyncio.run(play())

    assert result.message.id == lost_id
    assert len(result.replies) == 1
    assert received == ["bonjour"]


def test_a_restart_frees_the_conversations_of_the_dead_process(make_settings):
    settings = make_settings()

    async def die():
        async with Office(settings) as office:
            conversation_id = office.open()
            with office.sessions.begin() as session:
                claim_turn(session, conversation_id, stale_after=17)
            return conversation_id

    async def start_again(conversation_id):
        async with Office(settings) as office:
            return await asyncio.wait_for(office.turns[0].take(conversation_id, Incoming("bonjour")), 2)

    assert asyncio.run(start_again(asyncio.run(die()))).outcome == "answered"


def test_a_claim_excludes_a_second_one_until_it_is_released(web):
    customer = web.customer()
    with web.sessions.begin() as session:
        turn_id = claim_turn(session, customer.id, stale_after=10)
        assert claim_turn(session, customer.id, stale_after=10) is None
        assert release_turn(session, turn_id) is True
        assert release_turn(session, turn_id) is False
        assert claim_turn(session, customer.id, stale_after=10) is not None


@pytest.mark.parametrize("limit", [1, 2000])
def test_a_message_of_exactly_the_longest_length_is_accepted(start_web, limit):
    web = start_web(max_message_length=limit)

    assert web.customer().post(text="a" * limit).status_code == 200
    assert web.customer().post(text="a" * (limit + 1)).status_code == 422
