"""Tells customers what is on their account, once they are verified: « c'est quoi l'adresse à mon dossier ? »."""

from __future__ import annotations

from actions.account_answers import tell
from actions.account_topics import OVERVIEW, account_topics, beside_account
from actions.forms import detours
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.visit import Visit
from actions.tasks import ACCOUNT_TASKS, CHECK_ACCOUNT, wishes_for
from actions.turn import Turn


class ValidateCheckAccountForm(TaskForm):
    """Asks for nothing but who the customer is."""

    task = CHECK_ACCOUNT
    confirms = False

    async def start(self, visit: Visit) -> None:
        beside = beside_account(visit.text)
        if "?" in beside:
            await detours.say_if_found(visit, beside)
        if visit.account is None:
            visit.turn.say("utter_start_check_account", lead=True)

    def second_wish(self, text: str) -> str | None:
        """An address that is only asked about is not wished to be changed."""
        return next((task for task in ACCOUNT_TASKS if wishes_for(beside_account(text), task)), None)


class ActionSubmitCheckAccount(TaskSubmission):
    """Tells what was asked; everything, where the question is not known any more."""

    task = CHECK_ACCOUNT

    async def carry_out(self, turn: Turn) -> None:
        visit = await Visit.begin(turn)
        tell(visit, account_topics(str(visit.state.notes.get("opening", ""))) or OVERVIEW)
