"""Gives the conversation to a person: at once; then asks why, and how to reach the customer."""

from __future__ import annotations

from actions import cues, handoff, questions
from actions.answers import ANSWERED, find_answer
from actions.context import context, off_loop
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.fields import ContactField, Field, TextField
from actions.forms.reading import Value
from actions.forms.visit import Visit
from actions.routing import other_task_meant
from actions.tasks import REQUEST_AGENT
from actions.turn import Turn

SURE_OF_PERSON = 0.7  # a person's time is not taken on a guess: they are offered instead
FULL_SENTENCE = 8  # words; a wish for a person this long tells why


class ValidateRequestAgentForm(TaskForm):
    """The handoff is open from the first message on; what is asked for is only added to it."""

    task = REQUEST_AGENT
    fields = (TextField("reason", asks="agent_reason"), ContactField())
    verifies = False
    confirms = False

    def doubt(self, turn: Turn) -> str | None:
        if cues.says_unauthorised(turn.text):
            return None
        if cues.refuses_person(turn.text):
            return "not_meant"
        if questions.asks_information(turn.text) and not cues.says_person(turn.text):
            return "asked_about"  # « vers qui puis-je me tourner ? »: the documents may know
        if cues.says_person(turn.text) or turn.confidence >= SURE_OF_PERSON:
            return None
        if other := other_task_meant(turn, self.task):
            if questions.is_question(turn.text):
                return "asked_about"
            turn.set("pending_task", {"task": other, "text": turn.text})
            return "other_meant"
        return "unsure"

    async def start(self, visit: Visit) -> None:
        if cues.says_unauthorised(visit.text):
            visit.turn.say("utter_unauthorised")
        else:
            await super().start(visit)

    def second_wish(self, text: str) -> str | None:
        return None if cues.says_unauthorised(text) else super().second_wish(text)

    async def answer(self, visit: Visit, question: str) -> bool:
        """How long it takes is in no document, and what documents say of other delays would mislead."""
        if not questions.asks_waiting(question):
            return False
        visit.turn.say("utter_agent_wait")
        return True

    async def takes_question(self, visit: Visit, question: str) -> bool:
        """« ma facture a doublé pis je comprends pas pourquoi » is what they want to talk about, unless the documents know."""
        if visit.turn.expected != "reason":
            return False
        answer = await find_answer(visit.turn, question)
        if answer is not None and answer.outcome == ANSWERED:
            return False
        reason = self.fields[0]
        reading = reason.read(question, visit)
        if not isinstance(reading, Value):
            return False
        await self._take(visit, reason, reading)
        return True

    async def prepare(self, visit: Visit) -> None:
        turn = visit.turn
        tells = len(visit.text.split()) >= FULL_SENTENCE or cues.says_unauthorised(visit.text)
        told = visit.text[:500] if tells and not turn.command else ""
        if cues.says_unauthorised(visit.text):
            turn.set("reason", told)  # nobody is asked again what was just told
        await handoff.open_for(turn, told)

    async def accepted(self, visit: Visit, field: Field) -> None:
        value = visit.turn.slot(field.slot)
        if not value:
            return
        if field.slot == "reason" and cues.says_person(value):
            return  # « je veux juste parler à quelqu'un » is no reason
        await off_loop(context().handoffs.update, visit.turn.conversation_id, **{field.slot: value})


class ActionSubmitRequestAgent(TaskSubmission):
    """Says what happens next, or takes the handoff back."""

    task = REQUEST_AGENT

    async def respond(self, turn: Turn) -> None:
        outcome = turn.slot("task_outcome")
        if outcome == "person":  # asked for a person again: they are in the queue already
            turn.set("task_outcome", "confirmed")
        elif outcome in ("aborted", "dropped"):
            await off_loop(context().handoffs.withdraw, turn.conversation_id)
        await super().respond(turn)

    async def carry_out(self, turn: Turn) -> None:
        turn.say("utter_agent_with_contact" if turn.slot("contact") else "utter_agent_here")
