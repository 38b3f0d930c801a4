"""The audit trail: every change of a line shows, and nothing in it gives anybody away."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from accounts.audit import AuditLine, append_audit, check_trail, read_trail, verify_audit
from accounts.backend import GeographicAddress
from accounts.database import make_engine, make_sessions, reading
from accounts.errors import AuditBroken
from accounts.models import AuditEntry, AuditHead
from tests.accounts.conftest import START, request


@pytest.fixture
def sessions(database_url):
    """Like the common one, without the check that the trail is whole afterwards."""
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def trail(sessions):
    with sessions.begin() as session:
        for i in range(10):
            append_audit(
                session, AuditLine("primus", "1", "customer", "something_happened", details={"i": i}), START
            )
        first = session.scalar(
            sa.select(sa.func.min(AuditEntry.sequence)).where(AuditEntry.action == "something_happened")
        )
    return first


def check(sessions):
    with sessions() as session:
        return verify_audit(session)


def test_an_untouched_trail_is_whole(sessions, trail):
    assert check(sessions) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("details", '{"i":99}'),
        ("at", "2026-11-21T15:00:00.000001+00:00"),
        ("operator", "ooma"),
        ("account_number", "2"),
        ("actor", "staff"),
        ("action", "nothing_happened"),
        ("conversation_id", "c"),
        ("channel", "sms"),
        ("hash", "0" * 64),
        ("previous_hash", "0" * 64),
    ],
)
def test_one_changed_value_is_found(sessions, trail, column, value):
    with sessions.begin() as session:
        session.execute(sa.update(AuditEntry).where(AuditEntry.sequence == trail + 4).values({column: value}))
    assert check(sessions).sequence == trail + 4


def test_a_removed_line_is_found(sessions, trail):
    with sessions.begin() as session:
        session.execute(sa.delete(AuditEntry).where(AuditEntry.sequence == trail + 4))
    broken = check(sessions)
    assert (broken.sequence, broken.problem) == (trail + 4, "missing")


def test_lines_cut_off_at_the_end_are_missed(sessions, trail):
    with sessions.begin() as session:
        session.execute(sa.delete(AuditEntry).where(AuditEntry.sequence >= trail + 8))
    assert check(sessions).problem == "lines at the end are missing"


def test_a_line_with_a_right_hash_of_its_own_does_not_fit_in(sessions, trail):
    with sessions.begin() as session:
        session.execute(sa.delete(AuditEntry).where(AuditEntry.sequence >= trail + 8))
        head = session.get_one(AuditHead, 1)
        head.sequence = trail + 7
        append_audit(session, AuditLine("primus", "1", "customer", "forged"), START)
    assert check(sessions).sequence == trail + 8


def test_every_broken_line_is_named(sessions, trail):
    with sessions.begin() as session:
        for line in (trail + 1, trail + 5):
            change = sa.update(AuditEntry).where(AuditEntry.sequence == line)
            session.execute(change.values(details='{"i":99}'))
        session.execute(sa.delete(AuditEntry).where(AuditEntry.sequence == trail + 3))
    with sessions() as session:
        broken = check_trail(session).broken
    assert [(line.sequence - trail, line.problem) for line in broken] == [
        (1, "was changed"),
        (3, "missing"),
        (5, "was changed"),
    ]


def test_a_line_slipped_in_at_the_end_is_found(sessions, trail):
    with sessions.begin() as session:
        head = session.get_one(AuditHead, 1)
        before = (head.sequence, head.hash)
        forged = append_audit(session, AuditLine("primus", "1", "customer", "forged"), START).sequence
        head.sequence, head.hash = before
    assert check(sessions).sequence == forged


def test_a_head_that_was_removed_is_missed(sessions, trail):
    with sessions.begin() as session:
        session.execute(sa.delete(AuditHead))
    assert check(sessions) is not None


def test_a_trail_that_grows_while_it_is_read_is_whole(sessions, trail, monkeypatch):
    from accounts import audit

    entries = audit._entries

    def growing(session):
        with sessions.begin() as other:  # after the head was read
            append_audit(other, AuditLine("primus", "1", "system", "meanwhile"), START)
        return entries(session)

    monkeypatch.setattr(audit, "_entries", growing)
    with reading(sessions) as session:
        assert check_trail(session).broken == ()


def test_the_trail_of_an_account_or_a_conversation_can_be_read(sessions, trail):
    with sessions.begin() as session:
        append_audit(session, AuditLine("primus", "2", "agent", "looked", "c7"), START)
        append_audit(session, AuditLine("ooma", "1", "customer", "elsewhere"), START)
        assert [line.action for line in read_trail(session, "primus", number="2")][-1] == "looked"
        assert [line.action for line in read_trail(session, "primus", conversation_id="c7")] == ["looked"]
        newest = read_trail(session, "primus", number="1", last=3)
    assert [line.details for line in newest] == ['{"i":7}', '{"i":8}', '{"i":9}']


def test_the_program_itself_cannot_change_or_remove_a_line(sessions, trail):
    with pytest.raises(AuditBroken), sessions.begin() as session:
        session.get_one(AuditEntry, trail).action = "changed"
    with pytest.raises(AuditBroken), sessions.begin() as session:
        session.delete(session.get_one(AuditEntry, trail))
    assert check(sessions) is None


def test_who_what_when_and_through_which_conversation(backend, verified, show):
    conversation = verified("primus", conversation="conversation-7")
    backend.switch_to_electronic(
        conversation, "primus", "private@example.net", request=request(language="en")
    )
    assert show("primus")["audit"][-1] | {"sequence": 0} == {
        "sequence": 0,
        "at": "2026-11-21T15:00:00Z",
        "actor": "customer",
        "action": "electronic_bills_started",
        "conversation": "conversation-7",
        "channel": "web",
        "details": {"email": "p•••@example.net", "language": "en"},
    }


def test_no_line_holds_a_pin_a_code_or_a_full_address(backend, verified, sessions):
    conversation = verified("primus")
    backend.send_one_time_code("d", "primus", "100200301", "sms")
    address = GeographicAddress("77 Rosewood Crescent", "Ottawa", "ON", "K1N 5S7", "CA")
    backend.change_billing_address(conversation, "primus", address, date(2026, 11, 21), request=request("1"))
    backend.switch_to_electronic(conversation, "primus", "private@example.net", request=request("2"))
    with sessions() as session:
        lines = " ".join(entry.details for entry in session.scalars(sa.select(AuditEntry)))
    for private in (
        "0427",
        "Rosewood",
        "K1N 5S7",
        "K1N5S7",
        "Ottawa",
        "Sainte-Marthe",
        "private@",
        "noemie@",
        "0147",
    ):
        assert private not in lines
