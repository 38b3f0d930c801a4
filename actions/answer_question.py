"""Answers a question from the operator's documents, and offers to do what it is about."""

from __future__ import annotations

import re

from actions import beyond_reach, bill_questions, cancellation_questions, conversation, cues, questions
from actions.answers import ANSWERED, find_answer, give_answer, question_of
from actions.base import SafeAction
from actions.context import context, off_loop
from actions.forms.moves import FAIRLY_SURE
from actions.phrases import plain
from actions.referral import refer
from actions.routing import form_meant
from actions.tasks import ACCOUNT_TASKS, is_done_by_operator, task_asked_about
from actions.turn import LISTEN, Turn

_ABOUT_PAYMENT = re.compile(r"\b(paiement|paye\w*|factur\w*|payment|paid|pay|bills?|invoices?)\b")


class ActionAnswerQuestion(SafeAction):
    """Outside of tasks; inside, the form answers."""

    def name(self) -> str:
        return "action_answer_question"

    async def respond(self, turn: Turn) -> None:
        if form := form_meant(turn):
            turn.follow_with(form)
            return
        question = question_of(turn)
        task = _task_to_offer(turn, question)
        conversation.offer_passed(turn)
        answered = await _answer(turn, question, related=task is None and not turn.command)
        conversation.count(turn, understood=answered)
        if task:
            turn.say(f"utter_offer_{task}")
            conversation.offer(turn, task)  # said last, so this is what a yes means
        turn.follow_with(LISTEN)


def _task_to_offer(turn: Turn, question: str) -> str | None:
    """The task that the question is about, unless it was done in this conversation."""
    if beyond_reach.for_a_person(question):
        return None
    task = task_asked_about(question)
    sure = turn.confidence >= FAIRLY_SURE and not is_done_by_operator(question)
    if task is None and turn.intent in ACCOUNT_TASKS and sure:
        task = turn.intent
    return None if task in (turn.slot("done") or []) else task


async def _answer(turn: Turn, question: str, *, related: bool) -> bool:
    """From the customer's own order or handoff, where it is about that; else from the documents."""
    if await cancellation_questions.answer_after(turn, question):
        return True
    if await bill_questions.answer_after(turn, question):
        return True
    if (
        turn.slot("done")
        and questions.asks_written_proof(question)
        and not _ABOUT_PAYMENT.search(plain(question))
    ):
        turn.say("utter_written_notice")
        return True
    if questions.asks_waiting(question) and await off_loop(context().handoffs.update, turn.conversation_id):
        turn.say("utter_agent_wait")
        return True
    if (beyond := beyond_reach.for_a_person(question)) and not cues.says_forgot_secret(question):
        await refer(turn, question, beyond)
        return True
    answer = await find_answer(turn, question)
    if (answer is None or answer.outcome != ANSWERED) and cues.says_forgot_secret(question):
        turn.say("utter_forgot_secret_outside")
        return True
    return give_answer(turn, question, answer, related=related)
