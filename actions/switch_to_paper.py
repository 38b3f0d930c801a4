"""Sends bills on paper again."""

from __future__ import annotations

from accounts.views import BillPresentationMedia
from actions import bill_questions, handoff, labels
from actions.context import context, off_loop
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.visit import Visit
from actions.tasks import SWITCH_TO_PAPER
from actions.turn import Turn


class ValidateSwitchToPaperForm(TaskForm):
    """Asks for nothing but a yes; some operators leave the change to agents for some customers."""

    task = SWITCH_TO_PAPER
    topic = {"fr": "facture papier", "en": "paper bill"}

    async def prepare(self, visit: Visit) -> None:
        assert visit.account is not None
        if visit.account.bill_presentation_media == BillPresentationMedia.PAPER:
            visit.turn.say("utter_paper_already")
            visit.end("nothing_to_do")
        elif getattr(visit.rules.paper_bills, visit.account.segment) == "agent":
            visit.end("needs_agent")

    async def answer(self, visit: Visit, question: str) -> bool:
        return bill_questions.answer(visit, question, paper=True)

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        visit.turn.say(f"utter_confirm_paper{'_again' if before else ''}", variant=max(before - 1, 0))


class ActionSubmitSwitchToPaper(TaskSubmission):
    """Switches to paper bills."""

    task = SWITCH_TO_PAPER

    async def carry_out(self, turn: Turn) -> None:
        done = await off_loop(
            context().accounts.switch_to_paper,
            turn.conversation_id,
            turn.operator,
            request=self.request(turn),
        )
        if done.outcome == "needs_agent":
            await handoff.open_for(turn, labels.TASKS[turn.language][self.task], task=self.task)
            turn.say(f"utter_needs_agent_{self.task}")
        else:
            turn.say(f"utter_paper_{done.outcome}")
