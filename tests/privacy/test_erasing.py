"""One customer's data: erased and handed over as a whole, other customers' untouched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

import bot.web.app  # noqa: F401 (all tables)
from accounts.audit import AuditLine, append_audit, verify_audit
from accounts.database import Base, reading
from accounts.models import (
    AttemptCounter,
    AuditEntry,
    BillingAccount,
    CommunicationMessage,
    Customer,
    HandledRequest,
    OneTimeCode,
    PendingSecret,
    ProductOrder,
    TroubleTicket,
    Verification,
)
from accounts.sms_consent import SmsConsent
from bot.cli import app
from bot.conversations.handoffs import open_handoff
from bot.conversations.models import Conversation, Note, WebhookEvent
from bot.conversations.ratings import give_satisfaction, rate_message
from bot.desk.search import search_transcripts, words_of
from bot.privacy.erasing import erase_rows
from bot.privacy.errors import NotCompacted, UnknownCustomer
from bot.privacy.files import places_of
from bot.privacy.keeper import PrivacyKeeper
from bot.privacy.models import MessageMask
from bot.privacy.retention import forget_old
from bot.privacy.stores import STORES, WITHOUT_CUSTOMERS
from bot.privacy.subject import find_conversation, find_customer
from bot.review.models import Correction
from bot.settings import settings
from bot.sms.models import SmsConversation, SmsInbound, SmsOutbound, SmsRelay, SmsStatus
from tests.privacy.world import NOW, World

# Geneviève Lachapelle of demo/accounts.yml
NUMBER, NAME = "4410228731", "Lachapelle"
OTHER = "4410229006"


def fill(world: World) -> list[str]:
    """Something of the customer in every table, and in files; returns the conversations."""
    with world.sessions() as session:
        account = session.scalar(sa.select(BillingAccount).where(BillingAccount.number == NUMBER))
        contacts = {medium.kind: medium.value for medium in account.customer.contact_media}
        phone = "+" + "".join(filter(str.isdigit, contacts["phone"]))
    web, sms, unverified = world.conversation(), world.conversation(channel="sms"), world.conversation()
    asked = world.say(web, f"Je suis Geneviève {NAME}, compte 4410 2287 31")
    answer = world.say(web, f"Merci {NAME}", sender="bot", in_reply_to=asked.id)
    world.say(unverified, f"écrivez-moi à {contacts['email']}")
    with world.sessions.begin() as session:
        handoff = open_handoff(
            session,
            web.id,
            "primus",
            NAME,
            "fr",
            contacts["email"],
            {"wish": NAME},
            cause="asked_for",
            now=NOW,
        )
        handoff.ticket_reference = "T-1"
        rate_message(session, web.id, answer.id, "down", now=NOW, comment=NAME)
        give_satisfaction(session, web.id, 2, now=NOW, comment=NAME)
        outbound = SmsOutbound(
            operator="primus", number=phone, our_number="+15145550190", kind="reply", encoding="gsm7", segments=1,
            state="sent", next_attempt_at=NOW, provider_sid="SM1", conversation_id=sms.id, created_at=NOW, sent_at=NOW,
        )  # fmt: skip
        session.add(outbound)
        session.flush()
        session.add_all(
            [
                Note(conversation_id=web.id, author_id=1, author="Camille", text=NAME, form_id="f", created_at=NOW),
                WebhookEvent(
                    id="w", conversation_id=web.id, kind="handoff.opened", payload=NAME, status="pending",
                    created_at=NOW, next_attempt_at=NOW,
                ),
                Correction(
                    operator="primus", language="fr", kind="variant", status="proposed", text=f"compte de {NAME}",
                    conversation_id=web.id, message_id=asked.id, author="camille", created_at=NOW, changed_at=NOW,
                ),
                MessageMask(message_id=asked.id, findings=[[0, 3, "name"]], found_at=NOW),
                SmsConversation(
                    conversation_id=sms.id, operator="primus", number=phone, our_number="+15145550190",
                    began_at=NOW, last_at=NOW,
                ),
                SmsInbound(
                    provider_sid="SM2", operator="primus", number=phone, our_number="+15145550190", state="done",
                    next_attempt_at=NOW, conversation_id=sms.id, received_at=NOW, done_at=NOW,
                ),
                SmsStatus(provider_sid="SM1", status="delivered", at=NOW),
                SmsRelay(message_id=answer.id, outbound_id=outbound.id),
                SmsConsent(operator="primus", number=phone, event="opted_in", source="customer", at=NOW),
                Verification(conversation_id=web.id, account_id=account.id, method="pin", verified_at=NOW),
                OneTimeCode(conversation_id=web.id, account_key=f"primus/{NUMBER}", code_hash="x", expires_at=NOW),
                AttemptCounter(scope="conversation", key=web.id, attempts=1, last_at=NOW),
                PendingSecret(conversation_id=web.id, message_id="1", ciphertext="x", expires_at=NOW),
                HandledRequest(account_id=account.id, key="k", kind="address", result={"name": NAME}, handled_at=NOW),
                TroubleTicket(account_id=account.id, reference="TT-1", kind="credit", status="open", opened_on=NOW.date()),
                ProductOrder(
                    account_id=account.id, service_id="s", reference="PR-1", status="requested", end_date=NOW.date(),
                    reason=NAME, early_termination_fee=Decimal(0), currency="CAD", equipment=[], requested_at=NOW,
                ),
                CommunicationMessage(
                    id=7, account_id=account.id, kind="x", channel="email", recipient=contacts["email"], language="fr",
                    subject="s", body=NAME, status="sent", created_at=NOW, next_attempt_at=NOW,
                ),
            ]
        )  # fmt: skip
        append_audit(session, AuditLine("primus", NUMBER, "customer", "verified", web.id), NOW)
    world.tracker(web.id, sms.id, text=f"compte {NUMBER}")
    world.tracker("somebody-else", text="bonjour")
    (world.folder / "outbox").mkdir()
    (world.folder / "outbox" / "email-00000007.txt").write_text(contacts["email"])
    (world.folder / "outbox" / "letter-00000099.txt").write_text("somebody else")
    (world.folder / "log").mkdir()
    (world.folder / "log" / "web.log").write_text(f"turn of {web.id} for {contacts['email']}\nanother line\n")
    return sorted([web.id, sms.id, unverified.id])


@pytest.fixture
def guichet(world: World, monkeypatch: pytest.MonkeyPatch):
    """The command line in this world."""
    for name in ("database_url", "tracker_url", "data_dir", "index_dir"):
        monkeypatch.setenv(f"GUICHET_{name.upper()}", str(getattr(world.settings, name)))
    monkeypatch.setenv("GUICHET_SECRET_KEY", "a key for tests only, of more than 32 characters")
    settings.cache_clear()
    yield lambda *arguments: CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    settings.cache_clear()


def test_every_table_is_either_erased_or_known_to_hold_nothing():
    known = {table.__tablename__ for table in STORES} | WITHOUT_CUSTOMERS
    assert set(Base.metadata.tables) == known


def test_the_world_of_these_tests_fills_every_table(world: World):
    fill(world)
    with world.sessions() as session:
        for table in STORES:
            assert session.scalar(sa.select(sa.func.count()).select_from(table)), table.__tablename__


def test_nothing_of_an_erased_customer_is_left_in_any_table_or_file(world: World, guichet):
    conversations = fill(world)
    with world.sessions() as session:
        subject = find_customer(session, "primus", NUMBER)
    assert list(subject.conversation_ids) == conversations
    values = [*subject.values, NAME, "Geneviève", *words_of(f"{NAME} Geneviève")]
    assert places_of(world.folder, values)  # the search finds what is there
    result = guichet("privacy", "erase", NUMBER, "--operator", "primus", "--yes")
    assert result.exit_code == 0, result.output
    world.sessions.kw["bind"].dispose()
    assert places_of(world.folder, values) == []


@contextmanager
def searched_words(world: World) -> Iterator[set[str]]:
    """Every word that the tables of the search index hold."""
    with sqlite3.connect(world.folder / "guichet.db") as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, message_search, row)")
        yield {word for (word,) in connection.execute("SELECT term FROM temp.words")}
    connection.close()


def segments(world: World) -> bytes:
    """The search index's own tables, as they are in the file."""
    with sqlite3.connect(world.folder / "guichet.db") as connection:
        rows = connection.execute("SELECT block FROM message_search_data").fetchall()
    connection.close()
    return b"".join(block for (block,) in rows)


