"""How sure a search is: evidence from the scores, a calibrated probability, three outcomes."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.settings import settings

CALIBRATION = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True)
class Evidence:
    """What the scores of all passages of the operator say about the best one, and what the question itself says."""

    top: float  # the best passage's cosine, by its own words
    by_variant: float  # how much nearer one of its question variants is
    margin: float  # of its fused score to the second best
    margin_third: float  # and to the third best
    contrast: float  # standard deviations above the mean of all passages
    late: float  # its late interaction with the question
    late_margin: float  # how much more than that of the best other passage
    lexical: float  # its lexical score, 0 to 1
    coverage: float  # share of the question's words that the documents use
    readable: float  # share of its words that are words at all
    # Log-odds of a question like this being answered (question_kind.py); None: not known for this encoder.
    kind: float | None

    @classmethod
    def of(
        cls,
        fused: np.ndarray,
        best_unit: np.ndarray,
        own: np.ndarray,
        late: np.ndarray,
        lexical: np.ndarray,
        *,
        coverage: float,
        readable: float,
        kind: float | None,
    ) -> Evidence:
        """From the scores of the visible passages, each shape (passages,)."""
        order = np.argsort(-fused, kind="stable")
        best, second, third = (order[min(n, len(order) - 1)] for n in range(3))
        spread = float(fused.std()) or 1.0
        return cls(
            top=float(own[best]),
            by_variant=float(best_unit[best] - own[best]),
            margin=float(fused[best] - fused[second]),
            margin_third=float(fused[best] - fused[third]),
            contrast=float(fused[best] - fused.mean()) / spread,
            late=float(late[best]),
            late_margin=float(late[best] - np.delete(late, best).max(initial=float(late.min()))),
            lexical=float(lexical[best]),
            coverage=coverage,
            readable=readable,
            kind=kind,
        )


@dataclass(frozen=True)
class Thresholds:
    """From which confidence on an answer is given, and from which suggestions are offered."""

    answered: float = 0.40
    unsure: float = 0.2

    def outcome(self, sure: float) -> str:
        return "answered" if sure >= self.answered else "unsure" if sure >= self.unsure else "no_answer"


def thresholds() -> Thresholds:
    """Those of the settings."""
    return Thresholds(settings().answered_from, settings().unsure_from)


@lru_cache
def _calibration() -> dict:
    return json.loads(CALIBRATION.read_text())


def logistic(model: dict, evidence: Evidence) -> float:
    """The probability that a calibration gives, 0 to 1; evidence that is None has no say.

    Args:
        model: intercept, and by name weights, means, scales.
    """
    z = model["intercept"] + sum(
        model["weights"][name] * (value - model["means"][name]) / model["scales"][name]
        for name, value in asdict(evidence).items()
        if value is not None
    )
    return 1 / (1 + math.exp(-z))


def confidence(evidence: Evidence) -> float:
    """The probability that the best passage answers the question, 0 to 1; see calibrate.py."""
    return logistic(_calibration(), evidence)
