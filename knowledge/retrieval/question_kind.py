"""What a question asks for says how likely documents are to answer it, before any passage is looked at.

« Mon remboursement est-il parti ? » is about one's own file, "write me a poem" about nothing of ours: however near a
passage comes to them, no document answers such questions. A logistic regression on the question's vector tells them
from questions that documents answered; see question_kind_training.py.
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
    """weights: float32, shape (dim,), for the vectors of one encoder."""

    weights: np.ndarray
    bias: float

    def log_odds(self, vector: np.ndarray) -> float:
        """Of a question like this being answered at all; 0, that is even, for a vector of another encoder's length.

        Args:
            vector: the question's, shape (dim,).
        """
        return float(vector @ self.weights) + self.bias if vector.shape == self.weights.shape else 0.0

    def save(self, path: Path = WEIGHTS) -> None:
        known = {"bias": round(self.bias, 4), "weights": [round(float(weight), 4) for weight in self.weights]}
        path.write_text(textwrap.fill(json.dumps(known), 115) + "\n")

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> QuestionKind:
        known = json.loads(path.read_text())
        return cls(np.array(known["weights"], np.float32), known["bias"])


@lru_cache
def question_kind() -> QuestionKind:
    """The one in service."""
    return QuestionKind.load()
