"""From files to passages: what `guichet ingest` reads, drops and reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import Dropped
from knowledge.ingestion.columns import UNREAD
from knowledge.ingestion.duplicates import Contradiction, contradictions, merge
from knowledge.ingestion.files import VARIANTS_SUFFIX, list_files
from knowledge.ingestion.languages import LANGUAGES, document_language, passage_languages
from knowledge.ingestion.load import load
from knowledge.ingestion.structure import Piece, pieces
from knowledge.ingestion.title import Title, repeats_title, title_of
from knowledge.passages import Passage, Source

Variants = dict[str, dict[str, list[str]]]  # by the editor's key and by language


@dataclass
class Ingestion:
    """What came out of reading documents.

    dropped: by document, text that became no passage, and why. problems: one sentence for each file that gave nothing.
    notes: what was done about odd files that gave something. referring: questions whose answer only points elsewhere.
    """

    passages: list[Passage] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    dropped: dict[str, list[Dropped]] = field(default_factory=dict)
    duplicates: int = 0
    contradictions: list[Contradiction] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    referring: list[Passage] = field(default_factory=list)

    def dropped_by_reason(self) -> dict[str, list[str]]:
        """The dropped texts of all documents, the reason with most of them first."""
        texts: dict[str, list[str]] = {}
        for entries in self.dropped.values():
            for entry in entries:
                texts.setdefault(entry.reason, []).append(entry.text)
        return dict(sorted(texts.items(), key=lambda item: -len(item[1])))

    def summary(self) -> dict:
        """Counts, and what was left out of each document, for --json."""
        kinds = Counter(passage.kind for passage in self.passages)
        return {
            "documents": len(self.files),
            "passages": len(self.passages),
            "kinds": dict(sorted(kinds.items())),
            "duplicates": self.duplicates,
            "dropped": {reason: len(texts) for reason, texts in self.dropped_by_reason().items()},
            "left_out": {
                name: [{"reason": entry.reason, "text": entry.text} for entry in entries]
                for name, entries in self.dropped.items()
                if entries
            },
            "contradictions": [pair.to_dict() for pair in self.contradictions],
            "referring": [passage.question for passage in self.referring],
            "notes": self.notes,
            "problems": self.problems,
        }


def read_documents(
    paths: Iterable[Path],
    *,
    operator: str,
    language: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ingestion:
    """Read files, and the supported files of folders, into passages of one operator.

    Args:
        language: of all documents; None lets each document say it, or finds it out.
        progress: called with (done, total) as documents are read.
    """
    found = list_files(paths)
    result = Ingestion(problems=found.problems, notes=found.notes)
    read: list[Passage] = []
    for done, (path, name) in enumerate(found.files, 1):
        try:
            read += _Reading(path, name, operator, result).passages(language)
        except UnreadableDocument as error:
            result.problems.append(str(error))
        except OSError as error:
            result.problems.append(f"{name}: cannot be read ({error.strerror}).")
        if progress:
            progress(done, len(found.files))
    result.passages, result.duplicates = merge(read)
    result.contradictions = contradictions(result.passages)
    return result


@dataclass
class _Reading:
    """One document on its way into an ingestion."""

    path: Path
    name: str
    operator: str
    result: Ingestion

    def passages(self, language: str | None) -> list[Passage]:
        document = load(self.path)
        spoken = language or document.language
        told = spoken or document_language(
            [block.text or " ".join(map(" ".join, block.rows)) for block in document.blocks]
        )
        told = told or document.declared
        if told not in LANGUAGES:
            self.result.problems.append(_wrong_language(self.name, told))
            return []
        title, blocks, above = title_of(document, self.path.stem)
        made, dropped = pieces(blocks, colon=" : " if told == "fr" else ": ")
        shown = [entry for entry in dropped if _letters(entry.text) != _letters(title.text)]
        self.result.dropped[self.name] = [*document.dropped, *above, *shown]
        unread = [_unread(entry.text) for entry in document.dropped if entry.reason == UNREAD]
        self.result.notes += [f"{self.name}: {note}" for note in (*document.notes, *unread)]
        if not made:
            self.result.problems.append(f"{self.name}: no passage found in it.")
            return []
        self.result.files.append(self.name)
        source = Source(title.text, self.name, document.date)
        variants = self._variants()
        languages = [told] * len(made) if spoken else passage_languages([_said(p) for p in made], told)
        passages = []
        for piece, own in zip(made, languages, strict=True):
            passage = self._passage(piece, source, title, own, variants)
            passages.append(passage)
            if piece.refers:
                self.result.referring.append(passage)
        return passages

    def _passage(
        self, piece: Piece, source: Source, title: Title, language: str, variants: Variants
    ) -> Passage:
        asked = tuple((variants.get(piece.key or "") or {}).get(language) or ())
        heading_path = tuple(
            heading
            for heading in piece.heading_path
            if not title.is_heading or _letters(heading) != _letters(title.text)
        )
        if (
            not heading_path
            and not piece.question
            and title.is_said
            and not repeats_title(title.text, piece.text)
        ):
            heading_path = (title.text,)  # nothing else heads it
        return Passage(
            self.operator,
            language,
            source,
            heading_path,
            piece.kind,
            piece.question,
            piece.text,
            asked,
            piece.key,
        )

    def _variants(self) -> Variants:
        """Question variants that editors keep beside a document: help.fr.md and help.en.md share help.questions.yml."""
        beside = self.path.with_name(re.sub(r"(?:\.(?:fr|en))?\.\w+$", "", self.path.name) + VARIANTS_SUFFIX)
        if not beside.exists():
            return {}
        try:
            return yaml.safe_load(beside.read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.result.problems.append(
                f"{beside.name}: not valid YAML ({getattr(error, 'problem_mark', 'unknown place')}); its variants are left out."
            )
            return {}


def _wrong_language(name: str, language: str | None) -> str:
    if language is None:
        return f"{name}: too few words to tell whether it is French or English; left out. Say it with --language."
    return f"{name}: it seems to be in '{language}'; Guichet serves French and English, so it was left out. Use --language if that is wrong."


def _unread(table: str) -> str:
    return f"the table '{table[:60]}…' was left out: its columns cannot be told apart for sure. Draw its lines, or write its rows as a list."


def _said(piece: Piece) -> str:
    return " ".join([*piece.heading_path[-1:], piece.question or "", piece.text])


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
