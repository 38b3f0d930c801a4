"""TaskForm: the way of a task from its opening to the confirmation, whatever comes in between.

Rasa calls `validate_<form>` when the form opens and for every message inside it. Everything is decided here: which
slot is asked for next (we set `requested_slot` ourselves) and what is said. When the form ends, Rasa's rules run
`action_submit_<task>`, which carries out what `task_outcome` says (actions/forms/ending.py).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType

from actions import cues, questions
from actions.account_topics import account_topics, beside_account
from actions.base import SafeAction, apologise
from actions.formatting import enumeration
from actions.forms import asking, confirming, corrections, detours, identity
from actions.forms.fields import AccountNumberField, Field, SecretField
from actions.forms.moves import FAIRLY_SURE, HARDLY_SURE, SHORT, Evidence, Move, read_move
from actions.forms.reading import Problem, Reading, Value
from actions.forms.state import TaskState
from actions.forms.visit import CONFIRMATION, Visit
from actions.readers import entities
from actions.routing import SURE, UNSURE, asks_how_to, is_beyond_reach, other_task_meant
from actions.sentences import sentences
from actions.tasks import (
    earlier_wish,
    form_of,
    is_done_by_operator,
    negates,
    never_did,
    other_wish,
    part_about,
    tasks_named,
)
from actions.turn import Turn
from knowledge.retrieval.follow_up import goes_on

ACCOUNT_NUMBER = AccountNumberField()
IDENTITY = (ACCOUNT_NUMBER, SecretField("pin"), SecretField("code"))


class TaskForm(SafeAction):
    """A task as a form.

    Subclasses set `task` and `fields`, and word the confirmation. topic: what questions inside the task are likely about,
    by language, for the search. verifies: the customer must be verified. confirms:
    the customer must agree before anything is done.
    """

    @property
    @abstractmethod
    def task(self) -> str:
        """The task's name, set as a class attribute."""

    fields: tuple[Field, ...] = ()
    topic: Mapping[str, str] = MappingProxyType({})
    verifies = True
    confirms = True

    def name(self) -> str:
        return f"validate_{form_of(self.task)}"

    # --- what subclasses add

    async def prepare(self, visit: Visit) -> None:
        """Look at the account once the customer is verified; may set values or end the task."""

    async def start(self, visit: Visit) -> None:
        """Answer what the opening asks besides, and say that the task begins."""
        if cues.says_bereaved(visit.text):
            visit.turn.say("utter_condolences", lead=True)
        await detours.answer_beside(visit)
        visit.turn.say(f"utter_start_{self.task}", lead=True)

    async def accepted(self, visit: Visit, field: Field) -> None:
        """A value of this field was just taken; may say something, change it back or end the task."""

    async def answer(self, visit: Visit, question: str) -> bool:
        """Answer a question from what the task knows itself; False leaves it to the documents."""
        return False

    async def takes_question(self, visit: Visit, question: str) -> bool:
        """Take what looks like a question as the answer after all; False leaves it to the documents."""
        return False

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        """Read everything back and ask for a yes; `before` is how often that was done already."""
        raise NotImplementedError

    def ask(self, visit: Visit, field: Field, before: int) -> None:
        """Ask for a value, in other words each time."""
        again = "_again" if before else ""
        visit.turn.say(f"utter_request_{field.asks}{again}", variant=max(before - 1, 0))

    # --- Rasa's entries

    async def respond(self, turn: Turn) -> None:
        if turn.expected is None:
            visit = await self._open(turn)
        else:
            visit = await Visit.begin(turn)
            await self._go_on(visit)
        visit.save()

    async def recover(self, turn: Turn, error: Exception) -> None:
        await apologise(turn, f"{self.task}: {type(error).__name__}")
        turn.set("requested_slot", None)
        turn.set("task_outcome", "failed")

    # --- opening

    async def _open(self, turn: Turn) -> Visit:
        pending = turn.slot("pending_task") or {}
        resumed = pending.get("task") == self.task
        if resumed:
            turn.set("pending_task", None)
        for slot in [field.slot for field in self.fields] + [CONFIRMATION, "task_outcome", "offer"]:
            turn.set(slot, None)
        turn.set("failures", 0)
        visit = await Visit.begin(turn, text=pending.get("text", "") if resumed else turn.text)
        # An unverified customer who goes from task to task hears the same questions in other words.
        asked = (
            {} if visit.account else {field.slot: visit.state.asked.get(field.slot, 0) for field in IDENTITY}
        )
        visit.state = TaskState(asked=asked, notes={"opening": visit.text})
        if not turn.command and turn.intent == self.task and not resumed and (outcome := self.doubt(turn)):
            visit.end(outcome)
            return visit
        # The second of two wishes is resumed with its part of the message: the first has had its turn.
        second = pending.get("then") if resumed else self.second_wish(visit.text)
        await self._begin(visit, second)
        return visit

    def doubt(self, turn: Turn) -> str | None:
        """The outcome for a message that the classifier took for this task, perhaps wrongly; None without doubt."""
        if cues.says_unauthorised(turn.text):
            return "unauthorised"
        if is_beyond_reach(turn.text, self.task):
            return "asked_about"
        if turn.confidence < SURE and asks_how_to(turn.text, [self.task]):
            return "asked_about"
        if turn.confidence < SURE and questions.only_supposes(turn.text):
            return "asked_about"
        if turn.confidence < UNSURE and turn.slot("last_question") and goes_on(turn.text):
            return "asked_about"
        if is_done_by_operator(turn.text) and questions.is_question(turn.text):
            return "asked_about"
        if account_topics(turn.text) and len(beside_account(turn.text).split()) < SHORT:
            return "asked_about"
        if never_did(turn.text, self.task):
            return "asked_about"
        if other := other_task_meant(turn, self.task):
            turn.set("pending_task", {"task": other, "text": turn.text, "then": other_wish(turn.text, other)})
            return "other_meant"
        if other := earlier_wish(turn.text, self.task):
            turn.set("pending_task", {"task": other, "text": turn.text, "then": self.task})
            return "other_meant"
        if negates(turn.text, self.task):
            other = other_wish(turn.text, self.task)
            turn.set("pending_task", {"task": other, "text": turn.text} if other else None)
            return "other_meant" if other else "not_meant"
        if turn.confidence >= FAIRLY_SURE or self.task in tasks_named(turn.text):
            return None
        if questions.is_question(turn.text):
            return "asked_about"
        return "unsure" if turn.confidence >= HARDLY_SURE else "not_understood"

    def second_wish(self, text: str) -> str | None:
        """Another task that the opening wishes for besides this one."""
        return other_wish(text, self.task)

    async def _begin(self, visit: Visit, second: str | None) -> None:
        turn = visit.turn
        await self.start(visit)
        found = entities.find(visit.text, visit.language, visit.today, visit.country)
        number = found.account_number
        if second is not None:
            turn.set("pending_task", {"task": second, "text": part_about(visit.text, second, self.task)})
            visit.text = visit.state.notes["opening"] = part_about(visit.text, self.task, second)
            found = entities.find(visit.text, visit.language, visit.today, visit.country)
        if self.verifies:
            await identity.recognise(visit, number)
            if visit.account is None and turn.slot("account_number") and identity.holds_secret(turn.text):
                await identity.try_secret(visit)
        await self._take_early(visit, found)
        if not visit.ended:
            await asking.advance(self, visit)

    async def _take_early(
        self, visit: Visit, found: entities.Entities, *, besides: str | None = None
    ) -> list[Field]:
        """Values that came before they were asked for; only for slots that are still empty."""
        taken = []
        for field in self.fields:
            if field.slot == besides or visit.turn.slot(field.slot) is not None:
                continue
            value = field.early(found, visit)
            if value is not None:
                visit.turn.set(field.slot, value)
                taken.append(field)
        return taken

    # --- a message inside the task

    async def _go_on(self, visit: Visit) -> None:
        turn = visit.turn
        if visit.state.asking is not None and await detours.answered_offer(self, visit):
            return
        field = self.field_of(turn.expected)
        reading = field.read(visit.text, visit) if field is not None and self._readable(turn) else None
        anew = corrections.given(self.correctable(field), visit, field)
        evidence = Evidence(
            task=self.task,
            field=field,
            reading=reading,
            polarity=detours.polarity(visit, last=field is None),
            corrects=bool(anew),
            names_wrong=corrections.named(self.fields, visit, field) is not None,
            takes_for_granted=any(one.takes_for_granted(visit.text) for one, _ in anew),
        )
        move = read_move(turn, evidence)
        if move is Move.UNCLEAR and not anew and corrections.repeats(self.fields, visit):
            await asking.ask_again(self, visit)  # « la fibre », which was said before
            return
        noted = [] if isinstance(reading, Value) else await self._take_besides(visit, field, move)
        if noted and (reading is None or field in IDENTITY) and move not in (Move.QUESTION, Move.CORRECT):
            said = [one.spoken(turn.slot(one.slot), visit) for one in noted]
            turn.say("utter_value_noted", lead=True, what=enumeration(said, visit.language, visit.country))
            await asking.ask_again(self, visit)
        else:
            await self._follow(visit, field, reading, move)

    async def _take_besides(self, visit: Visit, field: Field | None, move: Move) -> list[Field]:
        """What the message says for another slot where it does not answer this one: « c'est pour le 3 mars »."""
        if field is None or field.free or visit.turn.command:
            return []
        said = visit.text
        if move is Move.QUESTION:  # what is only asked about is not wished: « et si je pars le 3 mars ? »
            said = " ".join(part for part in sentences(said) if not questions.is_question(part))
        elif move not in (Move.ANSWER, Move.UNCLEAR, Move.AGREE, Move.REFUSE):
            return []
        found = entities.find(said, visit.language, visit.today, visit.country)
        return await self._take_early(visit, found, besides=field.slot)

    async def _follow(self, visit: Visit, field: Field | None, reading: Reading, move: Move) -> None:
        if move is Move.ANSWER and field is not None:
            await self._answer(visit, field, reading)
        elif move is Move.AGREE and field is None:
            await confirming.agreed(self, visit)
        elif move is Move.REFUSE and field is None:
            await confirming.refused(self, visit)
        elif move is Move.CORRECT:
            await corrections.apply(self, visit, field)
        elif move is Move.QUESTION:
            await detours.answer_question(self, visit)
        else:
            await detours.follow(self, visit, move)

    async def _answer(self, visit: Visit, field: Field, reading: Reading) -> None:
        if reading is None:
            await asking.fail(self, visit, Problem("utter_not_understood"))
        elif isinstance(reading, Problem):
            await asking.fail(self, visit, reading)
        else:
            await self._take(visit, field, reading)

    async def _take(self, visit: Visit, field: Field, reading: Value) -> None:
        turn = visit.turn
        await detours.answer_beside_value(self, visit, field)
        if isinstance(field, SecretField):
            await self._take_besides(visit, field, Move.ANSWER)
            await identity.try_secret(visit)
        else:
            turn.set(field.slot, reading.value)
            visit.state.failures = 0
            if field not in IDENTITY:  # part of an address that came before outlasts them
                visit.state.kept = None
            await self._after_value(visit, field)
        if not visit.ended and turn.slot("requested_slot") == turn.expected:
            await asking.advance(self, visit)

    async def _after_value(self, visit: Visit, field: Field) -> None:
        """What else came with the value, and what the task makes of it."""
        turn = visit.turn
        if isinstance(field, AccountNumberField):
            await self._take_besides(visit, field, Move.ANSWER)
            if identity.holds_secret(turn.text):
                await identity.try_secret(visit)
            elif visit.state.notes.pop("wants_code", None):
                await identity.offer_code(visit)
            return
        await self._take_besides(visit, field, Move.ANSWER)
        await self.accepted(visit, field)

    # --- small helpers

    def correctable(self, asked: Field | None) -> tuple[Field, ...]:
        """While the PIN is asked for, the account number can still be corrected."""
        return (ACCOUNT_NUMBER, *self.fields) if isinstance(asked, SecretField) else self.fields

    def field_of(self, slot: str | None) -> Field | None:
        """The field of a slot; None for the confirmation."""
        return next((field for field in (*IDENTITY, *self.fields) if field.slot == slot), None)

    @staticmethod
    def _readable(turn: Turn) -> bool:
        return not turn.command or turn.intent == "inform"
