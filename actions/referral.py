"""What Guichet cannot do itself is answered from the documents, or a person is offered."""

from __future__ import annotations

from accounts.operators import operator
from actions import beyond_reach, conversation
from actions.answers import ANSWERED, find_answer, give_answer
from actions.tasks import REQUEST_AGENT
from actions.turn import Turn
from bot.settings import settings


async def refer(turn: Turn, question: str, response: str) -> None:
    """What the documents surely say of it; else the response, which offers a person.

    Args:
        response: that `beyond_reach.for_a_person` has for the question.
    """
    answer = await find_answer(turn, question) if beyond_reach.documents_may_help(question) else None
    told_there = (beyond_reach.misses_bill, beyond_reach.asks_hours)
    enough = 0.0 if any(one(question) for one in told_there) else settings().sure_from
    if answer is not None and answer.outcome == ANSWERED and answer.confidence >= enough:
        give_answer(turn, question, answer)
        return
    if response == "utter_contact":
        say_contact(turn)
    turn.say("utter_person_here" if response == "utter_contact" else response)
    conversation.offer(turn, REQUEST_AGENT)


def say_contact(turn: Turn) -> None:
    """Telephone, e-mail and postal address of the operator, as far as its rules have them."""
    rules = operator(turn.operator)
    ways = [way for way in (rules.contact.phone, rules.contact.email, rules.contact.postal) if way]
    turn.say("utter_contact", operator_name=rules.name, ways="\n".join(f"- {way}" for way in ways))
