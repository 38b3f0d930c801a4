"""The action server dies at any point of a confirmed task; Rasa's call comes again, and the account changes once."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field

import pytest
from rasa_sdk.executor import ActionExecutor

from accounts.backend import GeographicAddress
from accounts.database import make_engine, make_sessions
from accounts.deadline import with_deadline
from accounts.sql_backend import SqlAccountBackend
from actions.cancel_service import ActionSubmitCancelService
from actions.change_billing_address import ActionSubmitChangeBillingAddress
from actions.context import Context, use
from actions.switch_to_ebilling import ActionSubmitSwitchToEbilling
from tests.accounts.conftest import HASHER, SECRET, START
from tests.accounts.test_exactly_once import _kill_before

ADDRESS = GeographicAddress("3 place du Capitole", "Toulouse", None, "31000", "FR")
CALLS = {
    "action_submit_cancel_service": {
        "service": "A-24",
        "end_date": "2027-01-01",
        "reason": "trop cher",
        "task_state": {"notes": {"all": "je veux tout annuler"}},  # after it, the other services are offered
    },
    "action_submit_change_billing_address": {"address": ADDRESS.__dict__, "effective_date": "2026-11-21"},
    "action_submit_switch_to_ebilling": {"email": "new@example.com"},
}


@dataclass
class FakeHandoffs:
    """Remembers why a person was called."""

    reasons: list[str] = field(default_factory=list)

    def open(self, conversation_id, operator, *, reason, **_more):
        self.reasons.append(reason)


@pytest.fixture
def handoffs():
    yield FakeHandoffs()
    use(None)


def call(action: str) -> dict:
    """What Rasa posts when the customer has just said yes."""
    return {
        "next_action": action,
        "domain": {"slots": {}},
        "tracker": {
            "sender_id": "c",
            "slots": {"language": "fr", "task_outcome": "confirmed", **CALLS[action]},
            "latest_message": {
                "text": "oui",
                "intent": {"name": "affirm", "confidence": 1.0},
                "metadata": {"operator": "alsatis", "language": "fr", "channel": "web", "message_id": "17"},
            },
            "events": [],
        },
    }


def answer(backend, handoffs, action: str) -> dict:
    """Carry out the call as the action server does."""
    use(Context(backend, knowledge=None, handoffs=handoffs, secrets=None))  # type: ignore[arg-type]
    executor = ActionExecutor()
    for kind in (ActionSubmitCancelService, ActionSubmitChangeBillingAddress, ActionSubmitSwitchToEbilling):
        executor.register_action(kind)
    result = asyncio.run(executor.run(call(action)))
    return result.model_dump() if hasattr(result, "model_dump") else dict(result)


def die_in(database_url: str, action: str, *, before_statement: int) -> bool:
    """Answer the call in a child process that is killed before a statement; whether it died."""
    child = os.fork()
    if child == 0:  # pragma: no cover - the child
        try:
            engine = make_engine(database_url)
            _kill_before(engine, before_statement)
            backend = SqlAccountBackend(make_sessions(engine), lambda: START, secret=SECRET, hasher=HASHER)
            answer(backend, FakeHandoffs(), action)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("action", CALLS)
def test_a_call_that_comes_again_after_a_crash_changes_the_account_once_and_says_so(
    database_url, backend, verified, handoffs, show, action
):
    verified("alsatis", conversation="c")
    before = show("alsatis")
    statement = 1
    while die_in(database_url, action, before_statement=statement):
        assert show("alsatis") == before, f"half a change after dying before statement {statement}"
        statement += 1
    assert statement > 8
    committed = show("alsatis")  # the last child died too, after its commit and before its reply
    assert committed != before
    replies = answer(backend, handoffs, action)["responses"]
    assert show("alsatis") == committed
    assert handoffs.reasons == []
    said = [reply.get("response") for reply in replies]
    assert said[0] in ("utter_cancel_requested", "utter_address_changed", "utter_ebilling_changed")


@pytest.mark.parametrize("action", CALLS)
def test_a_backend_that_hangs_leads_to_an_apology_and_a_person(backend, verified, handoffs, action):
    verified("alsatis", conversation="c")

    class Hanging:
        def __getattr__(self, name):
            def hang(*_args, **_kwargs):

                time.sleep(1)

            return hang

    replies = answer(with_deadline(Hanging(), seconds=0.05), handoffs, action)["responses"]  # type: ignore[arg-type]
    assert [reply.get("response") for reply in replies] == ["utter_technical_problem_handoff"]
    assert len(handoffs.reasons) == 1 and "BackendUnavailable" in handoffs.reasons[0]
