"""Rasa component: the intent of a message and how sure that is."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import IntentModel
from bot.nlu.context import weigh
from bot.nlu.encoder_featurizer import DEFAULTS, EncoderFeaturizer, encoder_of

logger = logging.getLogger(__name__)
FILE = "intents.joblib"
FORM = 3  # of what the file holds: Rasa keeps trained components, and must not give back one of another form
RANKING = 10


class EncoderChanged(RuntimeError):
    """The model was trained with another encoder than the one in service."""


class ModelOutdated(RuntimeError):
    """The model was trained by an earlier version of Guichet."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class GuichetIntentClassifier(IntentClassifier, GraphComponent):
    """Trains, keeps and asks `IntentModel`; what the assistant has just asked for tips the balance."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [EncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DEFAULTS, "cost": 0.5, "encoder_weight": 3.0, "variants": 1}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: IntentModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GuichetIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return f"{encoder_of(config).id} {FORM}"

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        encoder = encoder_of(self._config)
        self._model = IntentModel(
            cost=self._config["cost"],
            encoder_weight=self._config["encoder_weight"],
            variants=self._config["variants"],
        ).fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples], encoder)
        self._model.encoder_id, self._model.form = encoder.id, FORM
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> GuichetIntentClassifier:
        component = cls(config, model_storage, resource)
        try:
            with model_storage.read_from(resource) as folder:
                component._model = IntentModel.load(folder / FILE)
        except ValueError:  # Rasa's word for a component that had nothing to train on
            logger.debug("No intent model in storage for %s.", resource.name)
            return component
        if component._model.form != FORM:
            raise ModelOutdated(
                "The intents were trained by an earlier version of Guichet. Run `guichet train`."
            )
        encoder = encoder_of(config)
        if component._model.encoder_id != encoder.id:
            raise EncoderChanged(
                f"The intents were trained with encoder {component._model.encoder_id}, but {encoder.id} is in "
                f"'{encoder.folder}'. Run `guichet train`."
            )
        component._model.attach(encoder)
        encoder.warm_up()
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text = message.get(TEXT)
        if self._model is None or not text:
            message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
            return
        probabilities = self._model.predict_proba([text], _vector(message))[0]
        metadata = message.get("metadata") or {}
        probabilities = weigh(probabilities, self._model.classes_, text, metadata.get("expects"))
        order = np.argsort(-probabilities)[:RANKING]
        ranking = [{"name": self._model.classes_[i], "confidence": float(probabilities[i])} for i in order]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)


def _vector(message: Message) -> np.ndarray | None:
    """The featurizer's vector, shape (1, dim), so that the encoder runs once a message."""
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features if sentence else None
