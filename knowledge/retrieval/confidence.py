"""How sure a search is: evidence from the scores, a calibrated probability, three outcomes."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

CALIBRATION = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True)
class Evidence:
    """What the scores of all passages of the operator say about the best one."""

    top: float  # the best cosine
    margin: float  # to the third best
    contrast: float  # standard deviations above the mean of all passages
    lexical: float  # the best lexical score, 0 to 1
    agreement: float  # 1 if dense and lexical search agree on the best passage
    coverage: float  # share of the question's words that the documents use

    @classmethod
    def of(cls, dense: np.ndarray, lexical: np.ndarray, coverage: float) -> Evidence:
        """From the scores of the visible passages, each shape (passages,)."""
        order = np.sort(dense)[::-1]
        spread = float(dense.std()) or 1.0
        best = float(lexical.max(initial=0.0))
        agreement = float(best > 0 and int(lexical.argmax()) == int(dense.argmax()))
        return cls(
            float(order[0]),
            float(order[0] - order[min(2, len(order) - 1)]),
            float(order[0] - dense.mean()) / spread,
            best,
            agreement,
            coverage,
        )


@dataclass(frozen=True)
class Thresholds:
    """From which confidence on an answer is given, and from which suggestions are offered."""

    answered: float = 0.5
    unsure: float = 0.2

    def outcome(self, sure: float) -> str:
        return "answered" if sure >= self.answered else "unsure" if sure >= self.unsure else "no_answer"


@lru_cache
def _calibration() -> dict:
    return json.loads(CALIBRATION.read_text())


def logistic(model: dict, evidence: Evidence) -> float:
    """The probability that a calibration gives, 0 to 1. model: intercept, and by name weights, means, scales."""
    z = model["intercept"] + sum(
        model["weights"][name] * (value - model["means"][name]) / model["scales"][name]
        for name, value in asdict(evidence).items()
    )
    return 1 / (1 + math.exp(-z))


def confidence(evidence: Evidence) -> float:
    """The probability that the best passage answers the question, 0 to 1; see calibrate.py."""
    return logistic(_calibration(), evidence)
