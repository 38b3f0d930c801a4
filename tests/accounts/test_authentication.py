"""Account number and PIN: what is counted, what is locked, and what nobody can find out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from accounts.database import make_engine
from accounts.errors import NotVerified, UnknownOperator
from accounts.models import AuditEntry
from accounts.pins import SecretHasher
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.conftest import HASHER, SECRET

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


class CountingHasher(SecretHasher):
    """Counts the comparisons, which are all that takes time."""

    compared = 0

    def matches(self, secret_hash, secret):
        self.compared += 1
        return super().matches(secret_hash, secret)


@pytest.mark.parametrize("attempts", [1, 5], ids=["refused", "locked"])
def test_an_unknown_account_costs_the_same_hashes_and_statements_as_a_wrong_pin(sessions, clock, attempts):
    statements: list[str] = []
    event.listen(sessions.kw["bind"], "before_cursor_execute", lambda *args: statements.append(args[2]))
    hasher = CountingHasher(time_cost=1, memory_cost=1024)
    backend = SqlAccountBackend(sessions, clock, secret=SECRET, hasher=hasher)

    def work(number: str) -> tuple[int, list[str]]:
        hasher.compared = 0
        statements.clear()
        for i in range(attempts):
            backend.authenticate(f"{number}-{i}", "primus", number, WRONG, source_address=f"198.51.100.{i}")
        return hasher.compared, list(statements)

    backend.authenticate("first", "primus", "777", WRONG)  # the first of all fills caches
    assert work("100200301") == work("555000111")


def test_a_hash_is_as_dear_for_an_unknown_account():
    hasher = SecretHasher()  # as in service
    known = hasher.hash("0427")
    hasher.warm_up()

    def seconds(secret_hash: str | None) -> float:
        start = time.thread_time()  # of the processor: a busy machine must not decide
        hasher.matches(secret_hash, WRONG)
        return time.thread_time() - start

    pairs = [(seconds(known), seconds(None)) for _ in range(7)]
    wrong_pin, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert unknown == pytest.approx(wrong_pin, rel=0.3)
    assert unknown > 0.005


@pytest.mark.parametrize("pin", ["", "427", "00427", "0427 0427", "０４２７", "' OR 1=1 --", "x" * 5000])
def test_nothing_but_the_pin_is_the_pin(backend, pin):
    assert backend.authenticate("c", "primus", "100200301", pin).outcome == "failed"


@pytest.mark.parametrize("number", ["", "abc", "²³", "1" * 5000])
def test_numbers_that_are_none_fail_like_any_other(backend, number):
    assert backend.authenticate("c", "primus", number, "0427").outcome == "failed"


def test_failures_and_locks_survive_a_restart(backend, database_url, clock):
    for i in range(5):
        number = "100200301" if i < 3 else "900009"
        backend.authenticate(f"c{i}", "primus", number, WRONG, source_address="203.0.113.7")
    engine = make_engine(database_url)  # another process
    restarted = SqlAccountBackend(engine, clock, secret=SECRET, hasher=HASHER)
    assert restarted.authenticate("d", "primus", "100200301", WRONG).failures_left == 1
    late = restarted.authenticate("e", "primus", "100200301", "0427", source_address="203.0.113.7")
    assert (late.outcome, late.locked_until) == ("locked", clock() + timedelta(minutes=30))
    engine.dispose()


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
