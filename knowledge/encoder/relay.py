"""Hands what one process has encoded on to the next, so that a turn need not encode its question twice.

Rasa encodes each message to understand it, and the action server would encode the same words again to search for them. So
Rasa's call of an action carries the vectors along (bot/action_calls.py), and the action server keeps them until its
encoder is asked for that very text (actions/server.py); words that search writes out or mends it encodes itself. They are
given once: nothing is answered from an old turn.
"""

from __future__ import annotations

import base64
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np

KEPT = 20  # of a message that was not searched for the vectors are soon forgotten


@dataclass(frozen=True)
class Encoding:
    """A text's vector and those of its tokens: float32, shape (1, dim) and (tokens, dim). encoder: the id of who made them."""

    encoder: str
    vector: np.ndarray
    tokens: np.ndarray


class Relay:
    """Encodings by their text, of which only a digest is kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Encoding] = OrderedDict()
        self._changing = threading.Lock()

    def keep(self, text: str, encoding: Encoding) -> None:
        """Until it is taken, or KEPT others have come after it."""
        with self._changing:
            self._kept[_digest(text)] = encoding
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def take(self, text: str) -> Encoding | None:
        """What was kept, once."""
        with self._changing:
            return self._kept.pop(_digest(text), None)


RELAY = Relay()  # the process's own


def packed(text: str, encoding: Encoding) -> dict[str, Any]:
    """For JSON; in half precision, which moves a cosine by less than 0.001."""
    vectors = np.concatenate([encoding.vector, encoding.tokens]).astype(np.float16)
    return {
        "encoder": encoding.encoder,
        "text": text,
        "dim": vectors.shape[1],
        "vectors": base64.b64encode(vectors.tobytes()).decode("ascii"),
    }


def unpacked(data: dict[str, Any]) -> tuple[str, Encoding]:
    """What `packed` was given.

    Raises:
        KeyError, TypeError, ValueError: it was packed by another version.
    """
    raw = np.frombuffer(base64.b64decode(data["vectors"]), np.float16)
    vectors = raw.reshape(-1, data["dim"]).astype(np.float32)
    return data["text"], Encoding(data["encoder"], vectors[:1], vectors[1:])


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
