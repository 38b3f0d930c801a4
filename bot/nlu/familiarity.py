"""How far a message resembles anything that the classifier has seen."""

from __future__ import annotations

import numpy as np

# Examples kept to compare with: enough to cover every intent, few enough to cost a millisecond.
KEPT = 6000


class Familiarity:
    """Nearness to the nearest example, from 0 (nothing like it) to 1 (as near as examples are to each other).

    The encoder's vectors all point into one narrow cone, so they are compared after their mean is taken off.
    """

    def __init__(self) -> None:
        self.full = 1.0  # cosine from which on a message is wholly familiar
        self._mean = np.zeros(0, np.float32)
        self._examples = np.zeros((0, 0), np.float32)

    def remember(self, vectors: np.ndarray) -> None:
        """Keep examples to compare with: all, or KEPT of them spread evenly.

        Args:
            vectors: of the examples, shape (n, dim).
        """
        self._mean = vectors.mean(axis=0)
        rows = np.unique(np.linspace(0, len(vectors) - 1, min(KEPT, len(vectors))).astype(int))
        self._examples = self._centred(vectors[rows])

    def nearness(self, vectors: np.ndarray) -> np.ndarray:
        """The cosine to the nearest example, shape (len(vectors),)."""
        centred = self._centred(vectors)
        parts = [(centred[i : i + 512] @ self._examples.T).max(axis=1) for i in range(0, len(centred), 512)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def of(self, vectors: np.ndarray) -> np.ndarray:
        """Familiarity, 0 to 1, shape (len(vectors),); 1 as long as there are no examples to compare with."""
        if not len(self._examples):
            return np.ones(len(vectors))
        return np.clip(self.nearness(vectors) / max(self.full, 1e-6), 0.0, 1.0)

    def _centred(self, vectors: np.ndarray) -> np.ndarray:
        shifted = vectors - self._mean
        return (shifted / np.maximum(np.linalg.norm(shifted, axis=1, keepdims=True), 1e-9)).astype(np.float32)
