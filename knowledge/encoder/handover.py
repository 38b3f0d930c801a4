"""Hands what one process has encoded on to the next, so that a turn encodes its question once.

Rasa encodes each message to understand it, and the action server would encode the same words again to search for them. So
Rasa's call of an action carries the vectors along (bot/action_calls.py), and the action server keeps them until its
encoder is asked for that very text (actions/server.py). They are given once: nothing is answered from an old turn.
"""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np

KEPT = 100  # texts; of a message that was not searched for the vectors are forgotten sooner or later


@dataclass(frozen=True)
class Encoding:
    """A text's vector and those of its tokens: float32, shape (1, dim) and (tokens, dim). encoder: the id of who made them."""

    encoder: str
    text: str
    vector: np.ndarray
    tokens: np.ndarray

    def packed(self) -> dict[str, Any]:
        """For JSON; in half precision, which moves a cosine by less than 0.001."""
        vectors = np.concatenate([self.vector, self.tokens]).astype(np.float16)
        return {
            "encoder": self.encoder,
            "text": self.text,
            "dim": vectors.shape[1],
            "vectors": base64.b64encode(vectors.tobytes()).decode("ascii"),
        }

    @classmethod
    def unpacked(cls, data: dict[str, Any]) -> Encoding:
        """From what `packed` gave."""
        raw = np.frombuffer(base64.b64decode(data["vectors"]), np.float16)
        vectors = raw.reshape(-1, data["dim"]).astype(np.float32)
        return cls(data["encoder"], data["text"], vectors[:1], vectors[1:])


class Handover:
    """Encodings by their text."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Encoding] = OrderedDict()
        self._changing = threading.Lock()

    def keep(self, encoding: Encoding) -> None:
        """Until it is taken, or KEPT others have come after it."""
        with self._changing:
            self._kept[encoding.text] = encoding
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def take(self, text: str) -> Encoding | None:
        """What was kept, once."""
        with self._changing:
            return self._kept.pop(text, None)


HANDOVER = Handover()  # the process's own
