"""An encoder without a model: words hashed into a vector, so that texts which share words are near."""

from __future__ import annotations

import zlib

import numpy as np

from knowledge.folding import fold


class FakeEncoder:
    """Stands in for OnnxEncoder; counts what it encodes."""

    def __init__(self, id: str = "fake", dim: int = 256) -> None:
        self.id, self.source, self.dim, self.encoded = id, id, dim, 0

    def warm_up(self) -> None: ...

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        return self._encode(texts)

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        return self._encode(texts)

    def encode_query_tokens(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        vectors, (tokens,) = self.encode_tokens([text], queries=True)
        return vectors, tokens

    def encode_tokens(self, texts: list[str], *, queries: bool) -> tuple[np.ndarray, list[np.ndarray]]:
        """A token is a word, between a start, a prefix of two tokens and an end."""
        vectors = self._encode(texts)
        self.encoded -= sum(len(text.split()) + 4 for text in texts)
        return vectors, [self._encode(["<s>", "query", ":", *text.split(), "</s>"]) for text in texts]

    def _encode(self, texts: list[str]) -> np.ndarray:
        self.encoded += len(texts)
        vectors = np.full((len(texts), self.dim), 1e-3, np.float32)
        for row, text in enumerate(texts):
            for word in fold(text).split():
                vectors[row, zlib.crc32(word.strip(".,;:?!").encode()) % self.dim] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
