"""Wishes that the assistant does not carry out itself: an honest answer from the documents, and a person."""

from __future__ import annotations

from actions import conversation, cues
from actions.answers import ANSWERED, find_answer, give_answer
from actions.base import SafeAction
from actions.tasks import REQUEST_AGENT
from actions.turn import LISTEN, Turn


class ActionAnswerWish(SafeAction):
    """A ticket's status, a credit, a payment made, no more marketing, a complaint."""

    def name(self) -> str:
        return "action_answer_wish"

    async def respond(self, turn: Turn) -> None:
        complaint = turn.intent == "complain"
        if complaint:
            turn.say("utter_complain")
        if not complaint or cues.is_question(turn.text):
            answer = await find_answer(turn, turn.text)
            if answer is not None and answer.outcome == ANSWERED:
                give_answer(turn, turn.text, answer)
        if not complaint:
            turn.say(f"utter_wish_{turn.intent}")
        turn.set("failures", 0)
        conversation.offer(turn, REQUEST_AGENT)
        turn.follow_with(LISTEN)
