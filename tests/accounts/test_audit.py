"""The audit trail: every change of a line shows, and nothing in it gives anybody away."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from accounts.audit import AuditLine, append_audit, verify_audit
from accounts.backend import GeographicAddress
from accounts.database import make_engine, make_sessions
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
            sa.select(sa.func.min(AuditEntry.sequence)).where(AuditEntry.account_number == "1")
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
