"""Account number and PIN: what is counted, what is locked, and what nobody can find out."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from accounts.errors import NotVerified, UnknownOperator
from accounts.importing import import_accounts
from accounts.models import AuditEntry
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.conftest import ACCOUNTS, SECRET

WRONG = "9999"


def test_the_right_number_and_pin_verify_the_conversation(backend):
    assert backend.authenticate("c", "primus", "100-200 301", "0427").outcome == "verified"
    account = backend.verified_account("c", "primus")
    assert account is not None
    assert (account.name, account.number) == ("Noémie Vaillancourt", "100200301")


def test_the_same_number_at_another_operator_is_another_account(backend):
    assert backend.authenticate("c", "alsatis", "100200301", "0427").outcome == "failed"
    assert backend.authenticate("c", "alsatis", "100200301", "6194").outcome == "verified"
    assert backend.verified_account("c", "alsatis").name == "Maëlle Castaing"
    assert backend.verified_account("c", "primus") is None


def test_a_verification_belongs_to_its_conversation_only(backend, verified):
    verified("primus", conversation="mine")
    assert backend.verified_account("someone-elses", "primus") is None
    with pytest.raises(NotVerified):
        backend.services("someone-elses", "primus")


def test_a_verification_holds_fifteen_minutes_and_use_does_not_prolong_it(backend, verified, clock):
    conversation = verified("primus")
    clock.move(minutes=14, seconds=59)
    assert backend.verified_account(conversation, "primus") is not None
    clock.move(seconds=1)
    assert backend.verified_account(conversation, "primus") is None


def test_a_clock_that_is_set_back_does_not_prolong_a_verification(backend, verified, clock):
    conversation = verified("primus")
    clock.move(hours=-3)
    assert backend.verified_account(conversation, "primus") is None


def test_a_verification_can_be_ended(backend, verified):
    conversation = verified("primus")
    backend.end_verification(conversation)
    assert backend.verified_account(conversation, "primus") is None


def test_verifying_for_another_account_takes_the_place_of_the_first(backend, verified):
    conversation = verified("primus")
    verified("primus", "100200302")
    assert backend.verified_account(conversation, "primus").number == "100200302"


@pytest.mark.parametrize("number", ["100200301", "555000111"], ids=["known", "unknown"])
def test_five_failures_lock_a_number_whether_it_is_an_account_or_not(backend, clock, number):
    left = []
    for i in range(4):
        result = backend.authenticate(f"c{i}", "primus", number, WRONG)
        assert result.outcome == "failed"
        left.append(result.failures_left)
    fifth = backend.authenticate("c5", "primus", number, WRONG)
    assert left == [4, 3, 2, 1]
    assert (fifth.outcome, fifth.failures_left) == ("locked", 0)
    assert (fifth.locked_until - clock()).total_seconds() == 30 * 60


def test_a_locked_account_refuses_the_right_pin_until_the_lock_ends(backend, clock, show):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    assert show("primus")["locked_until"] == "2026-11-21T15:30:00+00:00"
    clock.move(minutes=29)
    assert backend.authenticate("c", "primus", "100200301", "0427").outcome == "locked"
    clock.move(minutes=1)
    assert show("primus")["locked_until"] is None
    assert backend.authenticate("c", "primus", "100200301", "0427").outcome == "verified"


def test_trying_during_a_lock_does_not_prolong_it(backend, clock):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    clock.move(minutes=20)
    assert backend.authenticate("d", "primus", "100200301", WRONG).outcome == "locked"
    clock.move(minutes=10)
    assert backend.authenticate("d", "primus", "100200301", "0427").outcome == "verified"


def test_a_clock_that_is_set_back_does_not_prolong_a_lock(backend, clock):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    clock.move(days=-400)
    assert backend.authenticate("d", "primus", "100200301", "0427").outcome == "verified"


def test_a_success_forgets_the_failures_of_the_account(backend):
    for i in range(4):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    assert backend.authenticate("d", "primus", "100200301", "0427").outcome == "verified"
    assert backend.authenticate("e", "primus", "100200301", WRONG).failures_left == 4


def test_failures_are_forgotten_after_a_day(backend, clock):
    for i in range(4):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    clock.move(days=1)
    assert backend.authenticate("d", "primus", "100200301", WRONG).failures_left == 4


def test_a_lock_does_not_touch_the_same_number_at_another_operator(backend):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200301", WRONG)
    assert backend.authenticate("d", "alsatis", "100200301", "6194").outcome == "verified"


@pytest.mark.parametrize("source", ["203.0.113.7", "2001:db8::1", "+15145550100"])
def test_five_failures_from_one_source_address_lock_it_for_every_account(backend, source):
    for i in range(5):
        result = backend.authenticate(f"c{i}", "primus", f"90000{i}", WRONG, source_address=source)
    assert result.outcome == "locked"
    assert backend.authenticate("d", "primus", "100200301", "0427", source_address=source).outcome == "locked"
    assert (
        backend.authenticate("d", "primus", "100200301", "0427", source_address="198.51.100.1").outcome
        == "verified"
    )


def test_addresses_of_one_ipv6_network_count_as_one(backend):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", f"90000{i}", WRONG, source_address=f"2001:db8:0:1::{i}")
    late = backend.authenticate("d", "primus", "100200301", "0427", source_address="2001:db8:0:1:ffff::9")
    assert late.outcome == "locked"


def test_the_loopback_address_is_our_own_proxy_and_locks_nobody_else(backend):
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", f"90000{i}", WRONG, source_address="127.0.0.1")
    assert (
        backend.authenticate("d", "primus", "100200301", "0427", source_address="127.0.0.1").outcome
        == "verified"
    )


def test_a_success_does_not_wash_a_source_address_clean(backend):
    source = "203.0.113.7"
    for i in range(4):
        backend.authenticate(f"c{i}", "primus", f"90000{i}", WRONG, source_address=source)
    assert (
        backend.authenticate("own", "primus", "100200301", "0427", source_address=source).outcome
        == "verified"
    )
    assert backend.authenticate("c5", "primus", "900009", WRONG, source_address=source).outcome == "locked"


def test_five_failures_in_one_conversation_lock_it_for_every_account(backend):
    for i in range(5):
        result = backend.authenticate("c", "primus", f"90000{i}", WRONG)
    assert result.outcome == "locked"
    assert backend.authenticate("c", "primus", "100200301", "0427").outcome == "locked"


def test_a_refused_attempt_does_not_count_against_the_account(backend):
    for i in range(5):
        backend.authenticate("c", "primus", f"90000{i}", WRONG)
    for _ in range(5):
        backend.authenticate("c", "primus", "100200301", WRONG)
    assert backend.authenticate("d", "primus", "100200301", "0427").outcome == "verified"


def test_a_lock_does_not_throw_out_the_owner(backend, verified):
    conversation = verified("primus")
    for i in range(5):
        backend.authenticate(f"attacker{i}", "primus", "100200301", WRONG)
    assert backend.verified_account(conversation, "primus") is not None


def test_twenty_attempts_at_once_get_five_tries(backend):
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda i: backend.authenticate(f"c{i}", "primus", "100200301", WRONG), range(20))
        )
    outcomes = [result.outcome for result in results]
    assert outcomes.count("failed") == 4
    assert outcomes.count("locked") == 16


def test_an_unknown_account_is_answered_like_a_wrong_pin(backend):
    known = backend.authenticate("c1", "primus", "100200301", WRONG)
    unknown = backend.authenticate("c2", "primus", "555000111", WRONG)
    assert known == unknown


def test_an_unknown_account_takes_as_much_work_as_a_wrong_pin(sessions, clock):
    with sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=clock())  # with real hashes
    backend = SqlAccountBackend(sessions, clock, secret=SECRET)
    backend.warm_up()

    def seconds(number: str, conversation: str) -> float:
        start = time.thread_time()  # of the processor: a busy machine must not decide
        backend.authenticate(conversation, "primus", number, WRONG)
        return time.thread_time() - start

    known, unknown = [], []
    for i in range(4):
        known.append(seconds("100200301", f"k{i}"))
        unknown.append(seconds("555000111", f"u{i}"))
    assert min(unknown) == pytest.approx(min(known), rel=0.4)
    assert statistics.median(unknown) > 0.01


@pytest.mark.parametrize("pin", ["", "427", "00427", "0427 0427", "０４２７", "' OR 1=1 --", "x" * 5000])
def test_nothing_but_the_pin_is_the_pin(backend, pin):
    assert backend.authenticate("c", "primus", "100200301", pin).outcome == "failed"


@pytest.mark.parametrize("number", ["", "abc", "²³", "1" * 5000])
def test_numbers_that_are_none_fail_like_any_other(backend, number):
    assert backend.authenticate("c", "primus", number, "0427").outcome == "failed"


def test_an_unknown_operator_is_an_error(backend):
    with pytest.raises(UnknownOperator, match="allstream, alsatis, calltower, ooma, primus"):
        backend.authenticate("c", "nobody", "100200301", "0427")


def test_attempts_are_in_the_audit_trail_without_pin_or_unknown_number(backend, show, sessions):
    backend.authenticate("c", "primus", "100200301", "8642")
    backend.authenticate("c", "primus", "97531", "8642")
    backend.authenticate("c", "primus", "100200301", "0427")
    actions = [line["action"] for line in show("primus")["audit"]]
    assert actions == ["account_imported", "verification_failed", "customer_verified"]
    with sessions() as session:
        trail = [f"{entry.account_number} {entry.details}" for entry in session.scalars(select(AuditEntry))]
    assert not any(typed in line for line in trail for typed in ("8642", "0427", "97531"))
