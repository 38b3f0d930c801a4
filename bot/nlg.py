"""Words the assistant's answers in the language of the turn (runs inside Rasa, .venv-rasa).

Rasa's own generator looks at slots as they were before an action: after a change of language it would still answer
in the old one. Ours takes `language` (and `variant`) from the action's call, and never reads braces in values. It
also reads the responses itself, so that Rasa need not send all wording to the action server with every call, and a
change of wording needs a restart, not a training.
"""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.responses import choose, fill, load_responses


class BilingualResponses(NaturalLanguageGenerator):
    """The responses of domain/responses; named in endpoints.yml."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        self._responses = load_responses()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The message of a response, or None if the response is unknown or has no variant that fits."""
        slots = {**tracker.current_slot_values(), **kwargs}
        turn = kwargs.get("variant")
        if turn is None:
            turn = sum(1 for event in tracker.events if event.type_name == "user")
        chosen = choose(self._responses.get(utter_action, []), slots, output_channel, turn)
        if chosen is None:
            return None
        message = copy.deepcopy(dict(chosen))
        message["text"] = fill(message["text"], slots)
        return message
