"""Asks for what a task still needs, in other words each time; gives up after three failures in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.forms import identity
from actions.forms.fields import Field
from actions.forms.reading import Problem
from actions.forms.visit import CONFIRMATION, Visit

if TYPE_CHECKING:
    from actions.forms.base import TaskForm

OFFER_PERSON_AFTER = 2  # failures in a row
HAND_OVER_AFTER = 3


async def advance(form: TaskForm, visit: Visit) -> None:
    """Ask for the first value that is missing, or for the confirmation, or end."""
    turn = visit.turn
    if form.verifies and visit.account is None and turn.slot("pin"):
        await ask_to_verify_again(visit)
        return
    if form.verifies and visit.account is None:
        if not turn.slot("account_number"):
            await ask_slot(form, visit, "account_number")
        elif not await identity.ask_by_code(visit):
            await ask_slot(form, visit, "pin")
        return
    if not visit.state.prepared:
        visit.state.prepared = True
        await form.prepare(visit)
        if visit.ended:
            return
    missing = next((field.slot for field in form.fields if turn.slot(field.slot) is None), None)
    if missing is None and not form.confirms:
        visit.end("confirmed")
        return
    await ask_slot(form, visit, missing or CONFIRMATION)


async def ask_to_verify_again(visit: Visit) -> None:
    """The verification has expired in the middle of the task; everything else is kept."""
    visit.turn.set("pin", None)
    visit.state.notes.pop("code_for", None)
    if await identity.ask_by_code(visit, expired=True):
        return
    visit.turn.say("utter_verification_expired")
    visit.ask_for("pin")


async def ask_slot(form: TaskForm, visit: Visit, slot: str) -> None:
    """Ask for one value, or for the confirmation."""
    if slot != visit.turn.expected:
        visit.state.failures = visit.state.unanswered = 0
    before = visit.ask_for(slot)
    field = form.field_of(slot)
    if field is None:
        await form.ask_confirmation(visit, before)
    else:
        form.ask(visit, field, before)


async def ask_again(form: TaskForm, visit: Visit) -> None:
    """After a detour: the same slot, in other words."""
    assert visit.turn.expected is not None
    await ask_slot(form, visit, visit.turn.expected)


async def fail(form: TaskForm, visit: Visit, problem: Problem, *, at: Field | None = None) -> None:
    """Say what is wrong and ask again; offer a person after two failures in a row, hand over after three."""
    state, turn = visit.state, visit.turn
    slot = at.slot if at else turn.expected
    assert slot is not None
    if problem.kept is not None:
        state.kept = problem.kept
    if not problem.progress:
        state.failures += 1
    failures = state.failures
    if failures >= HAND_OVER_AFTER:
        turn.set("stuck_at", slot)
        visit.end("stuck")
        return
    turn.say(problem.response, lead=not problem.asks, **problem.values)
    if failures >= OFFER_PERSON_AFTER and not problem.progress:
        turn.say("utter_offer_person_in_task", join=True, lead=not problem.asks)
        state.asking = "person"
    if problem.asks:
        visit.ask_for(slot)
    else:
        await ask_slot(form, visit, slot)
        state.failures = failures
