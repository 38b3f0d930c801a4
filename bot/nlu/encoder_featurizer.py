"""Rasa component: the meaning of a message as the encoder's vector (a dense sentence feature)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.encoder.relay import RELAY, Encoding
from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.text import tidy

ENCODER_DIR = "encoder_dir"
THREADS = "threads"
DEFAULTS = {ENCODER_DIR: "var/encoder", THREADS: 1}


@lru_cache
def shared_encoder(folder: str, threads: int) -> OnnxEncoder:
    """The process's one encoder of this folder; it loads at its first text."""
    return OnnxEncoder(folder, threads=threads)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the vector of the whole message; there are no features of single words."""

    @classmethod
    def required_components(cls) -> list[type]:
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), **DEFAULTS}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderFeaturizer:
        return cls(execution_context.node_name, config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A new encoder makes Rasa train again, although configuration and data are the same."""
        return encoder_of(config).id

    def process(self, messages: list[Message]) -> list[Message]:
        """Vectors of what customers say; those of a message's tokens are kept for the search that may follow."""
        encoder = encoder_of(self._config)
        for message in messages:
            if message.get(TEXT):
                text = tidy(message.get(TEXT))
                vectors, (tokens,) = encoder.encode_tokens([text], queries=True)
                RELAY.keep(text, Encoding(encoder.id, vectors, tokens))
                self._add(message, vectors[0])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        spoken = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = encoder_of(self._config).encode_queries([tidy(example.get(TEXT)) for example in spoken])
        for example, vector in zip(spoken, vectors, strict=True):
            self._add(example, vector)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(
            Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
        )

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check that the encoder does not say itself."""


def encoder_of(config: dict[str, Any]) -> OnnxEncoder:
    """The encoder a component's configuration names."""
    return shared_encoder(
        config.get(ENCODER_DIR, DEFAULTS[ENCODER_DIR]), config.get(THREADS, DEFAULTS[THREADS])
    )