def test_the_search_index_forgets_the_words_of_an_erased_customer(world: World, guichet):
    fill(world)
    somebody_else = world.conversation()
    world.say(somebody_else, "le technicien arrive demain")
    with searched_words(world) as words:
        assert {"lachapelle", "genevieve", "technicien"} <= words
    with world.sessions.begin() as session:  # deleted rows alone leave their words in its tables
        erase_rows(session, find_customer(session, "primus", NUMBER))
    assert b"lachapelle" in segments(world)
    guichet("privacy", "compact")
    assert b"lachapelle" not in segments(world) and b"genevieve" not in segments(world)
    with searched_words(world) as words:
        assert words == {"le", "technicien", "arrive", "demain"}
    with world.sessions() as session:
        assert [
            hit.conversation.id for hit in search_transcripts(session, "technicien", ["primus"]).found
        ] == [somebody_else.id]


def test_nothing_is_left_while_the_assistant_runs_on(world: World, guichet):
    """Other processes have the files open, and one reads while the customer is erased."""
    fill(world)
    with reading(world.sessions) as session:
        session.scalar(sa.select(sa.func.count()).select_from(Conversation))
        result = CliRunner().invoke(app, ["privacy", "erase", NUMBER, "--operator", "primus", "--yes"])
        assert isinstance(result.exception, NotCompacted) and "guichet privacy compact" in str(
            result.exception
        )
    assert guichet("privacy", "compact").exit_code == 0
    assert places_of(world.folder, [NUMBER, NAME, NAME.lower()]) == []


