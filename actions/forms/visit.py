"""One visit to a task: the turn, the task's memory, and what its readers need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.operators import Operator, operator
from accounts.views import BillingAccountView, GeographicAddress
from actions.context import context, off_loop
from actions.formatting import address_line, money, spoken_date
from actions.forms.state import TaskState
from actions.turn import LISTEN, Turn

CONFIRMATION = "confirmation"  # the slot of the last yes


@dataclass
class Visit:
    """A message inside a task, or the one that opens it.

    account: of the verified customer, or None; asked from the server at every visit. today: at the operator's.
    text: what the task is opened with, or the message.
    """

    turn: Turn
    state: TaskState
    rules: Operator
    today: date
    account: BillingAccountView | None
    text: str
    ended: bool = False

    @classmethod
    async def begin(cls, turn: Turn, *, text: str | None = None) -> Visit:
        """Gather what the visit needs.

        Raises:
            BackendUnavailable, UnknownOperator
        """
        accounts = context().accounts
        account = await off_loop(accounts.verified_account, turn.conversation_id, turn.operator)
        today = await off_loop(accounts.today, turn.operator)
        return cls(
            turn=turn,
            state=TaskState.read(turn.slot("task_state")),
            rules=operator(turn.operator),
            today=today,
            account=account,
            text=turn.text if text is None else text,
        )

    @property
    def language(self) -> str:
        """Of the answer."""
        return self.turn.language

    @property
    def country(self) -> str:
        """Of the operator."""
        return self.rules.country

    def ask_for(self, slot: str) -> int:
        """Make `slot` the one that is asked for; returns how often it was asked for before."""
        before = self.state.asked.get(slot, 0)
        self.state.asked[slot] = before + 1
        self.turn.set("requested_slot", slot)
        return before

    def end(self, outcome: str) -> None:
        """End the task; what the outcome means is up to the task's submission."""
        self.ended = True
        self.turn.set("requested_slot", None)
        self.turn.set("task_outcome", outcome)

    def save(self) -> None:
        """Remember the state. A task that goes on listens now; for one that ended, Rasa's rules go on."""
        self.turn.set("task_state", self.state.to_dict())
        if not self.ended:
            self.turn.follow_with(LISTEN)

    def date(self, iso: str) -> str:
        """A date in words."""
        return spoken_date(date.fromisoformat(iso), self.language, self.country)

    def money(self, amount: Any, currency: str) -> str:
        """An amount in the customer's way of writing."""
        return money(amount, currency, self.language, self.country)

    @staticmethod
    def address(parts: dict[str, Any]) -> str:
        """An address on one line."""
        return address_line(GeographicAddress(**parts))
