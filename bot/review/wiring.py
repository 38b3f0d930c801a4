"""Builds what review works with from the settings; the encoder loads at the first text, once per process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

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
