"""Wishes that the assistant does not carry out itself: an honest answer from the documents, and a person."""

from __future__ import annotations

from actions import beyond_reach, conversation, questions
from actions.answers import ANSWERED, find_answer, give_answer
from actions.base import SafeAction
from actions.routing import form_meant
from actions.sentences import sentences
from actions.tasks import REQUEST_AGENT
from actions.turn import LISTEN, Turn
from actions.wish_words import TOPICS, speaks_of


class ActionAnswerWish(SafeAction):
    """A ticket's status, a credit, a payment made, no more marketing, a complaint."""

    def name(self) -> str:
        return "action_answer_wish"

    async def respond(self, turn: Turn) -> None:
        if form := form_meant(turn):
            turn.follow_with(form)
        elif turn.command or self._is_meant(turn):
            await self._answer(turn)
            turn.follow_with(LISTEN)
        else:
            turn.follow_with("action_default_fallback")

    @staticmethod
    def _is_meant(turn: Turn) -> bool:
        """Whether the message speaks of it; who orders something else does not."""
        meant = speaks_of(turn.intent, turn.text, turn.confidence)
        return meant and not beyond_reach.is_order(turn.text)

    async def _answer(self, turn: Turn) -> None:
        complaint = turn.intent == "complain"
        answered = False
        if complaint:
            turn.say("utter_complain")
        if not complaint or questions.is_question(turn.text):
            answered = await _from_documents(turn)
        if answered and questions.is_question(turn.text):
            turn.say("utter_wish_later")
        elif not complaint:
            turn.say(f"utter_wish_{turn.intent}")
        turn.set("failures", 0)
        conversation.offer(turn, REQUEST_AGENT)


async def _from_documents(turn: Turn) -> bool:
    """Answer the message, or else the question in it: « plus de pub. À qui dois-je écrire ? »."""
    topic = TOPICS.get(turn.intent, {}).get(turn.language)
    said = sentences(turn.text)
    parts = [sentence for sentence in said if "?" in sentence] if len(said) > 1 else []
    for asked in (turn.text, *parts):
        answer = await find_answer(turn, asked, topic=topic)
        if answer is not None and answer.outcome == ANSWERED:
            return give_answer(turn, asked, answer)
    return False
