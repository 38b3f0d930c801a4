"""Memory of the conversation outside of tasks: what was offered last, and how often we failed in a row."""

from __future__ import annotations

from actions.tasks import REQUEST_AGENT
from actions.turn import Turn

OFFER_PERSON_AFTER = 2


def offer(turn: Turn, task: str) -> None:
    """The next yes means this task."""
    turn.set("offer", {"task": task, "text": turn.text})


def no_offer(turn: Turn) -> None:
    """A yes means nothing now."""
    if turn.slot("offer") is not None:
        turn.set("offer", None)


def count(turn: Turn, *, understood: bool) -> None:
    """After two messages in a row that led nowhere, a person is offered."""
    failures = 0 if understood else int(turn.slot("failures") or 0) + 1
    if failures != (turn.slot("failures") or 0):
        turn.set("failures", failures)
    if failures >= OFFER_PERSON_AFTER:
        turn.say("utter_offer_person")
    if not understood:
        offer(turn, REQUEST_AGENT)
