"""Question variants that were put in service without a new ingestion, beside the index's versions.

`<index>/published.json` holds them, so that an ingestion keeps them; `Publisher` adds and removes one, each time as a
new version of the index. Editors find them in the documents' *.questions.yml after an export.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock

from knowledge.encoder.serving import OnnxEncoder
from knowledge.errors import NoPassage
from knowledge.index.store import IndexStore, build
from knowledge.passages import Passage

FILE, LOCK = "published.json", ".publishing.lock"
LOCK_SECONDS = 60


@dataclass(frozen=True)
class PublishedVariant:
    """A question that leads to a passage; the passage is known by its key, or else by its id."""

    operator: str
    language: str
    passage_id: str
    passage_key: str | None
    text: str

    def belongs_to(self, passage: Passage) -> bool:
        """Whether this is its passage, in this language."""
        if (self.operator, self.language) != (passage.operator, passage.language):
            return False
        return passage.key == self.passage_key if self.passage_key else passage.id == self.passage_id


def read_published(folder: Path) -> list[PublishedVariant]:
    """The variants in service without an ingestion."""
    path = folder / FILE
    if not path.exists():
        return []
    return [PublishedVariant(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def with_published(passages: Iterable[Passage], variants: list[PublishedVariant]) -> list[Passage]:
    """The passages with the variants that are theirs; none twice."""
    return [
        _with_variants(passage, [v.text for v in variants if v.belongs_to(passage)]) for passage in passages
    ]


def publishing(folder: Path) -> FileLock:
    """Held while a version is made from the one in service, so that no change is lost between two writers."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / LOCK, timeout=LOCK_SECONDS)


class Publisher:
    """Adds question variants to the index in service, and takes them out again.

    Usage: `Publisher(IndexStore(folder), encoder).publish("primus", passage_id, "où est ma facture ?")`.
    """

    def __init__(self, store: IndexStore, encoder: OnnxEncoder) -> None:
        self._store = store
        self._encoder = encoder

    def publish(self, operator: str, passage_id: str, text: str) -> str:
        """Let the question lead to the passage from now on; returns the new version.

        Raises:
            NoIndex, EncoderMismatch
            NoPassage: the operator has no such passage.
        """

        def add(passages: list[Passage], variants: list[PublishedVariant]) -> list[PublishedVariant]:
            passage = find_passage(passages, operator, passage_id)
            added = PublishedVariant(operator, passage.language, passage_id, passage.key, text)
            return variants if added in variants else [*variants, added]

        return self._change(add, lambda passage: passage)

    def undo(self, operator: str, language: str, passage_id: str, passage_key: str | None, text: str) -> str:
        """Let the question lead nowhere any more; returns the new version, the same if it was not there."""
        gone = PublishedVariant(operator, language, passage_id, passage_key, text)

        def remove(passages: list[Passage], variants: list[PublishedVariant]) -> list[PublishedVariant]:
            return [variant for variant in variants if variant != gone]

        def without(passage: Passage) -> Passage:
            if not gone.belongs_to(passage):
                return passage
            return replace(passage, variants=tuple(v for v in passage.variants if v != text))

        return self._change(remove, without)

    def _change(
        self,
        change: Callable[[list[Passage], list[PublishedVariant]], list[PublishedVariant]],
        prepare: Callable[[Passage], Passage],
    ) -> str:
        with publishing(self._store.folder):
            known = self._store.load(encoder_id=self._encoder.id)
            before = read_published(self._store.folder)
            variants = change(known.passages, before)
            passages = with_published(map(prepare, known.passages), variants)
            if [p.variants for p in passages] != [p.variants for p in known.passages]:
                version = self._store.save(build(passages, self._encoder, known=known))
            else:
                version = self._store.current() or ""
            if variants != before:
                _write(self._store.folder, variants)
            return version


def find_passage(passages: Iterable[Passage], operator: str, passage_id: str) -> Passage:
    """The operator's passage with this id.

    Raises:
        NoPassage
    """
    for passage in passages:
        if passage.operator == operator and passage.id == passage_id:
            return passage
    raise NoPassage(f"Operator '{operator}' has no passage '{passage_id}' in the index in service.")


def _with_variants(passage: Passage, texts: list[str]) -> Passage:
    added = tuple(text for text in dict.fromkeys(texts) if text not in passage.variants)
    return replace(passage, variants=passage.variants + added) if added else passage


def _write(folder: Path, variants: list[PublishedVariant]) -> None:
    draft = folder / f".{FILE}-{os.getpid()}"
    draft.write_text(
        json.dumps([asdict(variant) for variant in variants], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    draft.replace(folder / FILE)
