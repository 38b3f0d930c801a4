"""PINs on their way to the action: encrypted, taken once, gone when late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import PendingSecret
from accounts.secrets_in_transit import purge, put, take
from tests.accounts.conftest import SECRET


@pytest.fixture
def leave(sessions, clock):
    def run(value="0427", conversation="c", message="m"):
        with sessions.begin() as session:
            put(session, conversation, message, value, SECRET, clock() + timedelta(minutes=2))

    return run


@pytest.fixture
def fetch(sessions, clock):
    def run(conversation="c", message="m", key=SECRET):
        with sessions.begin() as session:
            return take(session, conversation, message, key, clock())

    return run


def test_a_secret_can_be_taken_once(leave, fetch):
    leave()
    assert fetch() == "0427"
    assert fetch() is None


def test_a_secret_belongs_to_its_message_and_conversation(leave, fetch):
    leave()
    assert fetch(message="other") is None
    assert fetch(conversation="other") is None
    assert fetch() == "0427"


def test_a_second_secret_of_a_message_replaces_the_first(leave, fetch):
    leave("0427")
    leave("0428")
    assert fetch() == "0428"


def test_a_late_secret_is_gone(leave, fetch, clock):
    leave()
    clock.move(minutes=2)
    assert fetch() is None


def test_without_the_installations_secret_nothing_can_be_read(leave, fetch, sessions):
    leave()
    with sessions() as session:
        assert "0427" not in session.scalars(select(PendingSecret)).one().ciphertext
    assert fetch(key="another secret of at least thirty-two characters") is None


def test_expired_secrets_are_removed(leave, sessions, clock):
    leave(message="old")
    clock.move(minutes=1)
    leave(message="new")
    clock.move(minutes=1)
    with sessions.begin() as session:
        assert purge(session, clock()) == 1
        assert [secret.message_id for secret in session.scalars(select(PendingSecret))] == ["new"]
