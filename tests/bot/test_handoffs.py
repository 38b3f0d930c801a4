"""Handoffs and the store of conversations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.orm import Session

import bot.conversations.models
import bot.desk.models  # noqa: F401
from accounts.database import Base, make_engine, make_sessions, upgrade
from bot.conversations.errors import UnknownConversation
from bot.conversations.handoffs import list_handoffs, open_handoff, update_handoff, withdraw_handoff
from bot.conversations.models import Conversation
from bot.conversations.store import add_message, issued_button, messages_after, open_conversation

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)


@pytest.fixture
def session(make_settings) -> Iterator[Session]:
    engine = make_engine(make_settings().database_url)
    with make_sessions(engine).begin() as session:
        yield session
    engine.dispose()


@pytest.fixture
def conversation(session) -> Conversation:
    return open_conversation(session, "primus", language="fr", now=NOW)


def test_the_migrations_make_exactly_the_tables_of_the_models(make_settings):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def modelled(_object, name, kind, _reflected, _compare_to):
        return not (kind == "table" and name.startswith("message_search"))  # SQLite's full-text index

    engine = make_engine(make_settings().database_url)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": modelled})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_handoff_puts_the_conversation_in_the_queue(session, conversation):
    handoff = open_handoff(
        session, conversation.id, "primus", "facture contestée", "fr", contact="514 555-0199", now=NOW
    )

    assert conversation.state == "queued"
    assert (handoff.state, handoff.opened_at, handoff.closed_at) == ("queued", NOW, None)
    assert list_handoffs(session) == [handoff]


def test_opening_it_again_brings_the_open_one_up_to_date(session, conversation):
    first = open_handoff(session, conversation.id, "primus", "panne", "fr", contact="a@b.ca", now=NOW)
    again = open_handoff(
        session, conversation.id, "primus", "panne de deux jours", "en", summary={"task": None}
    )

    assert again is first
    assert (first.reason, first.contact, first.language) == ("panne de deux jours", "a@b.ca", "en")
    assert first.opened_at == NOW
    assert len(list_handoffs(session)) == 1


def test_contact_and_summary_can_be_added_later(session, conversation):
    open_handoff(session, conversation.id, "primus", "panne", "fr")

    handoff = update_handoff(
        session, conversation.id, contact="514 555-0199", summary={"task": "cancel_service"}
    )

    assert (handoff.reason, handoff.contact) == ("panne", "514 555-0199")
    assert handoff.summary == {"task": "cancel_service"}


def test_there_is_nothing_to_update_or_withdraw_without_a_handoff(session, conversation):
    assert update_handoff(session, conversation.id, contact="a@b.ca") is None
    assert withdraw_handoff(session, conversation.id) is False
    assert conversation.state == "bot"


def test_a_withdrawn_handoff_gives_the_conversation_back_to_the_assistant(session, conversation):
    handoff = open_handoff(session, conversation.id, "primus", "panne", "fr", now=NOW)

    assert withdraw_handoff(session, conversation.id, now=NOW + timedelta(minutes=2)) is True
    assert conversation.state == "bot"
    assert (handoff.state, handoff.closed_at) == ("withdrawn", NOW + timedelta(minutes=2))
    assert list_handoffs(session) == []
    assert list_handoffs(session, include_closed=True) == [handoff]


def test_after_a_withdrawal_a_new_handoff_can_be_opened(session, conversation):
    first = open_handoff(session, conversation.id, "primus", "panne", "fr")
    withdraw_handoff(session, conversation.id)

    second = open_handoff(session, conversation.id, "primus", "encore", "fr")

    assert second.id != first.id
    assert list_handoffs(session) == [second]


def test_what_an_agent_has_taken_the_customer_cannot_withdraw(session, conversation):
    handoff = open_handoff(session, conversation.id, "primus", "panne", "fr")
    handoff.state = conversation.state = "human"

    open_handoff(session, conversation.id, "primus", "panne", "fr", contact="a@b.ca")

    assert withdraw_handoff(session, conversation.id) is False
    assert conversation.state == "human"


def test_a_handoff_needs_a_conversation_of_the_same_operator(session, conversation):
    with pytest.raises(UnknownConversation, match="nowhere"):
        open_handoff(session, "nowhere", "primus", "panne", "fr")
    with pytest.raises(ValueError, match="alsatis"):
        open_handoff(session, conversation.id, "alsatis", "panne", "fr")


def test_handoffs_of_one_operator_longest_waiting_first(session):
    def hand_over(operator: str, minutes: int) -> str:
        conversation = open_conversation(session, operator, language="fr", now=NOW)
        open_handoff(session, conversation.id, operator, "x", "fr", now=NOW + timedelta(minutes=minutes))
        return conversation.id

    later, earlier, other = hand_over("ooma", 5), hand_over("ooma", 1), hand_over("primus", 0)

    assert [h.conversation_id for h in list_handoffs(session, operator="ooma")] == [earlier, later]
    assert [h.conversation_id for h in list_handoffs(session)] == [other, earlier, later]


def test_messages_come_in_order_and_ids_are_not_used_twice(session, conversation):
    first = add_message(session, conversation.id, "customer", "un", now=NOW)
    second = add_message(session, conversation.id, "bot", "deux", now=NOW)
    session.delete(second)
    session.flush()
    third = add_message(session, conversation.id, "bot", "trois", now=NOW)

    assert third.id > second.id > first.id
    assert messages_after(session, conversation.id, first.id) == [third]


def test_a_button_is_known_by_its_exact_payload(session, conversation):
    buttons = [{"title": "Oui", "payload": "/affirm"}, {"title": "Non", "payload": "/deny"}]
    add_message(session, conversation.id, "bot", "Sûr ?", now=NOW, buttons=buttons)
    add_message(session, conversation.id, "customer", "/inform", now=NOW)

    assert issued_button(session, conversation.id, "/deny") == "Non"
    assert issued_button(session, conversation.id, "/Deny") is None
    assert issued_button(session, conversation.id, "/inform") is None
