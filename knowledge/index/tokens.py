"""Token vectors for late interaction: each word of a question looks for its nearest word in a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.encoder.serving import QUESTION_TOKENS

STEP = 127  # a coordinate of -1 to 1 in 8 bits


@dataclass(frozen=True)
class TokenVectors:
    """The token vectors of an index's units, in 8 bits.

    vectors: int8, shape (tokens, dim); starts: shape (units + 1,), a unit's tokens lie between its start and the next.
    A unit without tokens takes no part in late interaction.
    """

    vectors: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, units: list[np.ndarray | None], dim: int) -> TokenVectors:
        """From each unit's token vectors, int8, shape (tokens, dim), or None."""
        sizes = [0 if tokens is None else len(tokens) for tokens in units]
        known = [tokens for tokens in units if tokens is not None]
        return cls(np.concatenate(known) if known else np.empty((0, dim), np.int8), np.cumsum([0, *sizes]))

    def __getitem__(self, unit: int) -> np.ndarray:
        return self.vectors[self.starts[unit] : self.starts[unit + 1]]

    def scores(self, question: np.ndarray, units: np.ndarray) -> np.ndarray:
        """Late interaction of a question with some units.

        Args:
            question: float32, shape (tokens, dim), each of length 1.
            units: positions of units that have tokens, shape (n,).

        Returns:
            The cosine of the nearest token, on average over the question's tokens; float32, shape (n,).
        """
        said = question[QUESTION_TOKENS]
        if not len(said) or not len(units):
            return np.zeros(len(units), np.float32)
        sizes = self.starts[units + 1] - self.starts[units]
        tokens = np.concatenate([self[unit] for unit in units]).astype(np.float32)
        cosines = np.ascontiguousarray((tokens @ said.T).T)  # maxima along rows are several times faster
        nearest = np.maximum.reduceat(cosines, np.cumsum(sizes) - sizes, axis=1)
        return nearest.mean(axis=0) / STEP


def in_8_bits(tokens: np.ndarray) -> np.ndarray:
    """Unit vectors, float32, as int8 of the same shape."""
    return np.rint(tokens * STEP).astype(np.int8)
