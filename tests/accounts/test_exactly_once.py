"""A request counts once, however often it arrives: repeated, at the same time, or after a crash."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import event

from accounts.audit import verify_audit
from accounts.backend import GeographicAddress
from accounts.database import make_engine, make_sessions
from accounts.errors import InvalidRequest, NotVerified, RequestKeyReused
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.conftest import HASHER, SECRET, START, request

TODAY = date(2026, 11, 21)
END = date(2027, 1, 1)
NEW = GeographicAddress("3 place du Capitole", "Toulouse", None, "31000", "FR")

CHANGES = {
    "change_billing_address": lambda b, r: b.change_billing_address("c", "alsatis", NEW, TODAY, request=r),
    "schedule": lambda b, r: b.change_billing_address("c", "alsatis", NEW, END, request=r),
    "switch_to_electronic": lambda b, r: b.switch_to_electronic("c", "alsatis", "new@example.com", request=r),
    "request_cancellation": lambda b, r: b.request_cancellation("c", "alsatis", "A-24", END, "x", request=r),
}


@pytest.fixture(params=CHANGES)
def change(request):
    return CHANGES[request.param]


def test_a_repeated_request_returns_the_first_result_and_changes_nothing(backend, verified, show, change):
    verified("alsatis", conversation="c")
    first = change(backend, request("k"))
    after_first = show("alsatis")
    assert change(backend, request("k")) == first
    assert show("alsatis") == after_first


def test_eight_double_clicks_at_once_change_the_account_once(backend, verified, show, change):
    verified("alsatis", conversation="c")
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: change(backend, request("k")), range(8)))
    assert len(set(results)) == 1
    changes = [
        line
        for line in show("alsatis")["audit"]
        if line["action"] not in ("account_imported", "customer_verified")
    ]
    assert len(changes) == 1


def test_two_tabs_with_two_wishes_are_carried_out_one_after_the_other(backend, verified, show):
    verified("alsatis", conversation="c")
    with ThreadPoolExecutor(2) as pool:
        outcomes = [
            pool.submit(CHANGES[name], backend, request(name))
            for name in ("switch_to_electronic", "request_cancellation")
        ]
        assert [outcome.result().outcome for outcome in outcomes] == ["changed", "requested"]
    account = show("alsatis")
    assert (account["billing_method"], account["cancellation"]["status"]) == ("electronic", "requested")


def test_a_key_that_belongs_to_another_kind_of_change_is_refused(backend, verified):
    verified("alsatis", conversation="c")
    CHANGES["switch_to_electronic"](backend, request("k"))
    with pytest.raises(RequestKeyReused):
        CHANGES["request_cancellation"](backend, request("k"))


def test_the_same_key_on_two_accounts_is_two_requests(backend, verified):
    verified("alsatis", conversation="c")
    CHANGES["switch_to_electronic"](backend, request("k"))
    verified("primus", conversation="d")
    assert (
        backend.switch_to_electronic("d", "primus", "x@example.com", request=request("k")).outcome
        == "changed"
    )


def test_a_repeated_request_still_needs_a_verified_conversation(backend, verified, clock):
    verified("alsatis", conversation="c")
    first = CHANGES["switch_to_electronic"](backend, request("k"))
    clock.move(minutes=15)
    with pytest.raises(NotVerified):
        CHANGES["switch_to_electronic"](backend, request("k"))
    verified("alsatis", conversation="c")
    assert CHANGES["switch_to_electronic"](backend, request("k")) == first


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_request_needs_a_key(backend, verified, key):
    verified("alsatis", conversation="c")
    with pytest.raises(InvalidRequest):
        CHANGES["switch_to_electronic"](backend, request(key))


# --- crashes: a child process is killed with SIGKILL before its n-th statement, for every n


def run_and_die(database_url: str, change, *, before_statement: int) -> bool:
    """Carry out the change in a child process that is killed before a statement; whether it died."""
    child = os.fork()
    if child == 0:  # pragma: no cover - the child
        try:
            engine = make_engine(database_url)
            _kill_before(engine, before_statement)
            change(SqlAccountBackend(make_sessions(engine), lambda: START, secret=SECRET, hasher=HASHER))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill_before(engine, statement: int) -> None:
    executed = 0

    def count(*_args) -> None:
        nonlocal executed
        executed += 1
        if executed == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)


def test_a_crash_at_any_point_leaves_the_whole_change_or_nothing(
    database_url, sessions, backend, verified, show, change
):
    verified("alsatis", conversation="c")
    before = show("alsatis")
    statement = 1
    while run_and_die(database_url, lambda b: change(b, request("k")), before_statement=statement):
        assert show("alsatis") == before, f"half a change after dying before statement {statement}"
        statement += 1
    assert statement > 8, "the child must have died at every statement of the transaction"
    # The last child committed and ended without an answer: the repetition finds its result.
    committed = show("alsatis")
    assert committed != before
    result = change(backend, request("k"))
    assert result.outcome in ("changed", "scheduled", "requested")
    assert show("alsatis") == committed
    with sessions() as session:
        assert verify_audit(session) is None


def test_a_crash_while_checking_a_pin_counts_as_a_failure_at_most(database_url, backend, show):
    def attempt(crashing: SqlAccountBackend) -> None:
        crashing.authenticate("c", "alsatis", "100200301", "6194")

    statement = 1
    while statement < 40 and run_and_die(database_url, attempt, before_statement=statement):
        assert backend.verified_account("c", "alsatis") is None
        statement += 1
        if show("alsatis")["locked_until"]:  # five crashed attempts are five failures
            return
    pytest.fail("attempts that crashed were never counted")


def test_a_crash_while_carrying_out_a_scheduled_change_is_made_good(database_url, backend, verified, show):
    verified("alsatis", conversation="c")
    backend.change_billing_address("c", "alsatis", NEW, END, request=request("k"))
    before = show("alsatis")
    statement = 1
    while run_and_die(database_url, lambda b: b.apply_due_changes(END), before_statement=statement):
        if show("alsatis") != before:  # it died at the next operator, after this account was done
            break
        statement += 1
    account = show("alsatis")
    assert account["billing_address"]["city"] == "Toulouse"
    assert [n["kind"] for n in account["notifications"]].count("billing_address_changed") == 1
    assert backend.apply_due_changes(END) == 0
