"""Corrections inside a task: « non, plutôt le 3 », "the postal code was wrong, it's K2L 3Z5", « la date »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions import questions, second_thoughts
from actions.formatting import enumeration
from actions.forms import asking
from actions.forms.fields import Field
from actions.forms.reading import Problem, Reading, Value
from actions.forms.visit import Visit

if TYPE_CHECKING:
    from actions.forms.base import TaskForm


async def apply(form: TaskForm, visit: Visit, asked: Field | None) -> None:
    """Take the new values, or ask anew for the one that is wrong; then go on."""
    turn, state = visit.turn, visit.state
    changed = given(form.correctable(asked), visit, asked)
    wrong = named(form.fields, visit, asked)
    state.failures = 0
    state.notes.pop("refused_once", None)
    if not changed and wrong is not None:
        turn.set(wrong.slot, None)
        await asking.advance(form, visit)
        return
    said = []
    for field, reading in changed:
        if isinstance(reading, Problem):
            turn.set(field.slot, None)
            await asking.fail(form, visit, reading, at=field)
            return
        if isinstance(reading, Value):
            turn.set(field.slot, reading.value)
            said.append(field.spoken(reading.value, visit))
            await form.accepted(visit, field)
    if not visit.ended:
        what = enumeration(said, visit.language, visit.country)
        turn.say("utter_correction_noted", lead=True, what=what)
        await asking.advance(form, visit)


def given(fields: Sequence[Field], visit: Visit, asked: Field | None) -> list[tuple[Field, Reading]]:
    """Values that are kept already and that the message gives anew; not the one that is asked for.

    Where any text is an answer (a reason), only a message that opens as a correction counts, or is nothing but a value.
    """
    found: list[tuple[Field, Reading]] = []
    if visit.turn.command:
        return found
    free = asked is not None and asked.free and not second_thoughts.takes_back(visit.text)
    for field in _kept(fields, visit, asked):
        if free and not field.is_all(visit.text):
            continue
        reading = field.correct(visit.text, visit)
        if (
            isinstance(reading, Problem)
            and field.named_in(visit.text)
            or isinstance(reading, Value)
            and reading.value != visit.turn.slot(field.slot)
        ):
            found.append((field, reading))
    return found


def repeats(fields: Sequence[Field], visit: Visit) -> bool:
    """The message says nothing but a value that is kept already."""
    kept = (field for field in _kept(fields, visit, None) if field.is_all(visit.text))
    return any(
        isinstance(reading := field.read(visit.text, visit), Value)
        and reading.value == visit.turn.slot(field.slot)
        for field in kept
    )


def named(fields: Sequence[Field], visit: Visit, asked: Field | None) -> Field | None:
    """A value that the customer calls wrong without giving the right one, or names when asked what to change."""
    if visit.turn.command or (asked is not None and asked.free) or questions.is_question(visit.text):
        return None
    if not (visit.state.notes.get("refused_once") or second_thoughts.says_wrong(visit.text)):
        return None
    return next((field for field in _kept(fields, visit, asked) if field.named_in(visit.text)), None)


def _kept(fields: Sequence[Field], visit: Visit, asked: Field | None) -> list[Field]:
    return [field for field in fields if field is not asked and visit.turn.slot(field.slot) is not None]
