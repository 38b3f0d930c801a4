"""Builds what review works with from the settings; the encoder loads at the first text, once per process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.review.unanswered import Encoder
from bot.settings import Settings
from knowledge.encoder.serving import OnnxEncoder
from knowledge.index.published import Publisher, find_passage
from knowledge.index.store import IndexStore
from knowledge.passages import Passage


def make_publisher(settings: Settings) -> Publisher:
    """Changes the index in service.

    Raises:
        EncoderNotBuilt
    """
    return Publisher(IndexStore(settings.index_dir), encoder_of(settings))


def encoder_of(settings: Settings) -> OnnxEncoder:
    """The encoder in service.

    Raises:
        EncoderNotBuilt
    """
    return _encoder(settings.encoder_dir)


class RememberingEncoder:
    """Encodes each question once: the list of unanswered questions is looked at again and again.

    Args:
        kept: at most so many vectors, 1.5 KB each; those not asked for longest go first.
    """

    def __init__(self, encoder: Encoder, *, kept: int = 5000) -> None:
        self._encoder = encoder
        self._kept = kept
        self._vectors: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        """float32, shape (len(texts), dim), each of length 1."""
        with self._lock:
            fresh = [text for text in dict.fromkeys(texts) if text not in self._vectors]
            if fresh:
                self._vectors.update(zip(fresh, self._encoder.encode_queries(fresh), strict=True))
            found = np.stack([self._vectors[text] for text in texts])
            for text in texts:
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
            return found


@lru_cache(maxsize=1)
def question_encoder(folder: Path) -> RememberingEncoder:
    """For grouping questions; one for each process."""
    return RememberingEncoder(_encoder(folder))


@lru_cache(maxsize=1)
def _encoder(folder: Path) -> OnnxEncoder:
    return OnnxEncoder(folder, threads=1)


def passages_of(settings: Settings, operator: str) -> list[Passage]:
    """The operator's passages in the index in service, in the order of its documents.

    Raises:
        NoIndex: there is no index.
    """
    store = IndexStore(settings.index_dir)
    return [passage for passage in _passages(store.folder, store.current()) if passage.operator == operator]


def passage_of(settings: Settings, operator: str, passage_id: str) -> Passage:
    """One of them.

    Raises:
        NoIndex
        NoPassage
    """
    return find_passage(passages_of(settings, operator), operator, passage_id)


@lru_cache(maxsize=1)
def _passages(folder: Path, version: str | None) -> list[Passage]:
    return IndexStore(folder).load(version).passages
