"""The last yes, or the no: nothing is done before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions import labels
from actions.formatting import enumeration
from actions.forms import asking
from actions.forms.visit import CONFIRMATION, Visit

if TYPE_CHECKING:
    from actions.forms.base import TaskForm


async def agreed(form: TaskForm, visit: Visit) -> None:
    """A yes to what was read back; after a no it is read back once more."""
    if visit.state.notes.pop("refused_once", None):
        await asking.ask_again(form, visit)
    elif form.verifies and visit.account is None:
        await asking.ask_to_verify_again(visit)
    else:
        visit.turn.set(CONFIRMATION, True)
        visit.end("confirmed")


async def refused(form: TaskForm, visit: Visit) -> None:
    """A no: something may have to be changed; a second one, or nothing to change, ends the task."""
    visit.state.refusals += 1
    if not form.fields or visit.state.refusals > 1:
        visit.end("aborted")
        return
    visit.state.notes["refused_once"] = True
    names = [labels.SLOTS[visit.language][field.slot] for field in form.fields]
    what = enumeration(names, visit.language, visit.country, style="or")
    visit.turn.say("utter_ask_what_to_change", what=what)
    visit.ask_for(CONFIRMATION)
