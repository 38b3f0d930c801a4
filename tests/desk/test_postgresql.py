"""The desk on PostgreSQL: search, the queue and who answers behave as they do on SQLite."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from accounts.database import Sessions, make_engine, make_sessions, upgrade
from accounts.importing import import_accounts
from accounts.models import BillingAccount, Verification
from bot.conversations.errors import NotWaiting
from bot.conversations.handoffs import open_handoff
from bot.conversations.models import Conversation, Message
from bot.conversations.ownership import Agent, claim
from bot.conversations.store import add_message, open_conversation
from bot.desk.account_search import conversations_of_customers
from bot.desk.queue import Filters, queue_page
from bot.desk.search import PAGE, search_transcripts
from bot.privacy.compacting import compact
from bot.privacy.erasing import erase_rows
from bot.privacy.subject import Subject
from tests.accounts.postgres import PrivatePostgres

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)
OPERATORS = ["primus", "ooma"]


@pytest.fixture(scope="module")
def sessions(postgres: PrivatePostgres) -> Iterator[Sessions]:
    postgres.create("desk")
    engine = make_engine(postgres.url("desk"))
    upgrade(engine)
    yield make_sessions(engine)
    engine.dispose()
    postgres.drop("desk")


def say(sessions: Sessions, *texts: str, operator: str = "primus") -> str:
    """A conversation of its own, with these messages; its id."""
    with sessions.begin() as session:
        conversation = open_conversation(session, operator, language="fr", now=NOW)
        for text in texts:
            add_message(session, conversation.id, "customer", text, now=NOW, language="fr")
        return conversation.id


def found(sessions: Sessions, text: str, operators: list[str] = OPERATORS) -> list[str]:
    with sessions() as session:
        return [hit.conversation.id for hit in search_transcripts(session, text, operators).found]


@pytest.mark.parametrize(
    "text", ["resilie", "RÉSILIÉ", "résil", "coeur", "cœur", "œuvre l’été", "cœur d'été", "oeuv resil"]
)
def test_search_folds_accents_and_finds_beginnings(sessions: Sessions, text: str):
    wanted = say(sessions, "J'ai résilié l'été dernier, au cœur d'une œuvre")
    say(sessions, "je n’ai rien demandé")
    assert wanted in found(sessions, text)


@pytest.mark.parametrize(
    "text", ['" OR 1', "NEAR(", "a & !b", "résilié | <->", "'; DROP TABLE messages; --", ":*", "   "]
)
def test_search_takes_any_text_as_words(sessions: Sessions, text: str):
    say(sessions, "bonjour")
    found(sessions, text)
    with sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Message))


@pytest.mark.parametrize("text", ["4410228731", "4410 2287 31", "441022873"])
def test_a_number_is_found_in_whatever_groups_it_is_written(sessions: Sessions, text: str):
    wanted = {say(sessions, f"compte {n}") for n in ("4410228731", "4410-2287-31", "441 022 87 31")}
    other = say(sessions, "compte 4410 2287 90")
    assert wanted <= set(found(sessions, text)) and other not in found(sessions, text)


def test_a_customers_conversations_are_found_by_name_without_accents(sessions: Sessions):
    conversation_id = say(sessions, "bonjour")
    with sessions.begin() as session:
        import_accounts(session, Path("demo/accounts.yml").read_text(encoding="utf-8"), now=NOW)
        account = session.scalars(
            sa.select(BillingAccount).where(BillingAccount.number == "4410228731")
        ).one()
        account.customer.name = "Léa Gélinas-Bœuf"
        verification = {"method": "pin", "verified_at": NOW}
        session.add(Verification(conversation_id=conversation_id, account_id=account.id, **verification))
    with sessions() as session:
        for text in ("GELINAS lea", "boeuf", "4410 2287 31"):
            hits = conversations_of_customers(session, text, OPERATORS)
            assert [hit.conversation.id for hit in hits] == [conversation_id], text
        assert conversations_of_customers(session, "gelinas", ["ooma"]) == []


def test_search_stays_within_operators_and_shows_the_latest_first(sessions: Sessions):
    first, second = say(sessions, "un chapiteau"), say(sessions, "le chapiteau", "le grand chapiteau")
    elsewhere = say(sessions, "chapiteau", operator="ooma")
    assert found(sessions, "chapiteau", ["primus"]) == [second, first]
    assert found(sessions, "chapiteau", ["ooma"]) == [elsewhere]


def test_what_is_erased_is_not_found_and_its_row_versions_are_gone(sessions: Sessions):
    erased = say(sessions, "le zigomar quadrilobé")
    with sessions.begin() as session:
        erase_rows(session, Subject("primus", (erased,)))
    assert found(sessions, "zigomar") == []
    compact(sessions.kw["bind"])
    with sessions() as session:
        dead = "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'messages'"
        assert session.scalar(sa.text("SELECT pg_stat_force_next_flush()")) is not None
        assert session.scalar(sa.text(dead)) == 0


def index_scans(sessions: Sessions) -> int:
    """How often the search index was read."""
    with sessions() as session:
        session.execute(sa.text("SELECT pg_stat_force_next_flush()"))
        session.commit()
        scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'message_search'"
        return session.scalars(sa.text(scans)).one()


def test_search_among_many_messages_goes_through_the_index(sessions: Sessions):
    conversations = [say(sessions, "la licorne") for _ in range(200)]
    words = "facture adresse résilier internet panne modem paiement courriel compte dépôt contrat"
    rows = [
        {
            "conversation_id": conversations[n // 100], "sender": "bot", "text": f"{words} {n}", "status": "answered",
            "created_at": NOW,
        }
        for n in range(20_000)
    ]  # fmt: skip
    with sessions.begin() as session:
        session.execute(sa.insert(Message), rows)
    with sessions.kw["bind"].connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE messages"))
    for text in ("licorne", "facture", "introuvable", "facture modem"):
        scans = index_scans(sessions)
        assert len(found(sessions, text)) == (0 if text == "introuvable" else PAGE)
        assert index_scans(sessions) > scans, text


def test_one_endless_conversation_does_not_hold_up_the_search(sessions: Sessions):
    other = say(sessions, "l’astrolabe ancien")
    endless = say(sessions, *(f"astrolabe {n}" for n in range(700)))
    assert found(sessions, "astrolabe") == [endless, other]


def test_the_queue_and_its_filters(sessions: Sessions):
    ids = [say(sessions, "aidez-moi") for _ in range(2)]
    with sessions.begin() as session:
        for number, conversation_id in enumerate(ids):
            opened = NOW - timedelta(minutes=30 - number)
            open_handoff(session, conversation_id, "primus", "", "fr", cause="complaint", now=opened)
    with sessions() as session:
        page = queue_page(session, Filters(cause="complaint", waiting=15), OPERATORS, 1, NOW)
    assert [row.conversation.id for row in page.rows] == ids
    assert page.rows[0].wish == "aidez-moi" and page.total == 2


def test_of_agents_who_claim_at_once_one_wins(sessions: Sessions):
    conversation_id = say(sessions, "quelqu’un")
    with sessions.begin() as session:
        open_handoff(session, conversation_id, "primus", "", "fr", now=NOW)
    start, outcomes = threading.Barrier(4), []

    def try_to_claim(number: int) -> None:
        start.wait()
        try:
            with sessions.begin() as session:
                claim(session, conversation_id, Agent(number, f"Agent {number}"), now=NOW)
            outcomes.append(number)
        except NotWaiting:
            outcomes.append(0)

    threads = [threading.Thread(target=try_to_claim, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[:3] == [0, 0, 0] and max(outcomes) > 0
    with sessions() as session:
        assert session.get_one(Conversation, conversation_id).owner_id == max(outcomes)
