"""Memory of the conversation outside of tasks: what was offered last, and how often we failed in a row."""

from __future__ import annotations

from actions.tasks import ACCOUNT_TASKS, REQUEST_AGENT
from actions.turn import Turn

OFFER_PERSON_AFTER = 2


def offer(turn: Turn, task: str) -> None:
    """The next yes means this task."""
    turn.set("offer", {"task": task, "text": turn.text})


def no_offer(turn: Turn) -> None:
    """A yes means nothing now."""
    if turn.slot("offer") is not None:
        turn.set("offer", None)


def offer_passed(turn: Turn) -> None:
    """Something else was spoken of: a bare yes means nothing now, « d'accord, on y va » still takes up the task."""
    offered = turn.slot("offer") or {}
    if offered.get("task") in ACCOUNT_TASKS and not offered.get("dropped"):
        turn.set("offer", {**offered, "past": True})
    else:
        no_offer(turn)


def count(turn: Turn, *, understood: bool) -> None:
    """After two messages in a row that led nowhere, a person is offered."""
    failures = 0 if understood else int(turn.slot("failures") or 0) + 1
    if failures != (turn.slot("failures") or 0):
        turn.set("failures", failures)
    if failures >= OFFER_PERSON_AFTER:
        turn.say("utter_offer_person")
    if not understood:
        offer(turn, REQUEST_AGENT)
