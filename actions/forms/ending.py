"""TaskSubmission: carries out what was decided in a task, and says what became of it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from accounts.backend import Request
from accounts.operators import Operator, operator
from actions import handoff, labels
from actions.base import SafeAction
from actions.tasks import REQUEST_AGENT, WITHDRAW_CHANGE, form_of
from actions.turn import LISTEN, Turn


class TaskSubmission(SafeAction):
    """What happens when a task's form has ended; `task_outcome` says how.

    Subclasses set `task` and implement `carry_out`; wording of an end without change is `utter_aborted_<task>`.
    """

    @property
    @abstractmethod
    def task(self) -> str:
        """The task's name, set as a class attribute."""

    def name(self) -> str:
        return f"action_submit_{self.task}"

    @abstractmethod
    async def carry_out(self, turn: Turn) -> None:
        """Do what the customer agreed to, then say that it is done."""

    async def respond(self, turn: Turn) -> None:
        outcome = turn.slot("task_outcome")
        turn.set("task_outcome", None)
        turn.follow_with(LISTEN)
        if outcome == "confirmed":
            await self.carry_out(turn)
            turn.set("done", [*(turn.slot("done") or []), self.task])
            self._go_on_with_second(turn)
        elif outcome == "nothing_to_do":
            self._go_on_with_second(turn)
        elif outcome == "aborted":
            turn.say(f"utter_aborted_{self.task}")
            turn.set("offer", {"task": self.task, "dropped": True})
            self._offer_second(turn)
        elif outcome == "person":
            turn.say(f"utter_aborted_{self.task}")
            turn.follow_with(form_of(REQUEST_AGENT))
        elif outcome == "dropped":
            turn.say("utter_dropped", current=labels.TASKS[turn.language][self.task])
            self._start_other(turn)
        elif outcome == "other_meant":
            self._start_other(turn)
        else:
            await self.other_end(turn, outcome)

    async def other_end(self, turn: Turn, outcome: str | None) -> None:
        """The ends that need a person or a second thought; `failed` was apologised for already."""
        if outcome == "stuck":
            what = f"{labels.TASKS[turn.language][self.task]} ({turn.slot('stuck_at')})"
            await handoff.open_for(turn, what, task=self.task, cause="repeated_failure")
            turn.say("utter_handed_over_stuck")
        elif outcome == "needs_agent":
            what = labels.TASKS[turn.language][self.task]
            await handoff.open_for(turn, what, task=self.task, cause="unsupported")
            turn.say(f"utter_needs_agent_{self.task}")
        elif outcome == "locked":
            turn.set("offer", {"task": REQUEST_AGENT})
        elif outcome == "unauthorised":
            turn.follow_with(form_of(REQUEST_AGENT))
        elif outcome == "withdraw":
            turn.follow_with(form_of(WITHDRAW_CHANGE))
        elif outcome == "asked_about":
            turn.follow_with("action_answer_question")
        elif outcome == "not_understood":
            turn.follow_with("action_default_fallback")
        elif outcome == "not_meant":
            turn.say("utter_not_meant")
        elif outcome == "unsure":
            turn.say(f"utter_offer_{self.task}")
            turn.set("offer", {"task": self.task})

    def request(self, turn: Turn) -> Request:
        """The key repeats when the message is processed again, and never otherwise."""
        key = f"{self.task}:{turn.conversation_id}:{turn.message_id}"
        return Request(key=key, language=turn.language, channel=turn.channel)  # type: ignore[arg-type]

    @staticmethod
    def rules(turn: Turn) -> Operator:
        """The operator's rules."""
        return operator(turn.operator)

    def _start_other(self, turn: Turn) -> None:
        other = (turn.slot("pending_task") or {}).get("task")
        if other:
            turn.follow_with(form_of(other))

    def _go_on_with_second(self, turn: Turn) -> None:
        if second := self._second(turn):
            turn.say("utter_next_task", other=labels.TASKS[turn.language][second["task"]])
            turn.follow_with(form_of(second["task"]))

    def _offer_second(self, turn: Turn) -> None:
        if second := self._second(turn):
            turn.set("offer", second)
            turn.set("pending_task", None)
            turn.say("utter_offer_second", other=labels.TASKS[turn.language][second["task"]])

    @staticmethod
    def _second(turn: Turn) -> dict[str, Any] | None:
        return turn.slot("pending_task")
