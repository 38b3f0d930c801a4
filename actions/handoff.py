"""Gives the conversation to a person."""

from __future__ import annotations

from actions.context import context, off_loop
from actions.turn import Turn


async def open_for(turn: Turn, reason: str, *, task: str | None = None, cause: str | None = None) -> None:
    """Put the conversation in the agents' queue; while it is there, bring the reason up to date.

    Args:
        reason: for the agent; the customer's words, or what the assistant could not do.
        task: that was under way.
        cause: repeated_failure, unsupported or error; None: the customer asked for a person.
    """
    await off_loop(
        context().handoffs.open,
        turn.conversation_id,
        turn.operator,
        reason=reason,
        language=turn.language,
        summary={"task": task, "account_number": turn.slot("account_number")},
        cause=cause,
    )
