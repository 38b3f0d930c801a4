"""The base of every action: reads the turn, never stays silent, never shows an error to a customer."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.context import context, off_loop
from actions.turn import LISTEN, Turn

logger = logging.getLogger(__name__)


class SafeAction(Action, ABC):
    """An action whose errors become an apology in the customer's language and a handoff.

    Subclasses give `name` and `respond`. Whatever they said before an error is dropped, so that nothing is
    announced that did not happen.
    """

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Rasa's entry; see `respond`."""
        turn = Turn.read(tracker)
        try:
            await self.respond(turn)
        except Exception as error:
            # Deliberately wide: a bug must not leave a customer without an answer. No text of theirs is logged.
            logger.exception("%s failed in conversation %s.", self.name(), turn.conversation_id)
            turn = Turn.read(tracker)
            await self.recover(turn, error)
        return turn.finish(dispatcher)

    @abstractmethod
    async def respond(self, turn: Turn) -> None:
        """Say and remember what the turn calls for."""

    async def recover(self, turn: Turn, error: Exception) -> None:
        """Apologise, and give the conversation to a person."""
        await apologise(turn, f"{self.name()}: {type(error).__name__}")
        turn.follow_with(LISTEN)


async def apologise(turn: Turn, what: str) -> None:
    """Say that something broke and, if that still works, that a person will take over.

    Args:
        what: for the agents, never for the customer.
    """
    try:
        await off_loop(
            context().handoffs.open,
            turn.conversation_id,
            turn.operator,
            reason=f"technical error ({what})",
            language=turn.language,
            summary={"cause": "error"},
            cause="error",
        )
    except Exception:
        logger.exception("No handoff could be opened for conversation %s.", turn.conversation_id)
        turn.say("utter_technical_problem")
    else:
        turn.say("utter_technical_problem_handoff")
