"""Sends bills by e-mail instead of on paper."""

from __future__ import annotations

from accounts.masking import masked_email
from accounts.views import BillPresentationMedia
from actions import bill_questions
from actions.context import context, off_loop
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.fields import EmailField, Field
from actions.forms.visit import Visit
from actions.tasks import SWITCH_TO_EBILLING
from actions.turn import Turn


class ValidateSwitchToEbillingForm(TaskForm):
    """Asks for the e-mail address."""

    task = SWITCH_TO_EBILLING
    topic = {"fr": "facture électronique", "en": "electronic bill"}
    fields = (EmailField(),)

    async def prepare(self, visit: Visit) -> None:
        """Bills may be electronic already: then only another address would change something."""
        if (known := _bill_email(visit)) is None:
            return
        if not self._same_as_known(visit):
            visit.turn.say("utter_ebilling_known", email=masked_email(known))

    async def accepted(self, visit: Visit, field: Field) -> None:
        self._same_as_known(visit)

    def _same_as_known(self, visit: Visit) -> bool:
        known, given = _bill_email(visit), visit.turn.slot("email")
        if known is None or given is None or known.casefold() != given.casefold():
            return False
        visit.turn.say("utter_ebilling_same", email=given)
        visit.end("nothing_to_do")
        return True

    async def answer(self, visit: Visit, question: str) -> bool:
        return bill_questions.answer(visit, question, paper=False)

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        visit.turn.say(
            f"utter_confirm_ebilling{'_again' if before else ''}",
            variant=max(before - 1, 0),
            email=self.fields[0].spoken(visit.turn.slot("email"), visit),
        )


def _bill_email(visit: Visit) -> str | None:
    """Where electronic bills go now; None while bills are on paper."""
    account = visit.account
    if account is None or account.bill_presentation_media != BillPresentationMedia.ELECTRONIC:
        return None
    return account.ebill_email or account.email


class ActionSubmitSwitchToEbilling(TaskSubmission):
    """Switches to electronic bills."""

    task = SWITCH_TO_EBILLING

    async def carry_out(self, turn: Turn) -> None:
        done = await off_loop(
            context().accounts.switch_to_electronic,
            turn.conversation_id,
            turn.operator,
            turn.slot("email"),
            request=self.request(turn),
        )
        turn.say(f"utter_ebilling_{done.outcome}", email=done.email or turn.slot("email"))
