"""What a question asks for says how likely documents are to answer it, before any passage is looked at.

"Write me a poem" is about nothing of ours, « mon remboursement est-il parti ? » about one's own file: whatever passage is
near to them, documents seldom answer such questions. A logistic regression on the question's vector leans towards or
against them (question_kind_training.py); confidence weighs it beside what the passages say.
"""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).with_name("question_kind.json")


@dataclass(frozen=True)
class QuestionKind:
    """weights: float32, shape (dim,), for the vectors of one encoder; encoder: its `source`."""

    weights: np.ndarray
    bias: float
    encoder: str

    def log_odds(self, vector: np.ndarray) -> float:
        """Of being answered, had answerable questions, near misses and chatter the shares they were learnt with.

        Args:
            vector: the question's, shape (dim,).
        """
        return float(vector @ self.weights) + self.bias

    def save(self, path: Path = WEIGHTS) -> None:
        known = {
            "encoder": self.encoder,
            "bias": round(self.bias, 4),
            "weights": [round(float(weight), 4) for weight in self.weights],
        }
        path.write_text(textwrap.fill(json.dumps(known), 115) + "\n")

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> QuestionKind:
        known = json.loads(path.read_text())
        return cls(np.array(known["weights"], np.float32), known["bias"], known["encoder"])


@lru_cache
def kinds_for(encoder: str) -> QuestionKind | None:
    """What was learnt for the encoder of that source; None if it was learnt for another."""
    found = QuestionKind.load()
    return found if encoder and found.encoder == encoder else None
