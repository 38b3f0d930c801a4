"""What comes in between: questions, other wishes, offers, small talk; afterwards the task goes on where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions import account_answers, beyond_reach, cues, labels, questions, second_thoughts
from actions.account_topics import account_topics
from actions.answers import ANSWERED, find_answer, give_answer, question_of, say_passage
from actions.formatting import enumeration
from actions.forms import asking, identity
from actions.forms.fields import Field
from actions.forms.moves import IDENTITY, Move, other_task_of
from actions.forms.reading import Problem, Value
from actions.forms.visit import CONFIRMATION, Visit
from actions.language_wishes import question_beside_wish
from actions.phrases import plain
from actions.readers import account_number, yes_no
from actions.referral import say_contact
from actions.sentences import sentences
from actions.tasks import OPPOSITES, keeps_opposite, speaks_for, tasks_named

if TYPE_CHECKING:
    from actions.forms.base import TaskForm

DROP_ASKED_AT_MOST = 2
_INSTEAD = re.compile(r"\b(a la place|plutot|instead|rather)\b")
ASIDE = 5  # words; "is that all right?"


async def follow(form: TaskForm, visit: Visit, move: Move) -> None:
    """Deal with a move that is neither an answer, a correction nor a question."""
    if move is Move.ABORT:
        visit.end("aborted")
    elif move is Move.PERSON:
        visit.end("person")
    elif move is Move.OTHER_TASK:
        await _other_task(form, visit)
    elif move is Move.FORGOT and visit.turn.expected == "account_number":
        await identity.offer_code(visit)
        await asking.ask_again(form, visit)
    elif move in (Move.FORGOT, Move.LOST):
        await _lost(form, visit)
    elif move is Move.SAME_TASK:
        await asking.fail(form, visit, Problem("utter_already_on_it"))
    elif move is Move.LANGUAGE:
        known = visit.turn.wish is None or visit.turn.wish.language is not None
        visit.turn.say("utter_language_changed" if known else "utter_language_unsupported", lead=True)
        if not visit.turn.command and (question := question_beside_wish(visit.text)):
            await _answered_by_documents(form, visit, question)
        await asking.ask_again(form, visit)
    elif move is Move.REPEAT:
        await asking.ask_again(form, visit)
    elif move is Move.PATIENCE:
        visit.turn.say("utter_take_your_time", lead=True)
        await asking.ask_again(form, visit)
    elif move is Move.SMALL_TALK:
        await _small_talk(form, visit)
    elif move is Move.WISH:
        answered = await _answered(visit)
        visit.turn.say("utter_wish_later" if answered else f"utter_wish_{visit.turn.intent}")
        await asking.ask_again(form, visit)
    else:
        await asking.fail(form, visit, Problem("utter_not_understood"))


async def answer_question(form: TaskForm, visit: Visit) -> None:
    """Answer, then go on; after two questions in a row without an answer a person is offered."""
    turn, state = visit.turn, visit.state
    question = question_of(turn)
    if turn.expected in IDENTITY and questions.asks_why_asked(question):
        turn.say("utter_why_identity", lead=True)
        await asking.ask_again(form, visit)
        return
    if turn.expected in IDENTITY and questions.asks_where_key(question):
        await _lost(form, visit)
        return
    about_account = bool(account_topics(question, turn.expected))
    if not about_account and questions.asks_given(question) and (given := _given(form, visit)):
        if turn.expected != CONFIRMATION:  # there everything is read back
            turn.say("utter_value_kept", what=enumeration(given, visit.language, visit.country))
    elif await form.answer(visit, question) or account_answers.answer(visit, question):
        state.unanswered = 0
    elif await form.takes_question(visit, question):
        return
    elif await _answered_by_documents(form, visit, question):
        state.unanswered = 0
    else:
        state.unanswered += 1
    if state.unanswered == asking.OFFER_PERSON_AFTER:
        turn.say("utter_offer_person_in_task", join=True)
        state.asking = "person"
    await asking.ask_again(form, visit)


def _given(form: TaskForm, visit: Visit) -> list[str]:
    """The values that the message asks for and that were given before."""
    return [
        field.spoken(visit.turn.slot(field.slot), visit)
        for field in form.fields
        if visit.turn.slot(field.slot) and field.named_in(visit.text)
    ]


async def _answered_by_documents(form: TaskForm, visit: Visit, question: str) -> bool:
    if beyond_reach.asks_contact(question):
        say_contact(visit.turn)
        return True
    answer = await find_answer(visit.turn, question, topic=form.topic.get(visit.language))
    return give_answer(visit.turn, question, answer)


async def answer_beside(visit: Visit) -> None:
    """A question put in the same message as the wish, if the documents answer it: « … Est-ce que ça coûte quelque chose ? »."""
    question = _asked_beside(visit.text)
    if question and not account_answers.answer(visit, question):
        await say_if_found(visit, question)


async def answer_beside_value(form: TaskForm, visit: Visit, field: Field) -> None:
    """A question put in the same message as a value; what is no mere aside is answered even if only with our ignorance."""
    question = _asked_beside(visit.text)
    if (
        visit.turn.command
        or question is None
        or (not field.free and isinstance(field.read(question, visit), Value))
    ):
        return
    if field.free:  # a reason is full of questions that want no answer
        if len(question.split()) > ASIDE:
            await say_if_found(visit, question)
    elif field.slot in IDENTITY and questions.asks_why_asked(question):
        visit.turn.say("utter_why_identity")
    elif await form.answer(visit, question) or account_answers.answer(visit, question):
        pass
    elif len(question.split()) > ASIDE:
        await _answered_by_documents(form, visit, question)
    else:
        await say_if_found(visit, question)


def _asked_beside(text: str) -> str | None:
    """The sentence of several that asks something: "It's me@example.com. Will my wife still get hers?"."""
    said = sentences(text)
    asked = [
        one
        for one in said
        if "?" in one
        and (questions.asks_information(one) or len(one.split()) > ASIDE)
        and not (questions.asks_favour(one) or questions.ends_as_question(one))
    ]
    return asked[0] if asked and len(said) > 1 else None


async def say_if_found(visit: Visit, question: str) -> None:
    """Answer from the documents if they are sure; else say nothing."""
    answer = await find_answer(visit.turn, question)
    if answer is not None and answer.outcome == ANSWERED:
        say_passage(visit.turn, answer)


async def answered_offer(form: TaskForm, visit: Visit) -> bool:
    """The message answers what was asked beside the task (`state.asking`); False if it goes on with the task."""
    state, about = visit.state, visit.state.asking
    if about == "drop":
        return await _answered_drop(form, visit)
    state.asking = None
    if about == "code_channel":
        channel = visit.turn.entities.get("code_channel") or identity.asked_channel(visit.text)
        if channel in ("sms", "email") and not identity.holds_secret(visit.text):
            await identity.send_code(visit, channel)
            return True
    if about == "person" and visit.turn.expected != CONFIRMATION:
        agreed = polarity(visit)
        if agreed is True:
            visit.end("person")
        elif agreed is False and not cues.says_abort(visit.text):
            await asking.ask_again(form, visit)
        return agreed is True or (agreed is False and not cues.says_abort(visit.text))
    return False


async def _answered_drop(form: TaskForm, visit: Visit) -> bool:
    state, turn = visit.state, visit.turn
    if cues.says_abort(visit.text) or turn.command and turn.intent == "abort_task":
        visit.end("aborted")  # gives up both
        return True
    agreed = _leaning(visit)
    before = state.notes.get("drop_from")
    field = form.field_of(before)
    if agreed is None and before == "account_number" and (number := account_number.read(visit.text)):
        turn.set("account_number", number)  # both tasks want it, so it says nothing of which one
        _ask_drop(visit)
        return True
    if (
        agreed is None
        and field is not None
        and isinstance(field.read(visit.text, visit), Value)
        and not field.free
    ):
        turn.expected = before  # the customer simply goes on
        turn.set("requested_slot", before)
        state.asking = None
        return False
    if agreed is None and cues.says_person(visit.text):
        state.asking = None
        return False
    if agreed is None and state.asked.get("drop", 0) < DROP_ASKED_AT_MOST:
        if questions.is_question(visit.text):
            await _answered_by_documents(form, visit, question_of(turn))
        _ask_drop(visit)
        return True
    state.asking = None
    if agreed and not speaks_for(visit.text, form.task, str((state.other or {}).get("task"))):
        turn.set("pending_task", state.other)
        visit.end("dropped")
    else:
        await asking.advance(form, visit)
    return True


def _leaning(visit: Visit) -> bool | None:
    """Yes or no to dropping the task, also in longer replies."""
    said = polarity(visit)
    if said is not None or visit.turn.command:
        return said
    if second_thoughts.leans_no(visit.text):
        return False
    return True if second_thoughts.leans_yes(visit.text) else None


async def _other_task(form: TaskForm, visit: Visit) -> None:
    """Asks whether to drop the task under way, unless the customer has said so."""
    turn, state = visit.turn, visit.state
    other = turn.intent if turn.command else other_task_of(turn, form.task)
    if other is None:
        await asking.fail(form, visit, Problem("utter_not_understood"))
        return
    state.other = {"task": other, "text": visit.text}
    refused = polarity(visit) is False or cues.says_abort(visit.text) or keeps_opposite(visit.text, form.task)
    instead = tasks_named(visit.text) or _INSTEAD.search(plain(visit.text))
    if refused or OPPOSITES.get(form.task) == other and instead:
        turn.set("pending_task", state.other)
        visit.end("dropped")
        return
    state.asking = "drop"
    state.notes["drop_from"] = turn.expected
    state.notes["task"] = form.task
    _ask_drop(visit)


def _ask_drop(visit: Visit) -> None:
    assert visit.state.other is not None
    names = labels.TASKS[visit.language]
    visit.state.asked["drop"] = visit.state.asked.get("drop", 0) + 1
    visit.turn.say(
        "utter_ask_drop",
        variant=visit.state.asked["drop"] - 1,
        current=names[visit.state.notes["task"]],
        other=names[visit.state.other["task"]],
    )
    visit.turn.set("requested_slot", CONFIRMATION)


async def _lost(form: TaskForm, visit: Visit) -> None:
    field = form.field_of(visit.turn.expected)
    if field is not None and field.slot in ("pin", "code"):
        visit.state.failures += 1  # the offer of a code did not help the last time
        if visit.state.failures < asking.OFFER_PERSON_AFTER:
            await identity.offer_code(visit)
        elif visit.state.failures < asking.HAND_OVER_AFTER:
            visit.turn.say("utter_offer_person_in_task")
            visit.state.asking = "person"
            visit.ask_for(field.slot)
        else:
            visit.turn.set("stuck_at", field.slot)
            visit.end("stuck")
    elif field is not None:
        await asking.fail(form, visit, Problem(f"utter_help_{field.asks}"))
    else:
        await asking.fail(form, visit, Problem("utter_not_understood"))


async def _small_talk(form: TaskForm, visit: Visit) -> None:
    intent, before = visit.turn.intent, visit.state.notes.get("talked")
    visit.state.notes["talked"] = plain(visit.text)
    if before == plain(visit.text):  # the same once more was meant as an answer
        await asking.fail(form, visit, Problem("utter_not_understood"))
        return
    if not await _asked_in_passing(form, visit):
        visit.turn.say(f"utter_detour_{intent}", lead=True)
        if intent == "complain":
            visit.state.asking = "person"
    await asking.ask_again(form, visit)


async def _asked_in_passing(form: TaskForm, visit: Visit) -> bool:
    """« ça va me coûter quelque chose ? » sounds like a complaint, « j'ai quoi comme services ? » asks what the task knows."""
    asks = visit.turn.intent in ("out_of_scope", "complain") and questions.is_question(visit.text)
    if not asks and visit.turn.intent != "ask_capabilities":
        return False
    return await form.answer(visit, visit.text) or (asks and await _answered(visit))


async def _answered(visit: Visit) -> bool:
    """Answer from the documents if they have it, else say nothing."""
    answer = await find_answer(visit.turn, visit.text)
    found = answer is not None and answer.outcome == ANSWERED
    return found and give_answer(visit.turn, visit.text, answer)


def polarity(visit: Visit, *, last: bool = False) -> bool | None:
    """Yes or no, by button or in words; None for neither.

    Args:
        last: what is asked for is the last yes, to what was read back.
    """
    if visit.turn.command:
        return {"affirm": True, "deny": False}.get(visit.turn.intent)
    said = yes_no.confirmation(visit.text) if last else yes_no.polarity(visit.text)
    return None if said is None else said == "yes"