def test_what_the_worker_forgets_leaves_no_words_in_the_files_either(world: World):
    old = world.conversation(age=timedelta(days=400))
    world.say(old, "le zigomar du voisin", at=NOW - timedelta(days=400))
    world.tracker(old.id, text="le zigomar")
    keeper = PrivacyKeeper(world.sessions, world.settings, clock=lambda: NOW)
    keeper.find_in_new_messages = lambda: 0  # no model of names is needed here
    keeper.round()
    world.sessions.kw["bind"].dispose()
    assert places_of(world.folder, ["zigomar"]) == []


def test_other_customers_and_the_audit_trail_stay(world: World, guichet):
    fill(world)
    mine = world.conversation()
    world.say(mine, "compte 4410 2290 06")
    with world.sessions() as session:
        customers = session.scalar(sa.select(sa.func.count()).select_from(Customer))
        lines = session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
    guichet("privacy", "erase", NUMBER, "--operator", "primus", "--yes")
    with world.sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Customer)) == customers - 1
        assert session.get(Conversation, mine.id) is not None
        assert verify_audit(session) is None
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert (last.sequence, last.action) == (lines + 1, "customer_erased")
        assert NUMBER not in last.account_number
    assert (world.folder / "outbox" / "letter-00000099.txt").exists()
    assert "another line" in (world.folder / "log" / "web.log").read_text()


def test_an_account_is_found_again_in_the_trail_until_it_is_erased(world: World, guichet):
    fill(world)
    before = guichet("audit", "show", NUMBER, "--operator", "primus", "--json")
    assert {line["action"] for line in json.loads(before.output)} >= {"account_imported", "verified"}
    assert json.loads(before.output)[0]["account"] == NUMBER
    guichet("privacy", "erase", NUMBER, "--operator", "primus", "--yes")
    after = guichet("audit", "show", NUMBER, "--operator", "primus", "--json")
    assert json.loads(after.output) == []


def test_a_customer_gets_everything_but_secrets(world: World, guichet, tmp_path: Path):
    conversations = fill(world)
    target = tmp_path / "export.json"
    result = guichet("privacy", "export", NUMBER, "--operator", "primus", "--output", str(target))
    assert result.exit_code == 0, result.output
    data = json.loads(target.read_text(encoding="utf-8"))
    assert set(data["tables"]) == {table.__tablename__ for table in STORES}
    assert sorted(row["id"] for row in data["tables"]["conversations"]) == conversations
    assert len(data["dialogue"]) == 2
    assert "pin_hash" not in target.read_text(encoding="utf-8")
    assert OTHER not in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o077 == 0


def test_a_visitor_is_erased_by_conversation(world: World, guichet):
    visitor = world.conversation()
    world.say(visitor, "je veux tout effacer")
    world.tracker(visitor.id)
    assert guichet("privacy", "erase", "--conversation", visitor.id, "--yes").exit_code == 0
    with world.sessions() as session:
        assert session.get(Conversation, visitor.id) is None
        with pytest.raises(UnknownCustomer):
            find_conversation(session, visitor.id)


@pytest.mark.parametrize(
    "arguments", [[], ["1234567"], ["1234567", "--operator", "primus", "--conversation", "x"]]
)
def test_nobody_is_erased_without_a_clear_name(world: World, guichet, arguments):
    result = CliRunner().invoke(app, ["privacy", "erase", *arguments, "--yes"])
    assert result.exit_code != 0


def test_an_unknown_account_is_named(world: World):
    with world.sessions() as session, pytest.raises(UnknownCustomer, match="no account 99"):
        find_customer(session, "primus", "99")


def test_the_same_number_at_another_operator_is_somebody_else(world: World):
    with world.sessions() as session, pytest.raises(UnknownCustomer):
        find_customer(session, "ooma", NUMBER)


def test_old_conversations_are_forgotten_after_each_operators_time(world: World):
    old = world.conversation("primus", age=timedelta(days=400))
    young = world.conversation("primus", age=timedelta(days=40))
    short = world.conversation("alsatis", age=timedelta(days=40))
    waiting = world.conversation("primus", age=timedelta(days=400))
    with world.sessions.begin() as session:
        session.get_one(Conversation, waiting.id).state = "queued"
    world.say(old, "bonjour", at=NOW - timedelta(days=400))
    assert forget_old(world.sessions, world.settings, tracker=None, now=NOW) == 2
    with world.sessions() as session:
        left = set(session.scalars(sa.select(Conversation.id)))
        assert left == {young.id, waiting.id} and short.id not in left
        assert verify_audit(session) is None
    assert forget_old(world.sessions, world.settings, tracker=None, now=NOW) == 0
