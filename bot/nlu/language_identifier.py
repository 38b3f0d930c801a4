"""Rasa component: the language of a message, in the output as `language` and `language_probability`.

Rasa leaves properties that are None out of its output: no `language` there means that the identifier abstains.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.language import CERTAIN, MODEL, Guess, LanguageIdentifier


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GuichetLanguageIdentifier(GraphComponent):
    """French or English; a message that says little leans on the conversation's language (metadata)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"model": str(MODEL)}

    def __init__(self, config: dict[str, Any]) -> None:
        self._identifier = LanguageIdentifier.load(config["model"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GuichetLanguageIdentifier:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, metadata = message.get(TEXT) or "", message.get("metadata") or {}
            guess = self._guess(text, metadata)
            message.set("language", guess.language, add_to_output=True)
            message.set("language_probability", round(guess.probability, 4), add_to_output=True)
        return messages

    def _guess(self, text: str, metadata: dict[str, Any]) -> Guess:
        """The first message has no conversation to lean on, only a page whose language the customer did not choose."""
        if not metadata.get("opens"):
            return self._identifier.identify(text, conversation=metadata.get("language"))
        guess = self._identifier.identify(text)
        return guess if guess.probability >= CERTAIN else Guess(None, guess.probability)
