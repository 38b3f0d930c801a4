"""What the actions work with: accounts, knowledge, handoffs, secrets. Made once per process; tests put in fakes.

from actions.context import context
account = await off_loop(context().accounts.verified_account, conversation_id, operator)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, Protocol, TypeVar

from accounts.backend import AccountBackend

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Knowledge(Protocol):
    """Answers questions from an operator's documents; see knowledge.retrieval.search.Answer."""

    def search(
        self,
        question: str,
        *,
        operator: str,
        language: str,
        before: str | None = None,
        topic: str | None = None,
    ) -> Any:
        """The answer, or what comes near."""


class Handoffs(Protocol):
    """Gives conversations to people. The calls block."""

    def open(
        self,
        conversation_id: str,
        operator: str,
        *,
        reason: str,
        language: str,
        summary: dict[str, Any],
        cause: str | None = None,
    ) -> None:
        """Put the conversation in the queue; while one is open, bring it up to date.

        Args:
            cause: one of bot.conversations.models.CAUSES; None leaves it to what was said before.
        """

    def update(self, conversation_id: str, *, reason: str | None = None, contact: str | None = None) -> bool:
        """Add what became known; False if none is open."""

    def withdraw(self, conversation_id: str) -> bool:
        """The customer no longer wants a person; False if nothing was waiting."""


class Secrets(Protocol):
    """PINs and codes on their way from the web process."""

    def take(self, conversation_id: str, message_id: str) -> str | None:
        """The secret of a message, once."""


@dataclass(frozen=True)
class Context:
    """Everything outside of this package that actions talk to."""

    accounts: AccountBackend
    knowledge: Knowledge
    handoffs: Handoffs
    secrets: Secrets


_fixed: list[Context] = []


@lru_cache(maxsize=1)
def _real() -> Context:
    from actions.services import make_context

    return make_context()


def context() -> Context:
    """The process's context."""
    return _fixed[-1] if _fixed else _real()


def use(replacement: Context | None) -> None:
    """Work with another context, until None is given."""
    _fixed.clear()
    if replacement is not None:
        _fixed.append(replacement)


async def off_loop(
    call: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Result:
    """Make a blocking call in a thread, so that other conversations go on meanwhile."""
    return await asyncio.to_thread(call, *args, **kwargs)
