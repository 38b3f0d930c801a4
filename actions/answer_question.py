"""Answers a question from the operator's documents, and offers to do what it is about."""

from __future__ import annotations

from actions import conversation
from actions.answers import find_answer, give_answer, question_of
from actions.base import SafeAction
from actions.tasks import task_asked_about
from actions.turn import LISTEN, Turn


class ActionAnswerQuestion(SafeAction):
    """Outside of tasks; inside, the form answers."""

    def name(self) -> str:
        return "action_answer_question"

    async def respond(self, turn: Turn) -> None:
        question = question_of(turn)
        answered = give_answer(turn, question, await find_answer(turn, question))
        task = task_asked_about(question)
        if task and task not in (turn.slot("done") or []):
            turn.say(f"utter_offer_{task}")
            conversation.offer(turn, task)
        else:
            conversation.no_offer(turn)
        conversation.count(turn, understood=answered)
        turn.follow_with(LISTEN)
